"""Enquiries, from files and into files: old ones keep status, outcome and days (rules 15 to 17)."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import OPEN_STATUSES, EnquiryEventKind, EnquiryStatus, EnquiryType
from wset_desk.domain.file_enquiries import ENQUIRY_SPEC, EnquiryValues
from wset_desk.domain.file_enquiry_checks import changed_result, check_enquiry
from wset_desk.domain.file_events import EventValues, read_events
from wset_desk.domain.file_exams import NO_MOMENT, SITTING
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.working_days import working_days_after
from wset_desk.services.prices import enquiry_product
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.booking_reading import sitting_key
from wset_desk.services.records.brought_in import ChargedTo, Opening, brought_in
from wset_desk.services.records.challenges import (
    Challenge,
    Challenges,
    tasting_names,
)
from wset_desk.services.records.colleagues import Colleagues
from wset_desk.services.records.enquiry_reading import EnquiryReader, enquiries_by_id
from wset_desk.services.records.past_enquiries import PastEnquiries, PastEnquiry
from wset_desk.services.records.people import Bookings, People, name_of
from wset_desk.services.records.references import ExamSessions, Offerings, as_instant
from wset_desk.services.setting_values import CentreSettings
from wset_desk.settings import BANK_HOLIDAY_REGION, ENQUIRY_REPLY_DAYS
from wset_desk.storage.schema import EnquiryEvent, ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork

_MAY_CHANGE = frozenset({"reason", "consent_given_on", "due_on"})
_CLOSING = {
    EnquiryStatus.COMPLETED: EnquiryEventKind.COMPLETED,
    EnquiryStatus.REJECTED: EnquiryEventKind.REJECTED,
}


class EnquiryRecords(Records[EnquiryValues]):
    """An enquiry is told by its candidate, exam, type and the moment at which it was submitted.

    One that is known goes on at its own page: a file never decides it.
    """

    spec: ClassVar[RecordSpec[EnquiryValues]] = ENQUIRY_SPEC
    identity = SITTING | {"enquiry_type", "submitted_at", "case_file"}

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._today = uow.now.astimezone(uow.zone).date()
        self._people = People(uow)
        self._exams = ExamSessions(uow, Offerings(uow))
        self._bookings = Bookings(uow)
        self._staff = Colleagues(uow)
        self._challenges = Challenges(uow, self._people, self._exams, self._bookings)
        self._opening = Opening(uow)
        settings = CentreSettings(uow)
        self._answered_within = (settings[ENQUIRY_REPLY_DAYS], settings[BANK_HOLIDAY_REGION])
        self._enquiries = enquiries_by_id(uow)
        self._products: dict[EnquiryType, UUID | None] = {}
        self._past = PastEnquiries(uow, self._enquiries.values())
        self._found: dict[Hashable, Challenge] = {}
        self._new: dict[Hashable, PastEnquiry] = {}

    def known(self) -> Iterator[Known[EnquiryValues]]:
        reader = EnquiryReader(self.uow, self._people, self._exams, self._bookings, self._staff)
        return reader.read(self._enquiries, self._challenges)

    def key(self, values: EnquiryValues) -> Hashable:
        return sitting_key(values), values.enquiry_type, values.submitted_at

    def is_fixed(self, name: str, known: EnquiryValues) -> bool:
        """Nothing has been done about one that is only submitted."""
        waits = known.status is EnquiryStatus.SUBMITTED
        return not waits or name not in _MAY_CHANGE

    def rank(self, values: EnquiryValues) -> int:
        """What is appealed before the appeal."""
        return int((values.submitted_at - NO_MOMENT).total_seconds())

    def resolved(self, values: EnquiryValues) -> EnquiryValues:
        challenge = self._challenges.of(values)
        check_enquiry(values, self._today, in_parts=challenge.in_parts)
        self._check_instants(values)
        numbers = {component: each.number for component, each in challenge.disputed.items()}
        found = replace(
            values,
            **name_of(self._people.by_id[challenge.booking.candidate_id]),
            **challenge.exam.names(),
            **tasting_names(self._exams, challenge.tasting),
            **brought_in(values).cells(),
            submitted_by=self._staff.name(values.submitted_by),
            reviewer=self._staff.name(values.reviewer),
            resolved_by=self._staff.name(values.resolved_by),
            result_changed=changed_result(values),
            disputed_theory=numbers.get(Component.THEORY),
            disputed_tasting=numbers.get(Component.TASTING),
        )
        self._found.setdefault(self.key(found), challenge)
        return found

    def accept(self, values: EnquiryValues) -> None:
        key = self.key(values)
        self._new[key] = self._past.accept(values, self._found[key])

    def add(self, values: EnquiryValues) -> UUID:
        key, money = self.key(values), brought_in(values)
        row = self._row(values, key, refunded=money.refunded > 0)
        self._new[key].row_id = row.id
        product = self._product_id(values.enquiry_type)
        to = ChargedTo(
            row.candidate_id, row.exam_registration_id, product, row.submitted_at, row.id
        )
        self._opening.entries(to, money)
        for event in _events(values):
            self._add_event(row, event)
        return row.id

    def change(self, record_id: UUID, before: EnquiryValues, after: EnquiryValues) -> None:
        row = self.uow.get(ExamEnquiry, record_id)
        row.reason, row.consent_given_on = after.reason, after.consent_given_on
        row.due_on = after.due_on

    def finish(self) -> None:
        """Everything is settled row by row."""

    def _row(self, values: EnquiryValues, key: Hashable, *, refunded: bool) -> ExamEnquiry:
        challenge, appealed = self._found[key], self._new[key].appeals
        tasting = challenge.tasting
        told = {component: each.id for component, each in challenge.disputed.items()}
        return self.uow.add(
            ExamEnquiry(
                exam_registration_id=challenge.booking.id,
                tasting_registration_id=None if tasting is None else tasting.id,
                candidate_id=challenge.booking.candidate_id,
                enquiry_type=values.enquiry_type,
                reason=values.reason,
                enquiry_fee=values.fee,
                submitted_at=as_instant(self.uow, values.submitted_at, "submitted_at"),
                submitted_by_id=self._staff_id(values.submitted_by),
                consent_given_on=values.consent_given_on,
                due_on=self._due_on(values),
                disputed_theory_version_id=told.get(Component.THEORY),
                disputed_tasting_version_id=told.get(Component.TASTING),
                appeal_of_id=None if appealed is None else appealed.row_id,
                status=values.status,
                reviewer_id=self._staff_id(values.reviewer),
                outcome=values.outcome,
                score_change_theory=values.score_change_theory,
                score_change_tasting=values.score_change_tasting,
                result_changed=changed_result(values),
                fee_refunded=refunded,
                resolved_at=self._instant(values.resolved_at, "resolved_at"),
                resolved_by_id=self._staff_id(values.resolved_by),
                resolution=values.resolution or None,
            )
        )

    def _add_event(self, row: ExamEnquiry, event: EventValues) -> None:
        self.uow.add(
            EnquiryEvent(
                exam_enquiry_id=row.id,
                kind=event.kind,
                happened_at=as_instant(self.uow, event.at, "case_file"),
                recorded_by_id=self._staff_id(event.by),
                text=event.text or None,
                reference=event.reference or None,
            )
        )

    def _due_on(self, values: EnquiryValues) -> date | None:
        """The day that the row says; of an open enquiry else the centre's (rule 15)."""
        if values.due_on is not None or values.status not in OPEN_STATUSES:
            return values.due_on
        return working_days_after(values.submitted_at.date(), *self._answered_within)

    def _product_id(self, enquiry_type: EnquiryType) -> UUID | None:
        if enquiry_type not in self._products:
            found = enquiry_product(self.uow, enquiry_type)
            self._products[enquiry_type] = None if found is None else found.id
        return self._products[enquiry_type]

    def _staff_id(self, name: str) -> UUID | None:
        return self._staff.row(name).id if name else None

    def _instant(self, local: datetime | None, field: str) -> datetime | None:
        return None if local is None else as_instant(self.uow, local, field)

    def _check_instants(self, values: EnquiryValues) -> None:
        """Refuses LOCAL_TIME_DOES_NOT_EXIST."""
        as_instant(self.uow, values.submitted_at, "submitted_at")
        self._instant(values.resolved_at, "resolved_at")
        for event in read_events(values.case_file):
            as_instant(self.uow, event.at, "case_file")


def _events(values: EnquiryValues) -> tuple[EventValues, ...]:
    """The case file; without one, that the enquiry was submitted and how it was closed."""
    if values.case_file:
        return read_events(values.case_file)
    submitted = EventValues(values.submitted_at, EnquiryEventKind.SUBMITTED, values.submitted_by)
    if values.resolved_at is None:
        return (submitted,)
    closing = EventValues(
        values.resolved_at, _CLOSING[values.status], values.resolved_by, values.resolution
    )
    return submitted, closing
