"""A program on the same store that gives somebody a seat as soon as it reads a line from stdin.

It prints `ready`, and then what came of it: `seated`, or the code of the refusal.
"""

import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tests.helpers.stores import KEY
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.domain.seating import WaitingKey
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.rows import AssignmentInput
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker


def seat(path: str, now: str, *ids: str) -> None:
    """`ids` are those of the centre, the device, the enrolment and the exam session."""
    centre, device, enrollment, exam = map(UUID, ids)
    clock = FixedClock(datetime.fromisoformat(now))
    store = Store(open_sqlite(Path(path), KEY), clock, IdMaker(clock))
    roles = frozenset({Role.EXAMS_OFFICER})
    workspace = Workspace(store, Actor(centre, device, "Officer", roles=roles))
    pair = AssignmentInput(WaitingKey(enrollment, ExamType.THEORY), exam)
    _say("ready")
    sys.stdin.readline()
    try:
        workspace.call(assign, assignments=(pair,))
    except DomainError as refused:
        _say(refused.code)
    else:
        _say("seated")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    seat(*sys.argv[1:])
