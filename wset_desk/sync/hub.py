"""The server's side of sync for one request of one device: what the web server translates to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import CentreCounter, Device, ReceivedChange, ThisDevice
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import WITH_DELETED, Actor, UnitOfWork
from wset_desk.sync.audit_messages import AuditAnswer, AuditRequest, BringAnswer, BringRequest
from wset_desk.sync.audit_telling import signed_head, take_brought, tell
from wset_desk.sync.digest import bucket, digest
from wset_desk.sync.forked import known
from wset_desk.sync.messages import (
    PROTOCOL,
    WHOLE_CENTRE,
    ChangeResult,
    HelloAnswer,
    HelloRequest,
    Mode,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
)
from wset_desk.sync.moved import check_here
from wset_desk.sync.reaching import Key
from wset_desk.sync.receiving import receive
from wset_desk.sync.scopes import granted, is_whole, seen_by, send_scopes
from wset_desk.sync.sending import send
from wset_desk.sync.snapshot import is_better_than_pulling, offer, part_of
from wset_desk.sync.whole_messages import (
    BucketAnswer,
    BucketRequest,
    DigestAnswer,
    DigestRequest,
    KnownAnswer,
    KnownRequest,
    PartRequest,
    SnapshotManifest,
    SnapshotRequest,
)

SCHEMA_MIN = "0005"
"""The oldest schema of which changes are understood: before it, no audit log was exchanged."""


class Hub:
    """Answers one device, which has been let in, of one centre.

    Refuses the request with DEVICE_UNKNOWN, DEVICE_REVOKED, DEVICE_NOT_APPROVED, EPOCH_CHANGED, and
    what `check_here` and `receive` refuse.
    """

    def __init__(
        self, store: Store, centre_id: UUID, device_id: UUID, *, is_trusted: bool = False
    ) -> None:
        self._store = store
        self._is_trusted = is_trusted
        self._actor = Actor(centre_id, device_id, "")

    def hello(self, request: HelloRequest) -> HelloAnswer:
        """Only reads, but the first time of all: it doesn't wait for what others push."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            answer = self._greeting(uow, request)
        if answer is None:
            self._begin()
            return self.hello(request)
        return answer

    def _greeting(self, uow: UnitOfWork, request: HelloRequest) -> HelloAnswer | None:
        """None where the life of the server's database has no name yet."""
        device = self._device(uow)
        if _is_waiting(device):
            raise DomainError("DEVICE_NOT_APPROVED", fingerprint=device.fingerprint)
        counter = _counter(uow)
        last_n = _last_number(uow)
        if request.n < last_n:
            raise DomainError("DEVICE_FORKED", n=request.n, last_n=last_n)
        if counter.epoch is None:
            return None
        mode = _mode(uow, request, device, may_fetch=not self._is_trusted)
        gets_news = mode == "incremental" and is_whole(device)
        return HelloAnswer(
            protocol=PROTOCOL,
            schema_min=SCHEMA_MIN,
            schema_revision=revisions()[-1],
            epoch=counter.epoch,
            epoch_seq=counter.epoch_seq,
            last_n=last_n,
            mode=mode,
            server_time=uow.now,
            granted=(names := _scopes(uow, device)),
            withdrawn=sorted(request.cursors.keys() - {*names}),
            head=counter.seq if gets_news else None,
            audit=signed_head(uow) if gets_news else None,
        )

    def _begin(self) -> None:
        with self._store.unit_of_work(self._actor, write=True) as uow:
            counter = _counter(uow)
            counter.epoch = counter.epoch or uow.new_id()
            uow.commit()

    def push(self, request: PushRequest) -> PushAnswer:
        with self._store.unit_of_work(self._actor, write=True) as uow:
            is_revoked = self._device(uow).revoked
            if not is_revoked:
                self._check_device(uow)
            _check_epoch(uow, request.epoch)
            answer = receive(
                uow,
                request.changes,
                answered_n=request.answered_n,
                is_trusted=self._is_trusted,
                is_revoked=is_revoked,
            )
            keys = [(change.entity, change.id) for change in request.changes]
            results = self._as_seen(uow, keys, answer.results)
            uow.commit()
        return answer.model_copy(update={"results": results})

    def pull(self, request: PullRequest) -> PullAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check(uow, request.epoch)
            device = self._device(uow)
            if is_whole(device):
                answer = send(uow, cursor=request.cursor, limit=request.limit)
                return answer.model_copy(update={"audit": signed_head(uow)})
            scopes = send_scopes(uow, device, request.cursors)
            return PullAnswer(changes=[], next=0, head=0, more=False, scopes=scopes)

    def snapshot(self, request: SnapshotRequest) -> SnapshotManifest:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_whole(uow, request.epoch)
        return offer(self._store, self._actor, request.epoch)

    def part(self, request: PartRequest) -> bytes:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_whole(uow, _counter(uow).epoch)
            return part_of(uow, request)

    def digest(self, request: DigestRequest) -> DigestAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_whole(uow, request.epoch)
            return digest(uow, request)

    def bucket(self, request: BucketRequest) -> BucketAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_whole(uow, request.epoch)
            return bucket(uow, request)

    def audit(self, request: AuditRequest) -> AuditAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_whole(uow, request.epoch)
            return tell(uow, request)

    def bring(self, request: BringRequest) -> BringAnswer:
        """Refuses AUDIT_HERE_ALREADY to a device that doesn't hand its centre over."""
        with self._store.unit_of_work(self._actor, write=True) as uow:
            self._check_whole(uow, request.epoch)
            if not self._is_trusted:
                raise DomainError("AUDIT_HERE_ALREADY")
            last = take_brought(uow, request.entries)
            uow.commit()
        return BringAnswer(last=last)

    def known(self, request: KnownRequest) -> KnownAnswer:
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_device(uow)
            results = known(uow, request).results
            sent = select(ReceivedChange).where(ReceivedChange.id.in_(request.changes))
            keys = {each.id: (each.entity, each.row_id) for each in uow.session.scalars(sent)}
            told = [keys[result.change_id] for result in results]
            return KnownAnswer(results=self._as_seen(uow, told, results))

    def _check_whole(self, uow: UnitOfWork, epoch: UUID | None) -> None:
        """As `_check`; refuses NOT_FOR_THIS_DEVICE to one that gets less than all of its centre."""
        self._check(uow, epoch)
        if not is_whole(self._device(uow)):
            raise DomainError("NOT_FOR_THIS_DEVICE")

    def check_desk(self) -> None:
        """The same of one that isn't a desk: NOT_FOR_THIS_DEVICE."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_device(uow)
            if not is_whole(self._device(uow)):
                raise DomainError("NOT_FOR_THIS_DEVICE")

    def check_let_in(self) -> None:
        """Refuses a device that may exchange nothing, as `pull` does."""
        with self._store.unit_of_work(self._actor, write=False) as uow:
            self._check_device(uow)

    def _check(self, uow: UnitOfWork, epoch: UUID | None) -> None:
        self._check_device(uow)
        _check_epoch(uow, epoch)

    def _check_device(self, uow: UnitOfWork) -> None:
        device = self._device(uow)
        if device.revoked:
            raise DomainError("DEVICE_REVOKED")
        if _is_waiting(device):
            raise DomainError("DEVICE_NOT_APPROVED", fingerprint=device.fingerprint)

    def _as_seen(
        self, uow: UnitOfWork, keys: Sequence[Key], results: Sequence[ChangeResult]
    ) -> list[ChangeResult]:
        """Of what wasn't taken the row as the server has it: to a device that gets less than its
        whole centre, as far as it gets that."""
        device = self._device(uow)
        if is_whole(device):
            return list(results)
        seen = {} if device.revoked else seen_by(uow, device, keys)
        return [
            result.model_copy(update={"record": seen.get(key) if result.record else None})
            for key, result in zip(keys, results, strict=True)
        ]

    def _device(self, uow: UnitOfWork) -> Device:
        check_here(uow)
        wanted = select(Device).where(Device.id == self._actor.device_id)
        device = uow.session.scalars(wanted, execution_options=WITH_DELETED).first()
        if device is None and self._is_trusted:
            return Device(id=self._actor.device_id, name="", revoked=False)
        if device is None:
            raise DomainError("DEVICE_UNKNOWN")
        return device


def _is_waiting(device: Device) -> bool:
    return device.fingerprint is not None and device.approved_at is None


def begin_epoch(store: Store, centre_id: UUID) -> None:
    """A restored database begins a new life: devices read it anew and send again what it lost."""
    with store.unit_of_work(Actor(centre_id, centre_id, ""), write=True) as uow:
        counter = _counter(uow)
        counter.epoch, counter.epoch_seq = uow.new_id(), counter.seq
        uow.commit()


def _check_epoch(uow: UnitOfWork, epoch: UUID | None) -> None:
    if _counter(uow).epoch != epoch:
        raise DomainError("EPOCH_CHANGED")


def _counter(uow: UnitOfWork) -> CentreCounter:
    return uow.session.scalars(select(CentreCounter)).one()


def _mode(uow: UnitOfWork, request: HelloRequest, device: Device, *, may_fetch: bool) -> Mode:
    """Who brings a centre along doesn't fetch it: not everything may be here yet."""
    if device.revoked:
        return "revoked"
    if request.protocol != PROTOCOL or request.schema_revision < SCHEMA_MIN:
        return "upgrade_required"
    if request.schema_revision > revisions()[-1]:
        return "read_only"
    if may_fetch and is_whole(device) and is_better_than_pulling(uow, request, _counter(uow).seq):
        return "snapshot"
    return "incremental"


def _scopes(uow: UnitOfWork, device: Device) -> list[str]:
    if is_whole(device):
        return [WHOLE_CENTRE]
    return [] if device.revoked else list(granted(uow, device))


def _last_number(uow: UnitOfWork) -> int:
    latest = select(func.max(ReceivedChange.n)).where(
        ReceivedChange.device_id == uow.actor.device_id
    )
    return uow.session.scalar(latest) or 0


def join(store: Store, centre_id: UUID, device_id: UUID) -> Actor:
    """Make an empty store this device's, ready for its first sync; answers the program as actor."""
    actor = Actor(centre_id, device_id, "")
    with store.replica(actor) as uow:
        uow.session.add_all([ThisDevice(id=device_id), CentreCounter(id=uow.new_id())])
        uow.commit()
    return actor
