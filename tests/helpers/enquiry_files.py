"""Files of enquiries about the people of the example files."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from wset_desk.domain.file_fields import FileKind
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamEnquiry, Synced

R = TypeVar("R", bound=Synced)
KIND = FileKind.ENQUIRIES
DECIDED: Mapping[str, str] = {
    "Candidate number": "W105 001",
    "Exam": "Level 2 theory, spring",
    "Exam begins": "15/02/2026 15:30",
    "Type": "theory",
    "Submitted on": "02/03/2026 10:00",
    "Submitted by": "Kim Okafor",
    "Reason": "One mark short.",
    "Fee": "50",
    "Paid": "yes",
    "Status": "completed",
    "Reviewer": "Dan Moor",
    "Outcome": "upheld",
    "Change of the theory mark": "+1.5",
    "Result changed": "yes",
    "Decided on": "20/03/2026 11:00",
    "Decided by": "Dan Moor",
    "Decision in words": "Question 7 has two right answers.",
}
WAITING: Mapping[str, str] = {
    **{name: DECIDED[name] for name in list(DECIDED)[:9]},
    "Status": "submitted",
}
NOT_DECIDED = {
    "Decided on": "",
    "Decided by": "",
    "Decision in words": "",
    "Outcome": "",
    "Change of the theory mark": "",
    "Result changed": "",
}
LEVEL_3 = {
    FileKind.SESSIONS: (
        "Type;Session;Offering;Paper;Date;Start;End;Course session;Course begins on;Seats",
        "course;L3;Level 3 Wines;;10 Jan 2026;09:00;17:00;;;8",
        "bundled;L3 theory;Level 3 Wines;theory;10 Jan 2026;09:00;11:00;L3;10 Jan 2026;8",
        "bundled;L3 tasting;Level 3 Wines;tasting;10 Jan 2026;12:00;13:30;L3;10 Jan 2026;8",
    ),
    FileKind.ENROLMENTS: (
        "Candidate number;Offering;First day;Book the course's exams",
        "W105 004;Level 3 Wines;10 Jan 2026;yes",
    ),
    FileKind.RESULTS: (
        "Candidate number;Exam;Exam begins;Mark;State;Date of the result",
        "W105 004;L3 theory;10 Jan 2026;54;released;20 Jan 2026 12:00",
        "W105 004;L3 tasting;10 Jan 2026;70;released;20 Jan 2026 12:00",
    ),
}
BOTH: Mapping[str, str] = {
    **WAITING,
    "Candidate number": "W105 004",
    "Exam": "L3 theory",
    "Exam begins": "10 Jan 2026",
    "Type": "both",
    "Submitted on": "2 Mar 2026 10:00",
}


def enquiry_file(folder: Path, *rows: Mapping[str, str]) -> Path:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    path = folder / "enquiries.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    return path


def kept(workspace: Workspace, model: type[R]) -> list[R]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.scalars(select(model).order_by(model.id)))


def one(workspace: Workspace) -> ExamEnquiry:
    (found,) = kept(workspace, ExamEnquiry)
    return found
