"""The kinds of records that files may hold, beside candidates."""

from collections.abc import Mapping
from typing import Any

from wset_desk.domain.file_fields import FileKind, RecordSpec
from wset_desk.services.records.base import Records
from wset_desk.services.records.bookings import BookingRecords
from wset_desk.services.records.courses import CourseRecords
from wset_desk.services.records.enquiries import EnquiryRecords
from wset_desk.services.records.enrolments import EnrolmentRecords
from wset_desk.services.records.results import ResultRecords
from wset_desk.services.records.sessions import SessionRecords

RECORDS: Mapping[FileKind, type[Records[Any]]] = {
    FileKind.COURSES: CourseRecords,
    FileKind.SESSIONS: SessionRecords,
    FileKind.ENROLMENTS: EnrolmentRecords,
    FileKind.BOOKINGS: BookingRecords,
    FileKind.RESULTS: ResultRecords,
    FileKind.ENQUIRIES: EnquiryRecords,
}
SPECS: Mapping[FileKind, RecordSpec[Any]] = {kind: each.spec for kind, each in RECORDS.items()}
