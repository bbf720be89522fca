"""Letters about enquiries: that one came in, and how it ended."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.enquiries.case_reading import read_case
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryCase, PaperVersion
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import LetterBatch, LetterTable
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.services.notices.phrases import amount_text
from wset_desk.storage.schema import Candidate, ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork

_WIDTHS = (34, 22, 22, 22)
_NUMERIC = frozenset({1, 2})
_OUTCOMES: Mapping[EnquiryOutcome, str] = {
    EnquiryOutcome.UPHELD: N_("Your enquiry is upheld: the result has changed."),
    EnquiryOutcome.PARTIAL: N_("A mark has gone up; the result stays as it was."),
    EnquiryOutcome.REJECTED: N_("The review found nothing in your favour."),
}
_NOT_ADMISSIBLE = N_("Your enquiry could not be admitted.")


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def enquiry_acknowledgement(uow: UnitOfWork, *, enquiry_id: UUID) -> LetterBatch:
    """That the enquiry came in, and when it is answered. Refuses NOT_FOUND."""
    case = read_case(uow, uow.get(ExamEnquiry, enquiry_id))
    fee = _fee_owed(uow, case)
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
    outcome = _outcome(case.decision.outcome)
    values = {
        **_values(uow, case),
        "outcome": outcome,
        "explanation": case.decision.resolution,
        "fee": _fee_returned(uow, case),
    }
    facts = (
        (_("Exam"), case.row.exam_name),
        (_("Papers"), values["paper"]),
        (_("Received"), values["received"]),
        (_("Overall result"), _overall(case)),
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
    papers = ", ".join(words.component_text(paper.component) for paper in case.papers)
    return {
        "exam": case.row.exam_name,
        "paper": papers,
        "received": words.plain_date(_local(uow, case.row.submitted_at)),
        "until": "" if case.row.due_on is None else words.plain_date(case.row.due_on),
    }


def _local(uow: UnitOfWork, instant: datetime) -> date:
    return instant.astimezone(uow.zone).date()


def _outcome(outcome: EnquiryOutcome | None) -> str:
    return _(_NOT_ADMISSIBLE if outcome is None else _OUTCOMES[outcome])


def _overall(case: EnquiryCase) -> str:
    if case.row.status is EnquiryStatus.REJECTED or case.overall.award is None:
        return ""
    return words.award_text(case.overall.award)


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


def _fee_owed(uow: UnitOfWork, case: EnquiryCase) -> str:
    if case.account.owed > 0:
        owed = amount_text(uow, case.account.owed)
        return _("The fee of {amount} is still to be paid.").format(amount=owed)
    return amount_text(uow, case.account.received) if case.account.received > 0 else ""


def _fee_returned(uow: UnitOfWork, case: EnquiryCase) -> str:
    if case.account.refunded <= 0:
        return ""
    back = amount_text(uow, case.account.refunded)
    return _("We have refunded the fee of {amount}.").format(amount=back)
