"""Files that can be imported again."""

from collections.abc import Mapping

from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.sheets import Sheet
from wset_desk.i18n import N_, _
from wset_desk.services.exports import Export

TITLES: Mapping[FileKind, str] = {
    FileKind.CANDIDATES: N_("Candidates"),
    FileKind.COURSES: N_("Courses"),
    FileKind.SESSIONS: N_("Sessions"),
    FileKind.ENROLMENTS: N_("Enrolments"),
    FileKind.BOOKINGS: N_("Bookings"),
    FileKind.RESULTS: N_("Results"),
    FileKind.ENQUIRIES: N_("Enquiries"),
}


def export_sheet(kind: FileKind, export: Export) -> Sheet:
    """An export as a table for `write_sheet`."""
    return Sheet(_(TITLES[kind]), export.headings, export.rows)
