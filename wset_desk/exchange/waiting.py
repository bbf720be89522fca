"""Rows that wait for another file: what they name isn't there yet."""

from collections import Counter
from collections.abc import Iterator, Mapping

from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.export_files import TITLES
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_checks import ImportCheck

_COMES_FIRST: Mapping[str, FileKind] = {
    "CANDIDATE_UNKNOWN": FileKind.CANDIDATES,
    "OFFERING_UNKNOWN": FileKind.COURSES,
    "COURSE_SESSION_UNKNOWN": FileKind.SESSIONS,
    "EXAM_SESSION_UNKNOWN": FileKind.SESSIONS,
    "ENROLMENT_UNKNOWN": FileKind.ENROLMENTS,
    "BOOKING_UNKNOWN": FileKind.BOOKINGS,
    "RESULT_UNKNOWN": FileKind.RESULTS,
}


def waiting(check: ImportCheck) -> dict[FileKind, int]:
    """How many rows wait for files of which kinds, in the order in which those are brought in."""
    found = Counter(
        _COMES_FIRST[each.refusal.code]
        for row in check.rows
        for each in row.problems
        if each.refusal.code in _COMES_FIRST
    )
    return {kind: found[kind] for kind in FileKind if kind in found}


def waiting_lines(check: ImportCheck) -> Iterator[str]:
    """ "12 rows wait for “Sessions”: bring that in first.", for each kind."""
    for kind, count in waiting(check).items():
        text = ngettext(
            "{n} row waits for “{kind}”: bring that in first.",
            "{n} rows wait for “{kind}”: bring that in first.",
            count,
        )
        yield text.format(n=count, kind=_(TITLES[kind]))
