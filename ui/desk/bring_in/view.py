"""The import page: choose a file, check what it holds, decide, import, read what was done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.progress import Progress, ProgressLine
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from ui.desk.bring_in.actions import BringInActions, OpenFile
from ui.desk.bring_in.choose import ChoosePage
from ui.desk.bring_in.earlier import EarlierImports
from ui.desk.bring_in.mapping import MappingPanel
from ui.desk.bring_in.preview import PreviewPanel
from ui.desk.bring_in.report import ReportPage
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.written_dates import DateOrder
from wset_desk.i18n import _
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.import_runs import ImportReport, ImportRunDetail

_MAPPING = 320
_MAPPING_SHARE = 0.34


class BringInView(QWidget):
    """Three steps in one place; ``on_leave()`` goes back to where it was opened."""

    def __init__(self, context: DeskContext, on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = on_leave
        self._session = context.session
        self._navigate = context.navigate
        self._file: OpenFile | None = None
        self._date_order: DateOrder | None = None
        self._asked = 0
        self._actions = BringInActions(self, context)
        self.exporter = Exporter(self, context, tuple(FileKind))
        self._build_header()
        self._build_steps()
        margins = (5, 4, 5, 5)
        layout = column(self.header, self.message, self.progress_line, gap=4, margins=margins)
        layout.addWidget(self.steps, 1)
        self.setLayout(layout)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave, context=here)
        QShortcut(QKeySequence("F8"), self, self.preview.go_to_problem, context=here)
        theme().changed.connect(self._fit)

    def begin(self, kind: FileKind | None = None) -> None:
        """Start over with no file; the kind stays unless another is given."""
        self._file = None
        if kind is not None:
            self.choose.show_kind(kind)
        self._asked += 1
        self.message.clear()
        self._go_to(self.choose)
        self.choose.drop.button.setFocus()

    def read(self, path: Path) -> None:
        """Open a file and check what it holds."""
        self.choose.message.clear()
        self._actions.read(path, self.choose.kind(), self._opened, self._refused_file)

    def show_earlier(self) -> None:
        """The imports so far, each with its report."""
        self._file = None
        self._go_to(self.earlier)
        self._actions.list_earlier(self.earlier.show_runs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build_header(self) -> None:
        self.header = PageHeader(_("Bring in your data"))
        self.back = Button(_("Back to the list"), icon="arrow_left", on_click=self._leave)
        self.other = Button(_("Another file…"), icon="file", on_click=self.begin)
        self.all = Button(_("Earlier imports…"), icon="history", on_click=self.show_earlier)
        self.go = Button("", kind="primary", icon="check", on_click=self._import)
        for button in (self.back, self.all, self.other, self.go):
            self.header.add_action(button)
        self.message = MessageBar()
        self.progress = Progress(self)
        self.progress_line = ProgressLine(self.progress)

    def _build_steps(self) -> None:
        self.choose = ChoosePage()
        self.choose.chosen.connect(self.read)
        self.choose.example_wanted.connect(self._actions.save_example)
        self.choose.export_wanted.connect(self.exporter.ask)
        self.choose.earlier_wanted.connect(self.show_earlier)
        self.mapping = MappingPanel()
        self.mapping.changed.connect(self._map)
        self.mapping.order_chosen.connect(self._set_order)
        self.preview = PreviewPanel(self._actions.describe)
        self.preview.changed.connect(self._tell_readiness)
        self.hint = Label(tone="text2", wrap=True)
        right = column(self.preview, self.hint, gap=3)
        right.setStretch(0, 1)
        checking = QWidget()
        checking.setLayout(right)
        self.check_page = QWidget()
        both = row(self.mapping, scrolling(checking), gap=4)
        both.setStretch(1, 1)
        self.check_page.setLayout(both)
        self._build_reports()
        self.steps = QStackedWidget()
        for step in (self.choose, self.check_page, self.report, self.earlier):
            self.steps.addWidget(step)

    def _build_reports(self) -> None:
        self.report = ReportPage(self._session)
        self.report.saved.connect(self._actions.save_report)
        self.report.take_out_wanted.connect(self._ask_take_out)
        self.report.again.connect(self.begin)
        self.report.left.connect(self._show_imported)
        self.earlier = EarlierImports(self._session.zone)
        self.earlier.opened.connect(self._show_report)

    def _fit(self) -> None:
        width = min(theme().px(_MAPPING), round(self.width() * _MAPPING_SHARE))
        self.mapping.setFixedWidth(width)

    def _go_to(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        checking = step is self.check_page
        self.other.setVisible(step in {self.check_page, self.earlier})
        self.go.setVisible(checking)
        self.all.setVisible(step is self.report)
        earlier = step is self.earlier
        title = _("Earlier imports") if earlier else _("Bring in your data")
        self.header.set_title(title, self._about_file() if checking else "")

    def _about_file(self) -> str:
        if self._file is None:
            return ""
        count = words.rows(len(self._file.columns.rows))
        kind = words.kind(self._file.kind)
        return f"{kind} · {self._file.path.name} · {count} · {words.read_as(self._file.read_as)}"

    def _opened(self, file: OpenFile) -> None:
        self._file, self._date_order = file, None
        self.mapping.show_columns(file.kind, file.columns)
        self.preview.begin(file.kind)
        self._go_to(self.check_page)
        self._check()

    def _refused_file(self, error: DomainError) -> None:
        self.begin()
        self.choose.message.show_message(self._actions.describe(error))

    def _map(self) -> None:
        if self._file is not None:
            self._file = self._file.mapped(self.mapping.mapping())
            self._check()

    def _set_order(self, order: DateOrder | None) -> None:
        self._date_order = order
        self._check()

    def _check(self) -> None:
        if self._file is None:
            return
        self._asked += 1
        asked, file = self._asked, self._file
        self._actions.check(
            file,
            self._date_order,
            progress=self.progress,
            on_done=lambda check: self._checked(file, check) if asked == self._asked else None,
            on_refused=lambda error: self._refused_check(error) if asked == self._asked else None,
        )

    def _checked(self, file: OpenFile, check: ImportCheck) -> None:
        self.message.clear()
        self.preview.setVisible(True)
        self.preview.show_check(file, check)
        self.mapping.show_order(check.date_order)
        self._tell_readiness()

    def _refused_check(self, error: DomainError) -> None:
        self.preview.show_nothing()
        self.preview.setVisible(False)
        self.message.show_message(self._actions.describe(error), "warning")
        self._tell_readiness()

    def _tell_readiness(self) -> None:
        count = self.preview.ready_count()
        self.go.setText(words.import_verb(self.choose.kind(), count) if count else _("Import"))
        self.go.setEnabled(count > 0)
        self.hint.setText(self.preview.hindrance())
        self.hint.setVisible(bool(self.hint.text()))

    def _import(self) -> None:
        if self._file is None or not self.go.isEnabled():
            return
        self._hold(True)
        self._actions.import_them(
            self._file,
            self._date_order,
            self.preview.decisions(),
            progress=self.progress,
            on_done=self._done,
            on_refused=self._refused_import,
            on_settled=lambda: self._hold(False),
        )

    def _hold(self, held: bool) -> None:
        self.check_page.setEnabled(not held)
        self.other.setEnabled(not held)
        self.go.setEnabled(not held and self.preview.ready_count() > 0)

    def _done(self, report: ImportReport) -> None:
        if self._file is not None:
            self._actions.remember(self._file)
        self._show_report(report.run)
        self._actions.announce(report, self.progress)

    def _show_report(self, run: ImportRunDetail) -> None:
        self._go_to(self.report)
        self.report.show_run(run)

    def _ask_take_out(self, run: ImportRunDetail) -> None:
        self._actions.ask_take_out(run, self.show_earlier, progress=self.progress)

    def _show_imported(self, kind: FileKind) -> None:
        """The page of what was brought in; candidates are on this one."""
        if kind is FileKind.CANDIDATES:
            self._leave()
        else:
            self._navigate(words.page_of(kind))

    def _refused_import(self, error: DomainError) -> None:
        self.message.show_message(self._actions.describe(error))
        self._check()
