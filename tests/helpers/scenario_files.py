"""Scenario A, steps 1, 4 and 5, and the marks of C 3, as files that a centre would have."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

from wset_desk.domain.catalogue import Award
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.calendar import CalendarItem, sessions_between
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import ResultsGrid
from wset_desk.services.workspace import Workspace

AFTERWARDS = datetime(2026, 9, 24, 9, tzinfo=UTC)
PROFILES = ("Seed", "WSET")
MARKS = ("92", "86", "78", "71", "66", "61", "58", "55", "54,99", "49", "40")
COURSE = "Level 2 Wines;5 Sep 2026"
EXAM = "Level 2 Theory Exam;6 Sep 2026 15:30"
REMOTE_EXAM = "Remote, 22 September;22 Sep 2026 18:00"


def _table(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def courses(profile: str) -> str:
    return _table(
        "Offering;Format;Course title;Subject;Level;Price;Rules;Papers",
        f"Level 2 Wines;in person;Level 2 Award in Wines;Wines;2;480.00;{profile};",
        f"Level 1 Wines Online;online;Level 1 Award in Wines;Wines;1;150.00;{profile};"
        "combined: maximum=30",
    )


def candidates() -> str:
    rows = (f"C{n:02};Candidate;W200 {n:03};{25 if n == 7 else ''}" for n in range(1, 14))
    remote = (f"R{n};Remote;W300 {n:03};" for n in (1, 2, 3))
    return _table("First name;Last name;Candidate no;Extra time", *rows, *remote)


def sessions() -> str:
    return _table(
        "Type;Session;Offering;Format;Paper;Date;Start;End;Further days;Course session;"
        "Course begins on;Seats;Held;Invigilators",
        "course;Level 2 Wines;Level 2 Wines;;;05/09/2026;09:30;16:30;06/09/2026;;;12;;Lee Hartmann",
        "bundled;Level 2 Theory Exam;Level 2 Wines;;theory;06/09/2026;15:30;16:30;;Level 2 Wines;"
        "05/09/2026;12;;Kim Okafor",
        "remote invigilation;Remote, 22 September;Level 1 Wines Online;online;combined;22/09/2026;"
        "18:00;;;;;5;remote invigilation;",
    )


def enrolments(first: int = 1, last: int = 12) -> str:
    rows = (f"W200 {n:03};{COURSE};yes" for n in range(first, last + 1))
    remote = (f"W300 {n:03};Level 1 Wines Online;2 Mar 2026;" for n in (1, 2, 3))
    return _table(
        "Candidate no;Offering;First day;Book the course's exams",
        *rows,
        *(remote if first == 1 else ()),
    )


def attendance() -> str:
    """C12 stayed away."""
    return _table("Candidate no;Exam;Exam begins;Type;Status", f"W200 012;{EXAM};bundled;no show")


def remote_bookings() -> str:
    rows = (f"W300 {n:03};{REMOTE_EXAM};remote invigilation;50.00;yes" for n in (1, 2, 3))
    return _table("Candidate no;Exam;Exam begins;Type;Fee;Paid", *rows)


def results(*marks: str) -> str:
    rows = (f"W200 {n:03};{EXAM};{mark};6 Sep 2026 18:00" for n, mark in enumerate(marks, 1))
    return _table("Candidate no;Exam;Exam begins;Mark;Date of the result", *rows)


def remote_results() -> str:
    rows = (
        f"W300 {n:03};{REMOTE_EXAM};{mark};23 Sep 2026 10:00"
        for n, mark in enumerate(("24", "19", "16"), 1)
    )
    return _table("Candidate no;Exam;Exam begins;Mark;Date of the result", *rows)


def steps(profile: str) -> tuple[tuple[FileKind, str, bool], ...]:
    """Kind, content, and whether what is known is updated; in the order of the days."""
    return (
        (FileKind.CANDIDATES, candidates(), False),
        (FileKind.COURSES, courses(profile), False),
        (FileKind.SESSIONS, sessions(), False),
        (FileKind.ENROLMENTS, enrolments(), False),
        (FileKind.BOOKINGS, attendance(), True),
        (FileKind.BOOKINGS, remote_bookings(), False),
        (FileKind.RESULTS, results(*MARKS), False),
        (FileKind.RESULTS, remote_results(), False),
    )


BANDS = {
    "Seed": {Award.PASS: 8, Award.FAIL: 3},
    "WSET": {Award.DISTINCTION: 2, Award.MERIT: 2, Award.PASS: 4, Award.FAIL: 3},
}
REMOTE = {"Seed": (True, True, False), "WSET": (True, False, False)}


def held(workspace: Workspace) -> tuple[CalendarItem, CalendarItem]:
    """The level 2 theory of 6 September, and the remote exam."""
    day = datetime(2026, 9, 6, tzinfo=UTC)
    theory, remote = workspace.run(
        sessions_between, start=day, end=datetime(2026, 9, 23, tzinfo=UTC)
    )
    return theory, remote


def grid(workspace: Workspace, exam: CalendarItem) -> ResultsGrid:
    return workspace.run(results_grid, exam_session_id=exam.id)


def check_scenario(workspace: Workspace, profile: str) -> None:
    """What the scenario says of this centre."""
    theory, remote = held(workspace)
    assert theory.start == datetime(2026, 9, 6, 14, 30, tzinfo=UTC)
    assert (theory.taken, theory.max_capacity) == (12, 12)
    found = grid(workspace, theory)
    awards = Counter(row.award for row in found.rows if row.award is not None)
    assert dict(awards) == BANDS[profile]
    ninth, absent = (found.rows[place].cells[0] for place in (8, 11))
    assert ninth is not None and absent is not None
    assert (ninth.score, ninth.percent, ninth.passed) == (Decimal("54.99"),) * 2 + (False,)
    assert (absent.status, absent.score) == (RegistrationStatus.NO_SHOW, None)
    passed = tuple(row.cells[0] and row.cells[0].passed for row in grid(workspace, remote).rows)
    assert passed == REMOTE[profile]
    percent = [row.cells[0] and row.cells[0].percent for row in grid(workspace, remote).rows]
    assert percent[0] == 80
