"""Opening a centre's store on this PC: its key, its form, whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.audit_chain import is_before_chain, sign_here
from wset_desk.services.backups import BackupSource, back_up_before_upgrade
from wset_desk.services.contract import query
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.identity import find_identity
from wset_desk.storage.migrate import current_revision, upgrade
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system import sample
from wset_desk.system.clock import Clock, FixedClock, clock_from
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore, published
from wset_desk.system.paths import Profile, ProfileKind

NOBODY = "WSET Desk"
"""The name of the actor before anybody has signed in."""


@dataclass(frozen=True)
class CentreFacts:
    """What every window says about its centre. `currency` is an ISO 4217 code."""

    name: str
    zone: ZoneInfo
    currency: str
    is_sample: bool


def open_workspace(
    profile: Profile, clock: Clock, keys: KeyStore, passphrase: str | None = None
) -> Workspace:
    """The profile's store, brought to this program's form, with nobody signed in.

    Refuses what `KeyStore.unlock` refuses, STORE_MISSING, STORE_KEY_WRONG, STORE_IS_NEWER and
    STORE_WITHOUT_CENTRE.
    """
    return open_with_key(profile, clock, keys.unlock(profile, passphrase or published(profile)))


def open_with_key(profile: Profile, clock: Clock, key: bytes) -> Workspace:
    """The same with a key that is known already: from the recovery key, say."""
    if not profile.store_file.exists():
        raise DomainError("STORE_MISSING", path=str(profile.store_file))
    was_cut_off = profile.store_file.with_name(f"{profile.store_file.name}-wal").exists()
    engine = open_sqlite(profile.store_file, key)
    try:
        source = BackupSource(profile, engine, key)
        revision = current_revision(engine)
        upgrade(engine, back_up=lambda: back_up_before_upgrade(source, clock.now()))
        identity = find_identity(engine)
    except BaseException:
        engine.dispose()
        raise
    nobody = Actor(identity.centre_id, identity.device_id, NOBODY)
    cut_off_at = clock.now() if was_cut_off else None
    store = Store(engine, clock, IdMaker(clock), key, cut_off_at=cut_off_at)
    if is_before_chain(revision):
        sign_here(store, nobody, revision)
    return Workspace(store, nobody, profile)


def needs_passphrase(profile: Profile, keys: KeyStore) -> bool:
    """Whether somebody has to type one; the sample's is published."""
    return published(profile) is None and keys.needs_passphrase(profile)


def clock_of(profile: Profile, now: str | None, environ: Mapping[str, str]) -> Clock:
    """The computer's clock; the sample's stands still. `now` and WSET_DESK_NOW set another time.

    Refuses NOW_NOT_AN_INSTANT.
    """
    chosen = clock_from(now, environ)
    if profile.kind is ProfileKind.SAMPLE and not isinstance(chosen, FixedClock):
        return FixedClock(sample.NOW)
    return chosen


@query(Permission.SIGN_IN)
def about_centre(uow: UnitOfWork) -> CentreFacts:
    """The centre whose store this is."""
    centre = uow.centre
    return CentreFacts(centre.name, uow.zone, centre.currency, centre.is_sample)
