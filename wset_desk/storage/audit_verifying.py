"""Whether the audit log is as it was written: every entry, their order, their end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.audit_chain import BEFORE_ALL, Link, head_message, next_hash, seal
from wset_desk.storage.audit_personal import ERASED
from wset_desk.storage.audit_reading import (
    UNREADABLE,
    RawEntry,
    RawHead,
    chained_entries,
    raw_head,
    unchained_entries,
)
from wset_desk.storage.schema import ServerLink
from wset_desk.system.signing import is_signed

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

MOST_FINDINGS = 1000


@dataclass
class Verified:
    """`entries` are chained, `waiting` ones wait for the server, of `erased` ones what they said
    about people is gone. Each of `findings` is a refusal that nobody raises: a code and its words.
    """

    entries: int = 0
    waiting: int = 0
    erased: int = 0
    findings: list[DomainError] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(uow: "UnitOfWork") -> Verified:
    """Read the whole log anew. Of a log that is false all over, the first thousand findings."""
    done = Verified()
    for finding in _Verifier(uow, done).findings():
        done.findings.append(finding)
        if len(done.findings) == MOST_FINDINGS:
            break
    return done


class _Verifier:
    def __init__(self, uow: "UnitOfWork", done: Verified) -> None:
        self._uow, self._done = uow, done
        self._end = BEFORE_ALL
        self._erased: list[RawEntry] = []
        self._told: set[tuple[str, str]] = set()

    def findings(self) -> Iterator[DomainError]:
        for entry in chained_entries(self._uow):
            self._done.entries += 1
            yield from self._placed(entry)
            yield from self._personal(entry)
        is_connected = self._uow.session.scalars(select(ServerLink.id)).first() is not None
        for entry in unchained_entries(self._uow):
            self._done.waiting += 1
            if not is_connected:
                yield DomainError("AUDIT_NOT_CHAINED", entry=str(entry.columns["id"]))
            yield from self._personal(entry)
        yield from self._untold()
        yield from self._signed_end(is_connected)

    def _placed(self, entry: RawEntry) -> Iterator[DomainError]:
        """Whether it follows from the one before. What follows from a false one isn't false."""
        n, expected = entry.columns["n"], self._end.n + 1
        if type(n) is not int or n < expected or not entry.is_readable:
            n = expected
            yield DomainError("AUDIT_CHANGED", n=n)
        elif n > expected:
            yield _gap(expected, n - 1)
        elif next_hash(self._end.hash, entry.columns) != entry.hash:
            yield DomainError("AUDIT_CHANGED", n=n)
        self._end = Link(n, str(entry.hash))

    def _personal(self, entry: RawEntry) -> Iterator[DomainError]:
        """Whether what it says about people, and why it was done, is what was sealed."""
        if not entry.is_readable:
            return
        columns = entry.columns
        if isinstance(told := columns["changes"], dict) and isinstance(told.get(ERASED), list):
            rows = (each for each in told[ERASED] if isinstance(each, list))
            self._told |= {(columns["entity"], str(row_id)) for each in rows for row_id in each}
        if columns["sealed"] is None:
            if entry.beside or entry.reason is not None:
                yield _about("AUDIT_PERSONAL_FALSE", entry)
        elif not entry.beside:
            yield _about("AUDIT_PERSONAL_MISSING", entry)
        elif entry.is_erased and entry.reason is None:
            self._done.erased += 1
            self._erased.append(entry)
        elif seal(str(entry.salt), entry.personal or {}, entry.reason) != columns["sealed"]:
            yield _about("AUDIT_PERSONAL_FALSE", entry)

    def _untold(self) -> Iterator[DomainError]:
        """What is gone though the log doesn't tell that it was erased."""
        rows = [(each.columns["entity"], each.columns["row_id"]) for each in self._erased]
        actions = {
            each.columns["tx"]
            for each, row in zip(self._erased, rows, strict=True)
            if row in self._told
        }
        for each, row in zip(self._erased, rows, strict=True):
            if row not in self._told and each.columns["tx"] not in actions:
                yield _about("AUDIT_ERASED_UNTOLD", each)

    def _signed_end(self, is_connected: bool) -> Iterator[DomainError]:
        end, head = self._end, raw_head(self._uow)
        if head is None:
            if end != BEFORE_ALL:
                yield DomainError("AUDIT_NOT_SIGNED", first=1, last=end.n)
            return
        signer = self._uow.signer
        if not is_connected and signer is not None and head.key != signer.key:
            yield DomainError("AUDIT_KEY_OTHER")
        if UNREADABLE in head or type(head.n) is not int or not _is_signed(self._uow, head):
            yield DomainError("AUDIT_SIGNATURE_FALSE")
        elif head.n > end.n:
            yield DomainError("AUDIT_TRUNCATED", first=end.n + 1, last=head.n)
        elif head.n < end.n:
            yield DomainError("AUDIT_NOT_SIGNED", first=head.n + 1, last=end.n)
        elif head.hash != end.hash:
            yield DomainError("AUDIT_END_OTHER", n=end.n)


def _is_signed(uow: "UnitOfWork", head: RawHead) -> bool:
    epoch = None if head.epoch is None else UUID(head.epoch)
    message = head_message(uow.actor.centre_id, epoch, Link(head.n, str(head.hash)))
    return is_signed(str(head.key), message, str(head.signature))


def _gap(first: int, last: int) -> DomainError:
    if first == last:
        return DomainError("AUDIT_MISSING", n=first)
    return DomainError("AUDIT_GAP", first=first, last=last)


def _about(code: str, entry: RawEntry) -> DomainError:
    n = entry.columns["n"]
    return DomainError(code, entry=str(entry.columns["id"] if n is None else n))
