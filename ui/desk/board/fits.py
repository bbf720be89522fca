"""Which sessions fit whoever is chosen, and why the others don't; asked while one drags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import OVERRIDABLE
from wset_desk.domain.seating import WaitingKey, refusals
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

FULL = "SESSION_FULL"
OTHER_PAPER = frozenset({"LEVEL_DIFFERS", "SUBJECT_DIFFERS", "PAPER_DIFFERS"})


_Paper = tuple[int, str, str]


class Fit(Enum):
    """How a session fits those who are chosen.

    `LATE`: nobody fits any more, but staff may override the deadline. `FULL`: somebody would fit
    if there were a seat, and may join the waiting list.
    """

    UNASKED = auto()
    ALL = auto()
    SOME = auto()
    LATE = auto()
    FULL = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who doesn't fit, and every reason, the most telling first."""

    person: WaitingPerson
    reasons: tuple[Refusal, ...]

    @property
    def is_late(self) -> bool:
        """Only the deadline is in the way."""
        return all(reason.code in OVERRIDABLE for reason in self.reasons)

    @property
    def is_full(self) -> bool:
        """Only a seat is missing."""
        return all(reason.code == FULL for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of those who are chosen at one session; `seats` are free or held for them."""

    fit: Fit
    fitting: tuple[WaitingPerson, ...] = ()
    held: tuple[Held, ...] = ()
    seats: int = 0

    @property
    def chosen(self) -> int:
        return len(self.fitting) + len(self.held)

    @property
    def late(self) -> tuple[WaitingPerson, ...]:
        return tuple(each.person for each in self.held if each.is_late)

    @property
    def full(self) -> tuple[WaitingPerson, ...]:
        """Who may join the waiting list."""
        return tuple(each.person for each in self.held if each.is_full)

    @property
    def takes_drop(self) -> bool:
        """Whether something comes of letting go here."""
        return self.fit in {Fit.ALL, Fit.SOME, Fit.LATE}

    @property
    def is_other_paper(self) -> bool:
        """Whether nobody who is chosen needs this paper."""
        first = [each.reasons[0].code for each in self.held]
        return bool(first) and not self.fitting and OTHER_PAPER.issuperset(first)


UNASKED = Verdict(Fit.UNASKED)


class Fits:
    """Answers for one board; each person is looked at once per session, then remembered."""

    def __init__(self, board: Board, zone: ZoneInfo, *, may_override: bool) -> None:
        self._board = board
        self._zone = zone
        self._may_override = may_override
        self._known: dict[tuple[WaitingKey, UUID], tuple[Refusal, ...]] = {}

    def of(self, people: Sequence[WaitingPerson], session: BoardSession) -> Verdict:
        """How a session fits these people together."""
        return self.all_of(people, [session])[session.id]

    def all_of(
        self, people: Sequence[WaitingPerson], sessions: Iterable[BoardSession]
    ) -> dict[UUID, Verdict]:
        """How each of these sessions fits these people together, by its id."""
        if not people:
            return {session.id: UNASKED for session in sessions}
        by_paper: dict[_Paper, list[WaitingPerson]] = {}
        for person in people:
            by_paper.setdefault(_paper_of(person), []).append(person)
        # all who need another paper hear the same, so that is put together once per paper
        others: dict[_Paper, tuple[Held, ...]] = {}
        verdicts = {}
        for session in sessions:
            paper = _paper_of(session.facts)
            if paper not in others:
                others[paper] = self._needing_others(by_paper, paper, session)
            verdicts[session.id] = self._of(by_paper.get(paper, ()), others[paper], session)
        return verdicts

    def first_of(self, person: WaitingPerson) -> BoardSession | None:
        """The earliest session in which somebody may be seated: what is proposed to them."""
        fitting = (each for each in self._board.sessions if not self._reasons(person, each))
        return min(fitting, key=lambda each: each.facts.start, default=None)

    def _needing_others(
        self, by_paper: dict[_Paper, list[WaitingPerson]], paper: _Paper, session: BoardSession
    ) -> tuple[Held, ...]:
        return tuple(
            Held(person, reasons)
            for theirs, people in by_paper.items()
            if theirs != paper
            for reasons in [self._reasons(people[0], session)]
            for person in people
        )

    def _of(
        self, people: Sequence[WaitingPerson], others: tuple[Held, ...], session: BoardSession
    ) -> Verdict:
        reasons = [(person, self._reasons(person, session)) for person in people]
        fitting = tuple(person for person, found in reasons if not found)
        held = tuple(Held(person, found) for person, found in reasons if found) + others
        held_for_them = sum(session.id in person.offers for person in fitting)
        seats = session.facts.seats_left + held_for_them
        return Verdict(self._fit(fitting, held, seats), fitting, held, seats)

    def _reasons(self, person: WaitingPerson, session: BoardSession) -> tuple[Refusal, ...]:
        """Why this person can't have a seat there; empty: they can."""
        key = (person.key, session.id)
        found = self._known.get(key)
        if found is None:
            found = refusals(person, session.facts, self._board.now, self._zone)
            if session.id in person.line_of and all(each.code == FULL for each in found):
                found = tuple(Refusal("ALREADY_IN_LINE") for _each in found)
            self._known[key] = found
        return found

    def _fit(self, fitting: Sequence[WaitingPerson], held: Sequence[Held], seats: int) -> Fit:
        if fitting:
            return Fit.ALL if not held and len(fitting) <= seats else Fit.SOME
        if self._may_override and any(each.is_late for each in held):
            return Fit.LATE
        return Fit.FULL if any(each.is_full for each in held) else Fit.NONE


class OfPaper(Protocol):
    """Anything that is about a paper."""

    @property
    def level(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def exam_type(self) -> ExamType: ...


def _paper_of(thing: OfPaper) -> _Paper:
    """What must be the same of a person and a session; plain, to be looked up quickly."""
    return thing.level, thing.subject, thing.exam_type.value
