"""What a device hands in that was revoked: kept as it was typed, for a person to judge; of people
whose data was erased, without it."""

from collections.abc import Sequence

from pydantic import JsonValue
from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.erasing_journal import HANDED_IN, PERSON_ERASED
from wset_desk.storage.schema import ReceivedChange
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.erased import ErasedPeople, rows_of
from wset_desk.sync.messages import ChangeResult, SentChange
from wset_desk.sync.outcomes import keep

MOST = 50_000
"""Changes of one device: who found a computer can't fill the server with it."""


def hand_in(uow: UnitOfWork, changes: Sequence[SentChange]) -> list[ChangeResult]:
    """Keep the changes of the actor's device, and apply none. Refuses DEVICE_REVOKED where it has
    handed in too much."""
    mine = select(func.count()).where(
        ReceivedChange.device_id == uow.actor.device_id, ReceivedChange.code == HANDED_IN
    )
    if (uow.session.scalar(mine) or 0) + len(changes) > MOST:
        raise DomainError(HANDED_IN)
    gone = ErasedPeople(uow).changes_about(changes, rows_of(uow, changes))
    results = [
        ChangeResult(
            change_id=each.change_id,
            n=each.n,
            status="blocked",
            code=PERSON_ERASED if each.change_id in gone else HANDED_IN,
            parameters={} if each.change_id in gone else _told(each),
        )
        for each in changes
    ]
    if changes:
        keep(uow, changes, results)
    return results


def _told(change: SentChange) -> dict[str, JsonValue]:
    """What it was that was done, and why: for whoever judges it."""
    told = {"action": change.action, "reason": change.reason}
    return {name: text for name, text in told.items() if text}
