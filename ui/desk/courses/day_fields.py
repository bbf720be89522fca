"""Fields of the course session form: its days, its educators, dates of papers on separate days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common import dates
from ui.common.buttons import Button, IconButton
from ui.common.date_edit import DateEdit
from ui.common.fields import Field
from ui.common.inputs import Check, LineEdit, set_invalid
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.common.typed import read_time
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import TemplateRow
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.services.staff import StaffMember

BEGINS, ENDS = time(9, 30), time(16, 30)
_TIME_WIDTH = 72


class TimeLine(LineEdit):
    """A narrow line for a time of day."""

    def __init__(self, name: str, at: time) -> None:
        super().__init__(name, dates.time_text(at))
        self.editingFinished.connect(self._tidy)
        theme().changed.connect(self._restyle)
        self._restyle()

    def time(self) -> time | None:
        return read_time(self.text())

    def _restyle(self) -> None:
        self.setFont(theme().font("body", tabular=True))
        self.setFixedWidth(theme().px(_TIME_WIDTH))

    def _tidy(self) -> None:
        if (at := self.time()) is not None:
            self.setText(dates.time_text(at))


class DayRow(QWidget):
    """One course day: date, from, to, and a button that takes it out."""

    edited = Signal()

    def __init__(self, day: date, start: time, end: time, remove: Callable[[DayRow], None]) -> None:
        super().__init__()
        self.date_edit = DateEdit(_("Course day"), day)
        self.start = TimeLine(_("Begins at"), start)
        self.end = TimeLine(_("Ends at"), end)
        self.remove_button = IconButton("trash", _("Remove the day"), on_click=lambda: remove(self))
        inside = row(self.date_edit, self.start, Label("–"), self.end, self.remove_button, gap=1)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.date_edit.edited.connect(self.edited)
        for line in (self.start, self.end):
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.edited.connect(self._forgive)

    def value(self) -> CourseDayInput | None:
        day, start, end = self.date_edit.day(), self.start.time(), self.end.time()
        if day is None or start is None or end is None:
            return None
        return CourseDayInput(day, start, end)

    def mark(self) -> None:
        """Show which of the three can't be read."""
        set_invalid(self.date_edit.line, self.date_edit.day() is None)
        set_invalid(self.start, self.start.time() is None)
        set_invalid(self.end, self.end.time() is None)

    def _forgive(self) -> None:
        """What can be read again is marked no longer; nothing is marked while one types."""
        if self.value() is not None:
            self.mark()


class DaysEditor(QWidget):
    """Rows of course days; a new one follows the last, at the same times.

    ``refused()`` where the last can't be read, so that nothing can follow it.
    """

    edited = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DayRow] = []
        self._list: QVBoxLayout = column(gap=1)
        self.add_button = Button(_("Add a day"), kind="link", icon="plus", on_click=self.add_next)
        self.setLayout(column(self._list, row(self.add_button, None), gap=1))

    def set_days(self, days: Sequence[CourseDayInput]) -> None:
        clear(self._list)
        self.rows.clear()
        for day in days:
            self._add(day)
        self._number()

    def add_next(self) -> None:
        last = self.rows[-1].value() if self.rows else None
        if last is not None:
            last = CourseDayInput(last.date + timedelta(days=1), last.start, last.end)
            self._add(last)
            self._number()
            self.rows[-1].date_edit.line.setFocus()
            self.edited.emit()
        elif self.rows:
            self.refused.emit()

    def _add(self, day: CourseDayInput) -> None:
        added = DayRow(day.date, day.start, day.end, self._remove)
        added.edited.connect(self.edited)
        self.rows.append(added)
        self._list.addWidget(added)

    def _remove(self, gone: DayRow) -> None:
        self.rows.remove(gone)
        self._list.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self._number()
        self.edited.emit()

    def _number(self) -> None:
        """Each day's controls say which day they are of; the only day can't be removed."""
        for number, each in enumerate(self.rows, start=1):
            each.date_edit.setAccessibleName(_("Day {number}, date").format(number=number))
            each.start.setAccessibleName(_("Day {number}, begins at").format(number=number))
            each.end.setAccessibleName(_("Day {number}, ends at").format(number=number))
            each.remove_button.set_name(_("Remove day {number}").format(number=number))
            each.remove_button.setEnabled(len(self.rows) > 1)


class DaysField(Field):
    """A tuple of :class:`CourseDayInput`; None while one of them can't be read."""

    def __init__(self, key: str, label: str, **options: Any) -> None:
        self.editor = DaysEditor()
        super().__init__(key, label, self.editor, **options)
        self.editor.setFocusProxy(self.editor.add_button)
        self.editor.edited.connect(self.edited)
        self.editor.refused.connect(lambda: self.set_error(self.problem()))

    def value(self) -> tuple[CourseDayInput, ...] | None:
        days = [each.value() for each in self.editor.rows]
        read = tuple(day for day in days if day is not None)
        return read if len(read) == len(days) else None

    def set_value(self, value: Sequence[CourseDayInput]) -> None:
        self.editor.set_days(value)

    def problem(self) -> str:
        for each in self.editor.rows:
            each.mark()
        if self.value() is None:
            return _("Each day needs a date such as 5 Sep 2026 and times such as 09:30.")
        return ""


class StaffField(Field):
    """The ids of the people who are ticked."""

    def __init__(self, key: str, label: str, **options: Any) -> None:
        self.box = QWidget()
        self._grid = QGridLayout(self.box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._checks: dict[UUID, Check] = {}
        super().__init__(key, label, self.box, **options)

    def set_people(self, people: Sequence[StaffMember], columns: int = 2) -> None:
        clear(self._grid)
        self._checks = {person.id: Check(person.name) for person in people}
        for number, check in enumerate(self._checks.values()):
            check.clicked.connect(lambda _checked: self.edited.emit())
            self._grid.addWidget(check, number // columns, number % columns)

    def value(self) -> tuple[UUID, ...]:
        return tuple(who for who, check in self._checks.items() if check.isChecked())

    def set_value(self, value: Sequence[UUID]) -> None:
        for who, check in self._checks.items():
            check.setChecked(who in value)


class SeparateDatesField(Field):
    """When the papers on a separate day are sat: naive local datetimes by template."""

    def __init__(self, key: str, label: str, **options: Any) -> None:
        self.box = QWidget()
        self._list: QVBoxLayout = column(gap=2)
        self.box.setLayout(self._list)
        self._rows: dict[UUID, tuple[DateEdit, TimeLine]] = {}
        super().__init__(key, label, self.box, **options)

    def set_templates(self, templates: Sequence[TemplateRow]) -> None:
        """Ask for these papers, or hide where there are none."""
        clear(self._list)
        self._rows = {}
        for template in templates:
            day, start = DateEdit(template.name), TimeLine(template.name, BEGINS)
            day.edited.connect(self.edited)
            start.textEdited.connect(lambda _text: self.edited.emit())
            self._rows[template.id] = (day, start)
            beside = row(day, start, gap=1)
            beside.setStretch(0, 1)
            self._list.addLayout(column(Label(template.name, "label"), beside, gap=1))
        self.setVisible(bool(templates))

    def value(self) -> Mapping[UUID, datetime]:
        read = {key: (day.day(), start.time()) for key, (day, start) in self._rows.items()}
        return {
            key: datetime.combine(day, start)
            for key, (day, start) in read.items()
            if day is not None and start is not None
        }

    def set_value(self, value: Mapping[UUID, datetime]) -> None:
        for key, moment in value.items():
            if key in self._rows:
                self._rows[key][0].set_date(moment.date())
                self._rows[key][1].setText(dates.time_text(moment))

    def problem(self) -> str:
        for day, start in self._rows.values():
            set_invalid(day.line, day.day() is None)
            set_invalid(start, start.time() is None)
        if len(self.value()) < len(self._rows):
            return _("Give the date and time of each of these exams.")
        return ""
