"""How the papers of one exam went: number, mean, spread, pass rate, and the histogram."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.badges import Segmented
from ui.common.buttons import Button
from ui.common.commands import Command
from ui.common.layouts import clear, column, hide_unless
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.report_chart import ChartCard
from ui.desk.results.reading import Source
from wset_desk.domain.paper_statistics import PaperStatistics
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.reports.charts import marks_chart
from wset_desk.services.reports.session_statistics import PaperOfSession, statistics_of
from wset_desk.services.reports.tables import CellKind
from wset_desk.services.reports.wording import cell_text

_RELEASED, _EVERY = "released", "every"
_WIDTH = 560


class ExamStatistics:
    """The action of a grid: its button and its command, for those who may."""

    def __init__(
        self, context: DeskContext, page: QWidget, source: Callable[[], Source | None]
    ) -> None:
        self._context = context
        self._page = page
        self._source = source
        self._may = context.session.may(Permission.VIEW_RESULTS)
        self.button = Button(_("Statistics"), kind="ghost", icon="chart", on_click=self.show)
        hide_unless(self._may, self.button)

    def commands(self, section: str) -> list[Command]:
        if not self._may:
            return []
        return [Command(_("Statistics of this exam"), self.show, "chart", section=section)]

    def show(self) -> None:
        """Read them, and open the sheet."""
        source = self._source()
        if source is not None:
            self._context.tasks.run(
                statistics_of,
                owner=self._page,
                on_done=lambda found: StatisticsSheet(self._page, found).open(),
                exam_session_id=source.exam_session_id,
                course_session_id=source.course_session_id,
            )


class StatisticsSheet(Sheet):
    """Of what is released, or of every mark that is in, paper by paper."""

    def __init__(self, owner: QWidget, papers: tuple[PaperOfSession, ...]) -> None:
        self._papers = papers
        words = {_RELEASED: _("Released"), _EVERY: _("Every mark")}
        some = any(paper.released.number for paper in papers)
        self.which = Segmented(_("Which results"), words, _RELEASED if some else _EVERY)
        self.which.chosen.connect(lambda _which: self._show())
        self._place = column(gap=4)
        content = QWidget()
        content.setLayout(column(self.which, self._place, None, gap=4))
        super().__init__(owner, _("Statistics"), content, width=_WIDTH)
        self._show()

    def _show(self) -> None:
        clear(self._place)
        for paper in self._papers:
            self._place.addWidget(_block(paper, released=self.which.current == _RELEASED))
        if not self._papers:
            self._place.addWidget(Label(_("Nobody is registered for this exam."), tone="text2"))


def _block(paper: PaperOfSession, *, released: bool) -> QWidget:
    found = paper.released if released else paper.every
    card = ChartCard()
    card.show_chart(marks_chart(found.histogram))
    block = QWidget()
    block.setLayout(
        column(
            Label(labels.exam_type(paper.exam.exam_type), "title"),
            Label(_people(paper), tone="text2", wrap=True),
            Label(_numbers(found), wrap=True, tabular=True),
            card,
            gap=2,
        )
    )
    return block


def _people(paper: PaperOfSession) -> str:
    seats = ngettext("{n} candidate", "{n} candidates", paper.seats).format(n=paper.seats)
    absent = ngettext("{n} absent", "{n} absent", paper.absent).format(n=paper.absent)
    marks = ngettext("{n} mark is in", "{n} marks are in", paper.every.number)
    released = ngettext("{n} released", "{n} released", paper.released.number)
    return " · ".join(
        (
            seats,
            absent,
            marks.format(n=paper.every.number),
            released.format(n=paper.released.number),
        )
    )


def _numbers(found: PaperStatistics) -> str:
    """ "Pass rate 75.0 % · Mean 62.5 · Spread 19.3 · Lowest 40.0 · Highest 85.0"."""
    if not found.number:
        return _("There is no such mark yet.")
    rate = _("Pass rate {n}").format(n=cell_text(CellKind.PERCENT, found.pass_rate))
    points: tuple[tuple[str, Decimal | None], ...] = (
        (_("Mean {n} %"), found.mean_percent),
        (_("Spread {n}"), found.spread),
        (_("Lowest {n} %"), found.lowest_percent),
        (_("Highest {n} %"), found.highest_percent),
    )
    told = (text.format(n=cell_text(CellKind.POINTS, value)) for text, value in points)
    return " · ".join((rate, *told))
