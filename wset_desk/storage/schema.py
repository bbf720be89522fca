"""Every table, under one name: import tables from here, so that all of them are known."""

from typing import Any

from sqlalchemy.orm import InstanceState

from wset_desk.storage.base import Base, Scoped, Synced
from wset_desk.storage.tables.candidates import (
    Candidate,
    CandidateDistinction,
    CandidateMerge,
    CourseEnrollment,
    ExamRegistration,
    ResultVersion,
)
from wset_desk.storage.tables.catalogue import (
    Course,
    ExamTemplate,
    Offering,
    Product,
    ProductPrice,
    RuleProfileRecord,
)
from wset_desk.storage.tables.certification import (
    Certificate,
    CertificateEntitlement,
    FinalExamAttempt,
)
from wset_desk.storage.tables.enquiries import EnquiryEvent, ExamEnquiry
from wset_desk.storage.tables.journal import (
    AuditEntry,
    AuditHead,
    AuditPersonal,
    CentreCounter,
    Device,
    OutboxEntry,
    ThisDevice,
)
from wset_desk.storage.tables.marking import MarkEntry, ResultHold
from wset_desk.storage.tables.money import LedgerEntry
from wset_desk.storage.tables.notices import ImportRun, Notice, TextBlock
from wset_desk.storage.tables.organisation import (
    Centre,
    CentreImage,
    Room,
    SessionStaff,
    SettingValue,
    Staff,
)
from wset_desk.storage.tables.remote import BlackOut, RegistrationTask, StaffAvailability
from wset_desk.storage.tables.scheduling import CourseSession, ExamSession, SessionDay
from wset_desk.storage.tables.sync import (
    ChangeLogEntry,
    DeviceCredential,
    EnrolmentCode,
    ReceivedChange,
    ServerLink,
    Snapshot,
    SnapshotPart,
    SyncCursor,
    SyncRun,
)
from wset_desk.storage.tables.waiting import SpecialConsideration, WaitingListEntry

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuditPersonal",
    "Base",
    "BlackOut",
    "Candidate",
    "CandidateDistinction",
    "CandidateMerge",
    "Centre",
    "CentreCounter",
    "CentreImage",
    "Certificate",
    "CertificateEntitlement",
    "ChangeLogEntry",
    "Course",
    "CourseEnrollment",
    "CourseSession",
    "Device",
    "DeviceCredential",
    "EnquiryEvent",
    "EnrolmentCode",
    "ExamEnquiry",
    "ExamRegistration",
    "ExamSession",
    "ExamTemplate",
    "FinalExamAttempt",
    "ImportRun",
    "LedgerEntry",
    "MarkEntry",
    "Notice",
    "Offering",
    "OutboxEntry",
    "Product",
    "ProductPrice",
    "ReceivedChange",
    "RegistrationTask",
    "ResultHold",
    "ResultVersion",
    "Room",
    "RuleProfileRecord",
    "Scoped",
    "ServerLink",
    "SessionDay",
    "SessionStaff",
    "SettingValue",
    "Snapshot",
    "SnapshotPart",
    "SpecialConsideration",
    "Staff",
    "StaffAvailability",
    "SyncCursor",
    "SyncRun",
    "Synced",
    "TextBlock",
    "ThisDevice",
    "WaitingListEntry",
]

ENTITIES: dict[str, type[Synced]] = {
    mapper.local_table.name: mapper.class_  # type: ignore[attr-defined]
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
    if issubclass(mapper.class_, Synced)
}


def _write_in_order() -> None:
    """A flush writes a table after those to which it refers, and changes of a kind together.

    Without relationships between classes SQLAlchemy goes by their names; and wherever a row came
    after those that refer to it, SQLite would look through their whole table for them. Rows that
    change in the same columns are one statement to it only if they follow one another.
    """
    order = {table: number for number, table in enumerate(Base.metadata.sorted_tables)}
    for mapper in Base.registry.mappers:
        mapper._sort_key = f"{order[mapper.local_table]:04}"  # type: ignore[index]
        mapper._persistent_sortkey_fn = _changed_columns_first


def _changed_columns_first(state: InstanceState[Any]) -> tuple[list[str], Any]:
    return sorted(state.committed_state), state.key and state.key[1]


_write_in_order()
