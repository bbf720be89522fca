"""A device's part in the audit log's travels: the server's chain is checked as it comes.

A log that doesn't go on from what is known of it isn't taken, and is told; rows are synced as
before. A desk that had no server so far hands its own log over first, entry by entry as it is.
"""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.audit_chain import BEFORE_ALL, Link, head_message
from wset_desk.storage.audit_heads import Head, forget_head, keep_head, last_link
from wset_desk.storage.audit_travel import (
    Travelled,
    check_follow,
    entries_after,
    link_at,
    take_entries,
    unchain_after,
)
from wset_desk.storage.schema import AuditHead, ServerLink, SyncCursor
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.audit_messages import (
    AuditAnswer,
    AuditRequest,
    BringAnswer,
    BringRequest,
    ToldEntry,
)
from wset_desk.sync.messages import SignedHead
from wset_desk.system.signing import is_signed

AUDIT = "audit"
"""The scope of the cursor."""
PAGE = 1000


class Source(Protocol):
    """The way to the server; see `Transport`."""

    def audit(self, request: AuditRequest) -> AuditAnswer: ...
    def bring(self, request: BringRequest) -> BringAnswer: ...


class Auditing:
    """The audit log's part in one sync, in the life `epoch` of the server."""

    def __init__(self, store: Store, actor: Actor, source: Source, epoch: UUID) -> None:
        self._store, self._actor, self._source = store, actor, source
        self._epoch = epoch

    def bring(self) -> None:
        """Hand over a log that this desk has kept alone, before what was done in it is sent. Where
        the server has the centre from elsewhere, it counts no more."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            end = last_link(uow.session.connection(), uow.actor.centre_id)
            if end == BEFORE_ALL or _cursor(uow) is not None:
                return
        try:
            last = self._bring(())  # how far has it come?
        except DomainError as error:
            if error.code == "AUDIT_HERE_ALREADY":
                return
            raise
        while last < end.n:
            with self._store.unit_of_work(self._actor, write=False) as uow:
                entries = entries_after(uow, last, PAGE)
            last = self._bring(entries)
        with self._store.replica(self._actor) as uow:
            _move_cursor(uow, last, self._epoch)
            uow.commit()

    def take(self, head: SignedHead | None) -> DomainError | None:
        """Take over what the server's log has more (None: it signs nothing).

        Answers AUDIT_KEY_CHANGED, or AUDIT_BROKEN: the log isn't the one that is known here.
        """
        try:
            if head is not None:
                self._take(head)
        except DomainError as error:
            if error.code not in ("AUDIT_KEY_CHANGED", "AUDIT_BROKEN"):
                raise
            return error
        return None

    def _take(self, head: SignedHead) -> None:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            end = last_link(uow.session.connection(), uow.actor.centre_id)
            pinned, cursor, is_kept = _pinned(uow), _cursor(uow), _is_kept(uow, head)
        is_same_life = cursor is not None and cursor.epoch == self._epoch
        if is_same_life and is_kept and end == _end(head):
            return  # as most syncs
        if pinned is not None and head.key != pinned:
            raise DomainError("AUDIT_KEY_CHANGED")
        self._check_signed(head)
        if not is_same_life:
            end = self._go_back(end, head)
        elif head.n < end.n:
            raise DomainError("AUDIT_BROKEN", n=end.n)
        self._settle(self._take_pages(end, head), head)

    def _bring(self, entries: Sequence[Travelled]) -> int:
        told = [ToldEntry.of(each) for each in entries]
        return self._source.bring(BringRequest(epoch=self._epoch, entries=told)).last

    def _go_back(self, end: Link, head: SignedHead) -> Link:
        """In another life of the server: as far as both logs are the same. What comes after that
        waits for the server, which may have it again."""
        common, signed = self._common(end, head)
        with self._store.replica(self._actor) as uow:
            unchain_after(uow, common.n)
            if signed is None:
                forget_head(uow)
                _move_cursor(uow, 0, self._epoch)
            else:
                self._keep(uow, signed)
            uow.commit()
        return common

    def _common(self, end: Link, head: SignedHead) -> tuple[Link, SignedHead | None]:
        """The last entry that both logs have, signed by the server; as the entries are chained,
        what is the same at one place is so before it."""
        common: tuple[Link, SignedHead | None] = (BEFORE_ALL, None)
        low, high = 0, min(end.n, head.n)
        probe = high
        while low < high:
            answer = self._ask(probe - 1, 1, head)
            with self._store.unit_of_work(self._actor, write=False) as uow:
                here = link_at(uow, probe)
            if here is not None and here == _end(answer.head):
                common, low = (here, answer.head), probe
            else:
                high = probe - 1
            probe = (low + high + 1) // 2
        return common

    def _take_pages(self, end: Link, head: SignedHead) -> Link:
        while end.n < head.n:
            answer = self._ask(end.n, PAGE, head)
            entries = [each.travelled for each in answer.entries]
            with self._store.replica(self._actor) as uow:
                end = check_follow(uow, end, entries)
                if end != _end(answer.head):
                    raise DomainError("AUDIT_BROKEN", n=end.n)
                take_entries(uow, entries)
                self._keep(uow, answer.head)
                uow.commit()
        return end

    def _settle(self, end: Link, head: SignedHead) -> None:
        """What was signed has to be here by now; the server may have gone on meanwhile."""
        with self._store.replica(self._actor) as uow:
            if head.n and link_at(uow, head.n) != _end(head):
                raise DomainError("AUDIT_BROKEN", n=head.n)
            if end.n == head.n:
                self._keep(uow, head)
            uow.commit()

    def _ask(self, cursor: int, limit: int, head: SignedHead) -> AuditAnswer:
        """The entries after `cursor`, with an end that whoever signed `head` has signed."""
        request = AuditRequest(epoch=self._epoch, cursor=cursor, limit=limit)
        answer = self._source.audit(request)
        if not answer.entries or answer.head.key != head.key:
            raise DomainError("AUDIT_BROKEN", n=cursor + 1)
        self._check_signed(answer.head)
        return answer

    def _check_signed(self, head: SignedHead) -> None:
        message = head_message(self._actor.centre_id, head.epoch, _end(head))
        if head.epoch != self._epoch or not is_signed(head.key, message, head.signature):
            raise DomainError("AUDIT_BROKEN", n=head.n)

    def _keep(self, uow: UnitOfWork, head: SignedHead) -> None:
        keep_head(uow, Head(_end(head), head.epoch, head.key, head.signature))
        _move_cursor(uow, head.n, self._epoch)


def trust_anew(store: Store, actor: Actor) -> None:
    """From now on the key counts with which the server signs next: it was given another one."""
    with store.replica(actor) as uow:
        for link in uow.session.scalars(select(ServerLink)):
            link.connected_at = uow.now
        uow.commit()


def _end(head: SignedHead) -> Link:
    return Link(head.n, head.hash)


def _is_kept(uow: UnitOfWork, head: SignedHead) -> bool:
    """Whether nothing has happened since this head was signed."""
    kept = uow.session.scalars(select(AuditHead)).first()
    return kept is not None and (kept.n, kept.hash, kept.epoch, kept.key) == (
        head.n,
        head.hash,
        head.epoch,
        head.key,
    )


def _pinned(uow: UnitOfWork) -> str | None:
    """The key of the server that this desk has; of one that it had before it doesn't count."""
    row = uow.session.execute(
        select(AuditHead.key).join(ServerLink, AuditHead.at > ServerLink.connected_at)
    ).first()
    own = None if uow.signer is None else uow.signer.key
    return None if row is None or row.key == own else row.key


def _cursor(uow: UnitOfWork) -> SyncCursor | None:
    return uow.session.scalars(select(SyncCursor).where(SyncCursor.scope == AUDIT)).first()


def _move_cursor(uow: UnitOfWork, n: int, epoch: UUID) -> None:
    cursor = _cursor(uow)
    if cursor is None:
        cursor = SyncCursor(scope=AUDIT)
        uow.session.add(cursor)
    cursor.seq, cursor.epoch, cursor.synced_at = n, epoch, uow.now
