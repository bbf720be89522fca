"""Backups of an open store: encrypted, whole or not there, and read again after writing."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from wset_desk.domain.errors import DomainError
from wset_desk.services.backup_reading import About, open_own_backup, unpack
from wset_desk.services.workspace import Workspace
from wset_desk.storage.backup import Report, Rows, copy_store, store_size
from wset_desk.storage.migrate import current_revision
from wset_desk.system.backup_file import encrypt_body
from wset_desk.system.backup_head import DIGEST_BYTES, Head, encode_head
from wset_desk.system.backup_key import (
    BackupKey,
    new_backup_key,
    read_backup_key,
    write_backup_key,
)
from wset_desk.system.files import clear_stale, replacing, scratch_folder, settle
from wset_desk.system.key_file import read_key_file
from wset_desk.system.passwords import CAREFUL, Argon2Cost
from wset_desk.system.paths import Profile
from wset_desk.system.versions import program_version
from wset_desk.system.wrapping import link, new_id, new_key

SUFFIX = ".wsetbackup"
STAMP = "%Y%m%dT%H%M%SZ"
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_SPARE_BYTES = 4 << 20
_MEGABYTE = 1 << 20
_COPIED, _WRITTEN = 0.4, 0.6
"""Shares of the work: then what was written is read again."""


@dataclass(frozen=True)
class BackupSource:
    """A store that is open on this computer, with the key under which it lies."""

    profile: Profile
    engine: Engine
    key: bytes = field(repr=False)

    @property
    def stem(self) -> str:
        """How the names of its backups begin: the centre's name and which of its stores it is."""
        name = self.profile.directory.name.rpartition("-")[0]
        return f"{name}-{read_key_file(self.profile.key_file).id[:8]}-"


def source_of(profile: Profile, workspace: Workspace) -> BackupSource:
    """What is backed up of an open workspace."""
    store = workspace.store
    if store.key is None:
        raise TypeError("only a store that lies on this computer is backed up")
    return BackupSource(profile, store.engine, store.key)


def quiet(_share: float) -> None:
    """Nobody wants to know how far it is."""


def part(report: Report, first: float, last: float) -> Report:
    """Reports a piece of the work that goes from share `first` to share `last` of it all."""
    return lambda share: report(first + (last - first) * share)


def choose_passphrase(source: BackupSource, passphrase: str, *, cost: Argon2Cost = CAREFUL) -> None:
    """Protect the backups from now on by `passphrase`, which is kept nowhere.

    Older ones keep theirs. Refuses PASSWORD_TOO_SHORT and PASSWORD_TOO_LONG.
    """
    chosen = new_backup_key(passphrase, cost)
    write_backup_key(source.profile.backup_key_file, chosen, source.key)


def has_passphrase(profile: Profile) -> bool:
    """Whether one has been chosen: without, nothing is backed up on its own."""
    return profile.backup_key_file.exists()


def back_up(source: BackupSource, folder: Path, now: datetime, *, report: Report = quiet) -> Path:
    """Write a backup to `folder`, named by centre and time, and read it again.

    Refuses BACKUP_PASSPHRASE_NEEDED, BACKUP_KEY_DAMAGED, BACKUP_FOLDER_MISSING,
    BACKUP_FOLDER_NOT_WRITABLE, BACKUP_NO_ROOM, STORE_DAMAGED and BACKUP_FAILED; what was in the
    folder stays then as it was.
    """
    backup_key = read_backup_key(source.profile.backup_key_file, source.key)
    if backup_key is None:
        raise DomainError("BACKUP_PASSPHRASE_NEEDED", field="passphrase")
    # A folder that isn't there may be a stick that isn't plugged in: making it would hide that.
    if not folder.is_dir():
        raise DomainError("BACKUP_FOLDER_MISSING", folder=str(folder), field="folder")
    target = folder / f"{source.stem}{now:{STAMP}}{SUFFIX}"
    return _write(source, target, now, backup_key, report)


def back_up_before_upgrade(source: BackupSource, now: datetime) -> Path:
    """Keep the store as it is beside it, before its form is changed.

    Named by the form that it keeps: a later upgrade doesn't overwrite it. Where no passphrase has
    been chosen, the recovery key opens it. Refuses what `back_up` refuses.
    """
    source.profile.backup_dir.mkdir(exist_ok=True)
    name = f"before-upgrade-from-{current_revision(source.engine)}{SUFFIX}"
    backup_key = read_backup_key(source.profile.backup_key_file, source.key)
    return _write(source, source.profile.backup_dir / name, now, backup_key, quiet)


def _write(
    source: BackupSource,
    target: Path,
    now: datetime,
    backup_key: BackupKey | None,
    report: Report,
) -> Path:
    size = store_size(source.engine)
    key = new_key()
    with in_words(target.parent, size), scratch_folder(source.profile.directory) as scratch:
        # A copy is made, then the backup, then a copy of that to check it: two at a time here.
        together = target.parent.stat().st_dev == scratch.stat().st_dev
        need_room(scratch, size * (3 if together else 2))
        need_room(target.parent, size)
        copy = scratch / "copy.db"
        rows = copy_store(source.engine, copy, key, part(report, 0, _COPIED))
        head = _head(source, now, key, backup_key, rows)
        with replacing(target) as file:
            clear_stale(Path(file.name), f".{source.stem}")
            _fill(file, head, copy, key, part(report, _COPIED, _WRITTEN))
            copy.unlink()
            _read_again(source, Path(file.name), scratch, part(report, _WRITTEN, 1))
    report(1)
    return target


def _head(
    source: BackupSource, now: datetime, key: bytes, backup_key: BackupKey | None, rows: Rows
) -> Head:
    identifier = new_id()
    profile = source.profile
    return Head(
        id=identifier,
        created=now,
        revision=str(current_revision(source.engine)),
        program=program_version(),
        lock=None if backup_key is None else backup_key.lock,
        key=None if backup_key is None else backup_key.wrap(key, identifier),
        recovery=(*read_key_file(profile.key_file).recovery, link(source.key, key, identifier)),
        about=About(profile.name, profile.kind, rows).seal(key),
    )


def _fill(file: BinaryIO, head: Head, copy: Path, key: bytes, report: Report) -> None:
    beginning, size, done = encode_head(head), copy.stat().st_size, 0

    def count(written: int) -> None:
        nonlocal done
        done += written
        report(done / size)

    file.write(beginning)
    with copy.open("rb") as content:
        encrypt_body(content, file, key, beginning[-DIGEST_BYTES:], count)
    settle(file)


def _read_again(source: BackupSource, file: Path, scratch: Path, report: Report) -> None:
    try:
        unpack(open_own_backup(file, source.key), scratch / "again.db", report)
    except DomainError as error:
        raise DomainError("BACKUP_FAILED") from error


def need_room(folder: Path, size: int) -> None:
    """Refuse BACKUP_NO_ROOM before anything is written that wouldn't fit."""
    if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
        raise _no_room(folder, size)


@contextmanager
def in_words(folder: Path, size: int) -> Iterator[None]:
    """What the operating system says of a folder, as a refusal; `size` bytes are to go there."""
    try:
        yield
    except OperationalError as error:
        if "is full" in str(error):
            raise _no_room(folder, size) from error
        raise
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise _no_room(folder, size) from error
        raise DomainError(
            "BACKUP_FOLDER_NOT_WRITABLE", folder=str(folder), field="folder"
        ) from error


def _no_room(folder: Path, needed: int) -> DomainError:
    megabytes = -(-needed // _MEGABYTE)
    return DomainError("BACKUP_NO_ROOM", folder=str(folder), megabytes=megabytes, field="folder")
