"""How the audit log is chained: what is sealed of an entry, what its hash is over, what is signed.

Entry `n` of a centre has a hash over the hash of entry `n - 1` and over its own columns; values
about people and the typed reason stand in it as `sealed`, a hash of their own with a salt. Who
changes, takes out, adds or moves an entry changes every hash after it, and the latest is signed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from wset_desk.storage.records import table_of
from wset_desk.storage.schema import ENTITIES
from wset_desk.storage.wire import encode

START = ""
"""The hash before the first entry."""

HASHED = (
    *("action", "actor_id", "actor_name", "at", "centre_id", "changes", "device_id"),
    *("entity", "id", "n", "op", "row_id", "sealed", "tx"),
)
"""The columns of an entry that its hash is over, by name."""

Changes = dict[str, Any]
"""Field → [old, new], in wire form."""


class Link(NamedTuple):
    """An entry's place in the chain: its number, and the hash of all up to it."""

    n: int
    hash: str


BEFORE_ALL = Link(0, START)
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """JSON in ASCII, without spaces, the members of each object in the order of their names."""
    return _canonical(value).encode("ascii")


def seal(salt: str, changes: Mapping[str, Any], reason: str | None) -> str:
    """What the chain holds of an entry's personal part, in hex."""
    return hashlib.sha256(salt.encode() + canonical([changes, reason])).hexdigest()


def next_hash(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry with the columns `HASHED` in wire form, in hex."""
    return hashlib.sha256(previous.encode() + canonical(entry)).hexdigest()


def hashed_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the hash is over in wire form, of a row as the database has it."""
    return {name: encode(values[name]) for name in HASHED}


def head_message(centre_id: UUID, epoch: UUID | None, end: Link) -> bytes:
    """What is signed of the chain's end."""
    return canonical([str(centre_id), epoch and str(epoch), end.n, end.hash])


def split(entity: str, changes: Changes) -> tuple[Changes, Changes]:
    """What of an entry's changes isn't about a person, and what is."""
    personal = personal_columns(entity)
    if personal.isdisjoint(changes):
        return changes, {}
    plain = {name: values for name, values in changes.items() if name not in personal}
    return plain, {name: changes[name] for name in changes.keys() & personal}


@cache
def personal_columns(entity: str) -> frozenset[str]:
    if entity not in ENTITIES:  # of an older program
        return frozenset()
    return frozenset(each.name for each in table_of(entity).columns if each.info.get("personal"))


def is_dense(numbers: Sequence[int], after: int) -> bool:
    """Whether these are the numbers that follow `after`, one after another."""
    return list(numbers) == list(range(after + 1, after + 1 + len(numbers)))
