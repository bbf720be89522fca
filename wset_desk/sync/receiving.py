"""What the server makes of a push (see the sync design, "Server, for one push").

Everything happens in one unit of work, which holds the centre's counter to its commit. Nothing that
was sent is dropped: of each change it is kept what became of it, and a repeat gets the same answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.storage.arriving import Arrived, write_arrived
from wset_desk.storage.records import missing_references
from wset_desk.storage.schema import CentreCounter, ReceivedChange
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.constraints import code_of
from wset_desk.sync.judging import Judge, Verdict
from wset_desk.sync.messages import ChangeResult, PushAnswer, SentChange
from wset_desk.sync.settling import settle

Action = Sequence[SentChange]


def receive(
    uow: UnitOfWork, changes: Sequence[SentChange], *, answered_n: int, is_trusted: bool = False
) -> PushAnswer:
    """Take what the actor's device has sent, in its order, action by action.

    Refuses the whole with GAP, where changes before these are missing, and with DEVICE_FORKED,
    where a number stands for another change already: the device was copied or set back.
    """
    known = _known(uow, changes)
    fresh = [change for change in changes if change.change_id not in known]
    _check_numbers(uow, fresh)
    results = {each.id: ChangeResult.model_validate(each.result) for each in known.values()}
    receiver = _Receiver(uow, Judge(uow, answered_n, is_trusted=is_trusted))
    for action in _actions(fresh):
        results.update((result.change_id, result) for result in receiver.take(action))
    return PushAnswer(
        head=uow.session.scalars(select(CentreCounter.seq)).one(),
        last_n=_last_number(uow),
        results=[results[change.change_id] for change in changes],
    )


class _Receiver:
    def __init__(self, uow: UnitOfWork, judge: Judge) -> None:
        self._uow, self._judge = uow, judge
        self._device = uow.actor

    def take(self, action: Action) -> list[ChangeResult]:
        """All of a user's action or nothing of it; each change is kept with what became of it."""
        verdicts = self._judge.judge(action)
        if all(verdict.is_taken for verdict in verdicts):
            results = self._try(action, verdicts)
        else:
            results = _refused(action, verdicts)
        for change, result in zip(action, results, strict=True):
            if result.status not in ("applied", "merged"):
                self._judge.remember(change)
            self._keep(change, result)
        return results

    def _try(self, action: Action, verdicts: Sequence[Verdict]) -> list[ChangeResult]:
        try:
            with self._uow.session.begin_nested():
                numbers = self._write(action, verdicts)
        except IntegrityError as error:
            return _all_refused(action, verdicts, code_of(error), {})
        except DomainError as error:
            return _all_refused(action, verdicts, error.code, error.parameters)
        finally:
            self._act_as_device()
        return [
            ChangeResult(
                change_id=change.change_id,
                n=change.n,
                status=verdict.status,
                seq=seq,
                overwrote=dict(verdict.overwrote),
            )
            for change, verdict, seq in zip(action, verdicts, numbers, strict=True)
        ]

    def _write(self, action: Action, verdicts: Sequence[Verdict]) -> Sequence[int]:
        uow = self._uow
        first = action[0]
        uow.actor = self._judge.actor_of(first) or self._device
        uow.tx, uow.action, uow.reason = first.tx, first.action, first.reason
        arrived = [
            Arrived(
                change.entity, change.id, _op(change, verdict), change.patch, verdict.before or {}
            )
            for change, verdict in zip(action, verdicts, strict=True)
        ]
        connection = uow.session.connection()
        numbers = write_arrived(connection, uow, arrived)
        for each in arrived:
            missing = missing_references(connection, uow.actor.centre_id, each.entity, each.patch)
            if missing:
                raise DomainError("REFERENCE_MISSING", entity=missing)
        settle(uow, {(change.entity, change.id) for change in action})
        return numbers

    def _act_as_device(self) -> None:
        self._uow.actor = self._device
        self._uow.action, self._uow.reason = "", None

    def _keep(self, change: SentChange, result: ChangeResult) -> None:
        self._uow.session.add(
            ReceivedChange(
                id=change.change_id,
                device_id=self._device.device_id,
                n=change.n,
                tx=change.tx,
                entity=change.entity,
                row_id=change.id,
                op=change.op,
                base_seq=change.base_seq,
                patch=change.patch,
                user_id=change.user,
                client_time=change.client_time,
                received_at=self._uow.now,
                status=result.status,
                seq=result.seq,
                code=result.code,
                result=result.model_dump(mode="json"),
            )
        )


def _op(change: SentChange, verdict: Verdict) -> str:
    """A row that is sent again, equal, isn't inserted twice."""
    return "update" if change.op == "insert" and verdict.before is not None else change.op


def _refused(action: Action, verdicts: Iterable[Verdict]) -> list[ChangeResult]:
    """Some weren't taken: so aren't those that would have been."""
    return [
        _not_taken(change, verdict)
        if not verdict.is_taken
        else _not_taken(change, Verdict("blocked", "ACTION_NOT_TAKEN", before=verdict.before))
        for change, verdict in zip(action, verdicts, strict=True)
    ]


def _all_refused(
    action: Action, verdicts: Iterable[Verdict], code: str, parameters: dict[str, Any]
) -> list[ChangeResult]:
    plain = {name: str(value) for name, value in parameters.items()}
    return [
        _not_taken(change, Verdict("conflict", code, plain, before=verdict.before))
        for change, verdict in zip(action, verdicts, strict=True)
    ]


def _not_taken(change: SentChange, verdict: Verdict) -> ChangeResult:
    return ChangeResult(
        change_id=change.change_id,
        n=change.n,
        status=verdict.status,
        code=verdict.code,
        parameters=dict(verdict.parameters),
        conflict=dict(verdict.conflict),
        record=verdict.before,
    )


def _actions(changes: Iterable[SentChange]) -> Iterator[Action]:
    return (list(action) for _tx, action in groupby(changes, key=lambda change: change.tx))


def _known(uow: UnitOfWork, changes: Iterable[SentChange]) -> dict[UUID, ReceivedChange]:
    """Those of the changes that came before."""
    ids = [change.change_id for change in changes]
    rows = uow.session.scalars(select(ReceivedChange).where(ReceivedChange.id.in_(ids)))
    return {row.id: row for row in rows}


def _check_numbers(uow: UnitOfWork, fresh: Sequence[SentChange]) -> None:
    if not fresh:
        return
    last = _last_number(uow)
    if fresh[0].n <= last:
        raise DomainError("DEVICE_FORKED", n=fresh[0].n, last_n=last)
    expected = range(last + 1, last + 1 + len(fresh))
    if [change.n for change in fresh] != list(expected):
        raise DomainError("GAP", n=fresh[0].n, last_n=last)


def _last_number(uow: UnitOfWork) -> int:
    latest = select(func.max(ReceivedChange.n)).where(
        ReceivedChange.device_id == uow.actor.device_id
    )
    return uow.session.scalar(latest) or 0
