"""Enquiries of the centre as the rows of a file, with their case files and fees."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.enquiries import (
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
)
from wset_desk.domain.fees import fee_account
from wset_desk.domain.file_enquiries import EnquiryValues
from wset_desk.domain.file_events import EventValues, case_file_text
from wset_desk.services.records.base import Known
from wset_desk.services.records.brought_in import payment_method, posting_of, summed_up
from wset_desk.services.records.challenges import Challenges, tasting_names
from wset_desk.services.records.colleagues import Colleagues
from wset_desk.services.records.people import Bookings, People, name_of
from wset_desk.services.records.references import ExamSessions, as_local
from wset_desk.storage.schema import EnquiryEvent, ExamEnquiry, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork


class EnquiryReader:
    """Reads rows of the store as `EnquiryValues`."""

    def __init__(
        self,
        uow: UnitOfWork,
        people: People,
        exams: ExamSessions,
        bookings: Bookings,
        staff: Colleagues,
    ) -> None:
        self._uow = uow
        self._people = people
        self._exams = exams
        self._bookings = bookings
        self._staff = staff
        self._case_files: Mapping[UUID, list[EnquiryEvent]] = {}
        self._ledger: Mapping[UUID, list[LedgerEntry]] = {}

    def read(
        self, enquiries: Mapping[UUID, ExamEnquiry], challenges: Challenges
    ) -> Iterator[Known[EnquiryValues]]:
        self._case_files, self._ledger = _case_files(self._uow), _ledger(self._uow)
        for row in enquiries.values():
            appealed = None if row.appeal_of_id is None else enquiries[row.appeal_of_id]
            values = self._values(row, appealed, challenges)
            name = self._people.by_id[row.candidate_id].name
            yield Known(row.id, name, values, tuple(self._about(row)))

    def _values(
        self, row: ExamEnquiry, appealed: ExamEnquiry | None, challenges: Challenges
    ) -> EnquiryValues:
        booking = self._bookings.by_id[row.exam_registration_id]
        tasting_id = row.tasting_registration_id
        tasting = None if tasting_id is None else self._bookings.by_id[tasting_id]
        return EnquiryValues(
            **name_of(self._people.by_id[row.candidate_id]),
            **self._exams.by_id[booking.exam_session_id].names(),
            **tasting_names(self._exams, tasting),
            **self._fee(row),
            **self._decision(row),
            enquiry_type=EnquiryType(row.enquiry_type),
            submitted_at=as_local(self._uow, row.submitted_at),
            submitted_by=self._name(row.submitted_by_id),
            reason=row.reason,
            consent_given_on=row.consent_given_on,
            due_on=row.due_on,
            status=EnquiryStatus(row.status),
            reviewer=self._name(row.reviewer_id),
            appeal_of=self._local(None if appealed is None else appealed.submitted_at),
            disputed_theory=challenges.number(row.disputed_theory_version_id),
            disputed_tasting=challenges.number(row.disputed_tasting_version_id),
            case_file=case_file_text(map(self._event, self._case_files.get(row.id, ()))),
        )

    def _about(self, row: ExamEnquiry) -> Iterator[UUID | None]:
        for booking_id in (row.exam_registration_id, row.tasting_registration_id):
            if booking_id is not None:
                yield from self._exams.about(self._bookings.by_id[booking_id])

    def _fee(self, row: ExamEnquiry) -> dict[str, Any]:
        entries = self._ledger.get(row.id, [])
        account = fee_account(row.enquiry_fee, map(posting_of, entries))
        money = summed_up(account, payment_method(entries))
        return {"fee": row.enquiry_fee, **money.cells()}

    def _decision(self, row: ExamEnquiry) -> dict[str, Any]:
        return {
            "outcome": None if row.outcome is None else EnquiryOutcome(row.outcome),
            "score_change_theory": row.score_change_theory,
            "score_change_tasting": row.score_change_tasting,
            "result_changed": row.result_changed,
            "resolved_at": self._local(row.resolved_at),
            "resolved_by": self._name(row.resolved_by_id),
            "resolution": row.resolution or "",
        }

    def _event(self, row: EnquiryEvent) -> EventValues:
        return EventValues(
            as_local(self._uow, row.happened_at),
            EnquiryEventKind(row.kind),
            self._name(row.recorded_by_id),
            row.text or "",
            row.reference or "",
        )

    def _name(self, staff_id: UUID | None) -> str:
        known = None if staff_id is None else self._staff.by_id.get(staff_id)
        return "" if known is None else known.name

    def _local(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else as_local(self._uow, instant)


def enquiries_by_id(uow: UnitOfWork) -> dict[UUID, ExamEnquiry]:
    """In the order in which they were submitted."""
    rows = select(ExamEnquiry).order_by(ExamEnquiry.submitted_at, ExamEnquiry.id)
    return {each.id: each for each in uow.session.scalars(rows)}


def _case_files(uow: UnitOfWork) -> Mapping[UUID, list[EnquiryEvent]]:
    found: dict[UUID, list[EnquiryEvent]] = defaultdict(list)
    rows = select(EnquiryEvent).order_by(EnquiryEvent.happened_at, EnquiryEvent.id)
    for each in uow.session.scalars(rows):
        found[each.exam_enquiry_id].append(each)
    return found


def _ledger(uow: UnitOfWork) -> Mapping[UUID, list[LedgerEntry]]:
    found: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    rows = select(LedgerEntry).where(LedgerEntry.exam_enquiry_id.is_not(None))
    for each in uow.session.scalars(rows.order_by(LedgerEntry.created_at)):
        if each.exam_enquiry_id is not None:
            found[each.exam_enquiry_id].append(each)
    return found
