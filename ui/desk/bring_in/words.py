"""How fields, rows and files are put into words while data is brought in."""

from __future__ import annotations

from ui.common.labels import Look
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.exchange.export_files import TITLES
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.exchange.tabular import ReadAs
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.import_checks import RowState

_STATES = {
    RowState.NEW: (N_("New"), "user_plus", "success", "successSoft"),
    RowState.SAME: (N_("Already there"), "check", "text2", "sunken"),
    RowState.CHANGED: (N_("Known, differs"), "edit", "info", "infoSoft"),
    RowState.DUPLICATE: (N_("Perhaps known"), "help", "warning", "warningSoft"),
    RowState.ERROR: (N_("Wrong"), "warning", "danger", "dangerSoft"),
}
_FIRST = {
    FileKind.CANDIDATES: N_("Candidates and courses come first: everything else is about them."),
    FileKind.COURSES: N_("One row for each offering: what is sold, its level, price and rules."),
    FileKind.SESSIONS: N_("Course sessions and exam sessions. Bring courses in before them."),
    FileKind.ENROLMENTS: N_("Who takes which course. Bring candidates and sessions in before."),
    FileKind.BOOKINGS: N_("Who sits which exam. Bring sessions and enrolments in before."),
    FileKind.RESULTS: N_("Marks with their dates. Bring bookings in before them."),
    FileKind.ENQUIRIES: N_("Results that were challenged. Bring results in before them."),
}
_PAGES = {
    FileKind.CANDIDATES: "candidates",
    FileKind.COURSES: "courses",
    FileKind.SESSIONS: "courses",
    FileKind.ENROLMENTS: "courses",
    FileKind.BOOKINGS: "calendar",
    FileKind.RESULTS: "results",
    FileKind.ENQUIRIES: "enquiries",
}
_SHOW = {
    FileKind.CANDIDATES: N_("Show the candidates"),
    FileKind.COURSES: N_("Show the courses"),
    FileKind.SESSIONS: N_("Show the courses"),
    FileKind.ENROLMENTS: N_("Show the courses"),
    FileKind.BOOKINGS: N_("Show the calendar"),
    FileKind.RESULTS: N_("Show the results"),
    FileKind.ENQUIRIES: N_("Show the enquiries"),
}
_DELIMITERS = {
    ",": N_("commas"),
    ";": N_("semicolons"),
    "\t": N_("tabs"),
    "|": N_("vertical bars"),
}
_ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "latin-1": "ISO 8859-1"}
_DECISIONS = {
    DuplicateAction.SKIP: N_("Leave as they are"),
    DuplicateAction.UPDATE: N_("Update from the file"),
    DuplicateAction.ADD: N_("Add as somebody else"),
}


def kind(file_kind: FileKind) -> str:
    return _(TITLES[file_kind])


def what_comes_first(file_kind: FileKind) -> str:
    """Which kinds have to be there before this one."""
    return _(_FIRST[file_kind])


def field(file_kind: FileKind, name: str) -> str:
    return _(HEADINGS[file_kind].labels[name])


def state(row_state: RowState) -> Look:
    text, icon, fg, bg = _STATES[row_state]
    return Look(_(text), icon, fg, bg, fg)


def decision(action: DuplicateAction) -> str:
    return _(_DECISIONS[action])


def read_as(how: ReadAs) -> str:
    """ "UTF-8 text, semicolons" or "sheet People"."""
    if how.sheet is not None:
        return _("sheet {name}").format(name=how.sheet)
    name = (how.encoding or "").casefold()
    encoding = _ENCODINGS.get(name, name.upper())
    between = how.delimiter or ""
    delimiter = _(_DELIMITERS[between]) if between in _DELIMITERS else between
    return _("{encoding} text, {delimiter}").format(encoding=encoding, delimiter=delimiter)


def rows(count: int) -> str:
    return ngettext("{n} row", "{n} rows", count).format(n=count)


def import_verb(file_kind: FileKind, count: int) -> str:
    if file_kind is not FileKind.CANDIDATES:
        return ngettext("Import {n} row", "Import {n} rows", count).format(n=count)
    return ngettext("Import {n} candidate", "Import {n} candidates", count).format(n=count)


def added(file_kind: FileKind, count: int) -> str:
    if file_kind is not FileKind.CANDIDATES:
        return ngettext("{n} row was added", "{n} rows were added", count).format(n=count)
    return ngettext("{n} candidate was added", "{n} candidates were added", count).format(n=count)


def next_kind(file_kind: FileKind) -> FileKind | None:
    """What is brought in after it; None after the last."""
    kinds = list(FileKind)
    following = kinds[kinds.index(file_kind) + 1 :]
    return following[0] if following else None


def page_of(file_kind: FileKind) -> str:
    """The page that shows what was brought in."""
    return _PAGES[file_kind]


def show_verb(file_kind: FileKind) -> str:
    return _(_SHOW[file_kind])
