"""Whether user actions can be taken all at once: only if that comes to the same as one by one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.storage.records import Record, first_missing, read_records
from wset_desk.storage.schema import WaitingListEntry
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.erased import is_erasure
from wset_desk.sync.messages import SentChange

Action = Sequence[SentChange]
Before = Sequence[Record | None]
"""For each change the row as it is before it; None where there is none."""

REGISTRATIONS, SESSIONS, STAFF = "exam_registrations", "exam_sessions", "staff"
ALONE = frozenset({"exam_enquiries", "waiting_list_entries", STAFF})
"""What is looked at by itself: rules about it ask what stands after each action, and of people it
depends what they may send afterwards."""


def runs(actions: Sequence[Action]) -> Iterator[Sequence[Action]]:
    """The actions in their order: those that are looked at by themselves, and what lies between."""
    for is_alone, run in groupby(actions, key=_is_alone):
        if is_alone:
            yield from ([each] for each in run)
        else:
            yield list(run)


def _is_alone(action: Action) -> bool:
    return any(
        change.entity in ALONE or _leads_elsewhere(change) or is_erasure(change)
        for change in action
    )


def _leads_elsewhere(change: SentChange) -> bool:
    """Whether an existing row comes to belong to another; of who did something nothing is made."""
    return change.op != "insert" and any(
        name in change.patch and target != STAFF
        for name, target in references_of(change.entity).items()
    )


def missing_reference(uow: UnitOfWork, actions: Sequence[Action]) -> str | None:
    """The table of a row to which a change refers before it is there; None where there is none."""
    made: set[tuple[str, str]] = set()
    wanted: set[tuple[str, str]] = set()
    for action in actions:
        made.update((each.entity, str(each.id)) for each in action if each.op == "insert")
        for change in action:
            for name, target in references_of(change.entity).items():
                row_id = change.patch.get(name)
                if row_id is not None and (target, row_id) not in made:
                    wanted.add((target, str(row_id)))
    return first_missing(uow.session.connection(), uow.actor.centre_id, wanted)


def is_the_same_at_once(uow: UnitOfWork, actions: Sequence[Action], before: Before) -> bool:
    """Of one run: False where what comes of an action may depend on what the server computes
    between two."""
    seats = _Seats(uow, list(chain.from_iterable(actions)), before)
    return not seats.are_waited_for() and seats.suffice(actions)


class _Seats:
    """The seats of the exam sessions that some changes are about."""

    def __init__(self, uow: UnitOfWork, changes: Sequence[SentChange], before: Before) -> None:
        self._uow = uow
        self._before = before
        self._ids = {
            UUID(str(session_id))
            for change, row in zip(changes, before, strict=True)
            if (session_id := _session_of(change, row)) is not None
        }

    def are_waited_for(self) -> bool:
        wanted = select(WaitingListEntry.id).where(WaitingListEntry.exam_session_id.in_(self._ids))
        return bool(self._ids) and self._uow.session.scalar(wanted.limit(1)) is not None

    def suffice(self, actions: Sequence[Action]) -> bool:
        """Whether none of the sessions is over capacity after any of the actions."""
        connection, centre_id = self._uow.session.connection(), self._uow.actor.centre_id
        sessions = read_records(connection, centre_id, SESSIONS, self._ids) if self._ids else {}
        capacity: dict[str, Any] = {str(k): row["max_capacity"] for k, row in sessions.items()}
        taken: defaultdict[str, int] = defaultdict(int)
        taken.update({str(k): row["current_enrollment"] for k, row in sessions.items()})
        rows = iter(self._before)
        for action in actions:
            concerned = set()
            for change in action:
                row = next(rows)
                session_id = _session_of(change, row)
                if session_id is None:
                    continue
                concerned.add(session_id)
                if change.entity == SESSIONS:
                    capacity[session_id] = change.patch.get(
                        "max_capacity", capacity.get(session_id, 0)
                    )
                else:
                    taken[session_id] += _takes_seat({**(row or {}), **change.patch})
                    taken[session_id] -= _takes_seat(row or {})
            if any(taken[each] > capacity.get(each, 0) for each in concerned):
                return False
        return True


def _session_of(change: SentChange, row: Record | None) -> str | None:
    """The exam session with whose seats a change has to do."""
    if change.entity == SESSIONS:
        return str(change.id)
    if change.entity != REGISTRATIONS:
        return None
    found = change.patch.get("exam_session_id") or (row or {}).get("exam_session_id")
    return None if found is None else str(found)


def _takes_seat(registration: Record) -> bool:
    return registration.get("status") in ACTIVE_STATUSES and not registration.get("deleted_at")
