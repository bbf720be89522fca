"""The assignment board: who waits for a seat, and the sessions in which there is one."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common import messages
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.labels import Look
from ui.common.layouts import column, hide_unless, row
from ui.common.money import money_text
from ui.common.tasks import later
from ui.common.theme import theme
from ui.desk.board import words
from ui.desk.board.actions import BoardActions
from ui.desk.board.chooser_sheet import ChooserSheet
from ui.desk.board.fits import Fits
from ui.desk.board.person_delegate import PersonWords
from ui.desk.board.person_sheet import PersonSheet
from ui.desk.board.seating import seat
from ui.desk.board.seating_lists_sheet import SeatingListsSheet
from ui.desk.board.session_picture import SessionWords
from ui.desk.board.session_sheet import SessionSheet
from ui.desk.board.sessions_panel import SessionsPanel
from ui.desk.board.suggest_sheet import SuggestSheet
from ui.desk.board.undo_buttons import UndoButtons
from ui.desk.board.waiting_panel import WaitingPanel
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from wset_desk.domain.permissions import Permission
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.board import board
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

_WAITING_WIDTH = 372
_LARGEST_SHARE = 0.44
_LEAST_FOR_NAMES = 840
"""How wide the page is where every button of its header has room for its name."""
_NO_LOADING_MS = 300
_MINUTE_MS = 60_000
_PEOPLE_OF = ("candidate_id", "course_session_id")


class BoardView(Screen):
    """Deep links: ``candidate_id`` and ``course_session_id`` choose who waits.

    ``exam_session_id`` goes to a session. ``shown()`` whenever the store is shown anew.
    """

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "candidates",
            "course_enrollments",
            "exam_registrations",
            "exam_sessions",
            "exam_templates",
            "ledger_entries",
            "rooms",
            "special_considerations",
            "waiting_list_entries",
        }
    )

    shown = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        session = context.session
        self.board: Board | None = None
        self._asked = 0
        self._link: dict[str, object] = {}
        self.actions_ = BoardActions(self, context)
        told_people = PersonWords(session.zone, session.today, self._owed)
        self.waiting = WaitingPanel(told_people, context.memory)
        told = SessionWords(session.zone, session.now(), context.tasks.describe)
        self.sessions = SessionsPanel(told, context.memory)
        self.count = Badge(Look("", "", "accentText", "accentSoft"))
        hide_unless(False, self.count)
        self.suggest_button = Button(
            _("Suggest seats"),
            icon="sparkles",
            on_click=self.suggest,
            tool_tip=_("Propose a seat for everyone who waits"),
        )
        self.invite_button = Button(_("Invite"), icon="mail", on_click=self.invite)
        self.invite_button.setAccessibleName(_("Invite to a makeup"))
        self.invite_button.setToolTip(
            _("Invite to a makeup: a draft for each of those chosen who missed an exam")
        )
        self.invite_button.setEnabled(False)
        self.lists_button = Button(
            _("Seating lists…"), icon="print", on_click=self.print_lists, tool_tip=_("Ctrl+P")
        )
        self.lists_button.setAccessibleName(_("Seating lists…"))
        self.undo_buttons = UndoButtons(context.undo_stack)
        actions = [self.undo_buttons, self.suggest_button, self.invite_button, self.lists_button]
        header = PageHeader(_("Assign seats"), "", actions)
        header.beside_title.addWidget(self.count)
        self._sides: QHBoxLayout = row(self.waiting, self.sessions, gap=4)
        self._sides.setStretch(1, 1)
        whole = column(header, self._sides, gap=3, margins=(5, 4, 2, 4))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._dragging = False
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._connect()
        self._clock.start()

    # the shell

    def refresh(self) -> None:
        self._asked += 1
        asked = self._asked
        later(self, _NO_LOADING_MS, self._say_loading)
        self.context.tasks.run(
            board,
            owner=self,
            on_done=lambda found: self._show(found) if asked == self._asked else None,
        )

    def open(self, **arguments: object) -> None:
        self._link = arguments
        if self.board is not None:
            self.refresh()

    def commands(self) -> list[Command]:
        return [
            Command(_("Suggest seats"), self.suggest, "sparkles"),
            Command(_("Seating lists…"), self.print_lists, "print", _("Ctrl+P")),
            Command(_("Assign to…"), self.assign_to, "user_plus", _("Ctrl+Enter")),
            Command(_("Invite those chosen to a makeup"), self.invite, "mail"),
            Command(_("Tick a candidate"), self.waiting.list.setFocus, "check", _("Space")),
            Command(_("Open a candidate's details"), self._open_chosen, "user", _("Enter")),
            Command(_("Clear the selection"), lambda: self.waiting.choose(()), "x", _("Esc")),
            Command(_("Go to the sessions"), self.sessions.take_keyboard, "calendar", _("Right")),
            Command(_("Show all sessions"), self.sessions.show_everything, "filter"),
        ]

    def focus_filter(self) -> None:
        self.waiting.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_keyboard(self) -> None:
        self.waiting.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def toast_area(self) -> QWidget:
        return self.sessions

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # what people do

    def assign_to(self) -> None:
        """Choose the session in a list."""
        people = self.waiting.people_chosen()
        if people and self.board is not None:
            sessions = self.sessions.every_session()
            verdicts = self.sessions.verdicts_of(sessions)
            offers = [(session, verdicts[session.id]) for session in sessions]
            ChooserSheet(self, self.context, people, offers, self.seat).open()

    def seat(self, session: BoardSession) -> None:
        """Seat those chosen in a session: at once where all fit, else after a question."""
        verdict = self.sessions.verdict_of(session)
        seat(self, self.context, self.actions_, session, verdict)

    def invite(self) -> None:
        """Write to those chosen who missed an exam which session they could sit."""
        people = self.waiting.people_chosen()
        if people:
            self.actions_.invite(people)

    def suggest(self) -> None:
        """Propose a seat for everyone who waits, or for those chosen."""
        if self.board is not None:
            chosen = self.waiting.people_chosen()
            SuggestSheet(self, self.context, self.board, chosen, self.actions_).open()

    def print_lists(self) -> None:
        """Seating lists, registers, door notices and desk cards of sessions to come."""
        if self.board is not None:
            SeatingListsSheet(self, self.context, self.board.sessions).open()

    def open_person(self, person: WaitingPerson) -> None:
        PersonSheet(self, self.context, person, self.actions_, self.assign_one).open()

    def open_session(self, session: BoardSession) -> None:
        sheet = SessionSheet(self, self.context, session, self.actions_, self._find)
        self.shown.connect(sheet.refresh)
        sheet.open()

    def assign_one(self, person: WaitingPerson) -> None:
        """Choose somebody alone, and then the session."""
        self.waiting.choose((person.key,))
        self.assign_to()

    # the rest

    def _connect(self) -> None:
        self.waiting.chosen.connect(self._choose)
        self.waiting.opened.connect(self.open_person)
        self.waiting.assign_wanted.connect(self.assign_to)
        self.waiting.list.drag_began.connect(lambda: self._drag(True))
        self.waiting.list.drag_ended.connect(lambda: self._drag(False))
        self._clock.timeout.connect(self._tick)
        self.waiting.list.passed_on.connect(self.sessions.take_keyboard)
        self.sessions.list.left.connect(self.take_keyboard)
        self.sessions.wanted.connect(self.seat)
        self.sessions.opened.connect(self.open_session)
        keys = {"Ctrl+Return": self.assign_to, "Ctrl+Enter": self.assign_to}
        for key, verb in {**keys, "Ctrl+P": self.print_lists}.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(verb)
        theme().changed.connect(self._fit)

    def _drag(self, dragging: bool) -> None:
        self._dragging = dragging
        if not dragging:
            self.sessions.list.stop_dragging()

    def _tick(self) -> None:
        """Deadlines pass and offers expire while one looks."""
        if self.isVisible() and not self._dragging:
            self.refresh()

    def _show(self, found: Board) -> None:
        self.board = found
        may_override = self.context.session.may(Permission.OVERRIDE_DEADLINE)
        fits = Fits(found, self.context.session.zone, may_override=may_override)
        self.sessions.show_board(found, fits)
        self.waiting.show_people(found.people)
        n = len(found.people)
        self.count.set_look(Look(words.waiting_text(n), "", "accentText", "accentSoft"))
        self.count.setVisible(n > 0)
        self.suggest_button.setEnabled(n > 0)
        self._follow_link()
        self.shown.emit()

    def _find(self, session_id: UUID) -> BoardSession | None:
        sessions = self.board.sessions if self.board is not None else ()
        return next((each for each in sessions if each.id == session_id), None)

    def _choose(self) -> None:
        people = self.waiting.people_chosen()
        self.sessions.show_chosen(people)
        n = len(people)
        text = ngettext("Suggest a seat for {n}", "Suggest seats for {n}", n).format(n=n)
        self.suggest_button.setText(text if people else _("Suggest seats"))
        self.invite_button.setEnabled(any(each.reason is WaitReason.MISSED for each in people))
        if people:
            chosen = ngettext("{n} selected", "{n} selected", n).format(n=n)
            messages.announce(self, f"{chosen}. {self.sessions.note.text()}")

    def _follow_link(self) -> None:
        link, self._link = self._link, {}
        people = self.board.people if self.board is not None else ()
        wanted = {each for each in map(link.get, _PEOPLE_OF) if isinstance(each, UUID)}
        if wanted:
            self.waiting.choose(
                [p.key for p in people if wanted & {p.candidate_id, p.course_session_id}]
            )
        session_id = link.get("exam_session_id")
        if isinstance(session_id, UUID):
            self.sessions.go_to(session_id)

    def _open_chosen(self) -> None:
        chosen = self.waiting.people_chosen()
        if chosen:
            self.open_person(chosen[0])

    def _owed(self, person: WaitingPerson) -> str:
        if not person.owes:
            return ""
        amount = money_text(person.owes, self.context.session.currency)
        return _("Fee {amount} due").format(amount=amount)

    def _say_loading(self) -> None:
        if self.board is None:
            self.waiting.say_loading()

    def _fit(self) -> None:
        widest = round(self.width() * _LARGEST_SHARE)
        self.waiting.setFixedWidth(min(theme().px(_WAITING_WIDTH), widest))
        is_wide = self.width() >= theme().px(_LEAST_FOR_NAMES)
        self.invite_button.setText(_("Invite") if is_wide else "")
        self.lists_button.setText(_("Seating lists…") if is_wide else "")
        self.lists_button.setToolTip(_("Ctrl+P") if is_wide else _("Seating lists… (Ctrl+P)"))
