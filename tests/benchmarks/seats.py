"""What the services behind the board take: reading it, judging a selection, suggesting seats.

Milliseconds of CPU time, so that other programs on the computer don't count.
"""

from zoneinfo import ZoneInfo

from tests.benchmarks.board import PEOPLE, SESSIONS, fill
from tests.benchmarks.measure import Measurement, timed
from tests.benchmarks.store import stores
from wset_desk.domain.seating import refusals
from wset_desk.services.board.board import board
from wset_desk.services.board.proposals import suggest_seats
from wset_desk.services.board.rows import Board
from wset_desk.services.workspace import Workspace

ROUNDS = 15
SELECTED = 5
ZONE = ZoneInfo("Europe/London")
READ_TARGET, JUDGE_TARGET, SUGGEST_TARGET = 150.0, 5.0, 1000.0


def measure() -> list[Measurement]:
    with stores() as both:
        workspace = both.workspace
        fill(workspace)
        found = workspace.run(board)
        reading = [timed(lambda: workspace.run(board), cpu=True) for _ in range(ROUNDS)]
        judging = [timed(lambda n=n: _judge(found, n), cpu=True) for n in range(ROUNDS)]
        suggesting = [timed(lambda: _suggest(workspace), cpu=True) for _ in range(ROUNDS)]
    size = f"{PEOPLE} × {SESSIONS}"
    return [
        Measurement(f"board of {size} read", reading, READ_TARGET),
        Measurement(f"{SELECTED} judged for {SESSIONS} sessions", judging, JUDGE_TARGET),
        Measurement(f"seats suggested, {size}", suggesting, SUGGEST_TARGET),
    ]


def _judge(found: Board, number: int) -> None:
    for person in found.people[number * SELECTED : (number + 1) * SELECTED]:
        for session in found.sessions:
            refusals(person, session.facts, found.now, ZONE)


def _suggest(workspace: Workspace) -> None:
    assert len(workspace.run(suggest_seats).pairs) >= PEOPLE
