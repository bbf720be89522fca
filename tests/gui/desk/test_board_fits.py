"""What the board says of hundreds at once is what the rules say of each of them."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ui.desk.board.fits import Fit, Fits
from ui.desk.board.reasons import FULL
from wset_desk.domain.availability import BusyTime, SessionFacts
from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.registrations import OVERRIDABLE, PaperHistory, Waiting
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import WaitingKey, WaitReason, refusals
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
PAPERS = ((2, ExamType.THEORY), (3, ExamType.THEORY), (3, ExamType.TASTING))
HISTORIES = (
    PaperHistory(missed=True),
    PaperHistory(failed=True),
    PaperHistory(failed=True, resits_allowed=False),
)
WINDOWS = (None, Window(NOW.date(), NOW.date() + timedelta(days=6)))


def session(chance: random.Random, number: int) -> BoardSession:
    level, exam_type = chance.choice(PAPERS)
    start = NOW + chance.randrange(1, 20 * 24) * HOUR
    facts = SessionFacts(
        id=UUID(int=number),
        level=level,
        subject="Wines",
        exam_type=exam_type,
        session_type=chance.choice(list(SessionType)),
        delivery_method=DeliveryMethod.IN_PERSON,
        start=start,
        end=start + chance.choice((1, 2)) * HOUR,
        seats_left=chance.choice((0, 1, 5)),
        deadline=start - chance.choice((1, 400)) * HOUR,
        course_session_id=chance.choice((None, UUID(int=9))),
    )
    return BoardSession(facts.id, facts, "Exam", "Hall", 9, 0, 0, 0, ())


def person(chance: random.Random, number: int, sessions: tuple[BoardSession, ...]) -> WaitingPerson:
    level, exam_type = chance.choice(PAPERS)
    busy = [NOW + chance.randrange(1, 20 * 24) * HOUR for _ in range(chance.choice((0, 0, 3)))]
    lines = frozenset(each.id for each in chance.sample(sessions, chance.choice((0, 2))))
    return WaitingPerson(
        key=WaitingKey(UUID(int=number), exam_type),
        candidate_id=UUID(int=number),
        name=f"C{number}",
        number=None,
        wait=chance.choice(list(Waiting)),
        level=level,
        subject="Wines",
        exam_type=exam_type,
        reason=WaitReason.MISSED,
        since=None,
        last_day=None,
        last_mark=None,
        is_released=False,
        fee=Decimal(0),
        fee_waived=False,
        owes=Decimal(0),
        extra_time_percent=chance.choice((0, 25, 100)),
        time_zone=None,
        busy=tuple(BusyTime(each, each + HOUR) for each in busy),
        history=chance.choice(HISTORIES),
        window=chance.choice(WINDOWS),
        resits_allowed=True,
        line_of=tuple(lines),
        offers=frozenset(list(lines)[:1]),
        urgency=0,
        course_session_id=None,
        after=None,
    )


@pytest.fixture(params=range(5))
def board(request: pytest.FixtureRequest) -> Board:
    chance = random.Random(request.param)
    sessions = tuple(session(chance, number) for number in range(40))
    people = tuple(person(chance, number, sessions) for number in range(1000, 1080))
    return Board(people, sessions, NOW)


def told(who: WaitingPerson, session: BoardSession) -> list[str]:
    """What the rules say of one, and that who stands in line can't join it again."""
    found = [each.code for each in refusals(who, session.facts, NOW, ZONE)]
    in_line = session.id in who.line_of and set(found) == {FULL}
    return ["ALREADY_IN_LINE"] if in_line else found


def test_everybody_hears_what_the_rules_say_of_them(board: Board) -> None:
    verdicts = Fits(board, ZONE, may_override=True).all_of(board.people, board.sessions)
    for each in board.sessions:
        verdict = verdicts[each.id]
        held = {one.person.key: [why.code for why in one.reasons] for one in verdict.held}
        assert {p.key for p in verdict.fitting}.isdisjoint(held)
        for who in board.people:
            assert held.get(who.key, []) == told(who, each)


def test_one_alone_hears_the_same_as_among_all(board: Board) -> None:
    fits = Fits(board, ZONE, may_override=False)
    for each in board.sessions:
        for who in board.people[::7]:
            verdict = fits.of([who], each)
            reasons = told(who, each)
            assert (verdict.fit is Fit.ALL) == (not reasons)
            assert verdict.fit is not Fit.LATE
            assert (verdict.fit is Fit.FULL) == (set(reasons) == {FULL})


def test_the_deadline_alone_can_be_overridden(board: Board) -> None:
    fits = Fits(board, ZONE, may_override=True)
    late = 0
    for each in board.sessions:
        for who in board.people:
            codes = told(who, each)
            only_late = bool(codes) and set(codes) <= OVERRIDABLE
            assert (fits.of([who], each).fit is Fit.LATE) == only_late
            late += only_late
    assert late
