"""Letters about enquiries: that one came in, and how it ended."""

from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.enquiries.case_reading import read_case
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryCase, PaperVersion
from wset_desk.services.enquiries.wording import (
    fee_owed_text,
    fee_returned_text,
    outcome_text,
    overall_text,
    papers_text,
    received_on,
)
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import LetterBatch, LetterTable
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.storage.schema import Candidate, ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork

_WIDTHS = (34, 22, 22, 22)
_NUMERIC = frozenset({1, 2})


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def enquiry_acknowledgement(uow: UnitOfWork, *, enquiry_id: UUID) -> LetterBatch:
    """That the enquiry came in, and when it is answered. Refuses NOT_FOUND."""
    case = read_case(uow, uow.get(ExamEnquiry, enquiry_id))
    fee = fee_owed_text(uow, case)
    values = {**_values(uow, case), "fee": fee}
    facts = (
        (_("Exam"), case.row.exam_name),
        (_("Papers"), values["paper"]),
        (_("Received"), values["received"]),
        (_("Answer by"), values["until"]),
        (_("Fee"), fee),
    )
    candidate = uow.get(Candidate, case.row.candidate_id)
    kind = LetterKind.ENQUIRY_ACKNOWLEDGEMENT
    return batch_of(uow, [letter_to(uow, candidate, kind, values, facts=facts)])


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def enquiry_outcome(uow: UnitOfWork, *, enquiry_id: UUID) -> LetterBatch:
    """How the enquiry ended, and what the results are now.

    Refuses NOT_FOUND, LETTER_ENQUIRY_OPEN.
    """
    case = read_case(uow, uow.get(ExamEnquiry, enquiry_id))
    if case.decision is None:
        raise DomainError("LETTER_ENQUIRY_OPEN")
    outcome = outcome_text(case)
    values = {
        **_values(uow, case),
        "outcome": outcome,
        "explanation": case.decision.resolution,
        "fee": fee_returned_text(uow, case),
    }
    facts = (
        (_("Exam"), case.row.exam_name),
        (_("Papers"), values["paper"]),
        (_("Received"), values["received"]),
        (_("Overall result"), overall_text(case)),
    )
    letter = letter_to(
        uow,
        uow.get(Candidate, case.row.candidate_id),
        LetterKind.ENQUIRY_OUTCOME,
        values,
        facts=facts,
        table=_table(case),
        verdict=outcome,
    )
    return batch_of(uow, [letter])


def _values(uow: UnitOfWork, case: EnquiryCase) -> dict[str, str]:
    return {
        "exam": case.row.exam_name,
        "paper": papers_text(case),
        "received": words.plain_date(received_on(uow, case)),
        "until": "" if case.row.due_on is None else words.plain_date(case.row.due_on),
    }


def _table(case: EnquiryCase) -> LetterTable | None:
    """What was told and what holds now, of a case that was looked into."""
    if case.decision is None or case.decision.outcome is None:
        return None
    headings = (_("Paper"), _("Mark before"), _("Mark now"), _("Result"))
    return LetterTable(headings, tuple(_row(each) for each in case.papers), _WIDTHS, _NUMERIC)


def _row(paper: DisputedPaper) -> tuple[str, ...]:
    now = paper.current
    is_known = now is not None and now.state is ResultState.RELEASED
    award = now.award if now is not None and is_known else None
    return (
        paper.exam_name,
        _mark(paper.disputed),
        _mark(now) if is_known else "",
        "" if award is None else words.award_text(award),
    )


def _mark(version: PaperVersion | None) -> str:
    if version is None or version.score is None:
        return ""
    return words.mark_text(version.score, version.max_score)
