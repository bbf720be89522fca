"""The right side of the board: the sessions of a period and a place, and which of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.common.cards import EmptyState
from ui.common.folding import FoldingRow
from ui.common.inputs import Choice, Combo
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel, Label
from ui.desk.board import fit_words, paper_words
from ui.desk.board.fits import UNASKED, Fit, Fits, Verdict
from ui.desk.board.session_picture import SessionWords
from ui.desk.board.sessions_list import SessionsList
from ui.desk.board.sessions_model import places_of, within
from ui.desk.context import Memory
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

_PERIODS = (30, 90)
_FIRST_PERIOD = 90
_PERIOD = "board_period"


class SessionsPanel(QWidget):
    """``wanted(session)`` and ``opened(session)`` come from its cards."""

    wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, told: SessionWords, memory: Memory | None = None) -> None:
        super().__init__()
        self._memory = memory
        self._told = told
        self._board: Board | None = None
        self._fits: Fits | None = None
        self._chosen: Sequence[WaitingPerson] = ()
        self.note = ElidedLabel("", "label", tone="text2")
        choices = [Choice(days, _period_text(days)) for days in (*_PERIODS, None)]
        self.period = Combo(_("Period"), choices, self._remembered_period(), kind="ghost")
        self.place = Combo(_("Room"), [Choice(None, _("All rooms"))], kind="ghost")
        self.list = SessionsList(told)
        self.empty = EmptyState("", icon="calendar")
        pages = QWidget()
        # without its parent it would show the first page as a window of its own
        self._pages = QStackedLayout(pages)
        for page in (self.list, self.empty):
            self._pages.addWidget(page)
        head = FoldingRow()
        head.set_parts(
            row(Label(_("Sessions"), "title"), self.note, None, gap=2),
            row(self.period, self.place, gap=1),
        )
        whole = column(head, pages, gap=2)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.period.chosen.connect(self._choose_period)
        self.place.chosen.connect(lambda _place: self._show())
        self.list.wanted.connect(self.wanted)
        self.list.opened.connect(self.opened)

    def show_board(self, board: Board, fits: Fits) -> None:
        """Other sessions, or the same as they are now; seen once it is known who is chosen."""
        self._board, self._fits, self._chosen = board, fits, ()
        self._told.now = board.now
        subjects = (session.facts.subject for session in board.sessions)
        self._told.subject = paper_words.usual_subject(subjects)
        everywhere = Choice(None, _("All rooms"))
        places = [Choice(place, place) for place in places_of(board.sessions)]
        self.place.set_choices([everywhere, *places], self.place.value())

    def show_chosen(self, people: Sequence[WaitingPerson]) -> None:
        """Say of each session whether it fits these people."""
        self._chosen = people
        self._show()

    def every_session(self) -> Sequence[BoardSession]:
        """Those that the filters hide, too."""
        return self._board.sessions if self._board is not None else ()

    def verdicts_of(self, sessions: Sequence[BoardSession]) -> dict[UUID, Verdict]:
        """How sessions fit those who are chosen, by their ids."""
        return {session.id: self.verdict_of(session) for session in sessions}

    def verdict_of(self, session: BoardSession) -> Verdict:
        return self._fits.of(self._chosen, session) if self._fits is not None else UNASKED

    def go_to(self, session_id: UUID) -> None:
        """Make a session the current one, if need be without the filters."""
        if self.list.cards.row_of(session_id) < 0:
            self.show_everything()
        self.list.choose(session_id)

    def take_keyboard(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_everything(self) -> None:
        """Take the filters away."""
        self.period.set_value(None)
        self.place.set_value(None)
        self._show()

    def _remembered_period(self) -> object:
        if self._memory is None:
            return _FIRST_PERIOD
        return self._memory.get(_PERIOD, _FIRST_PERIOD)

    def _choose_period(self, days: int | None) -> None:
        if self._memory is not None:
            self._memory.set(_PERIOD, days)
        self._show()

    def _show(self) -> None:
        board, fits = self._board, self._fits
        if board is None or fits is None:
            return
        zone = self._told.zone
        shown = within(board, zone, days=self.period.value(), place=self.place.value())
        verdicts = fits.all_of(self._chosen, shown)
        self.list.show_sessions(shown, verdicts)
        fitting = sum(verdict.fit is Fit.ALL for verdict in verdicts.values())
        counted = ngettext("{n} session", "{n} sessions", len(shown)).format(n=len(shown))
        self.note.setText(fit_words.fitting_text(fitting, len(shown)) if self._chosen else counted)
        self._show_empty(bool(shown), bool(board.sessions))

    def _show_empty(self, any_shown: bool, any_there: bool) -> None:
        self._pages.setCurrentWidget(self.list if any_shown else self.empty)
        if any_there:
            text = _("No session in this period and room.")
            self.empty.set_text(text, _("Show all sessions"), self.show_everything)
        else:
            self.empty.set_text(_("No session can be booked."))


def _period_text(days: int | None) -> str:
    if days is None:
        return _("All to come")
    return ngettext("Next {n} day", "Next {n} days", days).format(n=days)
