"""The help as people use it: F1, links, search, Back, by keys; readable however it is shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from ui.common.dialogs import Dialog
from ui.common.overlay import open_overlays
from ui.common.palette import CommandPalette
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.help.pages import CONTENTS, help_pages
from ui.desk.help.panel import HelpPanel, Place
from ui.desk.main_window import MainWindow
from ui.desk.start.front_page import FrontPage
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language

OpenDesk = Callable[..., MainWindow]
ROUNDING = 1
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(window.windowHandle(), key, modifier)


def panel_of(window: MainWindow) -> HelpPanel:
    (panel,) = [each for each in open_overlays(window) if isinstance(each, HelpPanel)]
    return panel


def text_of(panel: HelpPanel) -> str:
    return panel.browser.toPlainText()


def test_f1_opens_the_page_of_the_screen_with_its_keys_first(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    window = open_desk()
    window.navigate("candidates")
    press(qtbot, window, Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel.place == Place("candidates")
    assert panel.browser.hasFocus()
    text = text_of(panel)
    assert text.startswith("Candidates\n")
    own, everywhere = text.index("Keys: Candidates"), text.index("Keys everywhere")
    assert own < text.index("New note") < everywhere < text.index("Ctrl+Shift+Z")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert open_overlays(window) == []


@pytest.mark.parametrize("role", Role)
def test_every_page_that_a_role_sees_has_help(open_desk: OpenDesk, role: Role) -> None:
    window = open_desk(role)
    assert window.desk is not None
    for page in (*window.desk.pages,):
        window.navigate(page.name)
        panel = window.open_help()
        assert text_of(panel).startswith(f"{page.title}\n")
        panel.close_now()


def test_the_rail_has_a_way_to_it(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    assert window.desk is not None
    qtbot.mouseClick(window.desk.rail.help, Qt.MouseButton.LeftButton)
    assert panel_of(window).place == Place("today")


def test_links_are_followed_and_left_by_keys(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    press(qtbot, window, Qt.Key.Key_F1)
    panel = panel_of(window)
    assert not panel.back_button.isEnabled()
    press(qtbot, window, Qt.Key.Key_Tab)
    press(qtbot, window, Qt.Key.Key_Return)
    assert panel.place == Place("results", "marks-by-two-people")
    assert text_of(panel).startswith("Results")
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert panel.place == Place("today")
    assert not panel.back_button.isEnabled()
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert panel.place == Place("today")


def test_a_link_to_a_section_shows_it_at_the_top_and_back_returns_to_the_same_line(
    open_desk: OpenDesk,
) -> None:
    panel = open_desk(height=560).open_help("roles")
    bar = panel.browser.verticalScrollBar()
    panel.show_page("calendar", "new-session")
    settle()
    at = bar.value()
    assert at > 0
    top = panel.browser.cursorForPosition(panel.browser.viewport().rect().topLeft()).block()
    assert "New session" in {top.text(), top.next().text()}
    panel.browser.anchorClicked.emit(QUrl("courses"))
    panel.go_back()
    assert (panel.place.page, bar.value()) == ("calendar", at)


def test_searching_by_keys_finds_the_answer(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    press(qtbot, window, Qt.Key.Key_F1)
    panel = panel_of(window)
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert panel.search.hasFocus()
    qtbot.keyClicks(panel.search, "54.99")
    qtbot.waitUntil(lambda: panel.place == Place(query="54.99"))
    assert "How a result is judged: A paper" in text_of(panel)
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.place == Place("judging", "a-paper")
    assert panel.browser.hasFocus()
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert panel.search.text() == "54.99"
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert (panel.place, panel.search.text()) == (Place("today"), "")


def test_another_search_takes_the_place_of_the_one_before(open_desk: OpenDesk) -> None:
    panel = open_desk().open_help("roles")
    for typed in ("deadl", "deadline", "<b>* xyzzy *"):
        panel.search.setText(typed)
        panel.search.search_now()
    assert "Found for “<b>* xyzzy *”" in text_of(panel)
    assert "Nothing in the help fits." in text_of(panel)
    panel.search.clear()
    panel.search.search_now()
    assert panel.place == Place("roles")


def test_all_pages_are_a_click_away(open_desk: OpenDesk, qtbot: QtBot) -> None:
    panel = open_desk().open_help()
    qtbot.mouseClick(panel.contents_button, Qt.MouseButton.LeftButton)
    assert panel.place == Place(CONTENTS)
    qtbot.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    assert panel.place == Place("today")


def test_the_palette_opens_a_page(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    qtbot.keyClicks(palette.line, "help: extra")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert panel_of(window).place == Place("extra_time")


def test_the_palette_opens_the_keys_of_the_page_too(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    palette = window.open_palette()
    assert palette is not None
    qtbot.keyClicks(palette.line, "keyboard")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert "New note" in text_of(panel_of(window))


def test_f1_in_an_open_form_leaves_the_form_as_it_was(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    sheet = Sheet(window, "New note", Label("Form"), on_save=window.update)
    sheet.open()
    focused = window.focusWidget()
    press(qtbot, window, Qt.Key.Key_F1)
    press(qtbot, window, Qt.Key.Key_F1)
    assert open_overlays(window) == [sheet, panel_of(window)]
    press(qtbot, window, Qt.Key.Key_Escape)
    assert open_overlays(window) == [sheet]
    assert window.focusWidget() is focused


def test_a_page_in_front_of_the_desk_has_its_own_help(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    window.show_front(FrontPage("Locked", width=400))
    press(qtbot, window, Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel.place == Place("sign_in")
    assert "New note" not in text_of(panel)


def test_the_internet_is_opened_only_after_a_question(
    open_desk: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window = open_desk()
    panel = window.open_help()
    panel.browser.anchorClicked.emit(QUrl("https://example.org/exams"))
    dialog = window.findChild(Dialog)
    assert dialog is not None
    assert "https://example.org/exams" in dialog.accessibleDescription()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert opened == []
    panel.browser.anchorClicked.emit(QUrl("https://example.org/exams"))
    press(qtbot, window, Qt.Key.Key_Return)
    assert opened == ["https://example.org/exams"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (760, 520)])
@pytest.mark.parametrize("size", [100, 150, 200])
def test_every_page_fits_and_every_control_has_a_name(
    open_desk: OpenDesk, size: int, width: int, height: int
) -> None:
    window = open_desk(width=width, height=height)
    theme().set_text_size(size)
    panel = window.open_help()
    for name in help_pages():
        panel.show_page(name)
        settle()
        document = panel.browser.document()
        assert document.size().width() <= panel.browser.viewport().width() + ROUNDING, name
    assert unnamed_controls(panel) == []
    assert small_targets(panel) == []
    assert clipped_texts(panel) == []


def test_it_changes_with_the_theme_without_losing_the_line(open_desk: OpenDesk) -> None:
    panel = open_desk(height=560).open_help("calendar")
    panel.browser.verticalScrollBar().setValue(120)
    light = panel.browser.document().begin().begin().fragment().charFormat().foreground().color()
    theme().set_appearance(Appearance.DARK)
    settle()
    dark = panel.browser.document().begin().begin().fragment().charFormat().foreground().color()
    assert (light, dark) != (dark, light)
    assert dark == theme().color("text")
    assert panel.browser.verticalScrollBar().value() == 120


def test_it_speaks_another_longer_language(open_desk: OpenDesk) -> None:
    set_language(PSEUDO)
    panel = open_desk().open_help("all_settings")
    settle()
    assert untranslated_texts(panel) == []
    assert clipped_texts(panel) == []
