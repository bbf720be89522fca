"""The columns that are computed, never typed: seats, passes, paid fees, own times, search texts.

This is their single place. A command calls what it needs after changing what they depend on, in
the same transaction; sync will call the same functions after applying what came in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.catalogue import Component, ExamType, PaperRules, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.names import fold
from wset_desk.domain.paper_parts import part_marks
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.results import PartMark, component_passed
from wset_desk.domain.scheduling import PlannedPaper, own_times
from wset_desk.services.attempts import ResultKey, enrolled
from wset_desk.services.fee_accounts import Charged, fee_group, shared_fees
from wset_desk.services.merged_records import former_records
from wset_desk.services.result_versions import standing_results
from wset_desk.services.rule_profiles import profile_in
from wset_desk.services.waiting_lines import settle_lines
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    RuleProfileRecord,
)
from wset_desk.storage.unit_of_work import UnitOfWork


def recount_seats(uow: UnitOfWork, *exam_sessions: ExamSession) -> None:
    """`current_enrollment` is the count of active registrations; waiting lines follow it.

    Refuses SESSION_FULL when that is more than a session has seats, and SEATS_ON_OFFER when it
    would grow into seats that are held for people in line (rule 8).
    """
    uow.session.flush()
    ids = [each.id for each in exam_sessions]
    taken = _seats_taken(uow, ids)
    lines = settle_lines(uow, ids, offer_free_seats=False)  # as they stood until now
    growing = set()
    for each in exam_sessions:
        seats = taken.get(each.id, 0)
        if seats > each.max_capacity:
            raise DomainError("SESSION_FULL", session=each.name or "", seats=each.max_capacity)
        if seats > each.current_enrollment:
            growing.add(each.id)
        each.current_enrollment = seats
    held = settle_lines(uow, lines) if lines else {}
    for each in exam_sessions:
        offered = held.get(each.id, 0)
        if each.id in growing and each.current_enrollment + offered > each.max_capacity:
            raise DomainError("SEATS_ON_OFFER", session=each.name or "", seats=offered)


def count_seats(uow: UnitOfWork, exam_session: ExamSession) -> None:
    """`current_enrollment` alone: at most full, while the server hasn't said who has the seat."""
    uow.session.flush()
    taken = _seats_taken(uow, [exam_session.id]).get(exam_session.id, 0)
    exam_session.current_enrollment = min(taken, exam_session.max_capacity)


def _seats_taken(uow: UnitOfWork, exam_session_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = uow.session.execute(
        select(ExamRegistration.exam_session_id, func.count(ExamRegistration.id))
        .where(
            ExamRegistration.exam_session_id.in_(exam_session_ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
        .group_by(ExamRegistration.exam_session_id)
    )
    return {row[0]: row[1] for row in rows}


def settle_results(uow: UnitOfWork, *registrations: ExamRegistration) -> None:
    """Whether each component that has a mark is passed (rule 4), and the enrolments' overall.

    However many registrations, the number of queries is the same.
    """
    with uow.session.no_autoflush:  # one audit entry has a mark with its outcome
        templates = _templates_of(uow, registrations)
        parts = _part_marks(uow, templates)
    for registration in registrations:
        for component in Component:
            marked = parts.get((registration.id, component), ())
            passed = _passed(registration, component, templates[registration.id], marked)
            setattr(registration, f"{component}_passed", passed)
    enrollments = {each.course_enrollment_id for each in registrations} - {None}
    settle_overall(uow, *(each for each in enrollments if each is not None))


def settle_overall(uow: UnitOfWork, *enrollment_ids: UUID) -> None:
    """`overall_passed` of the enrolments' active registrations, across attempts (rule 13).

    What was cancelled or moved is no attempt: it has none.
    """
    uow.session.flush()
    for given_up in _given_up(uow, enrollment_ids):
        given_up.overall_passed = None
    for enrollment in enrolled(uow, enrollment_ids).values():
        overall = enrollment.qualification().passed
        for attempt in enrollment.attempts:
            attempt.registration.overall_passed = overall


def _given_up(uow: UnitOfWork, enrollment_ids: Sequence[UUID]) -> Iterable[ExamRegistration]:
    """Registrations that took a seat once and still have an overall result."""
    return uow.session.scalars(
        select(ExamRegistration).where(
            ExamRegistration.course_enrollment_id.in_(enrollment_ids),
            ExamRegistration.status.not_in(ACTIVE_STATUSES),
            ExamRegistration.overall_passed.is_not(None),
        )
    )


def settle_fee(uow: UnitOfWork, charged: Charged) -> None:
    """`fee_paid` is true when nothing of `fee_amount` is owed (rule 8).

    Registrations that share the fee (rule 9) are settled with it. Of an enquiry: `fee_refunded`,
    true when money of it went back.
    """
    if isinstance(charged, ExamRegistration) and not charged.fee_amount:
        charged.fee_paid = True
        return
    uow.session.flush()
    group = fee_group(uow, charged)
    if isinstance(charged, ExamEnquiry):
        charged.fee_refunded = group.account.refunded > 0
    for each in group.registration_ids:
        uow.get(ExamRegistration, each).fee_paid = group.account.owed <= 0


def settle_fees(uow: UnitOfWork, *registrations: ExamRegistration) -> None:
    """`settle_fee` of many; however many, the number of queries is the same."""
    uow.session.flush()
    fees = shared_fees(uow, [each.id for each in registrations if each.fee_amount])
    shared = {each for fee in fees.values() for each in fee.registration_ids}
    wanted = select(ExamRegistration).where(ExamRegistration.id.in_(shared))
    rows = {each.id: each for each in uow.session.scalars(wanted)} if shared else {}
    for charged in registrations:
        if charged.id not in fees:
            charged.fee_paid = True
            continue
        fee = fees[charged.id]
        for each in fee.registration_ids:
            rows[each].fee_paid = fee.account.owed <= 0


def settle_own_times(uow: UnitOfWork, candidate_id: UUID) -> None:
    """Own times of a candidate with extra time, for exams that they are still to sit (rule 5)."""
    uow.session.flush()
    percent = uow.get(Candidate, candidate_id).extra_time_percent
    for day in _days_of_sitting(uow, candidate_id):
        _settle_day(uow, day, percent)


def settle_search_texts(uow: UnitOfWork, *candidates: Candidate) -> None:
    """Who was merged into a candidate is found by what they were called, too."""
    with uow.session.no_autoflush:  # one audit entry has a name with its search text
        former = former_records(uow, [each.id for each in candidates])
    for each in candidates:
        records = former.get(each.id, ())
        each.search_text = search_text(each, *(word for record in records for word in record.words))


def search_text(candidate: Candidate, *former: str) -> str:
    """What a search for candidates looks in: name both ways round, number, e-mail, former ones.

    It begins with the last name, so that lists are in order of it without regard to accents. Who
    was erased isn't found.
    """
    if candidate.erased_at is not None:
        return ""
    words = (
        candidate.last_name,
        candidate.first_name,
        candidate.last_name,
        candidate.candidate_number or "",
        (candidate.candidate_number or "").replace(" ", ""),
        candidate.email or "",
        *former,
        *("".join(word.split()) for word in former if " " in word),
    )
    return fold(" ".join(words))


def paper_rules(uow: UnitOfWork, templates: Iterable[ExamTemplate]) -> dict[UUID, PaperRules]:
    """What the papers of these templates examine, by the rules of their offerings."""
    found = {}
    for template in templates:
        offering = uow.get(Offering, template.course_offering_id)
        profile = profile_of_offering(uow, offering.id)
        found[template.id] = profile.paper(offering.wset_level, ExamType(template.exam_type))
    return found


def profile_of_offering(uow: UnitOfWork, offering_id: UUID) -> RuleProfile:
    """The rule profile under which an offering is examined."""
    offering = uow.get(Offering, offering_id)
    return profile_in(uow.get(RuleProfileRecord, offering.rule_profile_id))


def _templates_of(
    uow: UnitOfWork, registrations: Sequence[ExamRegistration]
) -> dict[UUID, ExamTemplate]:
    """By registration."""
    rows = uow.session.execute(
        select(ExamSession.id, ExamTemplate)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamSession.id.in_({each.exam_session_id for each in registrations}))
    )
    templates = {row[0]: row[1] for row in rows}
    return {each.id: templates[each.exam_session_id] for each in registrations}


def _part_marks(
    uow: UnitOfWork, templates: Mapping[UUID, ExamTemplate]
) -> dict[ResultKey, tuple[PartMark, ...]]:
    """The marks by part of the registrations whose papers have parts."""
    papers = paper_rules(uow, set(templates.values()))
    parts = {key: papers[template.id].parts for key, template in templates.items()}
    in_parts = {key for key, found in parts.items() if found}
    standing = standing_results(uow, in_parts) if in_parts else {}
    return {key: part_marks(parts[key[0]], each.value.parts) for key, each in standing.items()}


def _passed(
    registration: ExamRegistration,
    component: Component,
    template: ExamTemplate,
    parts: Sequence[PartMark],
) -> bool | None:
    score = getattr(registration, f"{component}_score")
    if score is None:
        return None
    return component_passed(score, template.max_score, template.pass_mark_percentage, parts)


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
