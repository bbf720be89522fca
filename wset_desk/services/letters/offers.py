"""Which letters there are for a candidate, and why there are none of the other kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import Refusal
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.services.candidate_history import Sitting
from wset_desk.services.candidates import CandidateProfile, candidate
from wset_desk.services.contract import query
from wset_desk.storage.schema import ExamEnquiry, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

_NONE: Mapping[LetterKind, str] = {
    LetterKind.RESULT_SLIP: "LETTER_NOTHING_RELEASED",
    LetterKind.BOOKING_CONFIRMATION: "LETTER_NOTHING_BOOKED",
    LetterKind.MAKEUP_INVITATION: "LETTER_NOTHING_MISSED",
    LetterKind.RECEIPT: "LETTER_NOTHING_PAID",
}
"""Why there is no letter of a kind, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter that can be written. `subject` and `about` say what of: the argument by which the
    letter's service is asked for it; `name` and `day` say so to people."""

    kind: LetterKind
    subject: str
    about: UUID | tuple[UUID, ...]
    name: str
    day: date | None = None

    @property
    def registration_ids(self) -> tuple[UUID, ...]:
        """None where it isn't about exams."""
        return self.about if isinstance(self.about, tuple) else ()


@dataclass(frozen=True, slots=True)
class LetterOffers:
    """What can be written to a candidate, and the reason for each kind of which there is none."""

    candidate_id: UUID
    name: str
    offers: tuple[LetterOffer, ...]
    reasons: Mapping[LetterKind, Refusal]


@query(Permission.VIEW_CANDIDATES)
def letter_offers(uow: UnitOfWork, *, candidate_id: UUID) -> LetterOffers:
    """The letters to a candidate, by kind, the newest first. Refuses NOT_FOUND."""
    profile = candidate(uow, candidate_id=candidate_id)
    found = [offer for offer in _offers(uow, profile) if _may(uow, offer.kind)]
    there = {offer.kind for offer in found}
    reasons = {
        kind: Refusal(code) for kind, code in _NONE.items() if kind not in there and _may(uow, kind)
    }
    return LetterOffers(profile.detail.id, profile.detail.name, tuple(found), reasons)


def _may(uow: UnitOfWork, kind: LetterKind) -> bool:
    needed = {
        LetterKind.RESULT_SLIP: Permission.VIEW_RESULTS,
        LetterKind.RECEIPT: Permission.VIEW_MONEY,
        LetterKind.ENQUIRY_ACKNOWLEDGEMENT: Permission.MANAGE_ENQUIRIES,
        LetterKind.ENQUIRY_OUTCOME: Permission.MANAGE_ENQUIRIES,
    }
    return needed.get(kind, Permission.VIEW_CANDIDATES) in uow.actor.permissions


def _offers(uow: UnitOfWork, profile: CandidateProfile) -> Iterator[LetterOffer]:
    for qualification in profile.qualifications:
        yield from _slip(qualification.enrolment.course_title, qualification.attempts)
    for alone in profile.others:
        yield from _slip(alone.exam_name, (alone,))
    for booked in profile.upcoming:
        yield _about(LetterKind.BOOKING_CONFIRMATION, booked, uow)
    for sat in profile.history:
        if sat.status == RegistrationStatus.NO_SHOW:
            yield _about(LetterKind.MAKEUP_INVITATION, sat, uow)
    yield from _about_enquiries(uow, profile)
    if _has_paid(uow, profile.detail.id):
        yield LetterOffer(LetterKind.RECEIPT, "candidate_id", profile.detail.id, "")


def _slip(name: str, attempts: tuple[Sitting, ...]) -> Iterator[LetterOffer]:
    released = [
        each.registration_id
        for each in attempts
        if any(mark.state == ResultState.RELEASED for mark in each.marks)
    ]
    if released:
        yield LetterOffer(LetterKind.RESULT_SLIP, "registration_ids", tuple(released), name)


def _about(kind: LetterKind, sitting: Sitting, uow: UnitOfWork) -> LetterOffer:
    day = sitting.starts_at.astimezone(uow.zone).date()
    about = (sitting.registration_id,)
    return LetterOffer(kind, "registration_ids", about, sitting.exam_name, day)


def _about_enquiries(uow: UnitOfWork, profile: CandidateProfile) -> Iterator[LetterOffer]:
    """That one came in, or how it ended; by kind."""
    names = {each.registration_id: each.exam_name for each in profile.history}
    rows = uow.session.scalars(
        select(ExamEnquiry)
        .where(ExamEnquiry.candidate_id == profile.detail.id)
        .order_by(ExamEnquiry.resolved_at.is_not(None), ExamEnquiry.submitted_at.desc())
    )
    for row in rows:
        kind = LetterKind.ENQUIRY_ACKNOWLEDGEMENT
        if row.resolved_at is not None:
            kind = LetterKind.ENQUIRY_OUTCOME
        day = row.submitted_at.astimezone(uow.zone).date()
        name = names.get(row.exam_registration_id, "")
        yield LetterOffer(kind, "enquiry_id", row.id, name, day)


def _has_paid(uow: UnitOfWork, candidate_id: UUID) -> bool:
    paid = select(LedgerEntry.id).where(
        LedgerEntry.candidate_id == candidate_id, LedgerEntry.kind == LedgerKind.PAYMENT
    )
    return uow.session.scalar(paid.limit(1)) is not None
