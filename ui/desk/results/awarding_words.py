"""The awarding body's file in words: what each row comes to, and what all of them do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from ui.common import labels
from ui.common.inputs import Choice
from ui.common.labels import Look
from ui.common.table_model import Column
from ui.desk.results.cells import NOTHING, mark_text
from wset_desk.domain.awarding_file import (
    LABELS,
    NEED_A_PERSON,
    PART,
    FileCheck,
    FileRow,
    NameMatch,
    RowGroup,
    Sitter,
)
from wset_desk.domain.catalogue import PaperPart
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.awarding_report import GROUPS
from wset_desk.i18n import N_, _, ngettext

Describe = Callable[[DomainError], str]

_LOOKS: dict[RowGroup | None, tuple[str, str, str]] = {
    RowGroup.NAME_DIFFERS: ("warning", "warning", "warningSoft"),
    RowGroup.MARK_DIFFERS: ("warning", "warning", "warningSoft"),
    RowGroup.WRONG: ("x_circle", "danger", "dangerSoft"),
    RowGroup.UNKNOWN_NUMBER: ("x_circle", "danger", "dangerSoft"),
    RowGroup.NO_SHOW: ("user_x", "danger", "dangerSoft"),
    None: ("circle_dashed", "warning", "warningSoft"),
    RowGroup.BLANK: ("minus", "text2", "sunken"),
    RowGroup.NEW: ("check", "success", "successSoft"),
    RowGroup.SAME: ("check_circle", "text2", "sunken"),
}
_ORDER = list(GROUPS)


@dataclass(frozen=True)
class PreviewRow:
    """A row of the file, or without one a candidate who isn't in it."""

    row: FileRow | None
    sitter: Sitter | None
    is_taken: bool = False

    @property
    def group(self) -> RowGroup | None:
        return None if self.row is None else self.row.group

    @property
    def needs_a_person(self) -> bool:
        return self.group in NEED_A_PERSON


def preview_rows(check: FileCheck, ticked: Collection[int]) -> tuple[PreviewRow, ...]:
    """Everything that there is to look at, what needs a person first."""
    taken = {row.number for row in check.taken(frozenset(ticked))}
    rows = [PreviewRow(row, row.sitter, row.number in taken) for row in check.rows]
    rows += [PreviewRow(None, each) for each in check.missing]
    return tuple(sorted(rows, key=lambda each: _ORDER.index(each.group)))


def group_text(group: RowGroup | None) -> str:
    return _(GROUPS[group])


def preview_columns(describe: Describe) -> tuple[Column[PreviewRow], ...]:
    note = partial(note_text, describe=describe)
    return (
        Column("taken", N_("Take"), _taken_text, icon=_taken_icon, tone=_taken_tone, width=112),
        Column(
            "row",
            N_("Row"),
            lambda each: str(each.row.number) if each.row else NOTHING,
            tone=lambda _each: "text2",
            tabular=True,
            width=56,
        ),
        Column("number", N_("Number"), _number, tabular=True, width=120),
        Column("candidate", N_("Candidate"), _name, strong=True, tooltip=note, stretch=True),
        Column("mark", N_("Mark"), _mark, align="right", tabular=True, width=104),
        Column(
            "group", N_("What it is"), lambda each: group_text(each.group), look=_look, width=174
        ),
        Column("note", N_("Note"), note, tone=lambda _each: "text2", tooltip=note, width=230),
    )


def totals(check: FileCheck) -> str:
    """ "14 rows · Unknown number: 2 · New: 12 · 1 candidate isn't in the file"."""
    parts = [ngettext("{n} row", "{n} rows", len(check.rows)).format(n=len(check.rows))]
    parts += [
        _("{what}: {n}").format(what=group_text(group), n=count)
        for group in _ORDER
        if group is not None and (count := check.count(group))
    ]
    missing = len(check.missing)
    if missing:
        text = ngettext(
            "{n} candidate isn't in the file", "{n} candidates aren't in the file", missing
        )
        parts.append(text.format(n=missing))
    return " · ".join(parts)


def note_text(each: PreviewRow, describe: Describe) -> str:
    """What is to be said about a row; empty for one where all is well."""
    return " ".join(_notes(each, describe))


def field_choices(parts: Sequence[PaperPart]) -> list[Choice]:
    """What a column can be said to hold."""
    own = [Choice(f"{PART}{part.name}", labels.paper_part(part.name)) for part in parts]
    return [
        Choice(None, _("Nothing of these")),
        *(Choice(name, _(label)) for name, label in LABELS.items()),
        *own,
    ]


def _taken_text(each: PreviewRow) -> str:
    if each.is_taken:
        return _("Yes")
    return _("Take it?") if each.needs_a_person else ""


def _taken_icon(each: PreviewRow) -> str:
    if each.is_taken:
        return "check"
    return "circle" if each.needs_a_person else ""


def _taken_tone(each: PreviewRow) -> str:
    return "success" if each.is_taken else "text2"


def _number(each: PreviewRow) -> str:
    if each.row is not None:
        return each.row.candidate_number or NOTHING
    return (each.sitter.number if each.sitter else None) or NOTHING


def _name(each: PreviewRow) -> str:
    """Ours; the file's where the number is nobody's."""
    if each.sitter is not None:
        return each.sitter.name
    return (each.row.name if each.row else "") or NOTHING


def _mark(each: PreviewRow) -> str:
    """ "71", or "66 → 71" where another mark stands."""
    new = None if each.row is None else each.row.mark
    if new is None:
        return NOTHING
    old: Decimal | None = None if each.sitter is None else each.sitter.mark
    if old is None or old == new:
        return mark_text(new)
    return _("{old} → {new}").format(old=mark_text(old), new=mark_text(new))


def _look(each: PreviewRow) -> Look:
    return Look(group_text(each.group), *_LOOKS[each.group])


def _notes(each: PreviewRow, describe: Describe) -> Iterator[str]:
    row = each.row
    if row is None:
        return
    if row.name_match is NameMatch.DIFFERENT:
        yield _("The file says “{name}”.").format(name=row.name)
    elif row.name_match is NameMatch.FOLDED:
        yield _("Written “{name}” in the file.").format(name=row.name)
    if row.refusal is not None:
        yield describe(row.refusal.as_error())
    if row.sitter is not None and row.grade_differs and row.award is not None:
        told = _("The file says {grade}, the rules make it {award}.")
        yield told.format(grade=row.grade, award=labels.outcome(row.award))
