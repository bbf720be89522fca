"""Reports: a list of them at the left; numbers, pictures and the table of the one on show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common import labels
from ui.common.buttons import Button
from ui.common.cards import PageHeader, SectionHeader
from ui.common.commands import Command
from ui.common.data_table import framed
from ui.common.inputs import Choice, Combo
from ui.common.layouts import clear, column, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.period import PeriodChoice
from ui.desk.reports.actions import ReportActions
from ui.desk.reports.parts import Charts, Headlines
from ui.desk.reports.table import ReportTableView
from ui.desk.screen import Screen
from ui.desk.section_list import SectionList
from wset_desk.domain.catalogue import LEVELS
from wset_desk.i18n import _, ngettext
from wset_desk.services.reports.registry import REPORTS, Report, report_named
from wset_desk.services.reports.tables import ReportPeriod, ReportRow, ReportTable
from wset_desk.services.reports.wording import period_text

_ALL_LEVELS = 0
_BAR = 12
"""Room for a scroll bar beside the list."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The report on show, what it found, and which days and level that is about."""

    report: Report
    found: ReportTable
    about: str


class ReportsView(Screen):
    """Shows the reports of the registry, each for a period and a level.

    `report` is the one that was asked for, `shown` what has been answered.
    """

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            *("candidates", "course_enrollments", "courses", "exam_enquiries"),
            *("exam_registrations", "exam_sessions", "exam_templates", "offerings"),
            *("result_versions", "rooms", "rule_profiles", "session_staff", "staff"),
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self.report: Report = REPORTS[0]
        self.shown: Shown | None = None
        self.table: ReportTableView | None = None
        self._asked = 0
        self._actions = ReportActions(self, context)
        self.export_button = Button(_("Export…"), icon="download", on_click=self.export)
        self.print_button = Button(
            _("Print…"), icon="print", on_click=self.print_preview, tool_tip=_("Ctrl+P")
        )
        self.header = PageHeader(_("Reports"), actions=[self.export_button, self.print_button])
        printing = QShortcut(QKeySequence.StandardKey.Print, self, self.print_preview)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list = SectionList([(each.name, _(each.title), each.icon) for each in REPORTS])
        self.list.setAccessibleName(_("Reports"))
        self.list.chosen.connect(self.show_report)
        self.list.set_current(self.report.name)
        levels = [Choice(_ALL_LEVELS, _("All levels"))]
        levels += [Choice(number, labels.level(number)) for number in LEVELS]
        self.level = Combo(_("Level"), levels, _ALL_LEVELS, kind="ghost")
        self.level.chosen.connect(lambda _level: self.refresh())
        self.period = PeriodChoice(self.level)
        self.period.changed.connect(self.refresh)
        self.headlines, self.charts = Headlines(), Charts()
        self.heading = SectionHeader("")
        self.note = Label("", "label", tone="text2", wrap=True)
        self._arrange()
        theme().changed.connect(self._fit_list)

    def refresh(self) -> None:
        self._asked += 1
        asked, report = self._asked, self.report
        days = self.period.days(self.context.session.today())
        period = ReportPeriod(*days, self.level.value() or None)

        def answered(found: ReportTable) -> None:
            if asked == self._asked:
                self._show(Shown(report, found, period_text(period)))

        self._actions.read(report, period, answered)

    def open(self, **arguments: object) -> None:
        """``report``: its name; with ``level`` of that level alone."""
        name, level = arguments.get("report"), arguments.get("level")
        if isinstance(level, int):
            self.level.set_value(level)
        self.show_report(name if isinstance(name, str) else self.report.name)

    def show_report(self, name: str) -> None:
        """Turn to the report of that name."""
        self.report = report_named(name)
        self.list.set_current(name)
        self.refresh()

    def commands(self) -> list[Command]:
        section = _("Reports")
        return [
            Command(_("Print the report"), self.print_preview, "print", _("Ctrl+P"), section),
            Command(_("Export the report"), self.export, "download", section=section),
            *(self._going_to(each, section) for each in REPORTS),
        ]

    def focus_filter(self) -> None:
        self.period.period.setFocus()

    def export(self) -> None:
        """Write the table that is shown to a file."""
        if self.shown is not None:
            self._actions.export(self.shown.report, self.shown.found)

    def print_preview(self) -> None:
        """Show the report as it is printed."""
        if self.shown is not None:
            shown = self.shown
            self._actions.print_preview(shown.report, shown.found, shown.about)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        self.list.fit(self.width())
        self._listed.setFixedWidth(self.list.width() + theme().px(_BAR))

    def _going_to(self, report: Report, section: str) -> Command:
        return Command(
            _("Report: {title}").format(title=_(report.title)),
            lambda: self.show_report(report.name),
            report.icon,
            section=section,
        )

    def _arrange(self) -> None:
        self._table_place: QVBoxLayout = column(gap=0)
        inner = QWidget()
        inner.setLayout(
            column(
                *(self.headlines, self.charts, self.heading),
                *(self._table_place, self.note, None),
                gap=4,
            )
        )
        body = column(self.period, scrolling(inner), gap=3)
        body.setStretch(1, 1)
        self._listed = scrolling(self.list)  # where a window is low and its text large
        beside = row(self._listed, body, gap=2)
        beside.setStretch(1, 1)
        self.setLayout(column(self.header, beside, gap=4, margins=(6, 5, 6, 5)))

    def _show(self, shown: Shown) -> None:
        before, self.shown = self.shown, shown
        report, found = shown.report, shown.found
        self.header.set_title(_(report.title), _(report.description))
        self.headlines.show_headlines(found.headlines)
        self.charts.show_charts(found.charts)
        self.note.setText(_(found.note) if found.note else "")
        self.note.setVisible(bool(found.note))
        keys = tuple(each.key for each in found.columns)
        alike = before is not None and before.report is report
        if self.table is not None and alike and self.table.keys == keys:
            self.table.show_report(found)
            self._describe_table(self.table.hidden)
        else:
            self._make_table(report, found)

    def _make_table(self, report: Report, found: ReportTable) -> None:
        clear(self._table_place)
        self.table = ReportTableView(report, found)
        self.table.activated_row.connect(self._go_to)
        self.table.fitted.connect(self._describe_table)
        self._table_place.addWidget(framed(self.table))

    def _describe_table(self, hidden: int) -> None:
        """The days, and how many columns have no room."""
        parts = [self.shown.about] if self.shown is not None else []
        if hidden:
            text = ngettext(
                "{n} column has no room here; files have all.",
                "{n} columns have no room here; files have all.",
                hidden,
            )
            parts.append(text.format(n=hidden))
        self.heading.set_title(_("Table"), " · ".join(parts))

    def _go_to(self, row: ReportRow) -> None:
        if row.origin is not None:
            self._actions.go_to(row.origin)
