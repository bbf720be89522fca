"""On the Sync page: what a kept-out computer handed in is judged, action by action."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.audit_screen import texts_of
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.handed_in import an_edit, with_code
from tests.helpers.settings_page import press
from tests.helpers.stores import PASSWORD
from tests.helpers.sync_page import SyncPage, link, open_sync_page
from ui.common.theme import Appearance, theme
from ui.desk.sync.handed_in import HandedInSheet
from wset_desk.domain.errors import DomainError
from wset_desk.services import candidates
from wset_desk.services.workspace import Workspace

Show = Callable[..., QWidget]
LOOK = "Look at what was handed in"


@pytest.fixture
def page(desk: Workspace, shown: Show) -> SyncPage:
    """Somebody's name and telephone number were typed at a computer that is kept out."""
    page = open_sync_page(link(desk), shown)
    ann = ExamCentre(desk).candidate("Ann Lee")
    page.sync.handed_in = [
        an_edit(desk, ann, last_name="Leigh"),
        an_edit(desk, ann, phone="020 7946 0000"),
    ]
    page.open("computers")
    return page


def judged(page: SyncPage) -> HandedInSheet:
    page.click(LOOK)
    (sheet,) = page.view.window().findChildren(HandedInSheet)
    sheet.fields["password"].set_value(PASSWORD)
    press(sheet.save_button)
    return sheet


def names(page: SyncPage) -> list[str]:
    found = page.workspace.run(candidates.find_candidates).rows
    return [each.last_name for each in found]


def test_it_is_written_again_or_left(page: SyncPage) -> None:
    assert "2 actions were handed in by computers that are kept out." in texts_of(page.view)
    sheet = judged(page)
    texts = set(texts_of(sheet))
    assert {"1 of 2 · from Old laptop", "Lee", "What was typed there", "Leigh"} <= texts
    assert not sheet.back.isEnabled()
    press(sheet.forth)
    assert "020 7946 0000" in texts_of(sheet)
    press(sheet.back)
    page.click("Keep what was typed")
    assert (names(page), page.sync.asked[-1]) == (["Leigh"], "settle")
    page.click("Keep what stands")
    assert page.sync.asked[-1] == "discard"
    assert page.recorder.toasts == ["Written again as it was typed", "What stands is kept"]
    assert "Everything that was handed in is settled." in texts_of(sheet)
    page.click("Close")
    with pytest.raises(StopIteration):
        page.button(LOOK)


def test_the_network_may_break_in_between(page: SyncPage) -> None:
    sheet = judged(page)
    page.sync.refusal = DomainError("SERVER_UNREACHABLE", what="cut")
    page.click("Keep what was typed")
    assert names(page) == ["Leigh"]
    assert "the server hasn't heard" in sheet.compare.message.text
    page.click("Keep what was typed")
    assert page.sync.asked[-1] == "settle"
    page.sync.refusal = None
    page.click("Keep what stands")
    assert page.sync.asked[-1] == "settle", "it is written: it can't be left any more"
    assert len(page.sync.handed_in) == 1


def test_what_is_against_it_is_said_beside_it(page: SyncPage) -> None:
    (first, _second) = page.sync.handed_in
    (change,) = first.changes
    page.sync.handed_in = [
        an_edit(page.workspace, change.row_id, email="no address"),
        with_code(first, "NOT_ALLOWED"),
    ]
    sheet = judged(page)
    page.click("Keep what was typed")
    assert sheet.compare.message.text
    assert len(page.sync.handed_in) == 2
    assert "settle" not in page.sync.asked
    press(sheet.forth)
    assert not sheet.compare.mine_button.isVisible()


def test_a_wrong_password_stands_beside_it(page: SyncPage) -> None:
    page.sync.refusal = DomainError("SIGN_IN_FAILED", field="password")
    sheet = judged(page)
    assert "password is wrong" in sheet.fields["password"].error
    page.sync.refusal = DomainError("SERVER_UNREACHABLE", what="cut")
    press(sheet.save_button)
    assert "can't be reached" in sheet.message.text


@pytest.mark.parametrize(("appearance", "text"), [(Appearance.LIGHT, 100), (Appearance.DARK, 150)])
def test_every_text_can_be_read(page: SyncPage, appearance: Appearance, text: int) -> None:
    theme().set_up(appearance, text)
    sheet = judged(page)
    assert clipped_texts(sheet) == []
    assert unnamed_controls(sheet) == []
    assert small_targets(sheet) == []
