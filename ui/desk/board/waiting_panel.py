"""The left side of the board: who waits for a seat, and what is to be done with those chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from ui.common.buttons import Button
from ui.common.cards import EmptyState
from ui.common.flow import flowing
from ui.common.folding import FoldingRow
from ui.common.inputs import Choice, Combo, SearchField
from ui.common.layouts import column, hide_unless, row
from ui.common.segmented import Segmented
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.board import paper_words
from ui.desk.board.people_list import PeopleList
from ui.desk.board.people_model import Order, Segment, arranged, count_segments, order_texts
from ui.desk.board.person_delegate import PersonWords
from ui.desk.context import Memory
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import WaitingPerson

_SEGMENT_EDGES = 24
_ORDER = "board_order"


class WaitingPanel(QFrame):
    """``chosen()`` when those chosen change; who is chosen stays so while the filter hides them."""

    chosen = Signal()
    opened = Signal(object)
    assign_wanted = Signal()

    def __init__(self, told: PersonWords, memory: Memory | None = None) -> None:
        super().__init__()
        self._memory = memory
        self.setProperty("role", "card")
        self.setAccessibleName(_("Waiting for a seat"))
        self._told = told
        self._people: tuple[WaitingPerson, ...] = ()
        self._chosen: dict[WaitingKey, WaitingPerson] = {}
        choices = [Choice(order, text) for order, text in order_texts().items()]
        self.order = Combo(_("Sorted"), choices, self._remembered_order(), kind="ghost")
        self.filter = SearchField(_("Filter by name, number or level"))
        everybody = Segment.ALL.value
        self.segments = Segmented(_("Show"), {everybody: _("All")}, everybody, dense=True)
        self.segment_choice = Combo(_("Show"))
        hide_unless(False, self.segment_choice)
        self.list = PeopleList(told)
        self.list.dragged = self.people_chosen
        self.empty = EmptyState("", icon="check_circle")
        self._pages = QStackedLayout()
        self._build()
        self._connect()
        self._show_footer()

    # what the board calls

    def show_people(self, people: Sequence[WaitingPerson]) -> None:
        """Everybody who waits; who waits no longer is chosen no longer."""
        self._people = tuple(people)
        self._told.subject = paper_words.usual_subject(person.subject for person in people)
        still = {person.key: person for person in people}
        self._keep({key: still[key] for key in self._chosen if key in still})
        self._show_segments()
        self._rearrange()

    def people_chosen(self) -> list[WaitingPerson]:
        """Everybody who is ticked, those of the list first, in its order."""
        shown = self.list.ticked()
        keys = {person.key for person in shown}
        return [*shown, *(p for key, p in self._chosen.items() if key not in keys)]

    def choose(self, keys: Sequence[WaitingKey]) -> None:
        """Tick exactly these."""
        wanted = set(keys)
        self._keep({person.key: person for person in self._people if person.key in wanted})
        self._rearrange()

    def show_only(self, text: str) -> None:
        """Put a text into the filter."""
        self.filter.setText(text)
        self.filter.search_now()

    def say_loading(self) -> None:
        """Before the first answer is there."""
        if not self._people:
            self.empty.set_text(_("Looking for who waits…"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_segments()

    # the rest

    def _build(self) -> None:
        head = FoldingRow()
        head.set_parts(row(Label(_("Waiting for a seat"), "title"), None), row(self.order))
        above = column(
            head, self.filter, self.segments, self.segment_choice, gap=2, margins=(4, 3, 3, 0)
        )
        above.setAlignment(self.segments, Qt.AlignmentFlag.AlignLeading)
        listed = QWidget()
        listed.setLayout(column(self.list, gap=0, margins=(3, 0, 1, 0)))
        # without a parent yet, a page that is made the current one would open a window of its own
        pages = QWidget()
        pages.setLayout(self._pages)
        for page in (listed, self.empty):
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(self.empty)
        self._footer = row(gap=1)
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setLayout(column(self._footer, margins=(4, 2, 3, 3)))
        self.bar = bar
        whole = column(above, pages, bar, gap=2, margins=(0, 0, 0, 0))
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.count = Label("", "bodyStrong", tabular=True)
        self.clear_button = Button(_("Clear"), kind="link", on_click=lambda: self.choose(()))
        self.details_button = Button(_("Details"), kind="link", on_click=self._open_chosen)
        self.assign_button = Button(
            _("Assign to…"),
            kind="primary",
            icon="user_plus",
            on_click=self.assign_wanted.emit,
            tool_tip=_("Ctrl+Enter"),
        )
        links = flowing(self.count, self.clear_button, self.details_button, gap=1)
        self._footer.addWidget(links, 1, Qt.AlignmentFlag.AlignVCenter)
        self._footer.addWidget(self.assign_button)

    def _connect(self) -> None:
        self.order.chosen.connect(self._sort)
        self.filter.searched.connect(lambda _text: self._rearrange())
        self.segments.chosen.connect(lambda _segment: self._rearrange())
        self.segment_choice.chosen.connect(self._choose_segment)
        self.list.chosen.connect(self._take_ticks)
        self.list.cleared.connect(self._chosen.clear)
        self.list.opened.connect(self.opened)
        theme().changed.connect(self._fit_segments)

    def _remembered_order(self) -> Order:
        stored = self._memory.get(_ORDER) if self._memory is not None else None
        return Order(str(stored)) if stored in set(Order) else Order.URGENT

    def _sort(self, order: Order) -> None:
        if self._memory is not None:
            self._memory.set(_ORDER, order.value)
        self._rearrange()

    def _choose_segment(self, segment: str) -> None:
        self.segments.set_current(segment)
        self._rearrange()

    def _show_segments(self) -> None:
        """Only segments with somebody in them, and the one that is open."""
        counts = count_segments(self._people)
        texts = {
            segment.value: _segment_text(segment, n)
            for segment, n in counts.items()
            if n or segment.value in {Segment.ALL.value, self.segments.current}
        }
        current = self.segments.current
        self.segments.set_items(texts, current)
        choices = [Choice(segment, text) for segment, text in texts.items()]
        self.segment_choice.set_choices(choices, current)
        self._fit_segments()

    def _fit_segments(self) -> None:
        """A list to choose from where the switch has no room."""
        room = self.width() - theme().px(_SEGMENT_EDGES)
        fits = self.segments.sizeHint().width() <= room
        self.segments.setVisible(fits)
        self.segment_choice.setVisible(not fits)

    def _rearrange(self) -> None:
        segment = Segment(self.segments.current)
        text = self.filter.text().strip()
        shown = arranged(self._people, Order(self.order.value()), segment, text)
        self.list.set_people(shown, self._chosen)
        self._pages.setCurrentIndex(0 if shown else 1)
        if not self._people:
            self.empty.set_text(_("Everyone has a seat."))
        elif not shown:
            self.empty.set_text(_("Nobody fits the filter."), _("Show everybody"), self._show_all)
        self._show_footer()
        self.chosen.emit()

    def _show_all(self) -> None:
        self.segments.set_current(Segment.ALL.value)
        self.segment_choice.set_value(Segment.ALL.value)
        self.show_only("")

    def _keep(self, chosen: dict[WaitingKey, WaitingPerson]) -> None:
        self._chosen.clear()
        self._chosen.update(chosen)

    def _take_ticks(self) -> None:
        shown = {person.key for person in self.list.people.people}
        ticked = {person.key: person for person in self.list.ticked()}
        aside = {key: p for key, p in self._chosen.items() if key not in shown}
        self._keep({**ticked, **aside})
        self._show_footer()
        self.chosen.emit()

    def _show_footer(self) -> None:
        n = len(self._chosen)
        hidden = n - len(self.list.ticked())
        text = ngettext("{n} selected", "{n} selected", n).format(n=n)
        if hidden > 0:
            aside = ngettext("{n} of them hidden", "{n} of them hidden", hidden)
            text = f"{text}, {aside.format(n=hidden)}"
        self.count.setText(text if n else _("Nobody is selected"))
        self.clear_button.setVisible(n > 0)
        self.details_button.setVisible(n == 1)
        self.assign_button.setEnabled(n > 0)
        self.bar.setVisible(bool(self._people))

    def _open_chosen(self) -> None:
        chosen = self.people_chosen()
        if chosen:
            self.opened.emit(chosen[0])


def _segment_text(segment: Segment, n: int) -> str:
    texts = {
        Segment.ALL: _("All {n}"),
        Segment.MAKEUP: _("Makeup {n}"),
        Segment.RESIT: _("Resit {n}"),
        Segment.TASTING: _("Tasting {n}"),
        Segment.OTHER: _("Other {n}"),
    }
    return texts[segment].format(n=n)
