"""The verbs of messages: send, open in the mail program, copy, save, mark, discard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.desk.calendar_files import save_calendar_file
from ui.desk.context import DeskContext
from wset_desk.domain.notices import NoticeMethod
from wset_desk.domain.permissions import Permission
from wset_desk.exchange.mail import mail_link, send_mails
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.waiting_list import settle_offers
from wset_desk.services.notices import outbox
from wset_desk.services.notices.rows import Delivery, NoticeRow, Outgoing

Opener = Callable[[QUrl], bool]


class NoticeActions:
    """``owner`` is the screen: what is still running ends with it."""

    def __init__(self, owner: QWidget, context: DeskContext) -> None:
        self._owner = owner
        self._context = context
        self.open_url: Opener = QDesktopServices.openUrl
        self._method = NoticeMethod.COPIED

    def load(self, on_done: Callable[[tuple[NoticeRow, ...]], object]) -> None:
        self._run(outbox.notices, on_done)

    def settle_offers(self) -> None:
        """Waiting lines go on by themselves: let the messages follow, where somebody looks."""
        if self._context.session.may(Permission.ENROL):
            self._run(settle_offers, None)

    # sending

    def send(self, notices: Sequence[NoticeRow]) -> None:
        """Send what somebody has read, in the background."""
        ids = tuple(each.id for each in notices)
        self._run(outbox.send_notices, self._hand_over, notice_ids=ids)

    def send_one(self, notice: NoticeRow) -> None:
        self.send((notice,))

    def _hand_over(self, outgoing: Outgoing) -> None:
        self._context.tasks.run_wide(
            send_mails, outgoing, owner=self._owner, on_done=self._write_down
        )

    def _write_down(self, deliveries: tuple[Delivery, ...]) -> None:
        told = partial(self._tell, deliveries)
        self._run(outbox.settle_deliveries, told, deliveries=deliveries)

    def _tell(self, deliveries: tuple[Delivery, ...], _nothing: object) -> None:
        failed = sum(bool(each.failure) for each in deliveries)
        sent = len(deliveries) - failed
        if sent:
            text = ngettext("{n} message was sent", "{n} messages were sent", sent)
            self._context.toast(text.format(n=sent))
        if failed:
            text = ngettext("{n} message wasn't sent", "{n} messages weren't sent", failed)
            self._context.toast(text.format(n=failed))

    # by other means

    def open_in_mail_program(self, notice: NoticeRow) -> None:
        """A new mail with everything in it; whether it goes out is up to the person there."""
        self._method = NoticeMethod.MAIL_PROGRAM
        link = mail_link(notice.recipient, notice.subject, notice.body)
        if self.open_url(QUrl(link)):
            self._context.toast(_("Once it has gone out, mark it as sent"))
        else:
            self._context.toast(_("No mail program was found on this computer"))

    def copy(self, notice: NoticeRow) -> None:
        self._method = NoticeMethod.COPIED
        QGuiApplication.clipboard().setText(f"{notice.subject}\n\n{notice.body}")
        self._context.toast(_("Subject and text are copied"))

    def save_calendar_file(self, notice: NoticeRow) -> None:
        """Where the person chooses, by the system's own dialog."""
        save_calendar_file(self._owner, self._context, notice.name, notice.calendar)

    def mark_sent(self, notice: NoticeRow) -> None:
        """It went out by other means: the last one that was used here."""
        self._run(
            outbox.mark_sent,
            lambda _value: self._context.toast(
                _("The message to {name} is marked as sent").format(name=notice.name),
                partial(self._run, outbox.mark_unsent, None, notice_id=notice.id),
                partial(self.mark_sent, notice),
            ),
            notice_id=notice.id,
            method=self._method,
        )

    def discard(self, notices: Sequence[NoticeRow]) -> None:
        ids: tuple[UUID, ...] = tuple(each.id for each in notices)
        text = ngettext("{n} message is discarded", "{n} messages are discarded", len(ids))
        self._run(
            outbox.discard_notices,
            lambda _value: self._context.toast(
                text.format(n=len(ids)),
                partial(self._run, outbox.restore_notices, None, notice_ids=ids),
                partial(self.discard, notices),
            ),
            notice_ids=ids,
        )

    def discard_one(self, notice: NoticeRow) -> None:
        self.discard((notice,))

    def take_up(self, notice: NoticeRow) -> None:
        """Make a draft of a discarded message again."""
        self._run(
            outbox.restore_notices,
            lambda _value: self._context.toast(
                _("The message to {name} is a draft again").format(name=notice.name),
                partial(self._run, outbox.discard_notices, None, notice_ids=(notice.id,)),
            ),
            notice_ids=(notice.id,),
        )

    def open_profile(self, notice: NoticeRow) -> None:
        self._context.navigate("candidates", candidate_id=notice.candidate_id)

    def _run(
        self, service: Callable[..., Any], on_done: Callable[[Any], object] | None, **values: Any
    ) -> None:
        self._context.tasks.run(service, owner=self._owner, on_done=on_done, **values)
