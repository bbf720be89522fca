"""A device's side of sync: push until nothing is left, then pull until there is no more.

One at a time; an edit never waits for it, for each step is a unit of work of its own, and the
network is asked between them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import ExamRegistration, OutboxEntry, SyncCursor, ThisDevice
from wset_desk.storage.staging import discard_staging
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.audit_messages import AuditAnswer, AuditRequest, BringAnswer, BringRequest
from wset_desk.sync.auditing import Auditing
from wset_desk.sync.messages import (
    MOST_CHANGES,
    PROTOCOL,
    WHOLE_CENTRE,
    HelloAnswer,
    HelloRequest,
    Mode,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    SentChange,
    SignedHead,
)
from wset_desk.sync.outbox import WAITING, next_changes, unsettled_rows
from wset_desk.sync.repairing import Repaired, compare, is_due, note_comparison
from wset_desk.sync.replica import (
    lay_over,
    own_rows,
    settle_own,
    show_again,
    take_answers,
    take_over,
)
from wset_desk.sync.scoped import cursors_of, gets_all, is_scoped, take_scopes
from wset_desk.sync.staging import OnProgress, cursor_of, fetch_centre
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
    PartRequest,
    SnapshotManifest,
    SnapshotRequest,
)

KNOWN_TO = timedelta(minutes=1)
"""How exactly a device remembers when it last exchanged: most exchanges bring nothing, and aren't
worth a write."""


class Transport(Protocol):
    """The way to the server. Whatever it raises ends the sync; the next one goes on from there."""

    def hello(self, request: HelloRequest) -> HelloAnswer: ...
    def push(self, request: PushRequest) -> PushAnswer: ...
    def pull(self, request: PullRequest) -> PullAnswer: ...
    def snapshot(self, request: SnapshotRequest) -> SnapshotManifest: ...
    def part(self, request: PartRequest) -> bytes: ...
    def digest(self, request: DigestRequest) -> DigestAnswer: ...
    def bucket(self, request: BucketRequest) -> BucketAnswer: ...
    def audit(self, request: AuditRequest) -> AuditAnswer: ...
    def bring(self, request: BringRequest) -> BringAnswer: ...


EXCHANGING: frozenset[Mode] = frozenset({"incremental", "snapshot"})


@dataclass(frozen=True)
class Synced:
    """What a sync has done. `mode` is the server's; only those of `EXCHANGING` exchange anything.

    `received` are rows that others changed. `changed` names the tables of which rows are others
    now. `audit` says why the server's audit log isn't taken, if it isn't.
    """

    mode: Mode
    sent: int = 0
    received: int = 0
    not_taken: int = 0
    changed: frozenset[str] = frozenset()
    audit: DomainError | None = None
    is_forked: bool = False

    @property
    def is_through(self) -> bool:
        """Whether everything was exchanged."""
        return self.mode in EXCHANGING


class Client:
    """Syncs one device's store; `on_sent` hears how many changes have had their answer, and
    `on_progress` how many of how many parts of a centre that is fetched as a whole are here."""

    def __init__(
        self,
        store: Store,
        actor: Actor,
        transport: Transport,
        on_sent: Callable[[int], object] = lambda _sent: None,
        on_progress: OnProgress = lambda _done, _of: None,
        *,
        batch: int = MOST_CHANGES,
    ) -> None:
        """`batch`: so many changes, and records, at a time."""
        self._store, self._actor, self._transport = store, actor, transport
        self._batch = batch
        self._on_sent, self._on_progress = on_sent, on_progress
        self._changed: set[str] = set()
        self._own: set[int | None] = set()
        self._head: SignedHead | None = None
        self._before: datetime | None = None

    def sync(self) -> Synced:
        """Exchange everything that there is by now."""
        self._own.clear()
        hello = self._greet()
        if hello.mode == "revoked":
            sent, not_taken = self._push(hello.epoch)
            return Synced(hello.mode, sent, 0, not_taken)
        if hello.mode not in EXCHANGING:
            return Synced(hello.mode)
        auditing = Auditing(self._store, self._actor, self._transport, hello.epoch)
        if not is_scoped(hello):
            auditing.bring()
        try:
            sent, not_taken = self._push(hello.epoch)
        except DomainError:
            self._take_in(hello)  # what can't be sent keeps nobody from what others have done
            raise
        received = self._take_in(hello)
        changed, audit = frozenset(self._changed), auditing.take(self._head)
        return Synced(hello.mode, sent, received, not_taken, changed, audit)

    def _take_in(self, hello: HelloAnswer) -> int:
        """Everything that others have done by now."""
        fetched = self._fetch(hello.epoch) if hello.mode == "snapshot" else 0
        received = self._pull_scopes(hello) if is_scoped(hello) else self._pull(hello)
        self._settle(knows_fees=not is_scoped(hello))
        return fetched + received

    def compare(self) -> Repaired:
        """After a sync: compare with the server, and fetch again what differs."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            cursor = _cursor(uow) if gets_all(uow) else None
        if cursor is None:
            return Repaired()
        return compare(self._store, self._actor, self._transport, cursor.epoch)

    def compare_if_due(self) -> Repaired:
        """See `repairing.is_due`. With a server of another version it is put off."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            due = is_due(uow, self._store.cut_off_at)
        try:
            return self.compare() if due else Repaired()
        except DomainError as error:
            if error.code != "SCHEMA_DIFFERS":
                raise
            return Repaired()

    def _greet(self) -> HelloAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            cursor = _cursor(uow)
            self._before = None if cursor is None else cursor.synced_at
            request = HelloRequest(
                protocol=PROTOCOL,
                schema_revision=revisions()[-1],
                device=self._actor.device_id,
                n=uow.session.scalars(select(ThisDevice.n)).one(),
                epoch=None if cursor is None else cursor.epoch,
                cursor=0 if cursor is None else cursor.seq,
                cursors=cursors_of(uow, None if cursor is None else cursor.epoch),
            )
        hello = self._transport.hello(request)
        if (hello.epoch, hello.last_n) != (request.epoch, request.n):
            with self._store.replica(self._actor) as uow:
                _begin_epoch(uow, hello)
                _send_again(uow, hello.last_n)
                uow.commit()
        return hello

    def _push(self, epoch: UUID) -> tuple[int, int]:
        sent = not_taken = 0
        while changes := self._next_changes():
            request = PushRequest(epoch=epoch, answered_n=changes[0].n - 1, changes=changes)
            answer = self._transport.push(request)
            with self._store.replica(self._actor) as uow:
                take_answers(uow, answer.results)
                self._commit(uow)
            sent += len(changes)
            self._on_sent(sent)
            self._own.update(result.seq for result in answer.results)
            not_taken += sum(result.seq is None for result in answer.results)
        return sent, not_taken

    def _pull(self, hello: HelloAnswer) -> int:
        received, more = 0, True
        while more:
            with self._store.unit_of_work(self._actor, write=False) as uow:
                cursor = _cursor(uow)
            assert cursor is not None  # noqa: S101 - the greeting made it
            request = PullRequest(epoch=hello.epoch, cursor=cursor.seq, limit=self._batch)
            answer = self._told_already(hello, cursor) or self._transport.pull(request)
            if not _is_no_news(cursor, answer, self._store.clock.now()):
                with self._store.replica(self._actor) as uow:
                    take_over(uow, answer.changes)
                    _move_cursor(uow, answer.next)
                    self._commit(uow)
            received += sum(each.seq not in self._own for each in answer.changes)
            more = answer.more
            self._head = answer.audit
        return received

    def _told_already(self, hello: HelloAnswer, cursor: SyncCursor) -> PullAnswer | None:
        """What the greeting said, where nothing has changed anywhere: most syncs end so."""
        if self._own or hello.head != cursor.seq:
            return None
        return PullAnswer(
            changes=[], next=cursor.seq, head=cursor.seq, more=False, audit=hello.audit
        )

    def _settle(self, *, knows_fees: bool) -> None:
        """Nothing is begun to be written where nothing is to be."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            concerned = unsettled_rows(uow, ExamRegistration.__tablename__, self._before)
        if concerned:
            with self._store.replica(self._actor) as uow:
                settle_own(uow, answered_since=self._before, knows_fees=knows_fees)
                self._commit(uow)

    def _pull_scopes(self, hello: HelloAnswer) -> int:
        """At an invigilator's PC: all scopes at once, for they are small and share rows."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            known = cursors_of(uow, hello.epoch)
        asked = known | {name: known.get(name, 0) for name in hello.granted}
        answer = self._transport.pull(PullRequest(epoch=hello.epoch, cursor=0, cursors=asked))
        with self._store.replica(self._actor) as uow:
            received = take_scopes(uow, answer.scopes, hello.epoch, anew=not known)
            _move_cursor(uow, 0)
            self._commit(uow)
        return received

    def _fetch(self, epoch: UUID) -> int:
        """The whole centre, which takes its place in one transaction."""
        staging = fetch_centre(self._store, self._actor, self._transport, epoch, self._on_progress)
        try:
            with self._store.replica(self._actor) as uow:
                own = own_rows(uow)
                received = staging.swap_in(uow)
                lay_over(uow, own)
                _move_cursor(uow, cursor_of(staging))
                self._commit(uow)
        finally:
            staging.close()
        discard_staging(self._store)
        return received

    def _commit(self, uow: UnitOfWork) -> None:
        uow.commit()
        self._changed |= uow.changed

    def _next_changes(self) -> list[SentChange]:
        """The next user actions, whole."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            return next_changes(uow, self._batch)


def _cursor(uow: UnitOfWork) -> SyncCursor | None:
    return uow.session.scalars(select(SyncCursor).where(SyncCursor.scope == WHOLE_CENTRE)).first()


def _begin_epoch(uow: UnitOfWork, hello: HelloAnswer) -> None:
    """In a new life of the server everything is read again: what it says now counts.

    What this device saw of the old life after the new one began may be gone.
    """
    cursor = _cursor(uow)
    if cursor is None:
        cursor = SyncCursor(scope=WHOLE_CENTRE, seq=0, epoch=hello.epoch, synced_at=uow.now)
        uow.session.add(cursor)
        note_comparison(uow, 0, hello.epoch)
    elif cursor.epoch != hello.epoch:
        cursor.seq, cursor.epoch = 0, hello.epoch
        for entry in uow.session.scalars(select(OutboxEntry)):
            entry.base_seq = min(entry.base_seq or 0, hello.epoch_seq)


def _move_cursor(uow: UnitOfWork, seq: int) -> None:
    cursor = uow.session.scalars(select(SyncCursor).where(SyncCursor.scope == WHOLE_CENTRE)).one()
    cursor.seq, cursor.synced_at = seq, uow.now


def _is_no_news(cursor: SyncCursor, answer: PullAnswer, now: datetime) -> bool:
    """Nothing came, and when that was last so is known to the minute."""
    told_lately = now - cursor.synced_at < KNOWN_TO
    return told_lately and not answer.changes and answer.next == cursor.seq


def _send_again(uow: UnitOfWork, last_n: int) -> None:
    """What the server has lost by being restored waits once more, and is to be seen."""
    mine = OutboxEntry.device_id == uow.actor.device_id
    lost = select(OutboxEntry).where(mine, OutboxEntry.n > last_n, OutboxEntry.state != WAITING)
    again = uow.session.scalars(lost).all()
    for entry in again:
        entry.state, entry.code, entry.detail, entry.settled_at = WAITING, None, None, None
    uow.session.flush()
    show_again(uow, {(entry.entity, entry.row_id) for entry in again})
