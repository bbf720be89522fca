"""Why whom can't be seated where: asked once per session of all who are in the same position.

Hundreds wait, for hundreds of sessions, and all may be chosen by one key. Most of them differ in
nothing that a rule looks at, but for the exams that they sit already; and those are far from most
sessions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import PaperHistory, Waiting
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import WaitingKey, refusals
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

FULL = "SESSION_FULL"
Paper = tuple[int, str, str]
Why = tuple[Refusal, ...]
_Position = tuple[Waiting, PaperHistory, Window | None, Paper]


class OfPaper(Protocol):
    """Anything that is about a paper."""

    @property
    def level(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def exam_type(self) -> ExamType: ...


def paper_of(thing: OfPaper) -> Paper:
    """What must be the same of a person and a session; plain, to be looked up quickly."""
    return thing.level, thing.subject, thing.exam_type.value


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who waits: what position they are in, and at which sessions they may be told
    something else than others in it (by the numbers of `Reasons`)."""

    person: WaitingPerson
    position: int
    apart: frozenset[int]


class Reasons:
    """Answers for one board, remembered."""

    def __init__(self, board: Board, zone: ZoneInfo) -> None:
        self._now, self._zone = board.now, zone
        self._numbers = {session.id: n for n, session in enumerate(board.sessions)}
        self._days = _Days(board.sessions)
        self._askers: dict[WaitingKey, Asker] = {}
        self._positions: dict[_Position, int] = {}
        self._examples: list[WaitingPerson] = []
        self._of_all: dict[tuple[int, int], Why] = {}
        self._of_one: dict[tuple[WaitingKey, int], Why] = {}

    def of(self, person: WaitingPerson, session: BoardSession) -> Why:
        """Why this person can't have a seat there; empty: they can."""
        return self.of_each([self.asker(person)], session)[0]

    def of_each(self, people: Sequence[Asker], session: BoardSession) -> list[Why]:
        """The same of several, in their order."""
        number = self._numbers[session.id]
        positions = {each.position for each in people}
        usual = {position: self._usual(position, number, session) for position in positions}
        return [
            self._own(each.person, number, session)
            if number in each.apart
            else usual[each.position]
            for each in people
        ]

    def asker(self, person: WaitingPerson) -> Asker:
        """The person as somebody who asks."""
        known = self._askers.get(person.key)
        if known is None:
            known = Asker(person, self._position(person), self._apart(person))
            self._askers[person.key] = known
        return known

    def _position(self, person: WaitingPerson) -> int:
        position = (person.wait, person.history, person.window, paper_of(person))
        if position not in self._positions:
            self._positions[position] = len(self._examples)
            self._examples.append(replace(person, busy=(), offers=frozenset(), line_of=()))
        return self._positions[position]

    def _apart(self, person: WaitingPerson) -> frozenset[int]:
        """Where an exam of theirs is near, or they stand in line."""
        lines = (self._numbers.get(each) for each in {*person.line_of, *person.offers})
        near = (
            self._numbers[session_id]
            for busy in person.busy
            for session_id in self._days.near(busy.start, busy.end, person.extra_time_percent)
        )
        return frozenset((*near, *(each for each in lines if each is not None)))

    def _usual(self, position: int, number: int, session: BoardSession) -> Why:
        known = self._of_all.get((position, number))
        if known is None:
            known = refusals(self._examples[position], session.facts, self._now, self._zone)
            self._of_all[position, number] = known
        return known

    def _own(self, person: WaitingPerson, number: int, session: BoardSession) -> Why:
        key = (person.key, number)
        found = self._of_one.get(key)
        if found is None:
            found = refusals(person, session.facts, self._now, self._zone)
            if session.id in person.line_of and all(each.code == FULL for each in found):
                found = tuple(Refusal("ALREADY_IN_LINE") for _each in found)
            self._of_one[key] = found
        return found


class _Days:
    """Sessions by their times."""

    def __init__(self, sessions: Iterable[BoardSession]) -> None:
        facts = sorted((each.facts for each in sessions), key=lambda each: each.start)
        self._starts = [each.start for each in facts]
        self._ids = [each.id for each in facts]
        self._longest = max((each.end - each.start for each in facts), default=timedelta())

    def near(self, start: datetime, end: datetime, extra_time_percent: int) -> Sequence[UUID]:
        """All that could overlap this time for somebody with extra time, and a few more."""
        longest = self._longest * (100 + extra_time_percent) / 100
        return self._ids[
            bisect_left(self._starts, start - longest) : bisect_left(self._starts, end)
        ]
