"""The centre's texts in the settings, and the message that tries the mail server out."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.mail_server import LOCAL, mail_server
from tests.helpers.settings_page import SettingsPage, press
from ui.common.theme import Appearance, theme
from ui.desk.settings.mail_trial import MailTrialSheet
from ui.desk.settings.setting_list import SettingList
from ui.desk.settings.text_sheet import TextSheet
from ui.desk.settings.texts import TextsSection
from wset_desk.domain.centre_texts import CENTRE_TEXTS
from wset_desk.domain.notice_texts import body_of, subject_of
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.permissions import Role
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.text_blocks import list_text_blocks, set_text_blocks
from wset_desk.services.workspace import Workspace
from wset_desk.settings import SMTP_FROM, SMTP_HOST, SMTP_PORT, SMTP_SECURITY

Open = Callable[..., SettingsPage]
SUBJECT, BODY = subject_of(NoticeKind.BOOKING), body_of(NoticeKind.BOOKING)
ADDRESS = "ada@example.org"


def own(page: SettingsPage) -> dict[str, str]:
    """What the centre says in words of its own."""
    rows = page.workspace.run(list_text_blocks)
    return {row.name: row.own for row in rows if row.own is not None}


def open_text(page: SettingsPage, key: str = "notice.booking") -> TextSheet:
    page.section(TextsSection).open_entry(key)
    settle()
    return page.overlay(TextSheet)


def states(page: SettingsPage) -> dict[str, bool]:
    return {text.key: text.is_own for text in page.section(TextsSection).model.rows}


def test_every_text_is_listed_once_and_says_whether_it_was_changed(open_settings: Open) -> None:
    page = open_settings(section="texts")
    assert list(states(page)) == list(
        dict.fromkeys(name.rpartition(".")[0] for name in CENTRE_TEXTS)
    )
    assert not any(states(page).values())
    page.workspace.call(set_text_blocks, texts={SUBJECT: "A place for you"})
    page.view.refresh()
    assert [key for key, changed in states(page).items() if changed] == ["notice.booking"]


def test_a_text_is_changed_seen_in_the_preview_and_undone(open_settings: Open) -> None:
    page = open_settings(section="texts")
    sheet = open_text(page)
    assert "Your place: Level 2 Theory" in texts_in(sheet)
    page.fill({SUBJECT: "Welcome, {first_name}"})
    assert "Welcome, Ana" in texts_in(sheet)
    press(sheet.save_button)
    assert own(page) == {SUBJECT: "Welcome, {first_name}"}
    assert page.recorder.toasts == ["The text is changed: A seat is given"]
    page.undo()
    assert own(page) == {}


def test_placeholders_are_put_in_where_one_typed_last(open_settings: Open) -> None:
    page = open_settings(section="texts")
    sheet = open_text(page)
    page.fill({SUBJECT: "For ", BODY: "Dear "})
    sheet.form[SUBJECT].control.setFocus()  # type: ignore[index]
    press(sheet.insert_buttons["exam"])
    assert page.form()[SUBJECT].value() == "For {exam}"
    area = page.form()[BODY].control
    assert isinstance(area, QPlainTextEdit)
    area.setFocus()
    area.moveCursor(area.textCursor().MoveOperation.End)
    press(sheet.insert_buttons["first_name"])
    assert area.toPlainText() == "Dear {first_name}"
    assert area.hasFocus()


def test_what_cannot_be_filled_in_is_said_at_once_and_refused_beside_its_field(
    open_settings: Open,
) -> None:
    page = open_settings(section="texts")
    sheet = open_text(page)
    page.fill({BODY: "Dear {surname}"})
    why = "There is no placeholder {surname} here."
    assert why in texts_in(sheet)
    press(sheet.save_button)
    assert page.form()[BODY].error == why
    assert own(page) == {}


def test_back_to_as_shipped_is_saved_like_a_text(open_settings: Open, desk: Workspace) -> None:
    desk.call(set_text_blocks, texts={SUBJECT: "Ours", BODY: "Ours, too"})
    page = open_settings(section="texts")
    sheet = open_text(page)
    press(sheet.shipped_button)
    assert page.form()[SUBJECT].value() == CENTRE_TEXTS[SUBJECT].text
    assert not sheet.shipped_button.isEnabled()
    press(sheet.save_button)
    assert own(page) == {}
    page.undo()
    assert own(page) == {SUBJECT: "Ours", BODY: "Ours, too"}


def test_a_search_finds_a_text(open_settings: Open) -> None:
    page = open_settings()
    page.search("invitation makeup")
    found = page.view.section("all")
    assert isinstance(found, SettingList)
    titles = [link.text() for link in found.links]
    assert "Invitation to a makeup" in titles
    press(found.links[titles.index("Invitation to a makeup")])
    assert page.view.current == "texts"
    assert isinstance(page.sheet(), TextSheet)


def test_an_exams_officer_reads_them_and_changes_nothing(open_settings: Open) -> None:
    page = open_settings(Role.EXAMS_OFFICER, section="texts")
    sheet = open_text(page)
    assert sheet.save_button.isHidden()
    assert sheet.shipped_button.isHidden()
    assert not page.form()[BODY].isEnabled()
    assert "Your place: Level 2 Theory" in texts_in(sheet)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_texts_can_be_read_and_reached(
    open_settings: Open, appearance: Appearance, size: int
) -> None:
    theme().set_text_size(size)
    theme().set_appearance(appearance)
    page = open_settings(section="texts")
    sheet = open_text(page, "notice.makeup_invitation")
    for shown in (page.section(TextsSection), sheet):
        assert unnamed_controls(shown) == []
        assert small_targets(shown) == []
        assert clipped_texts(shown) == []


# -- the test message ---------------------------------------------------------------------------


def set_server(desk: Workspace, port: int) -> None:
    for setting, value in (
        (SMTP_HOST, LOCAL),
        (SMTP_PORT, port),
        (SMTP_SECURITY, "none"),
        (SMTP_FROM, "exams@vine.example"),
    ):
        desk.call(change_setting, name=setting.name, value=value)


def open_trial(open_settings: Open) -> tuple[SettingsPage, MailTrialSheet]:
    page = open_settings(section="all")
    (link,) = page.section(SettingList)[SMTP_HOST.name].links
    press(link)
    return page, page.overlay(MailTrialSheet)


def test_a_test_message_arrives_as_it_is_shown(open_settings: Open, desk: Workspace) -> None:
    with mail_server() as box:
        set_server(desk, box.port)
        page, sheet = open_trial(open_settings)
        assert box.mails == []
        page.save(recipient=ADDRESS)
    (mail,) = box.mails
    assert (mail["To"], mail["From"]) == (ADDRESS, "Test Centre <exams@vine.example>")
    body = mail.get_body()
    assert body is not None
    told = texts_in(sheet)
    assert mail["Subject"] in told
    assert body.get_content().strip() in told
    assert f"The mail server has taken it. Look whether it arrives at {ADDRESS}." in told


def test_what_a_server_answers_is_said_in_words(open_settings: Open, desk: Workspace) -> None:
    with mail_server(refused=frozenset({ADDRESS})) as box:
        set_server(desk, box.port)
        page, sheet = open_trial(open_settings)
        page.save(recipient=ADDRESS)
    why = "It wasn't sent. The mail server refused the recipient's address."
    assert why in texts_in(sheet)
    assert sheet.save_button.isEnabled()


def test_without_a_server_or_an_address_nothing_goes_out(open_settings: Open) -> None:
    page, sheet = open_trial(open_settings)
    page.save(recipient="nowhere")
    assert page.form()["recipient"].error == "“nowhere” isn't an e-mail address."
    page.save(recipient=ADDRESS)
    assert "No mail server is set up. Settings, Mail has what it needs." in texts_in(sheet)
