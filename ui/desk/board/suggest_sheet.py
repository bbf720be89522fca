"""Suggested seats: a preview to accept whole or in part, and who can't be seated and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, hide_unless, row
from ui.common.pick_table import OPEN, TICKED, PickTable
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.board import fit_words, paper_words, session_words
from ui.desk.board.actions import BoardActions
from ui.desk.context import DeskContext
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.board.proposals import suggest_seats
from wset_desk.services.board.rows import (
    AssignmentInput,
    Board,
    BoardSession,
    SuggestedSeat,
    Suggestion,
    WaitingPerson,
)

_WIDTH = 800
_LEAST_ROWS, _MOST_ROWS = 6, 14
_MOST_UNPLACED = 6
_EXPENDABLE = ("place", "left", "waits")


@dataclass(frozen=True)
class _Seat:
    """A suggested seat; `left` counts the seats that remain when all are accepted."""

    person: WaitingPerson
    session: BoardSession
    left: int


@dataclass(frozen=True)
class _Unplaced:
    person: WaitingPerson
    why: str


class SuggestSheet(Sheet):
    """Asks for suggestions when it opens: for those chosen, or for everybody."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        board: Board,
        chosen: Sequence[WaitingPerson],
        actions: BoardActions,
    ) -> None:
        self._context = context
        self._actions = actions
        self._people = {person.key: person for person in board.people}
        self._sessions = {session.id: session for session in board.sessions}
        self._taken: set[WaitingKey] = set()
        self.summary = Label(_("Looking for the best seats…"), tone="text2", wrap=True)
        self.model = RowsModel(self._columns())
        self.table = PickTable(_("Suggested seats"), self.model, _EXPENDABLE)
        self.table.toggled.connect(self.toggle)
        self.table.set_empty("")
        self.all_button = Button(_("Tick all"), kind="link", on_click=lambda: self._tick(True))
        self.none_button = Button(_("Tick none"), kind="link", on_click=lambda: self._tick(False))
        self.unplaced_model = RowsModel(_unplaced_columns())
        self.unplaced = DataTable(_("Nowhere to be seated"), self.unplaced_model)
        self._unplaced_title = Label("", "bodyStrong")
        self._unplaced_frame = framed(self.unplaced)
        hide_unless(False, self._unplaced_frame, self._unplaced_title)
        super().__init__(
            owner,
            _("Suggest seats"),
            self._inside(),
            subtitle=_("The most people are seated, each as early as can be."),
            save_text=_("Accept"),
            on_save=self._save,
            width=_WIDTH,
        )
        self.save_button.setEnabled(False)
        keys = tuple(person.key for person in chosen) or None
        context.tasks.run(suggest_seats, owner=self, on_done=self._show, keys=keys)

    def first_focus(self) -> QWidget | None:
        return self.table

    @property
    def ticked(self) -> list[_Seat]:
        """What would be accepted."""
        return [seat for seat in self.model.rows if seat.person.key in self._taken]

    def toggle(self, seat: _Seat) -> None:
        """Accept this one, or don't."""
        self._taken ^= {seat.person.key}
        self._look()

    def _inside(self) -> QWidget:
        content = QWidget()
        ticks = row(self.summary, self.all_button, self.none_button, gap=1)
        ticks.setStretch(0, 1)
        content.setLayout(
            column(ticks, framed(self.table), self._unplaced_title, self._unplaced_frame, gap=2)
        )
        return content

    def _show(self, suggestion: Suggestion) -> None:
        seats = _with_seats_left([self._seat(pair) for pair in suggestion.pairs], suggestion.pairs)
        self.model.set_rows(seats)
        self._taken = {seat.person.key for seat in seats}
        rows = max(_LEAST_ROWS, min(len(seats), _MOST_ROWS)) + 1
        self.table.setMinimumHeight(theme().size("rowHeight") * rows + theme().px(8))
        if not seats:
            self.table.set_empty(_("No seat can be suggested."), icon="calendar")
        else:
            self.table.selectRow(0)
        self._show_unplaced(suggestion)
        self._look()

    def _show_unplaced(self, suggestion: Suggestion) -> None:
        say = self._context.tasks.describe
        people = [
            _Unplaced(self._people[each.key], fit_words.unplaced_text(each, say))
            for each in suggestion.unplaced
            if each.key in self._people
        ]
        self.unplaced_model.set_rows(people)
        n = len(people)
        text = ngettext("{n} can't be seated", "{n} can't be seated", n).format(n=n)
        self._unplaced_title.setText(text)
        self.unplaced.fit_height(_MOST_UNPLACED)
        for widget in (self._unplaced_title, self._unplaced_frame):
            widget.setVisible(bool(people))

    def _seat(self, pair: SuggestedSeat) -> _Seat:
        session = self._sessions[pair.exam_session_id]
        return _Seat(self._people[pair.key], session, session.facts.seats_left)

    def _tick(self, everyone: bool) -> None:
        self._taken = {seat.person.key for seat in self.model.rows} if everyone else set()
        self._look()

    def _look(self) -> None:
        n, every = len(self.ticked), len(self.model.rows)
        text = ngettext("{n} of {all} ticked", "{n} of {all} ticked", n)
        self.summary.setText(text.format(n=n, all=every) if every else "")
        for button in (self.all_button, self.none_button):
            button.setVisible(bool(every))
        self.save_button.setText(ngettext("Accept {n}", "Accept {n}", n).format(n=n))
        self.save_button.setEnabled(n > 0)
        self.table.viewport().update()

    def _save(self) -> None:
        wanted = tuple(AssignmentInput(seat.person.key, seat.session.id) for seat in self.ticked)
        self._actions.accept(self, wanted)

    def _columns(self) -> tuple[Column[_Seat], ...]:
        zone = self._context.session.zone
        return (
            Column(
                "name",
                N_("Candidate"),
                lambda seat: seat.person.name,
                icon=lambda seat: TICKED if seat.person.key in self._taken else OPEN,
                tone=lambda seat: "text" if seat.person.key in self._taken else "text3",
                stretch=True,
            ),
            Column(
                "waits",
                N_("Waits for"),
                lambda _seat: "",
                look=lambda seat: paper_words.person_pill(
                    seat.person, usual_subject=seat.person.subject
                ),
                width=116,
            ),
            Column(
                "when",
                N_("Session"),
                lambda seat: session_words.session_moment(seat.session, zone),
                tabular=True,
                width=146,
                sort_key=lambda seat: seat.session.facts.start,
            ),
            Column("place", N_("Place"), lambda seat: seat.session.place, width=118),
            Column(
                "left",
                N_("Left after"),
                lambda seat: str(seat.left),
                align="right",
                tabular=True,
                width=84,
                sort_key=lambda seat: seat.left,
            ),
        )


def _unplaced_columns() -> tuple[Column[_Unplaced], ...]:
    return (
        Column("name", N_("Candidate"), lambda each: each.person.name, width=190),
        Column(
            "waits",
            N_("Waits for"),
            lambda _each: "",
            look=lambda each: paper_words.person_pill(
                each.person, usual_subject=each.person.subject
            ),
            width=116,
        ),
        Column(
            "why",
            N_("Why not"),
            lambda each: each.why,
            tooltip=lambda each: each.why,
            tone=lambda _each: "text2",
            stretch=True,
        ),
    )


def _with_seats_left(seats: Sequence[_Seat], pairs: Sequence[SuggestedSeat]) -> list[_Seat]:
    """By time and name, each with what is left in its session once all are seated."""
    coming: Counter[UUID] = Counter(pair.exam_session_id for pair in pairs)
    counted = [
        _Seat(seat.person, seat.session, max(0, seat.left - coming[seat.session.id]))
        for seat in seats
    ]
    return sorted(counted, key=lambda seat: (seat.session.facts.start, seat.person.name))
