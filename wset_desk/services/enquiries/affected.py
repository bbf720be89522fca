"""Whose marks may be as wrong as a disputed one (helpers of this layer)."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from decimal import ROUND_UP, Decimal
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import HUNDRED_PERCENT
from wset_desk.domain.decimals import TWO_PLACES
from wset_desk.domain.enquiries import EnquiryStatus
from wset_desk.domain.results import percentage, shown_percentage
from wset_desk.services.attempts import ResultKey
from wset_desk.services.enquiries.asked_papers import AskedPaper, asked_papers, covered_results
from wset_desk.services.enquiries.rows import AffectedCandidate
from wset_desk.services.enquiries.versions import passes, told_versions
from wset_desk.services.result_versions import StandingResult, standing_results
from wset_desk.storage.schema import Candidate, ExamEnquiry, ExamRegistration, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork

MARKED_WITHIN = timedelta(days=14)
"""How far from a disputed mark others are of the same marking."""


def affected_candidates(uow: UnitOfWork, enquiry: ExamEnquiry) -> tuple[AffectedCandidate, ...]:
    """Everybody else with a mark from the same session, or by the same people about then."""
    disputed = asked_papers(uow, covered_results(enquiry))
    told = told_versions(uow, enquiry)
    found = [
        each
        for key, paper in disputed.items()
        if key in told
        for each in _alike(uow, enquiry, paper, told[key].standing)
    ]
    return tuple(sorted(found, key=lambda each: (each.passed, each.to_pass_mark, each.name)))


def _alike(
    uow: UnitOfWork, enquiry: ExamEnquiry, paper: AskedPaper, disputed: StandingResult
) -> Iterable[AffectedCandidate]:
    component, exam = paper.key[1], paper.sitting.exam
    same_marker = _marked_alike(uow, paper, disputed)
    ids = same_marker | _in_session(uow, exam.id)
    standing = standing_results(uow, ids)
    keys = [(each, component) for each in ids if (each, component) in standing]
    papers = asked_papers(uow, keys)
    people = _people(uow, {each.sitting.registration.candidate_id for each in papers.values()})
    asked = _enquiries_about(uow, ids)
    for key, other in papers.items():
        candidate_id = other.sitting.registration.candidate_id
        score = standing[key].value.score
        if score is None or candidate_id == enquiry.candidate_id:
            continue
        about = asked.get(key)
        yield AffectedCandidate(
            registration_id=key[0],
            candidate_id=candidate_id,
            name=full_name(people[candidate_id].first_name, people[candidate_id].last_name),
            number=people[candidate_id].candidate_number,
            exam_name=other.sitting.template.name,
            day=other.day,
            component=component,
            score=score,
            max_score=other.sitting.template.max_score,
            percent=shown_percentage(percentage(score, other.sitting.template.max_score)),
            passed=passes(other, standing[key].value),
            to_pass_mark=_needed(other) - score,
            same_session=other.sitting.exam.id == exam.id,
            same_marker=key[0] in same_marker,
            enquiry_id=None if about is None else about.id,
            enquiry_status=None if about is None else EnquiryStatus(about.status),
        )


def _needed(paper: AskedPaper) -> Decimal:
    """The lowest mark that passes, leaving parts aside."""
    template = paper.sitting.template
    exact = template.pass_mark_percentage * template.max_score / HUNDRED_PERCENT
    return exact.quantize(TWO_PLACES, rounding=ROUND_UP)


def _in_session(uow: UnitOfWork, exam_session_id: UUID) -> set[UUID]:
    found = select(ExamRegistration.id).where(ExamRegistration.exam_session_id == exam_session_id)
    return set(uow.session.scalars(found))


def _marked_alike(uow: UnitOfWork, paper: AskedPaper, disputed: StandingResult) -> set[UUID]:
    markers = [each for each in disputed.entered_by if each is not None]
    if not markers or disputed.entered_at is None:
        return set()
    found = select(ResultVersion.exam_registration_id).where(
        ResultVersion.component == paper.key[1],
        ResultVersion.entered_by_id.in_(markers),
        ResultVersion.entered_at >= disputed.entered_at - MARKED_WITHIN,
        ResultVersion.entered_at <= disputed.entered_at + MARKED_WITHIN,
    )
    ids = set(uow.session.scalars(found))
    standing = standing_results(uow, ids)
    wanted = disputed.entered_by - {None}
    return {
        each
        for each in ids
        if (each, paper.key[1]) in standing and standing[each, paper.key[1]].entered_by & wanted
    }


def _people(uow: UnitOfWork, candidate_ids: Collection[UUID]) -> dict[UUID, Candidate]:
    found = uow.session.scalars(select(Candidate).where(Candidate.id.in_(candidate_ids)))
    return {each.id: each for each in found}


def _enquiries_about(
    uow: UnitOfWork, registration_ids: Collection[UUID]
) -> dict[ResultKey, ExamEnquiry]:
    """The latest enquiry about each result."""
    rows = uow.session.scalars(
        select(ExamEnquiry)
        .where(
            or_(
                ExamEnquiry.exam_registration_id.in_(registration_ids),
                ExamEnquiry.tasting_registration_id.in_(registration_ids),
            )
        )
        .order_by(ExamEnquiry.submitted_at, ExamEnquiry.id)
    )
    return {key: row for row in rows for key in covered_results(row)}
