"""The review of an enquiry, to its decision or its rejection (rules 16 and 17)."""

from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import (
    COVERED,
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
    check_status_change,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import LONGEST_REASON, LONGEST_STATEMENT, checked_reason
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.contract import command, query
from wset_desk.services.derived import settle_results
from wset_desk.services.enquiries.case_file import record_event
from wset_desk.services.enquiries.case_reading import read_case
from wset_desk.services.enquiries.decisions import Decision
from wset_desk.services.enquiries.messages import draft_outcome
from wset_desk.services.enquiries.reviewers import check_is_reviewer, check_reviewer
from wset_desk.services.enquiries.rows import DecidedMark, DecisionPreview, EnquiryCase
from wset_desk.services.ledger import account_of, return_fee
from wset_desk.services.letters import words
from wset_desk.services.result_versions import write_version
from wset_desk.storage.schema import ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.REVIEW_ENQUIRIES)
def start_review(uow: UnitOfWork, *, enquiry_id: UUID) -> EnquiryCase:
    """Take an enquiry under review; the actor is its reviewer.

    Refuses ENQUIRY_CLOSED, ENQUIRY_THIS_FAR_ALREADY, ENQUIRY_FEE_OWED, REVIEWER_MARKED_IT and
    REVIEWER_OF_APPEALED.
    """
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    check_status_change(EnquiryStatus(enquiry.status), EnquiryStatus.UNDER_REVIEW)
    owed = account_of(uow, enquiry).owed
    if owed > 0:
        raise DomainError("ENQUIRY_FEE_OWED", owed=owed)
    check_reviewer(uow, enquiry)
    enquiry.status = EnquiryStatus.UNDER_REVIEW
    enquiry.reviewer_id = uow.actor.staff_id
    record_event(uow, enquiry, EnquiryEventKind.REVIEW_STARTED)
    return read_case(uow, enquiry)


@command(Permission.REVIEW_ENQUIRIES)
def take_over_review(uow: UnitOfWork, *, enquiry_id: UUID, reason: str) -> EnquiryCase:
    """Become the reviewer instead of somebody else.

    Refuses ENQUIRY_CLOSED, ENQUIRY_NOT_UNDER_REVIEW, REVIEWER_ALREADY, REVIEWER_MARKED_IT,
    REVIEWER_OF_APPEALED, REASON_MISSING and TEXT_TOO_LONG.
    """
    enquiry = _under_review(uow, enquiry_id)
    if enquiry.reviewer_id == uow.actor.staff_id:
        raise DomainError("REVIEWER_ALREADY")
    check_reviewer(uow, enquiry)
    uow.reason = checked_reason(reason)
    enquiry.reviewer_id = uow.actor.staff_id
    record_event(uow, enquiry, EnquiryEventKind.REVIEWER_CHANGED, text=uow.reason)
    return read_case(uow, enquiry)


@query(Permission.REVIEW_ENQUIRIES)
def preview_decision(
    uow: UnitOfWork, *, enquiry_id: UUID, marks: tuple[DecidedMark, ...] = ()
) -> DecisionPreview:
    """What completing the enquiry with these marks would do; what isn't named stays.

    Refuses ENQUIRY_CLOSED, ENQUIRY_NOT_UNDER_REVIEW and what `Decision` refuses.
    """
    return Decision(uow, _under_review(uow, enquiry_id), marks).preview()


@command(Permission.REVIEW_ENQUIRIES)
def complete_enquiry(
    uow: UnitOfWork,
    *,
    enquiry_id: UUID,
    resolution: str,
    marks: tuple[DecidedMark, ...] = (),
    refund: bool | None = None,
    seen: tuple[UUID, ...] = (),
) -> EnquiryCase:
    """Answer an enquiry: `resolution` in words, `marks` where the review found others.

    Results that change get a new version, released at once, and everything that depends on them
    follows. Upheld, the fee goes back whatever `refund` says; partial, if it says so; else never
    (ENQUIRY_REFUND_NOT_DUE). What is owed of it by then is withdrawn with it. A result that was
    corrected and released anew meanwhile has to be among `seen`, the versions of
    `DecisionPreview.standing` (ENQUIRY_RESULT_CHANGED).

    Refuses ENQUIRY_CLOSED, ENQUIRY_NOT_UNDER_REVIEW, NOT_THE_REVIEWER, REVIEWER_MARKED_IT,
    REASON_MISSING beside `resolution`, TEXT_TOO_LONG and what `Decision` refuses.
    """
    enquiry = _under_review(uow, enquiry_id)
    check_is_reviewer(uow, enquiry)
    answer = checked_reason(resolution, field="resolution", longest=LONGEST_STATEMENT)
    decision = Decision(uow, enquiry, marks)
    if decision.unseen - set(seen):
        raise DomainError("ENQUIRY_RESULT_CHANGED")
    finding = decision.finding()
    _check_refund(finding.outcome, refund)
    uow.reason = _reason(uow, enquiry, answer)
    _write(uow, decision)
    enquiry.outcome, enquiry.result_changed = finding.outcome, finding.result_changed
    _note_changes(enquiry, decision)
    _close(uow, enquiry, EnquiryStatus.COMPLETED, answer)
    if refund or finding.outcome is EnquiryOutcome.UPHELD:
        return_fee(uow, enquiry, reason=uow.reason)
    return _told(uow, enquiry)


@command(Permission.MANAGE_ENQUIRIES)
def reject_enquiry(
    uow: UnitOfWork, *, enquiry_id: UUID, reason: str, refund: bool = True
) -> EnquiryCase:
    """It isn't admissible. With `refund` the fee is given back: what came in, and what is owed.

    Refuses ENQUIRY_CLOSED, REASON_MISSING and TEXT_TOO_LONG.
    """
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    check_status_change(EnquiryStatus(enquiry.status), EnquiryStatus.REJECTED)
    answer = checked_reason(reason, longest=LONGEST_STATEMENT)
    uow.reason = _reason(uow, enquiry, answer)
    _close(uow, enquiry, EnquiryStatus.REJECTED, answer)
    if refund:
        return_fee(uow, enquiry, reason=uow.reason)
    return _told(uow, enquiry)


def _under_review(uow: UnitOfWork, enquiry_id: UUID) -> ExamEnquiry:
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    check_status_change(EnquiryStatus(enquiry.status), EnquiryStatus.COMPLETED)
    return enquiry


def _told(uow: UnitOfWork, enquiry: ExamEnquiry) -> EnquiryCase:
    case = read_case(uow, enquiry)
    draft_outcome(uow, enquiry, case)
    return case


def _check_refund(outcome: EnquiryOutcome, refund: bool | None) -> None:
    if refund and outcome is EnquiryOutcome.REJECTED:
        raise DomainError("ENQUIRY_REFUND_NOT_DUE", field="refund")


def _reason(uow: UnitOfWork, enquiry: ExamEnquiry, answer: str) -> str:
    """What versions, ledger and audit log give as the reason: which enquiry, and its answer."""
    day = enquiry.submitted_at.astimezone(uow.zone).date()
    text = _("Enquiry of {day}: {answer}").format(day=words.short_date(day), answer=answer)
    return text[:LONGEST_REASON]


def _write(uow: UnitOfWork, decision: Decision) -> None:
    """The new version of each result that changes, released, and what depends on it."""
    registrations = []
    for key in decision.changed:
        sitting = decision.papers[key].sitting
        write_version(
            uow,
            sitting,
            key[1],
            decision.standing[key],
            state=ResultState.RELEASED,
            value=decision.found[key],
        )
        sitting.registration.result_date = uow.now
        registrations.append(sitting.registration)
    settle_results(uow, *registrations)


def _note_changes(enquiry: ExamEnquiry, decision: Decision) -> None:
    changes = {key[1]: decision.change(key) for key in decision.papers}
    if Component.THEORY in COVERED[EnquiryType(enquiry.enquiry_type)]:
        enquiry.score_change_theory = changes[Component.THEORY]
    if Component.TASTING in COVERED[EnquiryType(enquiry.enquiry_type)]:
        enquiry.score_change_tasting = changes[Component.TASTING]


def _close(uow: UnitOfWork, enquiry: ExamEnquiry, status: EnquiryStatus, answer: str) -> None:
    check_status_change(EnquiryStatus(enquiry.status), status)
    enquiry.status, enquiry.resolution = status, answer
    enquiry.resolved_at, enquiry.resolved_by_id = uow.now, uow.actor.staff_id
    record_event(uow, enquiry, EnquiryEventKind(status.value), text=answer)
