"""Which sessions fit whoever is chosen, and why the others don't; asked while one drags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID
from zoneinfo import ZoneInfo

from ui.desk.board.reasons import FULL, Asker, Paper, Reasons, Why, paper_of
from wset_desk.domain.registrations import OVERRIDABLE
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson

OTHER_PAPER = frozenset({"LEVEL_DIFFERS", "SUBJECT_DIFFERS", "PAPER_DIFFERS"})


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
    reasons: Why

    @property
    def is_late(self) -> bool:
        """Only the deadline is in the way."""
        return _is_late(self.reasons)

    @property
    def is_full(self) -> bool:
        """Only a seat is missing."""
        return _is_full(self.reasons)


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
    """Answers for one board; of a paper that they don't wait for, people are told the same."""

    def __init__(self, board: Board, zone: ZoneInfo, *, may_override: bool) -> None:
        self._board = board
        self._may_override = may_override
        self._reasons = Reasons(board, zone)

    def of(self, people: Sequence[WaitingPerson], session: BoardSession) -> Verdict:
        """How a session fits these people together."""
        return self.all_of(people, [session])[session.id]

    def all_of(
        self, people: Sequence[WaitingPerson], sessions: Iterable[BoardSession]
    ) -> dict[UUID, Verdict]:
        """How each of these sessions fits these people together, by its id."""
        if not people:
            return {session.id: UNASKED for session in sessions}
        by_paper: dict[Paper, list[Asker]] = {}
        for person in people:
            by_paper.setdefault(paper_of(person), []).append(self._reasons.asker(person))
        # all who need another paper hear the same, so that is put together once per paper
        others: dict[Paper, tuple[Held, ...]] = {}
        verdicts = {}
        for session in sessions:
            paper = paper_of(session.facts)
            if paper not in others:
                others[paper] = self._needing_others(by_paper, paper, session)
            verdicts[session.id] = self._of(by_paper.get(paper, ()), others[paper], session)
        return verdicts

    def first_of(self, person: WaitingPerson) -> BoardSession | None:
        """The earliest session in which somebody may be seated: what is proposed to them."""
        fitting = (each for each in self._board.sessions if not self._reasons.of(person, each))
        return min(fitting, key=lambda each: each.facts.start, default=None)

    def _needing_others(
        self, by_paper: Mapping[Paper, Sequence[Asker]], paper: Paper, session: BoardSession
    ) -> tuple[Held, ...]:
        return tuple(
            Held(asker.person, reasons)
            for theirs, askers in by_paper.items()
            if theirs != paper
            for reasons in [self._reasons.of(askers[0].person, session)]
            for asker in askers
        )

    def _of(
        self, askers: Sequence[Asker], others: tuple[Held, ...], session: BoardSession
    ) -> Verdict:
        found = self._reasons.of_each(askers, session)
        answers = list(zip(askers, found, strict=True))
        fitting = tuple([asker.person for asker, reasons in answers if not reasons])
        held = tuple([Held(asker.person, reasons) for asker, reasons in answers if reasons])
        held_for_them = sum(session.id in p.offers for p in fitting if p.offers)
        seats = session.facts.seats_left + held_for_them
        every = held + others
        if fitting:
            fit = Fit.ALL if not every and len(fitting) <= seats else Fit.SOME
        else:
            fit = self._fit_of_nobody({id(reasons): reasons for reasons in found}.values())
        return Verdict(fit, fitting, every, seats)

    def _fit_of_nobody(self, reasons: Iterable[Why]) -> Fit:
        """By the different reasons of those who need the paper: of another one, none is enough."""
        if self._may_override and any(map(_is_late, reasons)):
            return Fit.LATE
        return Fit.FULL if any(map(_is_full, reasons)) else Fit.NONE


def _is_late(reasons: Why) -> bool:
    return all(reason.code in OVERRIDABLE for reason in reasons)


def _is_full(reasons: Why) -> bool:
    return all(reason.code == FULL for reason in reasons)
