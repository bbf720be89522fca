"""The sheet that sends a test message through the mail server of the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.cards import Card
from ui.common.forms import Form, TextField
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.mail import send_mails
from wset_desk.i18n import _
from wset_desk.services.notices.mail_server import Trial, trial, trial_mail
from wset_desk.services.notices.rows import Delivery, Outgoing


class MailTrialSheet(Sheet):
    """It stays open: what became of the message stands at its top."""

    def __init__(self, owner: QWidget, context: DeskContext, shown: Trial) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Send a test message"),
            form,
            subtitle=_subtitle(shown),
            save_text=_("Send it"),
            on_save=self._send,
        )
        self._context = context
        form.add(TextField("recipient", _("To"), required=True))
        form.set_values({"recipient": shown.recipient})
        card = Card(margins=4, gap=2, name=_("The message"))
        card.body.addWidget(Label(shown.subject, "bodyStrong", wrap=True))
        card.body.addWidget(Label(shown.body, wrap=True))
        form.add_widget(card)

    @classmethod
    def ask(cls, owner: QWidget, context: DeskContext) -> None:
        """Open it once the text is there."""

        def show(shown: Trial) -> None:
            cls(owner, context, shown).open()

        context.tasks.run(trial, owner=owner, on_done=show)

    def dismiss(self) -> None:
        """An address isn't worth a question."""
        self.close_now()

    def _send(self) -> None:
        if self.form is None:
            return
        self.save_button.setEnabled(False)
        self._context.tasks.run(
            trial_mail,
            owner=self,
            on_done=self._hand_over,
            on_refused=self._refused,
            recipient=self.form["recipient"].value(),
        )

    def _hand_over(self, outgoing: Outgoing) -> None:
        (mail,) = outgoing.mails
        going = _("On its way to {server}…").format(server=outgoing.server.host)
        self.message.show_message(going, "info")
        self._context.tasks.run_wide(
            send_mails,
            outgoing,
            owner=self,
            on_done=lambda deliveries: self._tell(deliveries, mail.recipient),
            on_settled=lambda: self.save_button.setEnabled(True),
        )

    def _refused(self, error: DomainError) -> None:
        self.save_button.setEnabled(True)
        self.refuse(error, self._context.tasks.describe(error))

    def _tell(self, deliveries: tuple[Delivery, ...], recipient: str) -> None:
        (delivery,) = deliveries
        if delivery.failure:
            text = _("It wasn't sent. {reason}").format(reason=delivery.failure)
            self.message.show_message(text, "danger")
        else:
            text = _("The mail server has taken it. Look whether it arrives at {address}.")
            self.message.show_message(text.format(address=recipient), "success")


def _subtitle(shown: Trial) -> str:
    """By which way it goes; what is missing is refused when it is sent."""
    if not shown.host or not shown.sender:
        return ""
    return _("From {sender}, through {server}.").format(sender=shown.sender, server=shown.host)
