"""Handing mails to a mail server (SMTP), and opening them in the person's own mail program.

Meant for a worker: a server may take its time. No text of a mail and no password is ever logged.
"""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formataddr, localtime
from urllib.parse import quote

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.notices.rows import Delivery, MailServer, Outgoing, OutgoingMail
from wset_desk.services.refusals import describe
from wset_desk.system.mail_password import mail_password

TIMEOUT_SECONDS = 20
CALENDAR_FILE = "exam.ics"
_LONGEST_ANSWER = 200
PasswordOf = Callable[[str, str], str | None]


def send_mails(outgoing: Outgoing, password_of: PasswordOf = mail_password) -> tuple[Delivery, ...]:
    """Send each; a server that can't be reached fails all that are left, with the reason."""
    done: list[Delivery] = []
    why = ""
    try:
        with _connected(outgoing.server, password_of) as server:
            for mail in outgoing.mails:
                done.append(_sent(server, outgoing.server, mail))
    except DomainError as error:
        why = describe(error)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        why = _why(error)
    # what it took before is sent, even if it grumbled at the farewell
    return (*done, *(Delivery(each.notice_id, why) for each in outgoing.mails[len(done) :]))


def mail_link(recipient: str, subject: str, body: str) -> str:
    """A `mailto:` address that opens the person's mail program with all of it."""
    text = body.replace("\n", "\r\n")
    address = quote(recipient, safe="@")
    return f"mailto:{address}?subject={quote(subject)}&body={quote(text)}"


def message_of(server: MailServer, mail: OutgoingMail) -> EmailMessage:
    """The mail as it goes out, its calendar entry attached.

    Sent again it has the same Message-ID: mail programs that have it already show it once.
    """
    message = EmailMessage()
    message["Date"] = localtime()
    message["Message-ID"] = f"<{mail.notice_id}@{server.sender.rpartition('@')[2]}>"
    message["From"] = formataddr((server.sender_name, server.sender))
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message.set_content(mail.body)
    if mail.calendar:
        message.add_attachment(mail.calendar, subtype="calendar", filename=CALENDAR_FILE)
    return message


def _connected(server: MailServer, password_of: PasswordOf) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.security == "starttls":
            client.starttls(context=context)
        if server.user:
            client.login(server.user, password_of(server.user, server.host) or "")
    except BaseException:
        client.close()
        raise
    return client


def _sent(client: smtplib.SMTP, server: MailServer, mail: OutgoingMail) -> Delivery:
    try:
        client.send_message(message_of(server, mail))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Delivery(mail.notice_id, _why(error))
    return Delivery(mail.notice_id)


def _why(error: Exception) -> str:
    """In plain words, with what the server said."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server refused the user name or the password.")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server refused the recipient's address.")
    if isinstance(error, ssl.SSLError):
        return _("No safe connection to the mail server: {reason}").format(reason=error.reason)
    if isinstance(error, smtplib.SMTPException):
        answer = str(error)[:_LONGEST_ANSWER]
        return _("The mail server answered: {answer}").format(answer=answer)
    return _("The mail server can't be reached: {reason}").format(reason=error)
