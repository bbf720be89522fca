"""A backup opened: by its passphrase, by the recovery key, or by the store it came from."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from wset_desk.domain.errors import DomainError
from wset_desk.storage import migrate
from wset_desk.storage.backup import Report, Rows, check_store
from wset_desk.system import recovery_key
from wset_desk.system.backup_file import decrypt_body, subkey
from wset_desk.system.backup_head import Head, read_head
from wset_desk.system.backup_key import BackupKey, unwrap
from wset_desk.system.paths import ProfileKind
from wset_desk.system.wrapping import Wrapped, open_chain, open_link, wrap

_ABOUT = "about"


@dataclass(frozen=True)
class About:
    """What a backup holds: whose store, and how many rows of each table."""

    name: str
    kind: ProfileKind
    rows: Rows

    def seal(self, key: bytes) -> Wrapped:
        """Encrypted under the backup's key."""
        return wrap(subkey(key, _ABOUT), json.dumps(asdict(self)).encode(), _ABOUT)


@dataclass(frozen=True)
class OpenBackup:
    """A backup whose head was read and whose key is known; its body wasn't looked at yet.

    `backup_key` is known where the passphrase opened it.
    """

    file: Path
    head: Head
    head_digest: bytes
    key: bytes
    about: About
    backup_key: BackupKey | None = None


def open_backup(
    file: Path, *, passphrase: str | None = None, recovery: str | None = None
) -> OpenBackup:
    """The backup in `file`, by the recovery key as it was typed, else by its passphrase.

    Refuses FILE_NOT_FOUND, FILE_NOT_READ, BACKUP_NOT_ONE, BACKUP_IS_NEWER, BACKUP_DAMAGED,
    BACKUP_WITHOUT_PASSPHRASE, BACKUP_PASSPHRASE_WRONG, RECOVERY_KEY_MISTYPED and
    RECOVERY_KEY_WRONG.
    """
    head, digest = read_backup_head(file)
    if recovery:
        key = open_chain(head.recovery, recovery_key.from_text(recovery))
        return _opened(file, head, digest, key)
    backup_key = _by_passphrase(head, passphrase or "")
    return _opened(file, head, digest, _key_of(head, backup_key), backup_key)


def open_own_backup(file: Path, store_key: bytes) -> OpenBackup:
    """A backup by the key of the store it was made from. Refuses what `open_backup` refuses."""
    head, digest = read_backup_head(file)
    try:
        return _opened(file, head, digest, open_link(head.recovery[-1], store_key))
    except InvalidTag:
        raise DomainError("BACKUP_DAMAGED") from None


def read_backup_head(file: Path) -> tuple[Head, bytes]:
    """The head and its digest; refuses what this program can't restore."""
    try:
        with file.open("rb") as opened:
            head, digest = read_head(opened)
    except FileNotFoundError:
        raise DomainError("FILE_NOT_FOUND", path=str(file), field="file") from None
    except OSError:
        raise DomainError("FILE_NOT_READ", path=str(file), field="file") from None
    if head.revision not in migrate.revisions():
        raise DomainError("BACKUP_IS_NEWER")
    return head, digest


def unpack(backup: OpenBackup, target: Path, report: Report) -> None:
    """Write the store inside to `target`, under the backup's key, and check all of it.

    Refuses BACKUP_DAMAGED.
    """
    decrypt(backup, target, report)
    try:
        check_store(target, backup.key, backup.about.rows)
    except DomainError:
        raise DomainError("BACKUP_DAMAGED") from None


def decrypt(backup: OpenBackup, target: Path, report: Report) -> None:
    """The same without looking into the store: that each byte is as it was written.

    Refuses BACKUP_DAMAGED.
    """
    size, done = backup.file.stat().st_size, 0

    def count(read: int) -> None:
        nonlocal done
        done += read
        report(done / size)

    with backup.file.open("rb") as source, target.open("wb") as sink:
        if read_head(source)[1] != backup.head_digest:
            raise DomainError("BACKUP_DAMAGED")
        decrypt_body(source, sink, backup.key, backup.head_digest, count)


def _by_passphrase(head: Head, passphrase: str) -> BackupKey:
    if head.lock is None:
        raise DomainError("BACKUP_WITHOUT_PASSPHRASE", field="recovery_key")
    try:
        return BackupKey(head.lock, head.lock.open(passphrase))
    except DomainError:
        raise DomainError("BACKUP_PASSPHRASE_WRONG", field="passphrase") from None


def _key_of(head: Head, backup_key: BackupKey) -> bytes:
    try:
        if head.key is None:
            raise InvalidTag
        return unwrap(head.key, backup_key.key, head.id)
    except InvalidTag:
        raise DomainError("BACKUP_DAMAGED") from None


def _opened(
    file: Path, head: Head, digest: bytes, key: bytes, backup_key: BackupKey | None = None
) -> OpenBackup:
    try:
        about = _decode_about(json.loads(head.about.open(subkey(key, _ABOUT), _ABOUT)))
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise DomainError("BACKUP_DAMAGED") from None
    return OpenBackup(file, head, digest, key, about, backup_key)


def _decode_about(content: Mapping[str, Any]) -> About:
    rows = {str(name): int(count) for name, count in content["rows"].items()}
    return About(str(content["name"]), ProfileKind(content["kind"]), rows)
