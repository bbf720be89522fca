"""Scenario A 1, 4 and 5, and the marks of C 3, from files and in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers import scenario_files as files
from tests.helpers.bring_in_page import Page, open_page
from ui.desk.bring_in import words
from ui.desk.candidates.view import CandidatesView
from wset_desk.services.accounts import list_accounts
from wset_desk.services.invigilation import invigilator_advice
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def page(
    desk: Workspace, shown: Callable[..., CandidatesView], tmp_path: Path, qtbot: QtBot
) -> Page:
    return open_page(desk, shown, tmp_path, qtbot)


@pytest.mark.parametrize("profile", files.PROFILES)
def test_in_the_window(page: Page, clock: FixedClock, profile: str) -> None:
    clock.instant, desk = files.AFTERWARDS, page.workspace
    for kind, content, updates in files.steps(profile):
        page.pick(page.view.choose.kinds, words.kind(kind))
        page.read(content, f"{kind}.csv")
        if updates:
            page.pick(page.view.preview.known, "Update from the file")
        page.click(page.view.go.text())
        assert page.view.report.isVisible()
        report = page.report()
        assert (kind, report["Refused"], report["Left out"]) == (kind, "0", "0")
        page.click("Another file…")
    files.check_scenario(desk, profile)
    theory, _remote = files.held(desk)
    staff = {each.name: each for each in desk.run(list_accounts)}
    lee, kim = staff["Lee Hartmann"], staff["Kim Okafor"]
    assert not lee.active
    for each, taught in ((lee, ("Lee Hartmann",)), (kim, ())):
        advice = desk.run(invigilator_advice, exam_session_id=theory.id, staff_ids=(each.id,))
        assert advice.educators == taught
