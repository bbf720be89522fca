"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.helpers.stores import found_test_centre
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.services import catalogue, course_sessions, enrollments
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    Room,
    Synced,
)
from wset_desk.storage.unit_of_work import UnitOfWork


def one_seat_course(workspace: Workspace) -> UUID:
    """A level 2 course session with a single seat."""
    course = workspace.call(catalogue.create_course, title="Wines", subject="Wines", level=2)
    offering = workspace.call(
        catalogue.create_offering,
        course_id=course.id,
        course_format=CourseFormat.IN_PERSON,
        name="Level 2 Wines",
        price=Decimal("495.00"),
    )
    day = workspace.store.clock.now().date() + timedelta(days=60)
    detail = workspace.call(
        course_sessions.create_course_session,
        offering_id=offering.id,
        days=(CourseDayInput(day, time(9, 30), time(16, 30)),),
        max_capacity=1,
    )
    return detail.id


def people(workspace: Workspace, count: int) -> list[UUID]:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        rows = [
            uow.add(Candidate(first_name="C", last_name=f"{n:02}", search_text=""))
            for n in range(count)
        ]
        uow.commit()
        return [row.id for row in rows]


def refused_by_the_database(workspace: Workspace, write: Callable[[UnitOfWork], Any]) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        write(uow)
        with pytest.raises(IntegrityError):
            uow.commit()


def enrolled(workspace: Workspace) -> ExamRegistration:
    session_id = one_seat_course(workspace)
    (candidate,) = people(workspace, 1)
    workspace.call(enrollments.enrol, session_id=session_id, candidate_ids=(candidate,))
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        registration = uow.session.scalar(select(ExamRegistration))
    assert registration is not None
    return registration


def copy_of(row: Synced, **changes: object) -> Any:
    columns = [c.key for c in type(row).__mapper__.column_attrs]  # type: ignore[attr-defined]
    values = {key: getattr(row, key) for key in columns}
    return type(row)(**{**values, "id": None, **changes})


def test_a_session_is_never_over_capacity(workspace: Workspace) -> None:
    registration = enrolled(workspace)

    def overfill(uow: UnitOfWork) -> None:
        uow.get(ExamSession, registration.exam_session_id).current_enrollment = 2

    refused_by_the_database(workspace, overfill)


def test_one_active_registration_per_candidate_and_session(workspace: Workspace) -> None:
    registration = enrolled(workspace)
    refused_by_the_database(workspace, lambda uow: uow.session.add(copy_of(registration)))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.session.add(copy_of(registration, status="cancelled"))
        uow.commit()


def test_one_refund_per_charge(workspace: Workspace) -> None:
    registration = enrolled(workspace)

    def entry(kind: str, charge_id: UUID | None = None) -> LedgerEntry:
        return LedgerEntry(
            candidate_id=registration.candidate_id,
            exam_registration_id=registration.id,
            kind=kind,
            amount=Decimal("85.00"),
            currency="GBP",
            charge_id=charge_id,
        )

    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        charge = uow.add(entry("charge"))
        uow.add(entry("refund", charge.id))
        uow.commit()
    refused_by_the_database(workspace, lambda uow: uow.add(entry("refund", charge.id)))


def test_a_reference_to_nothing_is_refused_at_the_commit(workspace: Workspace) -> None:
    registration = enrolled(workspace)
    refused_by_the_database(
        workspace,
        lambda uow: uow.session.add(
            copy_of(registration, candidate_id=uow.new_id(), status="cancelled")
        ),
    )


@pytest.mark.parametrize(
    ("column", "value"), [("registration_type", "gift"), ("status", "lost"), ("fee_amount", -1)]
)
def test_words_outside_the_specification_are_refused(
    workspace: Workspace, column: str, value: object
) -> None:
    registration = enrolled(workspace)
    changed = {"status": "cancelled", column: value}
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.session.add(copy_of(registration, **changed))
        with pytest.raises(IntegrityError):
            uow.commit()


def test_a_row_of_one_centre_cannot_point_into_another(workspace: Workspace) -> None:
    other = found_test_centre(workspace.store, "Other")
    with other.store.unit_of_work(other.actor, write=True) as uow:
        theirs = uow.add(Room(name="Theirs", seats=4))
        uow.commit()
    session_id = one_seat_course(workspace)

    def borrow(uow: UnitOfWork) -> None:
        exam = uow.session.scalar(
            select(ExamSession).where(ExamSession.course_session_id == session_id)
        )
        assert exam is not None
        exam.room_id = theirs.id

    refused_by_the_database(workspace, borrow)


def test_the_last_seat_goes_to_one_of_two_who_book_at_once(workspace: Workspace) -> None:
    session_id = one_seat_course(workspace)
    answers: list[str] = []
    together = Barrier(2)

    def book(candidate_id: UUID) -> None:
        together.wait()
        try:
            workspace.call(enrollments.enrol, session_id=session_id, candidate_ids=(candidate_id,))
        except DomainError as refusal:
            answers.append(refusal.code)
        else:
            answers.append("enrolled")

    bookers = [Thread(target=book, args=(who,)) for who in people(workspace, 2)]
    for booker in bookers:
        booker.start()
    for booker in bookers:
        booker.join()
    assert sorted(answers) == ["SESSION_FULL", "enrolled"]
