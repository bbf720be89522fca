"""The feed has every exam and course day, names no candidate, and follows what changes."""

from datetime import date, timedelta

from tests.helpers.courses import enrol_in, make_candidate, make_offering, schedule
from tests.helpers.exam_centre import ExamCentre
from wset_desk.services.calendar_feed import calendar_feed
from wset_desk.services.course_session_changes import cancel_course_session, move_course_session
from wset_desk.services.course_sessions import course_session
from wset_desk.services.exam_sessions import assign_invigilators
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


def events(workspace: Workspace) -> list[dict[str, str]]:
    """Each event's lines by name, in the file's order."""
    text = workspace.run(calendar_feed).replace("\r\n ", "")
    blocks = text.split("BEGIN:VEVENT\r\n")[1:]
    lines = [block.split("END:VEVENT")[0].strip().split("\r\n") for block in blocks]
    return [dict(line.split(":", 1) for line in event) for event in lines]


def test_exams_and_course_days_are_in_it_by_time(workspace: Workspace, clock: FixedClock) -> None:
    session = schedule(workspace, make_offering(workspace, 2), date(2026, 9, 5), date(2026, 9, 6))
    enrol_in(workspace, session.id, make_candidate(workspace, 1))
    (exam,) = workspace.run(course_session, session_id=session.id).exams
    kim = ExamCentre(workspace).person("Kim Ode")
    workspace.call(assign_invigilators, exam_session_id=exam.id, staff_ids=(kim,))
    found = events(workspace)
    assert [each["DTSTART"][:8] for each in found] == ["20260905", "20260906", "20260906"]
    assert found[0]["SUMMARY"] == session.name
    assert found[0]["DESCRIPTION"] == "Level 2 · Course"
    assert found[2]["UID"] == f"{exam.id}@wset-desk"
    assert found[2]["DESCRIPTION"] == "Level 2 · Course exam\\nKim Ode"
    assert "C01" not in workspace.run(calendar_feed)
    assert "Candidate" not in workspace.run(calendar_feed)


def test_what_moves_or_is_cancelled_keeps_its_identity(
    workspace: Workspace, clock: FixedClock
) -> None:
    session = schedule(workspace, make_offering(workspace, 2), date(2026, 9, 5), date(2026, 9, 6))
    before = events(workspace)
    clock.instant += timedelta(hours=2)
    workspace.call(move_course_session, session_id=session.id, first_day=date(2026, 9, 12))
    moved = events(workspace)
    assert [each["UID"] for each in moved] == [each["UID"] for each in before]
    assert moved[0]["DTSTART"].startswith("20260912")
    assert int(moved[0]["SEQUENCE"]) > int(before[0]["SEQUENCE"])
    workspace.call(cancel_course_session, session_id=session.id, reason="Too few")
    assert {each["STATUS"] for each in events(workspace)} == {"CANCELLED"}
