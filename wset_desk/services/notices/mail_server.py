"""The mail server that the settings name, and a message that tries it out."""

from dataclasses import dataclass

from wset_desk.domain.candidates import is_plausible_email
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.notices.rows import MailServer, Outgoing, OutgoingMail
from wset_desk.services.setting_values import CentreSettings
from wset_desk.settings import SMTP_FROM, SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER
from wset_desk.storage.schema import Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Trial:
    """The message that tries the server out: `recipient` is whoever is signed in, if known.

    `sender` and `host` are empty where the settings don't say.
    """

    recipient: str
    sender: str
    host: str
    subject: str
    body: str


@query(Permission.MANAGE_SETTINGS)
def trial(uow: UnitOfWork) -> Trial:
    """What `trial_mail` would send, to be read first."""
    settings = CentreSettings(uow)
    own = None if uow.actor.staff_id is None else uow.get(Staff, uow.actor.staff_id).email
    return Trial(
        recipient=own or "",
        sender=_sender(uow, settings),
        host=settings[SMTP_HOST],
        subject=_("Test message from {centre}").format(centre=uow.centre.name),
        body=_(
            "This message was sent from WSET Desk to try the mail server out. If you can read it, "
            "messages to candidates will go out, too."
        ),
    )


@query(Permission.MANAGE_SETTINGS)
def trial_mail(uow: UnitOfWork, *, recipient: str) -> Outgoing:
    """That message to an address, for a worker to send; nothing is kept of it.

    Refuses EMAIL_NOT_PLAUSIBLE, MAIL_SERVER_MISSING and MAIL_SENDER_MISSING.
    """
    address = recipient.strip()
    if not is_plausible_email(address):
        raise DomainError("EMAIL_NOT_PLAUSIBLE", field="recipient", text=address)
    shown = trial(uow)
    mail = OutgoingMail(uow.new_id(), address, shown.subject, shown.body, "")
    return Outgoing(mail_server(uow), (mail,))


def mail_server(uow: UnitOfWork) -> MailServer:
    """Where the centre's mail goes out (helper).

    Refuses MAIL_SERVER_MISSING and MAIL_SENDER_MISSING.
    """
    settings = CentreSettings(uow)
    host, sender = settings[SMTP_HOST], _sender(uow, settings)
    if not host:
        raise DomainError("MAIL_SERVER_MISSING")
    if not sender:
        raise DomainError("MAIL_SENDER_MISSING")
    return MailServer(
        host=host,
        port=settings[SMTP_PORT],
        security=settings[SMTP_SECURITY],
        user=settings[SMTP_USER],
        sender=sender,
        sender_name=uow.centre.name,
    )


def _sender(uow: UnitOfWork, settings: CentreSettings) -> str:
    return settings[SMTP_FROM] or uow.centre.email or ""
