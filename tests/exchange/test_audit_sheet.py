"""The audit log as a table, with the store's names and with the screen's words."""

from zoneinfo import ZoneInfo

import pytest

from tests.helpers.audited import REASON, AuditedCentre, audited_centre
from ui.desk.audit.values import Values
from ui.desk.audit.wording import ScreenWords
from wset_desk.exchange.audit_sheet import SpecificationNames, Wording, audit_sheet
from wset_desk.exchange.sheets import Cell, Sheet
from wset_desk.services.audit import acts_to_export
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def centre(desk: Workspace, clock: FixedClock) -> AuditedCentre:
    return audited_centre(desk, clock)


def sheet_of(centre: AuditedCentre, wording: Wording) -> Sheet:
    return audit_sheet(centre.workspace.run(acts_to_export), LONDON, wording)


def rows_about(sheet: Sheet, action: str, field: str) -> list[tuple[Cell, ...]]:
    return [tuple(row) for row in sheet.rows if (row[3], row[7]) == (action, field)]


def test_each_row_says_who_when_what_and_why(centre: AuditedCentre) -> None:
    sheet = sheet_of(centre, SpecificationNames())
    action = "course_session_changes.cancel_course_session"
    (row,) = (row for row in rows_about(sheet, action, "status") if row[4] == "sessions")
    assert [str(cell) for cell in row[:-1]] == [
        *("2026-08-05 10:30:00", "2026-08-05 09:30:00", "Ada Admin", action),
        *("sessions", "Level 2 Wines, 2026-09-05", "update", "status"),
        *("scheduled", "cancelled", REASON),
    ]
    assert all(len(row) == len(sheet.headings) for row in sheet.rows)


def test_what_is_removed_has_a_row_without_a_field(centre: AuditedCentre) -> None:
    (removed,) = (row for row in sheet_of(centre, SpecificationNames()).rows if row[6] == "delete")
    assert removed[5:10] == ("Lena Vogt", "delete", None, None, None)


def test_the_screens_words_stand_in_its_export(centre: AuditedCentre) -> None:
    sheet = sheet_of(centre, ScreenWords(Values(LONDON, "GBP")))
    rows = {row[7]: row for row in sheet.rows if row[3] == "Changed the details of …"}
    assert [str(cell) for cell in rows["Extra time in per cent"][4:10]] == [
        *("Candidate", "Chloé Martin", "Changed", "Extra time in per cent", "0", "25"),
    ]
    assert str(rows["Date of birth"][9]) == "1990-09-05"
    texts = {cell for row in sheet.rows for cell in row[:11] if isinstance(cell, str)}
    assert not [text for text in texts if "_" in text]
    assert "•••" in texts
