"""Asking for an enquiry on a candidate's behalf, or for an appeal (rules 15 to 17)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryStatus, EnquiryType
from wset_desk.domain.enquiry_eligibility import check_consent, check_override
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import LONGEST_STATEMENT, UNDO_REASON, checked_reason
from wset_desk.domain.working_days import working_days_after
from wset_desk.services.attempts import ResultKey
from wset_desk.services.candidate_records import known_candidate
from wset_desk.services.contract import command, query
from wset_desk.services.enquiries.case_file import record_event
from wset_desk.services.enquiries.case_reading import read_case
from wset_desk.services.enquiries.eligibility import Challenges
from wset_desk.services.enquiries.messages import draft_received, withdraw_messages
from wset_desk.services.enquiries.next_steps import taking_back_reasons
from wset_desk.services.enquiries.rows import EnquiryCase, EnquiryKey, EnquiryOption
from wset_desk.services.exam_places import check_may_override
from wset_desk.services.ledger import account_of, charge, withdraw_charge
from wset_desk.services.merged_records import standing_id
from wset_desk.services.prices import today
from wset_desk.services.setting_values import CentreSettings
from wset_desk.settings import BANK_HOLIDAY_REGION, ENQUIRY_REPLY_DAYS
from wset_desk.storage.schema import EnquiryEvent, ExamEnquiry, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.MANAGE_ENQUIRIES)
def enquiry_options(uow: UnitOfWork, *, candidate_id: UUID) -> tuple[EnquiryOption, ...]:
    """What a candidate may challenge or appeal, and why not the rest; the newest exam first."""
    return Challenges(uow, standing_id(uow, candidate_id)).options()


@command(Permission.MANAGE_ENQUIRIES)
def submit_enquiry(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    enquiry_type: EnquiryType,
    reason: str,
    consent_given_on: date | None,
    appeal_of_id: UUID | None = None,
    override_reason: str | None = None,
) -> EnquiryCase:
    """Submit an enquiry: what was told is kept as it is disputed, and the fee is charged.

    Of `both` papers the registration is the theory one. `reason` is the candidate's,
    `override_reason` the one for which staff pass over the window. Refuses what
    `domain.enquiry_eligibility` refuses, ENQUIRY_TYPE_UNFIT, REASON_MISSING, TEXT_TOO_LONG,
    PERSON_ERASED, PRICE_UNKNOWN, and NOT_PERMITTED to whoever may not pass over a deadline.
    """
    registration = uow.get(ExamRegistration, registration_id)
    key = EnquiryKey(registration.id, EnquiryType(enquiry_type))
    challenges = Challenges(uow, registration.candidate_id)
    appealed = None if appeal_of_id is None else uow.get(ExamEnquiry, appeal_of_id)
    _check_override(uow, challenges.refusals(key, appealed), override_reason)
    check_consent(consent_given_on, today=today(uow))
    known_candidate(uow, registration.candidate_id)
    stated = checked_reason(reason, longest=LONGEST_STATEMENT)
    enquiry = _row(uow, key, challenges, stated, consent_given_on)
    enquiry.candidate_id = registration.candidate_id
    enquiry.appeal_of_id = appeal_of_id
    uow.add(enquiry)
    record_event(uow, enquiry, EnquiryEventKind.SUBMITTED, text=uow.reason)
    charge(uow, enquiry)
    case = read_case(uow, enquiry)
    draft_received(uow, case)
    return case


@command(Permission.MANAGE_ENQUIRIES)
def undo_submit_enquiry(uow: UnitOfWork, *, enquiry_id: UUID) -> None:
    """The inverse of `submit_enquiry`, while nothing came of it: nothing is owed any more.

    Refuses ENQUIRY_THIS_FAR_ALREADY, and ENQUIRY_PAID where money came in or was waived.
    """
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    for refusal in taking_back_reasons(enquiry, account_of(uow, enquiry)):
        raise refusal.as_error()
    uow.reason = UNDO_REASON
    withdraw_charge(uow, enquiry, reason=UNDO_REASON)
    withdraw_messages(uow, enquiry)
    entries = select(EnquiryEvent).where(EnquiryEvent.exam_enquiry_id == enquiry.id)
    for entry in uow.session.scalars(entries):
        uow.delete(entry)
    uow.delete(enquiry)


def _check_override(
    uow: UnitOfWork, refusals: tuple[Refusal, ...], override_reason: str | None
) -> None:
    """Refuse what is against it; the window only if no reason is given."""
    wanted = bool((override_reason or "").strip())
    check_override(refusals, is_overridden=wanted)
    if refusals:
        check_may_override(uow)
        uow.reason = checked_reason(override_reason or "", field="override_reason")


def _row(
    uow: UnitOfWork, key: EnquiryKey, challenges: Challenges, stated: str, consent: date | None
) -> ExamEnquiry:
    """The enquiry about what stands now, with the fee of today."""
    price = challenges.price(key.enquiry_type)
    if price is None:
        raise DomainError("PRICE_UNKNOWN", kind=key.enquiry_type.value)
    covered = challenges.covered(key)
    told = {each[1]: challenges.standing_version(each) for each in covered}
    return ExamEnquiry(
        exam_registration_id=key.registration_id,
        tasting_registration_id=_tasting_registration(key, covered),
        enquiry_type=key.enquiry_type,
        reason=stated,
        enquiry_fee=price,
        submitted_at=uow.now,
        submitted_by_id=uow.actor.staff_id,
        consent_given_on=consent,
        due_on=_due_on(uow),
        disputed_theory_version_id=told.get(Component.THEORY),
        disputed_tasting_version_id=told.get(Component.TASTING),
        status=EnquiryStatus.SUBMITTED,
    )


def _tasting_registration(key: EnquiryKey, covered: tuple[ResultKey, ...]) -> UUID | None:
    return covered[-1][0] if key.enquiry_type is EnquiryType.BOTH else None


def _due_on(uow: UnitOfWork) -> date:
    settings = CentreSettings(uow)
    return working_days_after(
        today(uow), settings[ENQUIRY_REPLY_DAYS], settings[BANK_HOLIDAY_REGION]
    )
