"""Scenario A as deeds of several computers, each done by a process of its own."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from tests.helpers.board import AFTER_THE_EXAM, OCTOBER_25, PRICE_2, School, held_course
from tests.helpers.courses import enrol_in, make_candidate
from tests.helpers.desk_process import DeskFile
from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.errors import DomainError
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.check_in import check_in_state, check_in_states
from wset_desk.services.considerations import approve_consideration, request_consideration
from wset_desk.services.devices import approve_device, list_devices
from wset_desk.services.exam_sessions import assign_invigilators
from wset_desk.services.money.payments import record_payment
from wset_desk.services.syncing.not_taken import list_not_taken
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

MARKS = ("92", "86", "78", "71", "66", "61", "58", "55", "54.99", "49", "40")
AT_THE_DOOR = datetime(2026, 9, 6, 14, 15, tzinfo=UTC)
EVIDENCE_DAY = datetime(2026, 9, 11, 15, 0, tzinfo=UTC)
MAKEUP_DOOR = datetime(2026, 10, 25, 15, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """What was laid down before everybody went offline: ids that all know."""

    offering: OfferingDetail
    course_session: UUID
    people: tuple[UUID, ...]
    enrollments: tuple[UUID, ...]
    exam: UUID
    makeup: UUID
    invigilator: UUID


def _school(workspace: Workspace, plan: Plan) -> School:
    clock = cast(FixedClock, workspace.store.clock)
    return School(
        workspace, clock, plan.offering, plan.course_session, plan.people, plan.enrollments
    )


def prepare(desk: DeskFile) -> Plan:
    """Step 1, Kim as invigilator, and a makeup of which one seat is left."""
    with desk.open() as workspace:
        school = held_course(workspace, cast(FixedClock, workspace.store.clock))
        school.clock.instant = desk.now
        thirteenth = make_candidate(workspace, 13)
        try:
            enrol_in(workspace, school.course_session_id, thirteenth)
        except DomainError as error:
            assert error.code == "SESSION_FULL"
        else:
            raise AssertionError("the thirteenth was enrolled")
        centre = ExamCentre(workspace)
        kim = centre.person("Kim Park")
        (exam,) = school.exams()
        workspace.call(assign_invigilators, exam_session_id=exam.id, staff_ids=(kim,))
        makeup = school.exam(OCTOBER_25)
        centre.register(makeup, *(centre.candidate(f"Somebody Else{n}") for n in range(11)))
        return Plan(
            school.offering,
            school.course_session_id,
            school.people,
            school.enrollments,
            exam.id,
            makeup,
            kim,
        )


def approve_who_waits(desk: DeskFile) -> list[str]:
    """Their fingerprints."""
    with desk.open() as workspace:
        waiting = [each for each in workspace.run(list_devices) if each.is_waiting]
        for each in waiting:
            workspace.call(approve_device, device_id=each.id)
        return [each.fingerprint or "" for each in waiting]


def hold_the_exam(desk: DeskFile, plan: Plan) -> dict[str, list[str]]:
    """Steps 3 and 4 at the door: who is kept out by what; then C12 is absent."""
    with desk.open() as workspace:
        clock = cast(FixedClock, workspace.store.clock)
        clock.instant = AT_THE_DOOR
        seated = workspace.run(check_in_states, exam_session_id=plan.exam)
        clock.instant = AFTER_THE_EXAM
        (absent,) = (each.registration_id for each in seated if each.name.startswith("C12"))
        workspace.call(mark_no_show, registration_ids=(absent,))
        return {each.name: [reason.code for reason in each.blockers] for each in seated}


def enter_results(desk: DeskFile, plan: Plan) -> None:
    """Step 5."""
    with replace(desk, now=AFTER_THE_EXAM).open() as workspace:
        school = _school(workspace, plan)
        for number, mark in enumerate(MARKS, 1):
            school.mark(number, mark)


def book_the_makeup(desk: DeskFile, plan: Plan) -> tuple[list[str], list[str]]:
    """Step 6: C12 gets the last seat; what blocks at the door before and after the fee is paid."""
    with replace(desk, now=EVIDENCE_DAY).open() as workspace:
        school = _school(workspace, plan)
        (seat,) = school.seat(plan.makeup, school.key(12))
        school.clock.instant = MAKEUP_DOOR
        registration = {"registration_id": seat.registration_id}
        before = workspace.run(check_in_state, **registration).blockers
        workspace.call(record_payment, amount=PRICE_2, method="card", **registration)
        after = workspace.run(check_in_state, **registration).blockers
        return [each.code for each in before], [each.code for each in after]


def waive_the_makeup(desk: DeskFile, plan: Plan) -> tuple[Decimal, bool]:
    """Step 7, the variant: the seat is given back and taken anew, and its fee waived."""
    with replace(desk, now=EVIDENCE_DAY).open() as workspace:
        school = _school(workspace, plan)
        booked = next(
            each.registration_id
            for each in school.session(plan.makeup).people
            if each.name.startswith("C12")
        )
        workspace.call(
            cancel_registration, registration_id=booked, reason="Evidence came", refund=True
        )
        asked = workspace.call(
            request_consideration,
            registration_id=school.registration(12),
            evidence="Doctor's letter",
            received_on=date(2026, 9, 11),
        )
        workspace.call(approve_consideration, consideration_id=asked.id, reason="Ill")
        (seat,) = school.seat(plan.makeup, school.key(12))
        return seat.fee, seat.waived


def take_the_last_seat(desk: DeskFile, plan: Plan) -> UUID:
    """Somebody else's, at a desk that doesn't know of the first."""
    with replace(desk, now=EVIDENCE_DAY).open() as workspace:
        centre = ExamCentre(workspace)
        (registration,) = centre.register(plan.makeup, centre.candidate("Late Comer"))
        return registration


def needs_attention(desk: DeskFile) -> list[tuple[str, str | None]]:
    """Why each action wasn't taken, and who has the last seat."""
    with desk.open() as workspace:
        listed = workspace.run(list_not_taken)
        return [(each.why.code, each.seat_of) for each in listed.actions]


def has_registration(desk: DeskFile, registration: UUID) -> bool:
    with (
        desk.open() as workspace,
        workspace.store.unit_of_work(desk.actor, write=False) as uow,
    ):
        try:
            uow.get(ExamRegistration, registration)
        except DomainError:
            return False
        return True
