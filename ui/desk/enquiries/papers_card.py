"""What is disputed: each paper as it was told to the candidate, beside what stands now."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import IconButton
from ui.common.cards import Card
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.enquiries import mark_words
from ui.desk.enquiries.case_card import CaseCard, Piece, quiet
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryCase, PaperVersion

ShowVersions = Callable[[DisputedPaper], object]


class PapersCard(CaseCard):
    """``show_versions(paper)`` opens the whole history of a mark."""

    def __init__(self, zone: ZoneInfo, show_versions: ShowVersions) -> None:
        super().__init__(_("What is disputed"))
        self._zone = zone
        self._show_versions = show_versions

    def show_case(self, case: EnquiryCase) -> None:
        pieces: list[Piece] = []
        for paper in case.papers:
            pieces.append(self._heading(paper))
            pieces.append(self._versions(paper))
        overall = row(
            Label(_("Overall result of {course}").format(course=case.offering), wrap=True),
            Badge(mark_words.overall_look(case.overall)),
            gap=2,
        )
        overall.setStretch(0, 1)
        self.show_pieces([*pieces, overall])

    def _heading(self, paper: DisputedPaper) -> Piece:
        about = mark_words.paper_text(paper)
        history = IconButton(
            "history",
            _("History of the mark for {paper}").format(paper=about),
            on_click=lambda: self._show_versions(paper),
        )
        heading = row(Label(about, "bodyStrong", wrap=True), history, gap=2)
        heading.setStretch(0, 1)
        return heading

    def _versions(self, paper: DisputedPaper) -> Piece:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space(3))
        told = _block(_("As the candidate was told"), paper.disputed, self._zone)
        grid.addWidget(told, 0, 0)
        if paper.is_unchanged:
            now = _framed(
                column(
                    quiet(_("As it stands now")),
                    Label(_("Unchanged"), tone="text2"),
                    None,
                    gap=1,
                )
            )
        else:
            now = _block(_("As it stands now"), paper.current, self._zone)
        grid.addWidget(now, 0, 1)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        return grid


def _block(title: str, version: PaperVersion | None, zone: ZoneInfo) -> QWidget:
    if version is None:
        return _framed(column(quiet(title), Label(_("no mark"), tone="text2"), None, gap=1))
    score = row(
        Label(mark_words.version_text(version), "bodyStrong", tabular=True, wrap=True),
        Badge(mark_words.version_look(version)),
        gap=2,
    )
    score.setStretch(0, 1)
    small = (
        mark_words.parts_text(version),
        mark_words.hands_text(version),
        mark_words.version_line(version, zone),
        version.reason or "",
    )
    lines = [quiet(text) for text in small if text]
    return _framed(column(quiet(title), score, *lines, None, gap=1))


def _framed(content: QVBoxLayout) -> QWidget:
    """On a ground of its own."""
    box = Card(margins=3, gap=0)
    box.setProperty("tone", "sunken")
    box.body.addLayout(content)
    return box
