"""The store of a central server: PostgreSQL, or an encrypted file where none is named."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from wset_desk.domain.errors import DomainError
from wset_desk.services.audit_chain import is_before_chain, sign_here
from wset_desk.storage.audit_heads import has_heads
from wset_desk.storage.engine import open_postgresql, open_sqlite
from wset_desk.storage.identity import centres_of
from wset_desk.storage.migrate import current_revision, revisions, upgrade
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import Clock, SystemClock
from wset_desk.system.files import make_private
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore
from wset_desk.system.paths import Profile, ProfileKind, data_dir
from wset_desk.system.signing import signer_in


@dataclass(frozen=True)
class Place:
    """Where the server's data are. Without `database_url`, in `root` (the usual folder)."""

    database_url: str | None
    root: Path | None

    @property
    def profile(self) -> Profile:
        """The folder of an embedded store with its key; it is no centre's."""
        folder = (self.root or data_dir()) / "server"
        return Profile("server", ProfileKind.CENTRE, folder)

    @property
    def signing_key(self) -> Path:
        """The file of the key that signs the audit logs of a database that lies under no key."""
        return self.profile.directory / "audit.key"


def migrate_server(place: Place, keys: KeyStore) -> str:
    """Bring the database to the form of this program, making it where there is none; answers the
    revision. Refuses STORE_IS_NEWER and what the keys refuse."""
    engine, key = _database(place, keys, makes=True)
    revision = current_revision(engine)
    upgrade(engine)
    store = _store(place, engine, SystemClock(), key, makes=not has_heads(engine))
    if is_before_chain(revision):
        for centre in centres_of(engine):
            sign_here(store, Actor(centre.id, centre.id, ""), revision)
    store.close()
    return revisions()[-1]


def open_server(place: Place, clock: Clock, keys: KeyStore) -> Store:
    """The store, as it has to be. Refuses SERVER_NOT_SET_UP, STORE_IS_OLDER, STORE_IS_NEWER."""
    engine, key = _database(place, keys, makes=False)
    current, known = current_revision(engine), revisions()
    if current == known[-1]:
        return _store(place, engine, clock, key, makes=False)
    engine.dispose()
    if current is not None and current not in known:
        raise DomainError("STORE_IS_NEWER", revision=current)
    raise DomainError("STORE_IS_OLDER", revision=current or "")


def centre_named(store: Store, name: str | None) -> UUID:
    """The centre of that name, or the only one. Refuses CENTRE_UNKNOWN."""
    known = centres_of(store.engine)
    fitting = [each for each in known if name in (None, each.name)]
    if len(fitting) != 1:
        raise DomainError("CENTRE_UNKNOWN", names=", ".join(each.name for each in known))
    return fitting[0].id


def _store(place: Place, engine: Engine, clock: Clock, key: bytes | None, *, makes: bool) -> Store:
    """Refuses what `signer_in` does; the database is left then."""
    try:
        signs_with = None if key is not None else signer_in(place.signing_key, makes=makes)
    except DomainError:
        engine.dispose()
        raise
    return Store(engine, clock, IdMaker(clock), key, is_server=True, signs_with=signs_with)


def _database(place: Place, keys: KeyStore, *, makes: bool) -> tuple[Engine, bytes | None]:
    """The database, and the key under which it lies, if it does."""
    if place.database_url is not None:
        return open_postgresql(place.database_url), None
    profile = place.profile
    if not profile.key_file.exists():
        if not makes:
            raise DomainError("SERVER_NOT_SET_UP", folder=str(profile.directory))
        make_private(profile.directory)
        keys.create(profile)
    key = keys.unlock(profile)
    return open_sqlite(profile.store_file, key), key
