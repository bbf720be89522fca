"""A new centre on this PC: folder, key and store appear together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.services.centres import check_centre, found_centre
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.store import Store
from wset_desk.system.clock import Clock
from wset_desk.system.files import make_private
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore, published
from wset_desk.system.passwords import Passwords, check_new_password
from wset_desk.system.paths import Profile, ProfileKind, keep_profile, plan_profile, remove_profile


@dataclass(frozen=True)
class NewProfile:
    """A profile with an empty store. The recovery key, as printed, is known only now."""

    profile: Profile
    store: Store
    recovery_key: str


@dataclass(frozen=True)
class NewCentre:
    """A founded centre, its administrator signed in."""

    profile: Profile
    workspace: Workspace
    recovery_key: str


@dataclass(frozen=True)
class CentreInput:
    """What a person says about their centre and themselves, its first administrator."""

    name: str
    time_zone: str
    currency: str
    administrator_name: str
    username: str
    password: str


def set_up_centre(
    centre: CentreInput,
    *,
    keys: KeyStore,
    passwords: Passwords,
    clock: Clock,
    device_name: str,
    passphrase: str | None = None,
    root: Path | None = None,
) -> NewCentre:
    """Make a profile named like the centre, its key, its store and the founded centre in it.

    `passphrase` is needed where the computer has no keyring. Refuses what `plan_profile`,
    `KeyStore.create` and `found_centre` refuse; nothing is left of the attempt then.
    """
    check_input(centre)
    with new_profile(
        centre.name,
        ProfileKind.CENTRE,
        keys=keys,
        clock=clock,
        passphrase=passphrase,
        root=root,
    ) as new:
        actor = found_centre(
            new.store,
            name=centre.name,
            time_zone=centre.time_zone,
            currency=centre.currency,
            administrator_name=centre.administrator_name,
            username=centre.username,
            password=centre.password,
            passwords=passwords,
            device_name=device_name,
        )
    return NewCentre(new.profile, Workspace(new.store, actor, new.profile), new.recovery_key)


def check_input(centre: CentreInput) -> None:
    """Refuse what would be refused half-way, before anything is made."""
    check_centre(centre.name, centre.time_zone, centre.currency)
    if not centre.administrator_name.strip():
        raise DomainError("NAME_MISSING", field="administrator_name")
    if not centre.username.strip():
        raise DomainError("USERNAME_MISSING", field="username")
    check_new_password(centre.password)


@contextmanager
def new_profile(
    name: str,
    kind: ProfileKind,
    *,
    keys: KeyStore,
    clock: Clock,
    passphrase: str | None = None,
    root: Path | None = None,
    ids: IdMaker | None = None,
) -> Iterator[NewProfile]:
    """A profile whose store the `with` block fills; it is kept only if the block ends well.

    The profile's description is written last: whatever stops the program before that leaves a
    folder that nobody takes for a profile, and that the next attempt clears away.
    """
    profile = plan_profile(name, kind, root)
    discard_profile(profile, keys)  # what an interrupted attempt has left
    try:
        make_private(profile.directory)
        key, recovery_key = keys.create(profile, passphrase or published(profile))
        with _migrated(profile, key, clock, ids or IdMaker(clock)) as store:
            yield NewProfile(profile, store, recovery_key)
            keep_profile(profile)
    except BaseException:
        discard_profile(profile, keys)
        raise


def discard_profile(profile: Profile, keys: KeyStore) -> None:
    """Remove a profile with all that belongs to it, its key in the keyring too."""
    keys.forget(profile)
    remove_profile(profile)


@contextmanager
def _migrated(profile: Profile, key: bytes, clock: Clock, ids: IdMaker) -> Iterator[Store]:
    """A store in this program's form; closed only if the block fails."""
    store = Store(open_sqlite(profile.store_file, key), clock, ids, key)
    try:
        upgrade(store.engine)
        yield store
    except BaseException:
        store.close()
        raise
