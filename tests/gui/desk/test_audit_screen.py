"""The audit log by mouse and keyboard, on a real store."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.modeltest import ModelTester

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.audit_screen import (
    DATA,
    AuditScreen,
    blocks_of,
    button_called,
    click,
    texts_of,
)
from tests.helpers.audited import REASON, AuditedCentre, audited_centre
from tests.helpers.courses import make_candidates
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from ui.common.theme import Appearance, theme
from ui.desk.audit.filters import BETWEEN
from ui.desk.navigation import pages_for
from wset_desk.domain.permissions import Role, permissions_of
from wset_desk.exchange.tabular import read_table
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services import audit
from wset_desk.services.candidates import add_candidate
from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_personal import erase_audit
from wset_desk.storage.schema import Candidate
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]
ENROLLED = "Enrolled 2 candidates · Level 2 Wines, 5 Sept 2026"
EDITED = "Changed the details of Chloé Martin"


@pytest.fixture
def centre(desk: Workspace, clock: FixedClock) -> AuditedCentre:
    return audited_centre(desk, clock)


@pytest.fixture
def screen(centre: AuditedCentre, shown: Show) -> AuditScreen:
    return AuditScreen(centre, shown)


def test_the_list_says_who_did_what_and_when(screen: AuditScreen) -> None:
    assert screen.sentences()[:5] == [
        "Cancelled the course session Level 2 Wines · 5 Sept 2026",
        "Removed Lena Vogt",
        "Added Lena Vogt",
        ENROLLED,
        EDITED,
    ]
    assert screen.cell(3, "who") == "Kim Adler"
    assert screen.cell(3, "when") == "4 Aug 2026, 10:30"
    assert f"{screen.view.model.rowCount()} actions" in texts_of(screen.view.header)


def test_a_click_shows_what_was_changed_from_and_to(screen: AuditScreen) -> None:
    screen.click_row(EDITED)
    assert texts_of(screen.view.panel)[:2] == ["Kim Adler", "Tue 4 August 2026, 10:30"]
    (block,) = blocks_of(screen.view.panel)
    assert block == [
        *("Candidate", "Chloé Martin"),
        *("Candidate number", "—", "W104 664"),
        *("Date of birth", "—", "5 Sept 1990"),
        *("Extra time in per cent", "0", "25"),
    ]


def test_a_reason_is_shown(screen: AuditScreen) -> None:
    screen.click_row("Cancelled")
    assert f"Reason: {REASON}" in texts_of(screen.view.panel)


def test_keys_go_through_the_list(screen: AuditScreen) -> None:
    screen.view.table.setFocus()
    screen.view.table.selectRow(0)
    for _step in range(4):
        QTest.keyClick(screen.view.table, Qt.Key.Key_Down)
    settle()
    assert EDITED in texts_of(screen.view.panel)


def test_from_a_change_one_goes_to_the_records_page(screen: AuditScreen) -> None:
    screen.click_row(EDITED)
    click(button_called(screen.view.panel, "Open Chloé Martin"))
    assert screen.shell.visits == [("candidates", {"candidate_id": screen.centre.chloe})]


def test_sessions_and_exams_open_too(screen: AuditScreen) -> None:
    screen.click_row("Cancelled")
    for place in ("Level 2 Wines", "Level 2 Theory Exam"):
        names = [name for name in texts_of(screen.view.panel) if name.startswith(place)]
        click(button_called(screen.view.panel, f"Open {names[0]}"))
    assert screen.shell.visits == [
        ("courses", {"session_id": screen.centre.session}),
        ("calendar", {"exam_session_id": screen.centre.exam}),
    ]


def test_what_is_gone_has_no_page_to_open(screen: AuditScreen) -> None:
    screen.click_row("Removed Lena Vogt")
    assert blocks_of(screen.view.panel) == [["Candidate", "Lena Vogt"]]


def test_words_are_searched(screen: AuditScreen) -> None:
    screen.search("vogt")
    assert screen.sentences() == ["Removed Lena Vogt", "Added Lena Vogt"]
    QTest.keyClick(screen.view.filters.search, Qt.Key.Key_Escape)
    assert len(screen.sentences()) > 2


def test_person_kind_action_and_period_filter(screen: AuditScreen) -> None:
    screen.choose("person", screen.centre.kim)
    assert screen.sentences() == [ENROLLED, EDITED]
    screen.choose("entity", "candidates")
    assert screen.sentences() == [EDITED]
    screen.choose("entity", None)
    screen.choose("action", "enrollments.enrol")
    assert screen.sentences() == [ENROLLED]
    screen.choose("period", 0)
    assert screen.sentences() == [ENROLLED]  # today is 1 August: nothing is before it


def test_a_period_between_two_days_is_typed(screen: AuditScreen) -> None:
    assert not screen.view.filters.first_day.isVisible()
    screen.choose("period", BETWEEN)
    for edit, text in (("first_day", "4.8.2026"), ("last_day", "4 Aug 2026")):
        QTest.keyClicks(getattr(screen.view.filters, edit).line, text)
    settle()
    assert screen.sentences() == [ENROLLED, EDITED]


def test_filters_without_a_match_say_so_and_can_be_cleared(screen: AuditScreen) -> None:
    everything = len(screen.sentences())
    screen.search("nobody at all")
    assert screen.sentences() == []
    assert "Nothing that was done fits these filters." in texts_of(screen.view.table)
    click(button_called(screen.view.table, "Clear the filters"))
    assert len(screen.sentences()) == everything


def test_what_is_done_meanwhile_comes_to_the_top(screen: AuditScreen, clock: FixedClock) -> None:
    screen.click_row(EDITED)
    screen.view.context.tasks.run(
        add_candidate, owner=screen.view, first_name="Yuki", last_name="Tanaka"
    )
    settle()
    assert screen.sentences()[0] == "Added Yuki Tanaka"
    assert EDITED in texts_of(screen.view.panel)


def test_a_long_list_is_loaded_as_one_scrolls(desk: Workspace, shown: Show) -> None:
    centre = AuditedCentre(desk, *[desk.actor.centre_id] * 6)
    make_candidates(desk, 130)
    screen = AuditScreen(centre, shown)
    assert len(screen.sentences()) == 100
    bar = screen.view.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    assert len(screen.sentences()) == 131
    screen.view.refresh()
    assert len(screen.sentences()) == 131


def test_a_large_action_is_shown_in_parts(desk: Workspace, shown: Show) -> None:
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.action = "imports.import_candidates"
        for number in range(130):
            uow.add(Candidate(first_name=f"C{number}", last_name="Candidate", search_text=""))
        uow.commit()
    screen = AuditScreen(AuditedCentre(desk, *[desk.actor.centre_id] * 6), shown)
    screen.click_row("Imported 130 candidates")
    assert len(blocks_of(screen.view.panel)) == 100
    click(button_called(screen.view.panel, "Show more of what it changed"))
    assert len(blocks_of(screen.view.panel)) == 130
    assert screen.view.panel.more_button is None


@pytest.mark.parametrize("name", ["log.xlsx", "log.csv", "log"])
def test_what_the_filters_leave_is_exported(
    screen: AuditScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    screen.choose("person", screen.centre.kim)
    answer = (str(tmp_path / name), "Excel workbook (*.xlsx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    click(screen.view.export_button)
    written = tmp_path / (name if "." in name else "log.xlsx")
    rows = [row.cells for row in read_table(written).rows][1:]
    assert {row[2] for row in rows} == {"Kim Adler"}
    assert {row[3] for row in rows} == {"Enrolled …", "Changed the details of …"}
    assert screen.shell.toasts == [f"Written to {written.name}"]
    assert screen.view.export_button.isEnabled()


def test_an_export_without_a_file_does_nothing(
    screen: AuditScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    click(screen.view.export_button)
    assert screen.shell.toasts == []
    assert screen.view.export_button.isEnabled()


def test_a_refused_export_says_why(
    screen: AuditScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(audit, "MOST_EXPORTED", 1)
    monkeypatch.setattr("ui.common.messages.show", lambda _owner, text, **_: said.append(text))
    answer = (str(tmp_path / "log.csv"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    click(screen.view.export_button)
    assert said == ["More than 1 changes: choose a shorter period."]
    assert screen.view.export_button.isEnabled()
    assert not (tmp_path / "log.csv").exists()


def test_the_palette_exports_and_clears(screen: AuditScreen) -> None:
    assert [command.text for command in screen.view.commands()] == [
        "Export the audit log",
        "Verify the audit log",
    ]
    screen.view.open(text="vogt")
    clear = screen.view.commands()[-1]
    assert (clear.text, len(screen.sentences())) == ("Clear the filters", 2)
    clear.run()
    assert len(screen.sentences()) > 2


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.ADMINISTRATOR, True), (Role.EXAMS_OFFICER, True), (Role.INVIGILATOR, False)],
)
def test_who_has_the_page_in_the_rail(role: Role, sees: bool) -> None:
    pages = [page.name for page in pages_for(permissions_of({role}))]
    assert ("audit" in pages) == sees


@pytest.mark.parametrize(
    ("appearance", "text_size"),
    [(Appearance.LIGHT, 100), (Appearance.DARK, 150), (Appearance.LIGHT, 200)],
)
def test_everything_has_a_name_room_and_size(
    screen: AuditScreen, appearance: Appearance, text_size: int
) -> None:
    theme().set_up(appearance, text_size)
    screen.choose("period", BETWEEN)
    screen.choose("period", "any")
    for sentence in (EDITED, ENROLLED, "Cancelled"):
        screen.click_row(sentence)
        assert _faults(screen.view) == []
    screen.choose("period", BETWEEN)
    assert _faults(screen.view) == []


def _faults(widget: QWidget) -> list[str]:
    return [*unnamed_controls(widget), *clipped_texts(widget), *small_targets(widget)]


def test_every_text_is_translated(centre: AuditedCentre, shown: Show) -> None:
    set_language(PSEUDO)
    screen = AuditScreen(centre, shown)
    for row, act in enumerate(screen.view.model.rows):
        if act.subject.entity != "centres":  # the only one with the whole price list
            screen.view.table.selectRow(row)
            settle()
            assert untranslated_texts(screen.view, DATA) == []
    screen.search("nobody")
    assert untranslated_texts(screen.view, DATA) == []


def test_the_model_keeps_qts_contract(screen: AuditScreen, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(screen.view.model)


def test_the_filter_counts_days_from_today(screen: AuditScreen) -> None:
    screen.choose("period", 6)
    wanted = screen.view.filters.wanted(date(2026, 8, 8))
    assert (wanted.from_day, wanted.to_day) == (date(2026, 8, 2), None)


def test_a_log_as_it_was_written_is_said_to_be_so(screen: AuditScreen) -> None:
    click(screen.view.verify_button)
    assert screen.view.verdict.isVisible()
    assert "as they were written and signed" in screen.view.verdict.text
    assert screen.view.verify_button.isEnabled()


def test_what_was_changed_past_the_program_is_said(screen: AuditScreen) -> None:
    with screen.centre.workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_entries WHERE n IN (3, 7, 11, 15)")
    screen.view.verify()
    settle()
    text = screen.view.verdict.text
    assert "Entry 3 is missing; Entry 7 is missing" in text
    assert text.endswith("1 more finding")
    assert clipped_texts(screen.view) == []


def test_what_was_erased_says_so(screen: AuditScreen) -> None:
    store = screen.centre.workspace.store
    with store.unit_of_work(screen.centre.workspace.actor, write=True) as uow:
        erase_audit(uow, "candidates", [screen.centre.chloe])
        uow.commit()
    screen.view.refresh()
    screen.click_row(EDITED)
    (block,) = blocks_of(screen.view.panel)
    assert block[-1] == "What it said about a person was erased."
    assert "W104 664" not in " ".join(block)
