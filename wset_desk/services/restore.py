"""A centre out of its backup: a profile of this computer, there as a whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from wset_desk.i18n import _
from wset_desk.services.audit_chain import sign_here
from wset_desk.services.backup_reading import OpenBackup, unpack
from wset_desk.services.backups import in_words, need_room, part, quiet
from wset_desk.services.first_run import discard_profile
from wset_desk.services.opening import NOBODY
from wset_desk.storage.backup import Report, check_store, copy_store
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.identity import become_new_device, find_identity
from wset_desk.storage.migrate import current_revision, upgrade
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.backup_key import write_backup_key
from wset_desk.system.clock import Clock
from wset_desk.system.files import make_private, scratch_folder
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore, published
from wset_desk.system.paths import (
    Profile,
    ProfileKind,
    move_profile,
    plan_profile,
    profile_in_place,
    profiles_dir,
    set_aside,
)

_UNPACKED, _FILLED = 0.7, 0.95


@dataclass(frozen=True)
class ThisComputer:
    """Where a backup is restored: its keys, its clock and its name, the folder of everything."""

    keys: KeyStore
    clock: Clock
    device_name: str
    root: Path | None = None


def restore_backup(
    backup: OpenBackup,
    computer: ThisComputer,
    *,
    name: str | None = None,
    passphrase: str | None = None,
    replace: bool = False,
    report: Report = quiet,
) -> Profile:
    """Make a profile of the backup's store, as a device of its own, under a key of its own.

    It is named like the centre unless `name` says otherwise. Where one of that name is here
    already, `replace` keeps that one under another name. `passphrase` is needed where the computer
    has no keyring. The recovery key that opens the backup opens the profile too.

    Refuses PROFILE_NAME_EMPTY, PROFILE_EXISTS, PASSPHRASE_NEEDED, PASSWORD_TOO_SHORT,
    BACKUP_DAMAGED and BACKUP_NO_ROOM; everything is as it was then.
    """
    target, present = _place(name or backup.about.name, backup.about.kind, replace, computer.root)
    folder = profiles_dir(computer.root)
    size = backup.file.stat().st_size
    folder.mkdir(parents=True, exist_ok=True)
    with in_words(folder, 2 * size), scratch_folder(folder) as scratch:
        need_room(folder, 2 * size)
        staged = Profile(target.name, target.kind, scratch / "profile")
        try:
            unpacked = scratch / "unpacked.db"
            unpack(backup, unpacked, part(report, 0, _UNPACKED))
            _fill(staged, backup, unpacked, computer, passphrase)
            report(_FILLED)
            _take_place(staged, target, present, computer)
        except BaseException:
            computer.keys.forget(staged)
            raise
    report(1.0)
    return target


def _place(
    name: str, kind: ProfileKind, replace: bool, root: Path | None
) -> tuple[Profile, Profile | None]:
    """Where the profile goes, and the one that is there already."""
    present = profile_in_place(name, root)
    if present is None or not replace:
        return plan_profile(name, kind, root), None
    return Profile(name.strip(), kind, present.directory), present


def _take_place(
    staged: Profile, target: Profile, present: Profile | None, computer: ThisComputer
) -> None:
    if present is None:
        discard_profile(target, computer.keys)  # what an interrupted attempt has left
        move_profile(staged, target)
        return
    aside = set_aside(present, _name_aside(present, computer.clock), computer.root)
    try:
        move_profile(staged, target)
    except BaseException:
        set_aside(aside, present.name, computer.root)
        raise


def _name_aside(present: Profile, clock: Clock) -> str:
    moment = f"{clock.now():%Y-%m-%d %H:%M:%S}"
    return _("{name}, replaced {moment}").format(name=present.name, moment=moment)


def _fill(
    staged: Profile,
    backup: OpenBackup,
    unpacked: Path,
    computer: ThisComputer,
    passphrase: str | None,
) -> None:
    """Copy the store under a key of this computer's, and let it go on as a new device."""
    make_private(staged.directory)
    key = computer.keys.adopt(
        staged, backup.head.recovery, backup.key, passphrase or published(staged)
    )
    source = open_sqlite(unpacked, backup.key)
    try:
        rows = copy_store(source, staged.store_file, key, quiet)
    finally:
        source.dispose()
    check_store(staged.store_file, key, rows)
    _settle_in(staged, key, computer)
    if backup.backup_key is not None:
        write_backup_key(staged.backup_key_file, backup.backup_key, key)


def _settle_in(staged: Profile, key: bytes, computer: ThisComputer) -> None:
    clock = computer.clock
    store = Store(open_sqlite(staged.store_file, key), clock, IdMaker(clock), key)
    try:
        revision = current_revision(store.engine)
        upgrade(store.engine)
        identity = find_identity(store.engine)
        sign_here(store, Actor(identity.centre_id, identity.device_id, NOBODY), revision)
        become_new_device(store, NOBODY, computer.device_name)
    finally:
        store.close()
