"""Enrolling a candidate from their profile: the courses to come, and what is sold online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.data_table import DataTable, framed
from ui.common.forms import DateField, Form
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.desk.candidates.table_room import table_height
from ui.desk.context import DeskContext
from ui.desk.courses import words
from ui.desk.courses.actions import SessionActions
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.i18n import N_, _
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.catalogue_rows import OfferingRow
from wset_desk.services.course_rows import CourseSessionRow
from wset_desk.services.course_sessions import list_course_sessions

_WIDTH = 720


@dataclass(frozen=True)
class CourseChoice:
    """A dated run of an offering, or an online offering (`run` is None)."""

    offering: OfferingRow
    run: CourseSessionRow | None

    @property
    def seats_left(self) -> int | None:
        """None where nobody counts them."""
        return None if self.run is None else max(0, self.run.max_capacity - self.run.enrolled)

    @property
    def first_day(self) -> date | None:
        return None if self.run is None else self.run.starts_on


def open_enrolling(context: DeskContext, owner: QWidget, detail: CandidateDetail) -> None:
    """Ask for what somebody can be enrolled in, and show it."""
    run = context.tasks.run

    def show(offered: tuple[OfferingRow, ...], runs: tuple[CourseSessionRow, ...]) -> None:
        choices = choices_of(offered, runs, context.session.today())
        EnrolInSheet(context, owner, detail, choices).open()

    def ask_for_runs(offered: tuple[OfferingRow, ...]) -> None:
        today = context.session.today()
        run(list_course_sessions, owner=owner, on_done=partial(show, offered), from_day=today)

    run(list_offerings, owner=owner, on_done=ask_for_runs)


def choices_of(
    offered: tuple[OfferingRow, ...], runs: tuple[CourseSessionRow, ...], today: date
) -> list[CourseChoice]:
    """Courses that haven't begun, by day, then what is sold online."""
    sold = {each.id: each for each in offered if each.active}
    dated = [
        CourseChoice(sold[each.offering_id], each)
        for each in runs
        if each.offering_id in sold and each.starts_on >= today
    ]
    online = [each for each in sold.values() if each.course_format is CourseFormat.ONLINE]
    return [*dated, *(CourseChoice(each, None) for each in online)]


class EnrolInSheet(Sheet):
    """One course is chosen; an online one asks for the day from which it is open."""

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        detail: CandidateDetail,
        choices: list[CourseChoice],
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Enrol {name}").format(name=detail.name),
            form,
            save_text=_("Enrol"),
            on_save=self._save,
            width=_WIDTH,
        )
        self._detail = detail
        self._currency = context.session.currency
        self._actions = SessionActions(context, owner)
        self.model = RowsModel(self._columns())
        self.model.set_rows(choices)
        self.table = DataTable(_("Courses"), self.model)
        self.table.set_empty(_("No course is planned."), icon="book")
        self.table.setFixedHeight(table_height(owner, len(choices)))
        form.add_widget(framed(self.table))
        self.start = form.add(DateField("start_date", _("First day"), required=True))
        form.set_values({"start_date": context.session.today()})
        self.table.selection_changed.connect(self._look)
        self.table.activated_row.connect(lambda _row: self.save())
        self.table.selectRow(_first_free(choices))
        self._look()

    def first_focus(self) -> QWidget | None:
        return self.table

    @property
    def chosen(self) -> CourseChoice | None:
        rows = self.table.selected_rows()
        return rows[0] if rows and rows[0].seats_left != 0 else None

    def _look(self) -> None:
        chosen = self.chosen
        self.save_button.setEnabled(chosen is not None)
        self.start.setVisible(chosen is not None and chosen.run is None)

    def _save(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.run is not None:
            self._actions.enrol(self, chosen.run.id, (self._detail.id,))
        elif (day := self.start.value()) is not None:
            self._actions.enrol_online(self, chosen.offering.id, self._detail.id, day)

    def _columns(self) -> tuple[Column[CourseChoice], ...]:
        return (
            Column("when", N_("Dates"), _dates, tabular=True, width=226, sort_key=_order),
            Column("name", N_("Course"), _name, strong=True, stretch=True),
            Column("seats", N_("Seats"), _seats, tabular=True, width=84, sort_key=_seats_order),
            Column(
                "price",
                N_("Price"),
                lambda each: money_text(each.offering.price, self._currency),
                align="right",
                tabular=True,
                width=96,
                sort_key=lambda each: each.offering.price,
            ),
        )


def _dates(choice: CourseChoice) -> str:
    if choice.run is None:
        return _("Online, at any time")
    return words.days_span(choice.run.starts_on, choice.run.ends_on)


def _order(choice: CourseChoice) -> date:
    return choice.first_day or date.max


def _name(choice: CourseChoice) -> str:
    return choice.offering.name if choice.run is None else choice.run.name


def _first_free(choices: list[CourseChoice]) -> int:
    """The first row that somebody can be enrolled in."""
    return next((n for n, each in enumerate(choices) if each.seats_left != 0), 0)


def _seats(choice: CourseChoice) -> str:
    left = choice.seats_left
    if left is None:
        return ""
    return _("{n} left").format(n=left) if left else _("Full")


def _seats_order(choice: CourseChoice) -> int:
    return -1 if choice.seats_left is None else choice.seats_left
