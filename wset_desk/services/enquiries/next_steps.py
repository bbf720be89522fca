"""What may be done with an enquiry now, and what is in the way (helpers of this layer)."""

from collections.abc import Iterator, Sequence

from wset_desk.domain.enquiries import OPEN_STATUSES, EnquiryStatus, EnquiryStep, EnquiryType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.services.enquiries.case_file import was_forwarded
from wset_desk.services.enquiries.eligibility import Challenges
from wset_desk.services.enquiries.reviewers import reviewer_name, reviewer_refusals
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryKey, NextStep
from wset_desk.services.ledger import BookingAccount
from wset_desk.storage.schema import ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork


def next_steps(
    uow: UnitOfWork,
    enquiry: ExamEnquiry,
    account: BookingAccount,
    papers: Sequence[DisputedPaper],
    challenges: Challenges,
) -> tuple[NextStep, ...]:
    """The steps that there are in this status, each with what is against it."""
    status = EnquiryStatus(enquiry.status)
    steps = list(_of_money(uow, account))
    if status is EnquiryStatus.SUBMITTED:
        steps += _submitted(uow, enquiry, account)
    if status is EnquiryStatus.UNDER_REVIEW:
        steps += _under_review(uow, enquiry, papers)
    if status in OPEN_STATUSES:
        steps += _open(uow, enquiry)
    elif enquiry.appeal_of_id is None:
        key = EnquiryKey(enquiry.exam_registration_id, EnquiryType(enquiry.enquiry_type))
        steps.append(NextStep(EnquiryStep.APPEAL, challenges.refusals(key, enquiry)))
    steps.append(NextStep(EnquiryStep.NOTE))
    return tuple(steps)


def taking_back_reasons(enquiry: ExamEnquiry, account: BookingAccount) -> tuple[Refusal, ...]:
    """Why an enquiry can't be taken back as if it had never been."""
    if enquiry.status != EnquiryStatus.SUBMITTED:
        return (Refusal("ENQUIRY_THIS_FAR_ALREADY"),)
    if account.paid or account.waived:
        return (Refusal("ENQUIRY_PAID"),)
    return ()


def _of_money(uow: UnitOfWork, account: BookingAccount) -> Iterator[NextStep]:
    may = Permission.MANAGE_MONEY in uow.actor.permissions
    reasons = () if may else (Refusal("NOT_PERMITTED"),)
    if account.owed > 0:
        yield NextStep(EnquiryStep.PAY, reasons)
        yield NextStep(EnquiryStep.WAIVE, reasons)
    if account.received > 0:
        yield NextStep(EnquiryStep.REFUND, reasons)


def _submitted(
    uow: UnitOfWork, enquiry: ExamEnquiry, account: BookingAccount
) -> Iterator[NextStep]:
    owed = (Refusal("ENQUIRY_FEE_OWED", {"owed": account.owed}),) if account.owed > 0 else ()
    reasons = (*owed, *reviewer_refusals(uow, enquiry))
    yield NextStep(EnquiryStep.START_REVIEW, reasons)
    yield NextStep(EnquiryStep.TAKE_BACK, taking_back_reasons(enquiry, account))


def _under_review(
    uow: UnitOfWork, enquiry: ExamEnquiry, papers: Sequence[DisputedPaper]
) -> Iterator[NextStep]:
    reasons = reviewer_refusals(uow, enquiry)
    is_mine = enquiry.reviewer_id == uow.actor.staff_id
    if not is_mine:
        yield NextStep(EnquiryStep.TAKE_OVER, reasons)
        name = reviewer_name(uow, enquiry) or ""
        reasons = (Refusal("NOT_THE_REVIEWER", {"name": name}), *reasons)
    yield NextStep(EnquiryStep.DECIDE, (*reasons, *_withdrawn(papers)))


def _withdrawn(papers: Sequence[DisputedPaper]) -> Iterator[Refusal]:
    standing = [each.current for each in papers]
    if any(each is None or each.state is not ResultState.RELEASED for each in standing):
        yield Refusal("ENQUIRY_RESULT_WITHDRAWN")


def _open(uow: UnitOfWork, enquiry: ExamEnquiry) -> Iterator[NextStep]:
    yield NextStep(EnquiryStep.REJECT)
    yield NextStep(EnquiryStep.FORWARD)
    sent = was_forwarded(uow, enquiry.id)
    yield NextStep(EnquiryStep.ANSWER, () if sent else (Refusal("NOT_FORWARDED"),))
