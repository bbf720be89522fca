"""The exams that are to be marked, and those that are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.cards import PageHeader
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import flowing
from ui.common.inputs import Choice, Combo, SearchField
from ui.common.labels import Look
from ui.common.layouts import column
from ui.common.table_model import Column, RowsModel
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from ui.desk.results.reading import Source
from wset_desk.domain.catalogue import LEVELS
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.exports import Among
from wset_desk.services.results_to_mark import SessionToMark, sessions_for_results

EXPORTED = (FileKind.RESULTS, FileKind.BOOKINGS, FileKind.ENQUIRIES)
_PERIODS = {30: N_("Last 30 days"), 90: N_("Last 90 days"), 365: N_("Last 12 months")}
_FIRST_PERIOD = 90
_DONE = ("success", "successSoft")


class SessionList(QWidget):
    """``chosen(source)`` when a person opens an exam; ``opened`` is what was shown last."""

    chosen = Signal(object)

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._asked = 0
        self.opened: Source | None = None
        self.exporter = Exporter(self, context, EXPORTED, self._shown)
        self._header = PageHeader(_("Results"), actions=self.exporter.buttons())
        self.search = SearchField(_("Search exams"))
        levels = [Choice(level, labels.level(level)) for level in LEVELS]
        self.level = Combo(_("Level"), [Choice(None, _("All levels")), *levels], kind="ghost")
        periods = [Choice(days, _(text)) for days, text in _PERIODS.items()]
        self.period = Combo(
            _("Period"), [*periods, Choice(None, _("Any time"))], _FIRST_PERIOD, kind="ghost"
        )
        self.model = RowsModel(_columns(context))
        self.table = FittingTable(_("Exams to mark"), self.model, ("place", "level", "type"))
        self.table.activated_row.connect(self._open)
        self.search.searched.connect(lambda _text: self.refresh())
        self.level.chosen.connect(lambda _level: self.refresh())
        self.period.chosen.connect(lambda _days: self.refresh())
        filters = flowing(self.search, self.level, self.period, gap=3)
        layout = column(self._header, filters, framed(self.table), gap=4, margins=(5, 4, 5, 5))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask again; an answer to an older question is dropped."""
        self._asked += 1
        asked = self._asked
        self._context.tasks.run(
            sessions_for_results,
            owner=self,
            on_done=lambda found: self._show(found) if asked == self._asked else None,
            text=self.search.text().strip(),
            level=self.level.value(),
            from_day=self._from_day(),
        )

    def _shown(self) -> Among:
        """The exams that the filters leave."""
        shown = (each.course_session_id or each.exam_session_id for each in self.model.rows)
        return Among(ids=frozenset(shown))

    def _from_day(self) -> date | None:
        days = self.period.value()
        return None if days is None else self._context.session.today() - timedelta(days=days)

    def _show(self, found: tuple[SessionToMark, ...]) -> None:
        self.model.set_rows(found)
        self._select_opened()
        self._header.set_title(_("Results"), _summary(found))
        self.table.set_empty(*self._empty_words(), icon="check_circle")

    def _empty_words(self) -> tuple[str, str, Callable[[], object] | None]:
        """What to say and to offer while the list is empty."""
        filtered = self.search.text() or self.level.value() or self.period.value()
        if filtered:
            return _("No exam fits these filters."), _("Clear the filters"), self._clear_filters
        if self._context.session.may(Permission.VIEW_CALENDAR):
            return (
                _("No exam has been held yet."),
                _("Open the calendar"),
                lambda: self._context.navigate("calendar"),
            )
        return _("No exam is assigned to you."), "", None

    def _clear_filters(self) -> None:
        self.search.clear()
        self.level.set_value(None)
        self.period.set_value(None)
        self.refresh()

    def _open(self, found: SessionToMark) -> None:
        self.chosen.emit(_source_of(found))

    def _select_opened(self) -> None:
        """Coming back, one stands on the exam that one came from."""
        sources = [_source_of(row) for row in self.model.rows]
        if self.opened in sources:
            self.table.selectRow(sources.index(self.opened))


def _source_of(found: SessionToMark) -> Source:
    if found.course_session_id is not None:
        return Source(course_session_id=found.course_session_id)
    return Source(exam_session_id=found.exam_session_id)


def _columns(context: DeskContext) -> tuple[Column[SessionToMark], ...]:
    zone = context.session.zone

    def day(found: SessionToMark) -> str:
        return dates.day_short(dates.local_day(found.starts_at, zone))

    return (
        Column(
            "day", N_("Date"), day, tabular=True, width=112, sort_key=lambda each: each.starts_at
        ),
        Column("name", N_("Exam"), lambda each: each.name, strong=True, stretch=True),
        Column(
            "level",
            N_("Level"),
            lambda each: labels.level(each.level),
            tone=lambda _each: "text2",
            width=76,
        ),
        Column("type", N_("Type"), lambda each: "", look=_type_look, width=126),
        Column(
            "place",
            N_("Place"),
            lambda each: _(" and ").join(each.places),
            tone=lambda _each: "text2",
            width=130,
        ),
        Column(
            "marked",
            N_("Marked"),
            lambda each: _("{done} of {all}").format(done=each.done, all=each.papers),
            align="right",
            tabular=True,
            width=84,
            sort_key=lambda each: each.done / each.papers,
        ),
        Column("state", N_("Status"), lambda each: "", look=_state_look, width=110),
    )


def _type_look(found: SessionToMark) -> Look:
    return labels.category(found.session_type)


def _state_look(found: SessionToMark) -> Look:
    """What is to be done next with an exam's results."""
    if found.differing:
        return Look(_("Differs"), "warning", "danger", "dangerSoft")
    if found.is_due and not found.done:
        return Look(_("To mark"), "clock", "warning", "warningSoft")
    if found.is_due:
        return Look(_("Begun"), "edit", "warning", "warningSoft")
    if found.provisional:
        return Look(_("To confirm"), "user_check", "info", "infoSoft")
    if found.confirmed:
        return Look(_("To release"), "check", "info", "infoSoft")
    return Look(_("Released") if found.released else _("No results"), "check_circle", *_DONE)


def _summary(found: Sequence[SessionToMark]) -> str:
    """ "3 exams to mark · 2 to confirm · 1 to release"."""
    due = sum(each.is_due for each in found)
    marked = [each for each in found if not each.is_due]
    confirm = sum(bool(each.provisional) for each in marked)
    release = sum(bool(each.confirmed and not each.provisional) for each in marked)
    parts = (
        (due, ngettext("{n} exam to mark", "{n} exams to mark", due)),
        (confirm, ngettext("{n} to confirm", "{n} to confirm", confirm)),
        (release, ngettext("{n} to release", "{n} to release", release)),
    )
    counted = [text.format(n=count) for count, text in parts if count]
    return " · ".join(counted) or _("Everything is marked and released.")
