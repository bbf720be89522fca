"""Moving and calling off exam sessions: whom it affects, and taking it back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre, london
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.services import exam_session_changes as changes
from wset_desk.services import exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, ExamSession

OCTOBER_25 = date(2026, 10, 25)
NOVEMBER_1 = date(2026, 11, 1)
TEN = london(NOVEMBER_1, "10:00")


@pytest.fixture
def centre(workspace: Workspace) -> ExamCentre:
    return ExamCentre(workspace)


@pytest.fixture
def theory(centre: ExamCentre) -> UUID:
    return centre.offering()[ExamType.THEORY]


def move(centre: ExamCentre, session: ExamSessionDetail, **values: Any) -> changes.MovedExamSession:
    return centre.workspace.call(
        changes.move_exam_session, exam_session_id=session.id, **{"start": TEN, **values}
    )


def preview(centre: ExamCentre, session: ExamSessionDetail) -> changes.ExamMovePreview:
    return centre.workspace.run(changes.preview_exam_move, exam_session_id=session.id, start=TEN)


def cancel(centre: ExamCentre, session: ExamSessionDetail) -> changes.CancelledExamSession:
    return centre.workspace.call(
        changes.cancel_exam_session, exam_session_id=session.id, reason="Room flooded"
    )


def detail(centre: ExamCentre, session_id: UUID) -> ExamSessionDetail:
    return centre.workspace.run(exam_sessions.exam_session, exam_session_id=session_id)


def test_the_preview_names_everybody_and_the_new_deadline(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25, "15:30")
    centre.register(made.id, centre.candidate("Zoe Young"), centre.candidate("Ana Silva"))
    shown = preview(centre, made)
    assert [person.name for person in shown.affected] == ["Ana Silva", "Zoe Young"]
    assert (shown.old_start, shown.start) == (made.start, TEN)
    assert shown.end == london(NOVEMBER_1, "11:00")
    assert shown.deadline == london(date(2026, 10, 15), "17:00")
    assert (shown.clashes, shown.conflicts) == ((), ())
    assert detail(centre, made.id).start == made.start


def test_moving_takes_the_deadline_along_and_back(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25, "15:30")
    moved = move(centre, made)
    assert moved.exam_session.start == TEN
    assert moved.exam_session.name == "Level 2 Theory Exam, 1 Nov 2026"
    assert moved.exam_session.end == london(NOVEMBER_1, "11:00")
    assert moved.exam_session.registration_deadline == london(date(2026, 10, 15), "17:00")
    move(centre, made, start=moved.old_start, registration_deadline=moved.old_deadline)
    assert detail(centre, made.id) == made


def test_a_deadline_of_staff_keeps_its_distance_across_the_clock_change(
    centre: ExamCentre, theory: UUID
) -> None:
    two_days_before = london(date(2026, 10, 22), "12:00")
    made = centre.exam(theory, date(2026, 10, 24), registration_deadline=two_days_before)
    moved = move(centre, made).exam_session
    assert moved.registration_deadline == london(date(2026, 10, 30), "12:00")


def test_whoever_has_another_exam_then_stops_the_move(centre: ExamCentre, theory: UUID) -> None:
    made, other = centre.exam(theory, OCTOBER_25), centre.exam(theory, NOVEMBER_1, "10:30")
    ana = centre.candidate("Ana Silva")
    centre.register(made.id, ana, centre.candidate("Ben Okoro"))
    centre.register(other.id, ana)
    shown = preview(centre, made)
    assert [(person.name, person.clash) for person in shown.clashes] == [("Ana Silva", other.name)]
    with pytest.raises(DomainError) as refused:
        move(centre, made)
    assert refused.value.code == "CANDIDATES_CLASH"
    assert refused.value.parameters == {"names": "Ana Silva"}
    assert detail(centre, made.id).start == made.start


def test_extra_time_counts_for_a_clash(centre: ExamCentre, theory: UUID) -> None:
    made, other = centre.exam(theory, OCTOBER_25), centre.exam(theory, NOVEMBER_1, "11:00")
    quick, slow = (
        centre.candidate("Ana Silva"),
        centre.candidate("Ben Okoro", extra_time_percent=25),
    )
    centre.register(made.id, quick, slow)
    centre.register(other.id, quick, slow)
    assert [person.name for person in preview(centre, made).clashes] == ["Ben Okoro"]


def test_own_times_of_extra_time_move_along(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25)
    centre.register(made.id, centre.candidate("Ben Okoro", extra_time_percent=25))
    (ben,) = move(centre, made).exam_session.registrations
    assert (ben.start, ben.end) == (TEN, london(NOVEMBER_1, "11:15"))


def test_obstacles_are_room_people_and_candidates_of_the_period(
    centre: ExamCentre, theory: UUID
) -> None:
    room, kim, ana = centre.room(), centre.person("Kim Park"), centre.candidate("Ana Silva")
    made = centre.exam(theory, OCTOBER_25, room_id=room, invigilator_ids=(kim,))
    centre.register(made.id, ana)
    in_room = centre.exam(theory, NOVEMBER_1, "09:00", room_id=room)
    with_kim = centre.exam(theory, NOVEMBER_1, "12:00", invigilator_ids=(kim,))
    with_ana = centre.exam(theory, NOVEMBER_1, "14:00")
    centre.register(with_ana.id, ana)
    centre.exam(theory, NOVEMBER_1, "16:00")
    found = centre.workspace.run(
        changes.move_obstacles,
        exam_session_id=made.id,
        start=london(date(2026, 10, 1), "00:00"),
        end=london(date(2026, 11, 30), "00:00"),
    )
    assert [(each.kind, each.who, each.start) for each in found] == [
        ("room", "Main Hall", in_room.start),
        ("staff", "Kim Park", with_kim.start),
        ("candidate", "Ana Silva", with_ana.start),
    ]


def test_calling_off_cancels_the_registrations_with_the_reason(
    centre: ExamCentre, theory: UUID
) -> None:
    made = centre.exam(theory, OCTOBER_25)
    ids = centre.register(made.id, centre.candidate("Ana Silva"), centre.candidate("Ben Okoro"))
    listed = centre.workspace.run(changes.preview_exam_cancel, exam_session_id=made.id)
    assert [person.name for person in listed] == ["Ben Okoro", "Ana Silva"]
    cancelled = cancel(centre, made)
    after = detail(centre, made.id)
    assert set(cancelled.registration_ids) == set(ids)
    assert (after.status, after.cancellation_reason, after.taken) == (
        "cancelled",
        "Room flooded",
        0,
    )
    assert {each.status for each in after.registrations} == {"cancelled"}
    with centre.workspace.store.unit_of_work(centre.workspace.actor, write=False) as uow:
        audited = uow.session.scalars(
            select(AuditEntry.reason).where(
                AuditEntry.entity == ExamSession.__tablename__, AuditEntry.row_id == made.id
            )
        )
        assert "Room flooded" in list(audited)


def test_undo_brings_back_exactly_those_who_were_booked(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25)
    centre.register(made.id, centre.candidate("Ana Silva"))
    centre.register(made.id, centre.candidate("Ben Okoro"), status="cancelled")
    before = detail(centre, made.id)
    cancelled = cancel(centre, made)
    restored = centre.workspace.call(
        changes.restore_exam_session,
        exam_session_id=made.id,
        registration_ids=cancelled.registration_ids,
    )
    assert restored == before
    assert restored.taken == 1


def test_undo_is_refused_once_somebody_is_busy_then(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25)
    ana = centre.candidate("Ana Silva")
    centre.register(made.id, ana)
    cancelled = cancel(centre, made)
    centre.register(centre.exam(theory, OCTOBER_25, "10:30").id, ana)
    with pytest.raises(DomainError, match="CANDIDATES_CLASH"):
        centre.workspace.call(
            changes.restore_exam_session,
            exam_session_id=made.id,
            registration_ids=cancelled.registration_ids,
        )
    assert detail(centre, made.id).status == "cancelled"


@pytest.mark.parametrize("verb", ["move", "cancel"])
def test_an_exam_that_has_been_held_stays(centre: ExamCentre, theory: UUID, verb: str) -> None:
    made = centre.exam(theory, OCTOBER_25)
    centre.register(made.id, centre.candidate("Ana Silva"), status="no_show")
    with pytest.raises(DomainError, match="EXAM_ALREADY_HELD"):
        {"move": move, "cancel": cancel}[verb](centre, made)


def test_a_cancelled_session_neither_moves_nor_takes_bookings(
    centre: ExamCentre, theory: UUID
) -> None:
    made = centre.exam(theory, OCTOBER_25)
    cancel(centre, made)
    with pytest.raises(DomainError, match="SESSION_CANCELLED"):
        move(centre, made)
    with pytest.raises(DomainError, match="SESSION_CANCELLED"):
        centre.workspace.call(
            exam_sessions.set_booking, exam_session_id=made.id, booking_enabled=True
        )


def test_a_reason_is_needed_to_call_off(centre: ExamCentre, theory: UUID) -> None:
    made = centre.exam(theory, OCTOBER_25)
    with pytest.raises(DomainError, match="REASON_MISSING") as refused:
        centre.workspace.call(changes.cancel_exam_session, exam_session_id=made.id, reason="  ")
    assert refused.value.parameters["field"] == "reason"
