"""What became of changes: the answer for each, kept with what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.storage.arriving import write_received
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.erased import kept_patch
from wset_desk.sync.judging import Verdict
from wset_desk.sync.messages import ChangeResult, SentChange

Changes = Sequence[SentChange]


def taken(
    changes: Changes, verdicts: Iterable[Verdict], numbers: Iterable[int]
) -> list[ChangeResult]:
    return [
        ChangeResult(
            change_id=change.change_id,
            n=change.n,
            status=verdict.status,
            seq=seq,
            overwrote=dict(verdict.overwrote),
        )
        for change, verdict, seq in zip(changes, verdicts, numbers, strict=True)
    ]


def refused(action: Changes, verdicts: Iterable[Verdict]) -> list[ChangeResult]:
    """Some weren't taken: so aren't those that would have been."""
    return [
        _not_taken(change, verdict)
        if not verdict.is_taken
        else _not_taken(change, Verdict("blocked", "ACTION_NOT_TAKEN", before=verdict.before))
        for change, verdict in zip(action, verdicts, strict=True)
    ]


def all_refused(
    action: Changes, verdicts: Iterable[Verdict], code: str, parameters: Mapping[str, Any]
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


def keep(uow: UnitOfWork, changes: Changes, results: Sequence[ChangeResult]) -> None:
    """Keep what was sent and what became of it, in the order of the device.

    Refuses DEVICE_FORKED where an id is another change's, whosever that is.
    """
    same = {
        "centre_id": uow.actor.centre_id,
        "device_id": uow.actor.device_id,
        "received_at": uow.now,
    }
    own: dict[str, list[Any]] = {
        "id": [each.change_id for each in changes],
        "n": [each.n for each in changes],
        "tx": [each.tx for each in changes],
        "entity": [each.entity for each in changes],
        "row_id": [each.id for each in changes],
        "op": [each.op for each in changes],
        "base_seq": [each.base_seq for each in changes],
        "patch": [kept_patch(*each) for each in zip(changes, results, strict=True)],
        "user_id": [each.user for each in changes],
        "client_time": [each.client_time for each in changes],
        "status": [each.status for each in results],
        "seq": [each.seq for each in results],
        "code": [each.code for each in results],
        "result": [each.model_dump(mode="json", exclude_defaults=True) for each in results],
    }
    try:
        write_received(uow.session.connection(), same, own)
    except IntegrityError:
        raise DomainError("DEVICE_FORKED", n=changes[0].n) from None
