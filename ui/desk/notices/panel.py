"""The message that is chosen: to whom, its text, its calendar entry, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import EmptyState
from ui.common.flow import flowing
from ui.common.labels import Look
from ui.common.layouts import column, line, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.notices import words
from ui.desk.notices.actions import NoticeActions
from wset_desk.domain.notices import NoticeState
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.notices.rows import NoticeRow

_BREAK = "\u200b"


class NoticePanel(QFrame):
    """``review_wanted``: several are chosen and shall be looked through."""

    review_wanted = Signal()

    def __init__(self, context: DeskContext, actions: NoticeActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self.notice: NoticeRow | None = None
        self._several: tuple[NoticeRow, ...] = ()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Message"))
        self._build_labels()
        self._build_buttons()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(EmptyState(_("Choose a message to read it."), icon="mail"))
        self._pages.addWidget(self._content())
        self._pages.addWidget(self._several_page())

    def show_nothing(self) -> None:
        self.notice, self._several = None, ()
        self._pages.setCurrentIndex(0)

    def show_notice(self, notice: NoticeRow) -> None:
        self.notice, self._several = notice, ()
        # an address is one word, and may be wider than the panel
        self._recipient.setText(words.recipient_text(notice).replace("@", f"{_BREAK}@"))
        self._state.set_look(words.state_look(notice))
        self._fate.setText(words.fate_text(notice, self._context.session.zone))
        self._fate.set_tone("danger" if notice.state is NoticeState.FAILED else "text2")
        self._subject.setText(notice.subject)
        self._body.setText(notice.body)
        self._offer(notice)
        self._pages.setCurrentIndex(1)

    def show_several(self, notices: tuple[NoticeRow, ...]) -> None:
        self.notice, self._several = None, notices
        text = ngettext("{n} message chosen", "{n} messages chosen", len(notices))
        self._number.setText(text.format(n=len(notices)))
        may = self._context.session.may(Permission.ENROL)
        self.review_button.setVisible(may and any(each.may_be_sent for each in notices))
        self.discard_all_button.setVisible(may and any(each.is_open for each in notices))
        self._pages.setCurrentIndex(2)

    def _build_labels(self) -> None:
        self._recipient = Label("", "bodyStrong", wrap=True)
        self._state = Badge(Look("", "", "text2", "sunken"))
        self._fate = Label("", tone="text2", wrap=True)
        self._subject = Label("", "title", wrap=True)
        self._body = Label("", wrap=True)
        self._number = Label("", "title", wrap=True)

    def _build_buttons(self) -> None:
        actions = self._actions
        self.send_button = self._button(_("Send"), "mail", actions.send_one, "primary")
        self.mail_program_button = self._button(
            _("Open in mail program"), "external", actions.open_in_mail_program
        )
        self.copy_button = self._button(_("Copy text"), "copy", actions.copy)
        self.calendar_button = self._button(
            _("Save calendar file…"), "calendar", actions.save_calendar_file
        )
        self.mark_button = self._button(_("Mark as sent"), "check", actions.mark_sent)
        self.discard_button = self._button(_("Discard"), "trash", actions.discard_one)
        self.take_up_button = self._button(_("Make it a draft again"), "undo", actions.take_up)
        self.profile_button = self._button(_("Open profile"), "user", actions.open_profile)
        self.review_button = Button(
            _("Look through and send…"),
            kind="primary",
            icon="mail",
            on_click=self.review_wanted.emit,
        )
        self.discard_all_button = Button(
            _("Discard them"), icon="trash", on_click=self._discard_several
        )

    def _button(self, text: str, icon: str, act: object, kind: str = "") -> Button:
        def run() -> None:
            if self.notice is not None and callable(act):
                act(self.notice)

        return Button(text, kind=kind, icon=icon, on_click=run)

    def _discard_several(self) -> None:
        self._actions.discard([each for each in self._several if each.is_open])

    def _offer(self, notice: NoticeRow) -> None:
        """The buttons that fit its state, and the person who looks at it."""
        may = self._context.session.may(Permission.ENROL)
        self.send_button.setText(
            _("Try again") if notice.state is NoticeState.FAILED else _("Send")
        )
        self.send_button.setVisible(may and notice.is_unsent)
        self.send_button.setEnabled(notice.may_be_sent)
        for button in (self.mark_button, self.discard_button):
            button.setVisible(may and notice.is_open)
        self.take_up_button.setVisible(may and notice.state is NoticeState.DISCARDED)
        self.calendar_button.setVisible(bool(notice.calendar))

    def _content(self) -> QWidget:
        top = row(self._recipient, self._state, gap=2)
        top.setStretch(0, 1)
        body = column(
            top,
            self._fate,
            flowing(
                self.send_button,
                self.mail_program_button,
                self.copy_button,
                self.calendar_button,
                self.mark_button,
                self.discard_button,
                self.take_up_button,
                self.profile_button,
                gap=2,
            ),
            line(),
            self._subject,
            self._body,
            None,
            gap=3,
            margins=(5, 4, 5, 5),
        )
        inner = QWidget()
        inner.setLayout(body)
        return scrolling(inner, _("Message"))

    def _several_page(self) -> QWidget:
        page = QWidget()
        buttons = flowing(self.review_button, self.discard_all_button, gap=2)
        note = Label(_("Nothing is sent before you have seen it."), tone="text2", wrap=True)
        page.setLayout(column(self._number, note, buttons, None, gap=3, margins=(5, 4, 5, 5)))
        return page
