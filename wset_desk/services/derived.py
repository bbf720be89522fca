"""The columns that are computed, never typed: seats, passes, paid fees, own times, search texts.

This is their single place. A command calls what it needs after changing what they depend on, in
the same transaction; sync will call the same functions after applying what came in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.catalogue import Component, ExamType, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.names import fold
from wset_desk.domain.pricing import Entry, LedgerKind, is_paid
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import PaperOutcome, ResultState, component_passed, overall_result
from wset_desk.domain.scheduling import PlannedPaper, own_times
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    Offering,
    RuleProfileRecord,
)
from wset_desk.storage.unit_of_work import UnitOfWork


def recount_seats(uow: UnitOfWork, exam_session: ExamSession) -> None:
    """`current_enrollment` is the count of active registrations.

    Refuses SESSION_FULL when that is more than the session has seats.
    """
    uow.session.flush()
    taken = uow.session.scalar(
        select(func.count(ExamRegistration.id)).where(
            ExamRegistration.exam_session_id == exam_session.id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    )
    if (taken or 0) > exam_session.max_capacity:
        raise DomainError(
            "SESSION_FULL", session=exam_session.name or "", seats=exam_session.max_capacity
        )
    exam_session.current_enrollment = taken or 0


def settle_results(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """Whether each component that has a mark is passed (rule 4), and the enrolment's overall."""
    template = template_of(uow, registration)
    registration.theory_passed = _passed(registration, Component.THEORY, template)
    registration.tasting_passed = _passed(registration, Component.TASTING, template)
    if registration.course_enrollment_id is not None:
        settle_overall(uow, registration.course_enrollment_id)


def settle_overall(uow: UnitOfWork, enrollment_id: UUID) -> None:
    """`overall_passed` of the enrolment's active registrations, across attempts (rule 13)."""
    uow.session.flush()
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    attempts = _attempts(uow, enrollment_id)
    overall = overall_result(
        [_paper_outcome(kind, attempts) for kind in _papers_of(uow, enrollment.offering_id)]
    )
    for registration, _ in attempts:
        registration.overall_passed = overall


def settle_fee(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """`fee_paid` is true when nothing of `fee_amount` is owed (rule 8)."""
    uow.session.flush()
    entries = uow.session.scalars(
        select(LedgerEntry).where(LedgerEntry.exam_registration_id == registration.id)
    )
    registration.fee_paid = is_paid(
        registration.fee_amount,
        [Entry(LedgerKind(e.kind), e.amount, e.charge_id is not None) for e in entries],
    )


def settle_own_times(uow: UnitOfWork, candidate_id: UUID) -> None:
    """Own times of a candidate with extra time, for exams that they are still to sit (rule 5)."""
    uow.session.flush()
    percent = uow.get(Candidate, candidate_id).extra_time_percent
    for day in _days_of_sitting(uow, candidate_id):
        _settle_day(uow, day, percent)


def search_text(candidate: Candidate) -> str:
    """What a search for candidates looks in: name both ways round, number, e-mail.

    It begins with the last name, so that lists are in order of it without regard to accents.
    """
    words = (
        candidate.last_name,
        candidate.first_name,
        candidate.last_name,
        candidate.candidate_number or "",
        (candidate.candidate_number or "").replace(" ", ""),
        candidate.email or "",
    )
    return fold(" ".join(words))


def template_of(uow: UnitOfWork, registration: ExamRegistration) -> ExamTemplate:
    exam_session = uow.get(ExamSession, registration.exam_session_id)
    return uow.get(ExamTemplate, exam_session.exam_template_id)


def profile_of_offering(uow: UnitOfWork, offering_id: UUID) -> RuleProfile:
    """The rule profile under which an offering is examined."""
    offering = uow.get(Offering, offering_id)
    return RuleProfile.from_dict(uow.get(RuleProfileRecord, offering.rule_profile_id).rules)


def _passed(
    registration: ExamRegistration, component: Component, template: ExamTemplate
) -> bool | None:
    score = getattr(registration, f"{component.value}_score")
    if score is None:
        return None
    return component_passed(score, template.max_score, template.pass_mark_percentage)


Attempt = tuple[ExamRegistration, ExamType]


def _attempts(uow: UnitOfWork, enrollment_id: UUID) -> list[Attempt]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamTemplate.exam_type)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.course_enrollment_id == enrollment_id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    )
    return [(registration, ExamType(kind)) for registration, kind in rows]


def _papers_of(uow: UnitOfWork, offering_id: UUID) -> list[ExamType]:
    kinds = uow.session.scalars(
        select(ExamTemplate.exam_type).where(
            ExamTemplate.course_offering_id == offering_id, ExamTemplate.active
        )
    )
    return [ExamType(kind) for kind in kinds]


def _paper_outcome(kind: ExamType, attempts: Sequence[Attempt]) -> PaperOutcome:
    released = [_released_result(each) for each, its_kind in attempts if its_kind is kind]
    known = [passed for passed in released if passed is not None]
    return PaperOutcome(kind, any(known) if known else None)


def _released_result(registration: ExamRegistration) -> bool | None:
    """Whether this attempt passed; None as long as a mark that it has isn't released."""
    marks = (
        (registration.theory_passed, registration.theory_state),
        (registration.tasting_passed, registration.tasting_state),
    )
    entered = [(passed, state) for passed, state in marks if passed is not None]
    if not entered or any(state != ResultState.RELEASED for _, state in entered):
        return None
    return all(passed for passed, _ in entered)


Sitting = tuple[ExamRegistration, ExamSession, UUID]


def _days_of_sitting(uow: UnitOfWork, candidate_id: UUID) -> Iterable[list[Sitting]]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate.course_offering_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.candidate_id == candidate_id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    )
    days: dict[date, list[Sitting]] = defaultdict(list)
    for registration, exam_session, offering_id in rows:
        day = exam_session.exam_date.astimezone(uow.zone).date()
        days[day].append((registration, exam_session, offering_id))
    return days.values()


def _settle_day(uow: UnitOfWork, sittings: list[Sitting], percent: int) -> None:
    papers = [
        PlannedPaper(registration.id, exam.exam_date, exam.exam_end_time or exam.exam_date)
        for registration, exam, _ in sittings
    ]
    pause = profile_of_offering(uow, sittings[0][2]).break_minutes if percent else 0
    own = {time.key: time for time in own_times(papers, percent, break_minutes=pause)}
    for registration, exam, _ in sittings:
        if registration.status != RegistrationStatus.REGISTERED:
            continue  # what has been sat was sat at the times of then
        mine = own[registration.id]
        differs = (mine.start, mine.end) != (exam.exam_date, exam.exam_end_time)
        registration.starts_at = mine.start if differs else None
        registration.ends_at = mine.end if differs else None
