"""Messages in the window: read, sent through a mail server, by other means, or discarded."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.board import OCTOBER_4, School, held_course
from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.mail_server import LOCAL, MailBox, mail_server
from tests.helpers.pseudo import untranslated_texts
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.notices.model import Part
from ui.desk.notices.review_sheet import ReviewSheet
from ui.desk.notices.view import NoticesView
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.notices import MAYBE_SENT, NoticeKind, NoticeMethod, NoticeState
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.notices.outbox import notices, send_notices, settle_unfinished
from wset_desk.services.notices.rows import NoticeRow
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]
NAMES = ("Ana Silva", "Ben Okafor")
DATA = (*NAMES, "@example.com", "Level 2", "Oct", "Sept", "Sunday", "Aug", "Test Centre")


class Desk:
    """The screen, and the centre behind it: two people have just been given a seat."""

    def __init__(self, school: School, qtbot: QtBot) -> None:
        self.workspace = school.workspace
        self.qtbot = qtbot
        self.shell = Recorder()
        self.tasks = InlineTasks(school.workspace, describe)
        self.view = NoticesView(context_of(self.tasks, session_of(), self.shell))

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def kept(self) -> dict[str, NoticeRow]:
        """The messages in the store by name."""
        return {each.name: each for each in self.workspace.run(notices)}

    def choose(self, name: str) -> None:
        names = [row.name for row in self.view.model.rows]
        self.view.table.selectRow(names.index(name))
        settle()

    def undo(self) -> None:
        inverse = self.shell.undos[-1]
        assert inverse is not None
        inverse()
        settle()


@pytest.fixture
def screen(desk: Workspace, clock: FixedClock, qtbot: QtBot, shown: Show) -> Desk:
    school = held_course(desk, clock, people=2)
    for person, name in zip(school.people, NAMES, strict=True):
        first, last = name.split()
        address = f"{first.lower()}@example.com"
        values = CandidateValues(first_name=first, last_name=last, email=address)
        desk.call(edit_candidate, candidate_id=person, values=values)
    school.miss(1, 2)
    school.seat(school.exam(OCTOBER_4), school.key(1), school.key(2))
    made = Desk(school, qtbot)
    shown(made.view, 1216, 820)
    made.view.refresh()
    settle()
    return made


@pytest.fixture
def mailbox(desk: Workspace) -> Iterator[MailBox]:
    """A server that the settings name; it has no box for Ben."""
    with mail_server(refused=frozenset({"ben@"})) as box:
        for name, value in (
            ("smtp_host", LOCAL),
            ("smtp_port", box.port),
            ("smtp_security", "none"),
            ("smtp_from", "exams@vine.example"),
        ):
            desk.call(change_setting, name=name, value=value)
        yield box


def test_a_draft_is_read_before_it_is_sent(screen: Desk, mailbox: MailBox) -> None:
    screen.choose("Ana Silva")
    shown = "\n".join(texts_in(screen.view.panel)).replace("\u200b", "")
    assert "Ana Silva · ana@example.com" in shown
    assert "Sunday 4 October 2026, 15:30 – 16:30" in shown
    assert mailbox.mails == []
    screen.click(screen.view.panel.send_button)
    (mail,) = mailbox.mails
    assert mail["To"] == "ana@example.com"
    assert mail["Subject"] == screen.kept()["Ana Silva"].subject
    assert screen.kept()["Ana Silva"].state is NoticeState.SENT
    assert screen.shell.toasts[-1] == "1 message was sent"
    screen.view.open(notice_id=screen.kept()["Ana Silva"].id)
    settle()
    by = screen.kept()["Ana Silva"].sent_by
    assert by
    assert any(text.startswith(f"Sent by {by}, ") for text in texts_in(screen.view.panel))


def test_several_are_looked_through_and_one_fails(screen: Desk, mailbox: MailBox) -> None:
    screen.click(screen.view.review_button)
    sheet = screen.view.window().findChild(ReviewSheet)
    assert isinstance(sheet, ReviewSheet)
    assert mailbox.mails == []
    bodies = {each.body for each in screen.kept().values()}
    assert bodies <= set(texts_in(sheet))
    screen.click(sheet.save_button)
    assert [mail["To"] for mail in mailbox.mails] == ["ana@example.com"]
    ben = screen.kept()["Ben Okafor"]
    assert (ben.state, ben.failure) == (
        NoticeState.FAILED,
        "The mail server refused the recipient's address.",
    )
    screen.view.open(notice_id=ben.id)
    settle()
    assert screen.view.panel.send_button.text() == "Try again"
    assert f"Not sent. {ben.failure}" in texts_in(screen.view.panel)


def test_what_may_have_been_sent_says_so_and_is_sent_on_request_only(
    screen: Desk, mailbox: MailBox
) -> None:
    chosen = screen.kept()["Ana Silva"].id
    screen.workspace.call(send_notices, notice_ids=(chosen,))
    screen.view.open(notice_id=chosen)
    screen.view.refresh()
    settle()
    assert screen.view.panel.send_button.isHidden()
    screen.workspace.call(settle_unfinished)
    screen.view.refresh()
    screen.view.open(notice_id=chosen)
    settle()
    assert MAYBE_SENT in texts_in(screen.view.panel)
    screen.view.review_drafts()
    sheet = screen.view.window().findChild(ReviewSheet)
    assert isinstance(sheet, ReviewSheet)
    assert MAYBE_SENT in texts_in(sheet)
    assert mailbox.mails == []


def test_a_held_seat_that_has_passed_on_is_told_to_the_next(
    desk: Workspace, clock: FixedClock, shown: Show
) -> None:
    school = held_course(desk, clock, people=3)
    school.miss(1, 2, 3)
    desk.call(change_setting, name="waiting_list_offer_hours", value=24)
    exam = school.exam(OCTOBER_4, seats=1)
    (seat,) = school.seat(exam, school.key(1))
    school.join(exam, school.key(2), school.key(3))
    desk.call(cancel_registration, registration_id=seat.registration_id)
    clock.instant += timedelta(hours=25)
    view = NoticesView(context_of(InlineTasks(desk, describe), session_of(), Recorder()))
    shown(view, 1216, 820)
    offers = {
        (each.name, each.state) for each in desk.run(notices) if each.kind is NoticeKind.SEAT_OFFER
    }
    assert offers == {
        ("C02 Candidate", NoticeState.DISCARDED),
        ("C03 Candidate", NoticeState.DRAFT),
    }


def test_without_a_server_it_goes_out_by_other_means(screen: Desk) -> None:
    opened: list[QUrl] = []

    def open_url(link: QUrl) -> bool:
        opened.append(link)
        return True

    screen.view.verbs.open_url = open_url
    screen.choose("Ana Silva")
    screen.click(screen.view.panel.send_button)
    assert screen.kept()["Ana Silva"].state is NoticeState.DRAFT
    screen.click(screen.view.panel.mail_program_button)
    assert opened[0].toString().startswith("mailto:ana@example.com?subject=")
    assert screen.kept()["Ana Silva"].state is NoticeState.DRAFT
    screen.click(screen.view.panel.mark_button)
    ana = screen.kept()["Ana Silva"]
    assert (ana.state, ana.method) == (NoticeState.SENT, NoticeMethod.MAIL_PROGRAM)
    screen.undo()
    assert screen.kept()["Ana Silva"].state is NoticeState.DRAFT


def test_the_text_is_copied_and_the_calendar_entry_saved(
    screen: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    screen.choose("Ana Silva")
    screen.click(screen.view.panel.copy_button)
    ana = screen.kept()["Ana Silva"]
    assert QGuiApplication.clipboard().text() == f"{ana.subject}\n\n{ana.body}"
    file = tmp_path / "ana"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    screen.click(screen.view.panel.calendar_button)
    assert file.with_suffix(".ics").read_bytes() == ana.calendar.encode()


def test_what_is_discarded_comes_back(screen: Desk) -> None:
    screen.view.table.selectAll()
    settle()
    screen.click(screen.view.panel.discard_all_button)
    assert {each.state for each in screen.kept().values()} == {NoticeState.DISCARDED}
    screen.view.refresh()
    assert screen.view.model.rowCount() == 0
    assert not screen.view.review_button.isEnabled()
    screen.undo()
    assert {each.state for each in screen.kept().values()} == {NoticeState.DRAFT}


def test_a_profile_leads_to_the_messages_of_its_person(screen: Desk) -> None:
    screen.view.parts.set_current(Part.SENT.value)
    screen.view.open(text="Ben Okafor")
    settle()
    assert [row.name for row in screen.view.model.rows] == ["Ben Okafor"]
    assert screen.view.parts.current == Part.ALL.value


def test_one_discarded_is_made_a_draft_again(screen: Desk) -> None:
    screen.choose("Ana Silva")
    screen.click(screen.view.panel.discard_button)
    screen.view.open(notice_id=screen.kept()["Ana Silva"].id)
    screen.view.refresh()
    settle()
    screen.click(screen.view.panel.take_up_button)
    assert screen.kept()["Ana Silva"].state is NoticeState.DRAFT


def test_the_filter_and_the_parts_narrow_the_list(screen: Desk, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(screen.view.model)
    screen.view.search.setText("okaf")
    screen.view.search.search_now()
    assert [row.name for row in screen.view.model.rows] == ["Ben Okafor"]
    screen.view.search.clear()
    screen.view.search.search_now()
    screen.click(screen.view.panel.profile_button)
    assert screen.shell.visits[-1][0] == "candidates"
    screen.view.parts.set_current(Part.SENT.value)
    screen.view.refresh()
    assert screen.view.model.rowCount() == 0


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_it_can_be_read_and_reached(screen: Desk, appearance: Appearance, size: int) -> None:
    theme().set_text_size(size)
    theme().set_appearance(appearance)
    screen.choose("Ana Silva")
    assert unnamed_controls(screen.view) == []
    assert small_targets(screen.view) == []
    assert clipped_texts(screen.view) == []


def test_every_word_is_translated(desk: Workspace, screen: Desk, shown: Show) -> None:
    set_language(PSEUDO)
    view = NoticesView(context_of(screen.tasks, session_of(), Recorder()))
    shown(view, 1216, 820)
    view.refresh()
    settle()
    written = [text for each in screen.kept().values() for text in (each.subject, each.body)]
    assert untranslated_texts(view, (*written, "ana", "ben", *DATA)) == []
