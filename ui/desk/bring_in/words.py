"""How fields, rows and files are put into words while data is brought in."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.labels import Look
from wset_desk.domain.candidate_rows import LABELS
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.exchange.tabular import ReadAs
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.import_checks import RowState
from wset_desk.services.imports import ImportReport

_STATES = {
    RowState.NEW: (N_("New"), "user_plus", "success", "successSoft"),
    RowState.SAME: (N_("Already there"), "check", "text2", "sunken"),
    RowState.CHANGED: (N_("Known, differs"), "edit", "info", "infoSoft"),
    RowState.DUPLICATE: (N_("Perhaps known"), "help", "warning", "warningSoft"),
    RowState.ERROR: (N_("Wrong"), "warning", "danger", "dangerSoft"),
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


def field(kind: str) -> str:
    return _(LABELS[kind])


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


def import_verb(count: int) -> str:
    return ngettext("Import {n} candidate", "Import {n} candidates", count).format(n=count)


def report(done: ImportReport) -> list[str]:
    """What an import did, a sentence a kind; kinds that didn't occur are left out."""
    counted: tuple[tuple[int, Callable[[int], str]], ...] = (
        (len(done.updated), _updated),
        (done.unchanged, _unchanged),
        (done.skipped, _skipped),
        (done.left_out, _left_out),
    )
    return [sentence(count) for count, sentence in counted if count]


def added(count: int) -> str:
    return ngettext("{n} candidate was added", "{n} candidates were added", count).format(n=count)


def _updated(count: int) -> str:
    text = ngettext("{n} was updated from the file.", "{n} were updated from the file.", count)
    return text.format(n=count)


def _unchanged(count: int) -> str:
    text = ngettext(
        "{n} was already there and stays as it was.",
        "{n} were already there and stay as they were.",
        count,
    )
    return text.format(n=count)


def _skipped(count: int) -> str:
    text = ngettext(
        "{n} known candidate was left as they were.",
        "{n} known candidates were left as they were.",
        count,
    )
    return text.format(n=count)


def _left_out(count: int) -> str:
    return ngettext("{n} wrong row was left out.", "{n} wrong rows were left out.", count).format(
        n=count
    )
