"""The head of a backup: what it takes to open it, and nothing about anybody.

`WSETBKUP`, the format's number, the length of a JSON text, that text, and the SHA-256 of all this,
by which damage is told from a wrong passphrase. The same digest is bound into every chunk of the
body (see `backup_file`), so that the head can't be changed by somebody who mends the digest.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from wset_desk.domain.errors import DomainError
from wset_desk.system.backup_key import Lock, decode_lock
from wset_desk.system.wrapping import Chain, Wrapped, decode_chain, decode_wrapped

FORMAT = 1
_MAGIC = b"WSETBKUP"
_START = struct.Struct(">8sHI")
_LONGEST = 1 << 20
DIGEST_BYTES = 32


@dataclass(frozen=True)
class Head:
    """`revision` is the form of the store inside, `program` the version that wrote it.

    `lock` and `key` lead from the passphrase to the backup's key; both are None where no
    passphrase had been chosen. `recovery` leads there from the recovery key. `about` says what is
    inside, encrypted.
    """

    id: str
    created: datetime
    revision: str
    program: str
    lock: Lock | None
    key: Wrapped | None
    recovery: Chain
    about: Wrapped


def encode_head(head: Head) -> bytes:
    """The bytes at the beginning of the file, their digest at the end."""
    text = json.dumps(_encode(head), separators=(",", ":")).encode()
    start = _START.pack(_MAGIC, FORMAT, len(text)) + text
    return start + hashlib.sha256(start).digest()


def read_head(file: BinaryIO) -> tuple[Head, bytes]:
    """The head and its digest; the file stands at the body then.

    Refuses BACKUP_NOT_ONE, BACKUP_IS_NEWER and BACKUP_DAMAGED.
    """
    start = file.read(_START.size)
    if len(start) < _START.size or not start.startswith(_MAGIC):
        raise DomainError("BACKUP_NOT_ONE")
    _magic, version, length = _START.unpack(start)
    if version > FORMAT:
        raise DomainError("BACKUP_IS_NEWER", program="")
    text, digest = file.read(min(length, _LONGEST)), file.read(DIGEST_BYTES)
    if hashlib.sha256(start + text).digest() != digest:
        raise DomainError("BACKUP_DAMAGED")
    try:
        return _decode(json.loads(text)), digest
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DomainError("BACKUP_DAMAGED") from None


def _encode(head: Head) -> dict[str, object]:
    content: dict[str, object] = {
        "id": head.id,
        "created": head.created.isoformat(),
        "revision": head.revision,
        "program": head.program,
        "recovery": [one.encode() for one in head.recovery],
        "about": head.about.encode(),
    }
    if head.lock is not None and head.key is not None:
        content |= {"lock": head.lock.encode(), "key": head.key.encode()}
    return content


def _decode(content: Mapping[str, Any]) -> Head:
    lock, key = content.get("lock"), content.get("key")
    return Head(
        id=str(content["id"]),
        created=datetime.fromisoformat(content["created"]),
        revision=str(content["revision"]),
        program=str(content["program"]),
        lock=None if lock is None else decode_lock(lock),
        key=None if key is None else decode_wrapped(key),
        recovery=decode_chain(content["recovery"]),
        about=decode_wrapped(content["about"]),
    )
