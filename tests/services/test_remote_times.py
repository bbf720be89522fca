"""When staff can invigilate remotely, when nobody can, and what is free in between."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.services.remote.availability import (
    add_availability,
    availability,
    edit_availability,
    remove_availability,
    restore_availability,
)
from wset_desk.services.remote.black_outs import (
    add_black_out,
    black_outs,
    remove_black_out,
    restore_black_out,
)
from wset_desk.services.remote.free_times import free_times
from wset_desk.services.workspace import Workspace

TUESDAY = date(2026, 9, 22)


@pytest.fixture
def centre(workspace: Workspace) -> ExamCentre:
    return ExamCentre(workspace)


@pytest.fixture
def kim(centre: ExamCentre) -> UUID:
    return centre.person("Kim Ode")


def free(workspace: Workspace, day: date = TUESDAY, minutes: int = 60) -> list[tuple[str, str]]:
    """Local start and names of a day's free times."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        begin = datetime.combine(day, time(0), uow.zone).astimezone(UTC)
        found = free_times(uow, begin, begin + timedelta(days=1), minutes=minutes)
        return [
            (each.start.astimezone(uow.zone).strftime("%H:%M"), ", ".join(n for _, n in each.staff))
            for each in found
        ]


def test_weekly_hours_are_entered_once(workspace: Workspace, kim: UUID) -> None:
    added = workspace.call(
        add_availability, staff_id=kim, day=TUESDAY, start=time(18), end=time(20), weeks=8
    )
    days = [each.start.date() for each in added]
    assert days == [TUESDAY + timedelta(weeks=n) for n in range(8)]
    # the clocks go back on 25 October: the local time stays
    assert added[4].start.hour == 17
    assert added[5].start.hour == 18
    month = workspace.run(availability, first_day=TUESDAY, last_day=TUESDAY + timedelta(days=7))
    assert month == added[:2]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"start": time(20), "end": time(18)}, "TIMES_REVERSED", "end"),
        ({"weeks": 0}, "WEEKS_OUT_OF_RANGE", "weeks"),
        ({"weeks": 54}, "WEEKS_OUT_OF_RANGE", "weeks"),
        ({"start": time(19, 30), "end": time(21)}, "AVAILABILITY_OVERLAPS", "start"),
    ],
)
def test_impossible_hours_are_refused_beside_the_field(
    workspace: Workspace, kim: UUID, values: dict[str, object], code: str, field: str
) -> None:
    hours = {"staff_id": kim, "day": TUESDAY, "start": time(18), "end": time(20)}
    there = workspace.call(add_availability, **hours)
    with pytest.raises(DomainError) as refused:
        workspace.call(add_availability, **(hours | values))
    assert (refused.value.code, refused.value.parameters["field"]) == (code, field)
    assert workspace.run(availability, first_day=TUESDAY, last_day=TUESDAY) == there


def test_hours_are_changed_taken_away_and_brought_back(workspace: Workspace, kim: UUID) -> None:
    (row,) = workspace.call(
        add_availability, staff_id=kim, day=TUESDAY, start=time(18), end=time(20)
    )
    longer = workspace.call(
        edit_availability, availability_id=row.id, day=TUESDAY, start=time(17), end=time(20)
    )
    assert free(workspace)[0] == ("17:00", "Kim Ode")
    workspace.call(remove_availability, availability_ids=(row.id,))
    assert free(workspace) == []
    (again,) = workspace.call(restore_availability, rows=(longer,))
    assert (again.start, again.end) == (longer.start, longer.end)


def test_a_black_out_takes_the_time_away_until_it_is_removed(
    workspace: Workspace, kim: UUID
) -> None:
    workspace.call(add_availability, staff_id=kim, day=TUESDAY, start=time(10), end=time(13))
    row = workspace.call(
        add_black_out,
        first_day=TUESDAY,
        start=time(10),
        last_day=TUESDAY,
        end=time(12),
        reason="Fire drill",
    )
    assert free(workspace) == [("12:00", "Kim Ode")]
    assert workspace.run(black_outs) == (row,)
    workspace.call(remove_black_out, black_out_id=row.id)
    assert len(free(workspace)) == 5
    workspace.call(restore_black_out, start=row.start, end=row.end, reason=row.reason)
    assert free(workspace) == [("12:00", "Kim Ode")]


def test_a_black_out_ends_after_it_begins(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="TIMES_REVERSED"):
        workspace.call(
            add_black_out, first_day=TUESDAY, start=time(9), last_day=TUESDAY, end=time(9)
        )


def test_who_invigilates_another_exam_is_not_free(
    workspace: Workspace, centre: ExamCentre, kim: UUID
) -> None:
    workspace.call(add_availability, staff_id=kim, day=TUESDAY, start=time(18), end=time(20))
    centre.exam(
        centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED],
        TUESDAY,
        "18:00",
        session_type=SessionType.REMOTE_INVIGILATION,
        delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
        invigilator_ids=(kim,),
    )
    assert free(workspace) == [("19:00", "Kim Ode")]
