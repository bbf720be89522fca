"""What a decision would do, shown while the marks are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.common import labels
from ui.common.badges import Badge
from ui.common.cards import Card
from ui.common.labels import Look
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskSession
from ui.desk.courses.facts import fact
from ui.desk.enquiries import decision_words, mark_words, words
from ui.desk.enquiries.case_card import Piece, quiet
from wset_desk.i18n import _
from wset_desk.services.attempts import Qualification
from wset_desk.services.enquiries.rows import DecidedPaper, DecisionPreview


class PreviewCard(Card):
    """Old and new result of each paper and overall, the outcome, bookings and the fee."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__(margins=4, gap=2, name=_("What it does"))
        self.setProperty("tone", "sunken")
        self._session = session
        self._content = column(gap=2)
        self.body.addLayout(self._content)
        self.preview: DecisionPreview | None = None
        self.show_words(_("Reading the marks…"))

    def show_words(self, text: str, tone: str = "text2") -> None:
        """Something instead of a preview: that it is being worked out, or why there is none."""
        self.preview = None
        clear(self._content)
        self._content.addWidget(Label(text, tone=tone, wrap=True))

    def show_preview(self, preview: DecisionPreview) -> None:
        self.preview = preview
        clear(self._content)
        for piece in self._pieces(preview):
            if isinstance(piece, QWidget):
                self._content.addWidget(piece)
            else:
                self._content.addLayout(piece)

    def _pieces(self, preview: DecisionPreview) -> list[Piece]:
        outcome = row(Badge(words.outcome_look(preview.outcome)), None, gap=2)
        meaning = quiet(_(words.OUTCOME_MEANINGS[preview.outcome]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space(3))
        grid.setColumnStretch(1, 1)
        for number, paper in enumerate(preview.papers):
            _add_paper(grid, number, paper)
        _add_overall(grid, len(preview.papers), preview.overall_old, preview.overall_new)
        bookings = decision_words.booking_lines(preview)
        currency = self._session.currency
        money = fact("money", decision_words.refund_text(preview, currency), tabular=True)
        return [outcome, meaning, grid, *(fact("seat", each) for each in bookings), money]


def _add_paper(grid: QGridLayout, number: int, paper: DecidedPaper) -> None:
    """ "Tasting   51 → 57 of 100 (+6)   Fail → Pass"."""
    marks = mark_words.old_to_new(paper)
    if paper.change:
        marks = f"{marks} ({mark_words.change_text(paper.change)})"
    said = [Label(marks, "body", weight=600, tabular=True, wrap=True)]
    said += [quiet(line) for line in mark_words.part_lines(paper)]
    grid.addWidget(Label(labels.exam_type(paper.component), tone="text2"), number, 0)
    grid.addLayout(column(*said, gap=0), number, 1)
    old = mark_words.award_look(passed=paper.old_passed, award=paper.old_award)
    new = mark_words.award_look(passed=paper.new_passed, award=paper.new_award)
    grid.addLayout(_change(old, new), number, 2)


def _add_overall(grid: QGridLayout, number: int, old: Qualification, new: Qualification) -> None:
    grid.addWidget(Label(_("Overall"), tone="text2"), number, 0)
    looks = mark_words.overall_look(old), mark_words.overall_look(new)
    grid.addLayout(_change(*looks), number, 1, 1, 2)


def _change(old: Look, new: Look) -> QHBoxLayout:
    """From one word to another; one word where it stays."""
    if old == new:
        return row(None, Badge(new), gap=1)
    arrow = Label("→", tone="text2")
    arrow.setAccessibleName(_("becomes"))
    return row(None, Badge(old), arrow, Badge(new), gap=1)
