"""The chosen row of the preview: what is wrong with it, or whom it may be about, for a choice."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.common import dates
from ui.common.icons import pixmap
from ui.common.inputs import Choice, Combo
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.desk.bring_in import words
from ui.desk.bring_in.model import KNOWN, Decided, PreviewRow
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.file_cells import shown
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.i18n import _
from wset_desk.services.import_checks import CheckedRow, Match, RowState
from wset_desk.services.imports import RowChoice


class RowCard(QFrame):
    """``decided(row number, RowChoice)`` when a person chose for this row."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._body = column(gap=2, margins=(4, 3, 4, 3))
        self.setLayout(self._body)
        self.combo: Combo | None = None
        self.hide()

    def show_row(self, chosen: PreviewRow | None, so_far: Decided, kind: FileKind) -> None:
        """Say what there is to say of a row; rows that speak for themselves hide the card."""
        clear(self._body)
        self.combo = None
        speaks = chosen is not None and (chosen.wrong or chosen.checked.state in KNOWN)
        if chosen is not None and speaks:
            self._body.addWidget(Label(_title(chosen.checked, kind), "bodyStrong", wrap=True))
            for text in chosen.wrong.values():
                self._body.addLayout(_with_icon("warning", "danger", text))
            if chosen.checked.state in KNOWN:
                self._add_matches(chosen.checked, kind)
                if kind is FileKind.CANDIDATES:
                    self._add_decision(chosen.checked, so_far)
        self.setVisible(bool(speaks))

    def _add_matches(self, checked: CheckedRow, kind: FileKind) -> None:
        for match in checked.matches:
            self._body.addLayout(_with_icon("user", "text2", _about(match, checked, kind)))

    def _add_decision(self, checked: CheckedRow, so_far: Decided) -> None:
        name = _("Decision on row {row}").format(row=checked.number)
        self.combo = Combo(name, _choices(checked), so_far.of(checked))
        number = checked.number
        self.combo.chosen.connect(lambda choice: self.decided.emit(number, choice))
        self._body.addLayout(row(Label(_("Decision"), weight=500), self.combo, None, gap=2))


def _title(checked: CheckedRow, kind: FileKind) -> str:
    if checked.state is RowState.ERROR:
        return _("Row {row} can't be imported as it is").format(row=checked.number)
    if kind is not FileKind.CANDIDATES:
        return _("Row {row} is there already, with other values").format(row=checked.number)
    if checked.state is RowState.CHANGED:
        return _("Row {row} is about somebody who is known").format(row=checked.number)
    return _("Row {row} may be about somebody who is known").format(row=checked.number)


def _choices(checked: CheckedRow) -> list[Choice]:
    choices = [Choice(RowChoice(DuplicateAction.SKIP), words.decision(DuplicateAction.SKIP))]
    if len(checked.matches) == 1:
        update = words.decision(DuplicateAction.UPDATE)
        choices.append(Choice(RowChoice(DuplicateAction.UPDATE), update))
    else:
        choices.append(Choice(RowChoice(DuplicateAction.UPDATE), _("Choose whom to update")))
        choices += [
            Choice(
                RowChoice(DuplicateAction.UPDATE, match.id),
                _("Update {name}").format(name=_identity(match)),
            )
            for match in checked.matches
        ]
    if checked.state is RowState.DUPLICATE:
        add = words.decision(DuplicateAction.ADD)
        choices.append(Choice(RowChoice(DuplicateAction.ADD), add))
    return choices


def _about(match: Match, checked: CheckedRow, kind: FileKind) -> str:
    differences = [
        _("{field}: {old} → {new}").format(
            field=words.field(kind, name),
            old=_value(getattr(match.values, name)),
            new=_value(getattr(checked.values, name)),
        )
        for name in match.differs
    ]
    return " · ".join([_identity(match), *differences])


def _identity(match: Match) -> str:
    known = [match.name]
    if not isinstance(match.values, CandidateValues):
        return match.name
    if match.values.candidate_number:
        known.append(match.values.candidate_number)
    if match.values.birth_date:
        known.append(dates.day_short(match.values.birth_date))
    return ", ".join(known)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{dates.day_short(value.date())}, {dates.time_text(value)}"
    if isinstance(value, date):
        return dates.day_short(value)
    return str(shown(value) or "–")


def _with_icon(icon: str, tone: str, text: str) -> QHBoxLayout:
    picture = Label()
    picture.setPixmap(pixmap(icon, tone, 16))
    line = row(picture, Label(text, wrap=True), gap=2)
    line.setStretch(1, 1)
    return line
