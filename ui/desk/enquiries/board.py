"""The enquiries by state, in four columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.common.badges import Badge, count_look
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.enquiries import words
from ui.desk.enquiries.card_delegate import EnquiryWords
from ui.desk.enquiries.card_list import CardList
from ui.desk.enquiries.model import in_status
from wset_desk.domain.enquiries import EnquiryStatus
from wset_desk.i18n import N_, _
from wset_desk.services.enquiries.rows import EnquiryRow

_LEAST_WIDTH = 242
_EMPTY = {
    EnquiryStatus.SUBMITTED: N_("Nothing waits to be taken up."),
    EnquiryStatus.UNDER_REVIEW: N_("Nobody reviews anything now."),
    EnquiryStatus.COMPLETED: N_("Nothing is decided yet."),
    EnquiryStatus.REJECTED: N_("All could be looked at."),
}


class StateColumn(QFrame):
    """The enquiries of one state; what there is to say stands in its place while it is empty."""

    def __init__(self, status: EnquiryStatus, told: EnquiryWords) -> None:
        super().__init__()
        self.status = status
        title = words.status_text(status)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._count = Badge(count_look(0))
        self._nothing = Label("", "label", tone="text2", wrap=True)
        self.cards = CardList(title, told)
        head = row(Label(title, "bodyStrong"), self._count, None, gap=2, margins=(1, 0, 1, 0))
        layout = column(head, self._nothing, self.cards, gap=2, margins=(2, 3, 2, 2))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(theme().px(_LEAST_WIDTH))

    def show_rows(self, rows: Sequence[EnquiryRow], *, hides: bool = False) -> None:
        """``hides``: there are others, which the filters don't let through."""
        overdue = any(each.is_overdue for each in rows)
        self._count.set_look(count_look(len(rows), "warning" if overdue else "neutral"))
        self._nothing.setText(_("None fits the filter.") if hides else _(_EMPTY[self.status]))
        self._nothing.setVisible(not rows)
        self.cards.show_rows(rows)


class EnquiryBoard(QScrollArea):
    """``opened(row)`` when somebody wants to see a case; the arrows lead from column to column.

    Scrolled to the side where there isn't room for all columns.
    """

    opened = Signal(object)

    def __init__(self, told: EnquiryWords) -> None:
        super().__init__()
        self.columns = {status: StateColumn(status, told) for status in EnquiryStatus}
        layout = row(*self.columns.values(), gap=3)
        for number, each in enumerate(self.columns.values()):
            layout.setStretch(number, 1)
            each.cards.opened.connect(self.opened)
            each.cards.aside.connect(partial(self._step, number))
        inner = QWidget()
        inner.setLayout(layout)
        inner.setAutoFillBackground(False)
        self.setProperty("role", "bare")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_rows(self, rows: Sequence[EnquiryRow], among: Sequence[EnquiryRow]) -> None:
        """Those that the filters let through, ``among`` all. Where the keyboard is here without a
        card, it goes to one of those that came."""
        for status, each in self.columns.items():
            shown = in_status(rows, status)
            each.show_rows(shown, hides=len(shown) < len(in_status(among, status)))
        lists = [each.cards for each in self.columns.values()]
        if rows and any(each.hasFocus() and each.current() is None for each in lists):
            self.choose(None)

    def choose(self, enquiry_id: UUID | None) -> None:
        """Give the keyboard to a case's card, or to the first one there is."""
        lists = [each.cards for each in self.columns.values()]
        for cards in lists:
            number = cards.enquiries.number_of(enquiry_id)
            if number >= 0:
                self._go(cards, number)
                return
        filled = [cards for cards in lists if cards.enquiries.rowCount()]
        self._go((filled or lists)[0], 0)

    def _step(self, number: int, step: int) -> None:
        """To the card beside it; columns without any are passed over."""
        lists = [each.cards for each in self.columns.values()]
        here = lists[number].currentIndex().row()
        ahead = lists[number + 1 :] if step > 0 else lists[:number][::-1]
        for cards in ahead:
            if cards.enquiries.rowCount():
                self._go(cards, max(here, 0))
                return

    def _go(self, cards: CardList, number: int) -> None:
        cards.go_to(number)
        cards.setFocus()
        held = cards.parentWidget()
        if held is not None:
            self.ensureWidgetVisible(held, theme().space(3), 0)
