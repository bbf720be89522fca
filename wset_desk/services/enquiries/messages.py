"""Telling a candidate that an enquiry came in and how it ended: drafts (helpers of this layer)."""

from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryCase
from wset_desk.services.enquiries.wording import (
    fee_owed_text,
    fee_returned_text,
    outcome_text,
    overall_text,
    papers_text,
    received_on,
)
from wset_desk.services.letters import words
from wset_desk.services.notices.phrases import date_text
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.services.release_messages import withdraw_results
from wset_desk.storage.schema import Candidate, ExamEnquiry, Notice
from wset_desk.storage.unit_of_work import UnitOfWork

_KINDS = (NoticeKind.ENQUIRY_RECEIVED, NoticeKind.ENQUIRY_OUTCOME)


def draft_received(uow: UnitOfWork, case: EnquiryCase) -> None:
    """That it came in, and by when it is answered."""
    row = case.row
    values = {
        "exam": row.exam_name,
        "paper": papers_text(case),
        "received": date_text(received_on(uow, case)),
        "until": "" if row.due_on is None else date_text(row.due_on),
        "fee": fee_owed_text(uow, case),
    }
    _draft(uow, case, NoticeKind.ENQUIRY_RECEIVED, values)


def draft_outcome(uow: UnitOfWork, enquiry: ExamEnquiry, case: EnquiryCase) -> None:
    """How it ended. What wasn't sent of it before gives way, and unsent messages of results that
    aren't what they were."""
    withdraw_messages(uow, enquiry)
    decision = case.decision
    was_reviewed = decision is not None and decision.outcome is not None
    if decision is not None and (decision.score_change_theory or decision.score_change_tasting):
        withdraw_results(uow, [each.registration_id for each in case.papers])
    overall = overall_text(case)
    values = {
        "exam": case.row.exam_name,
        "paper": papers_text(case),
        "outcome": outcome_text(case),
        "explanation": "" if decision is None else decision.resolution,
        "results": "\n".join(map(_result, case.papers)) if was_reviewed else "",
        "overall": _("Overall result: {award}").format(award=overall) if overall else "",
        "fee": fee_returned_text(uow, case),
    }
    _draft(uow, case, NoticeKind.ENQUIRY_OUTCOME, values)


def withdraw_messages(uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    """Discard what wasn't sent of an enquiry."""
    withdraw(uow, _KINDS, Notice.exam_enquiry_id == enquiry.id)


def _draft(uow: UnitOfWork, case: EnquiryCase, kind: NoticeKind, values: dict[str, str]) -> None:
    draft_to(
        uow,
        uow.get(Candidate, case.row.candidate_id),
        kind,
        values,
        registration_id=case.row.registration_id,
        enquiry_id=case.id,
    )


def _result(paper: DisputedPaper) -> str:
    """ "Tasting: 57 / 100, Pass"; nothing of a result that isn't released now."""
    now = paper.current
    if now is None or now.state is not ResultState.RELEASED or now.score is None:
        return ""
    return _("{paper}: {mark}, {award}").format(
        paper=words.component_text(paper.component),
        mark=words.mark_text(now.score, now.max_score),
        award="" if now.award is None else words.award_text(now.award),
    )
