"""Mails reach a server as they were shown, and what goes wrong is said in plain words."""

import socket
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from tests.helpers.mail_server import LOCAL, MailBox, mail_server
from wset_desk.exchange.mail import mail_link, send_mails
from wset_desk.services.notices.rows import MailServer, Outgoing, OutgoingMail

ANA = UUID(int=1)
BEN = UUID(int=2)
CALENDAR = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def outgoing(port: int, *mails: OutgoingMail, user: str = "", security: str = "none") -> Outgoing:
    server = MailServer(LOCAL, port, security, user, "exams@vine.example", "Vine Street, London")
    return Outgoing(server, mails)


def mail(notice_id: UUID = ANA, recipient: str = "ana@example.com") -> OutgoingMail:
    return OutgoingMail(notice_id, recipient, "Your place – Café", "Dear Ana,\n\nsee you", CALENDAR)


def test_a_mail_arrives_with_its_calendar_entry() -> None:
    with mail_server() as box:
        (delivery,) = send_mails(outgoing(box.port, mail()))
    assert (delivery.notice_id, delivery.failure) == (ANA, "")
    (arrived,) = box.mails
    assert arrived["Subject"] == "Your place – Café"
    assert arrived["To"] == "ana@example.com"
    assert arrived["From"] == '"Vine Street, London" <exams@vine.example>'
    assert arrived["Date"].datetime.tzinfo is not None
    body = arrived.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == ["Dear", "Ana,", "see", "you"]
    (attached,) = arrived.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "exam.ics")


def test_what_is_sent_again_is_the_same_mail_to_whoever_has_it() -> None:
    with mail_server() as box:
        send_mails(outgoing(box.port, mail(), mail(BEN)))
        send_mails(outgoing(box.port, mail()))
    first, other, again = (each["Message-ID"] for each in box.mails)
    assert first == again == f"<{ANA}@vine.example>"
    assert other != first


def test_one_refused_address_doesnt_keep_the_others() -> None:
    with mail_server(refused=frozenset({"ana@"})) as box:
        first, second = send_mails(outgoing(box.port, mail(), mail(BEN, "ben@example.com")))
    assert first.failure == "The mail server refused the recipient's address."
    assert (second.notice_id, second.failure) == (BEN, "")
    assert [each["To"] for each in box.mails] == ["ben@example.com"]


def test_what_was_taken_counts_whatever_the_farewell() -> None:
    with mail_server(farewell="500 what?") as box:
        (delivery,) = send_mails(outgoing(box.port, mail()))
    assert delivery.failure == ""
    assert len(box.mails) == 1


def test_a_wrong_password_is_said_and_never_shown() -> None:
    with mail_server() as box:
        (delivery,) = send_mails(outgoing(box.port, mail(), user="exams"), lambda *_who: "s3cret")
    assert delivery.failure == "The mail server refused the user name or the password."
    assert box.logins
    assert box.mails == []


def test_nothing_goes_out_unencrypted_where_encryption_is_wanted() -> None:
    with mail_server() as box:
        (delivery,) = send_mails(outgoing(box.port, mail(), security="starttls"))
    assert delivery.failure.startswith("The mail server answered: STARTTLS")
    assert box.mails == []


def test_a_server_that_isnt_there_fails_them_all() -> None:
    with socket.socket() as taken:
        taken.bind((LOCAL, 0))
        found = send_mails(outgoing(taken.getsockname()[1], mail(), mail(BEN)))
    assert [each.notice_id for each in found] == [ANA, BEN]
    assert all(each.failure.startswith("The mail server can't be reached") for each in found)


def test_an_address_that_breaks_lines_is_refused() -> None:
    with mail_server() as box:
        bad = mail(recipient="ana@example.com\nBcc: all@example.com")
        bad_one, good_one = send_mails(outgoing(box.port, bad, mail(BEN)))
    assert bad_one.failure
    assert not good_one.failure
    assert isinstance(box, MailBox)
    assert [each["To"] for each in box.mails] == ["ana@example.com"]


def test_a_mail_program_is_given_everything() -> None:
    parts = urlsplit(mail_link("ana+1@example.com", "Résit & more", "Dear Ana,\nsee you"))
    assert (parts.scheme, parts.path) == ("mailto", "ana%2B1@example.com")
    assert parse_qs(parts.query) == {
        "subject": ["Résit & more"],
        "body": ["Dear Ana,\r\nsee you"],
    }
