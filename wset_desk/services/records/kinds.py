"""The kinds of records that files may hold, beside candidates."""

from collections.abc import Mapping
from typing import Any

from wset_desk.domain.file_fields import FileKind, RecordSpec
from wset_desk.services.records.base import Records
from wset_desk.services.records.courses import CourseRecords

RECORDS: Mapping[FileKind, type[Records[Any]]] = {
    FileKind.COURSES: CourseRecords,
}
SPECS: Mapping[FileKind, RecordSpec[Any]] = {kind: each.spec for kind, each in RECORDS.items()}
