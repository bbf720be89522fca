"""What to do about those who wait: the next available session, and seats for everybody (rule 11).

Both only propose; `assign` books.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from wset_desk.domain.availability import Paper, SessionFacts
from wset_desk.domain.errors import Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import Waiting
from wset_desk.domain.seat_suggestion import Place, Wish, suggest
from wset_desk.domain.seating import WaitingKey, paper_of, refusals
from wset_desk.services.board.assigning import people_waiting, person_of
from wset_desk.services.board.people import waiting_people
from wset_desk.services.board.rows import (
    ExamChoice,
    NextAvailable,
    SuggestedSeat,
    Suggestion,
    Unplaced,
    WaitingPerson,
)
from wset_desk.services.board.sessions import board_sessions, exams_with_seats
from wset_desk.services.contract import query
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.storage.unit_of_work import UnitOfWork

PassedOver = tuple[ExamWithSeats, tuple[Refusal, ...]]
"""A session with every reason against it."""


@query(Permission.VIEW_CANDIDATES)
def next_available_for(uow: UnitOfWork, *, key: WaitingKey) -> NextAvailable:
    """The earliest session that somebody fits in, and why the earlier ones were passed over.

    Sessions of equivalent papers that haven't begun. Refuses NOT_WAITING.
    """
    person = person_of(uow, people_waiting(uow, [key]), key)
    return _proposal(uow, person, *first_fitting(uow, person, exams_with_seats(uow)))


def first_fitting(
    uow: UnitOfWork, person: WaitingPerson, exams: Sequence[ExamWithSeats]
) -> tuple[ExamWithSeats | None, list[PassedOver]]:
    """The earliest of `exams` that somebody fits in, and the earlier ones of their paper."""
    skipped: list[PassedOver] = []
    for exam in _of_paper(person, exams):
        against = refusals(person, exam.facts, uow.now, uow.zone)
        if not against:
            return exam, skipped
        skipped.append((exam, against))
    return None, skipped


@query(Permission.VIEW_CANDIDATES)
def suggest_seats(
    uow: UnitOfWork,
    *,
    keys: tuple[WaitingKey, ...] | None = None,
    last_day: date | None = None,
) -> Suggestion:
    """Seats for everybody who waits (or for `keys`): as many as can be, and as early as can be.

    Seats that are held for people in line, sessions after `last_day` and first remote exams are
    left out. The more urgent come first where seats are short.
    """
    to_come = exams_with_seats(uow)
    exams = to_come if last_day is None else exams_with_seats(uow, last_day=last_day)
    people = [
        replace(each, offers=frozenset())
        for each in waiting_people(uow, to_come)
        if each.wait is not Waiting.REMOTE_INVIGILATION and (keys is None or each.key in keys)
    ]
    judge = _Judge(uow, exams)
    against = [judge.against(each) for each in people]
    wishes = [_wish(each, found) for each, found in zip(people, against, strict=True)]
    placement = suggest(wishes, [_place(each) for each in exams])
    return Suggestion(
        tuple(SuggestedSeat(people[n].key, exams[at].facts.id) for n, at in placement.items()),
        tuple(
            Unplaced(person.key, _why_not(against[number]))
            for number, person in enumerate(people)
            if number not in placement
        ),
    )


_Against = Mapping[int, tuple[Refusal, ...]]
"""By number of the session (of those of the right paper): what is against it."""


class _Judge:
    """Says who fits where; of people whose circumstances are alike, once."""

    def __init__(self, uow: UnitOfWork, exams: Sequence[ExamWithSeats]) -> None:
        self._uow = uow
        self._of_paper: dict[Paper, list[tuple[int, SessionFacts]]] = defaultdict(list)
        for number, exam in enumerate(exams):
            self._of_paper[exam.facts.paper].append((number, exam.facts))
        self._known: dict[object, _Against] = {}

    def against(self, person: WaitingPerson) -> _Against:
        paper, extra = paper_of(person), person.extra_time_percent
        alike = (paper, person.wait, person.history, person.busy, extra, person.window)
        if alike not in self._known:
            self._known[alike] = {
                number: refusals(person, facts, self._uow.now, self._uow.zone)
                for number, facts in self._of_paper.get(paper, ())
            }
        return self._known[alike]


def _wish(person: WaitingPerson, against: _Against) -> Wish:
    fits = frozenset(number for number, reasons in against.items() if not reasons)
    return Wish(person.candidate_id, fits, person.extra_time_percent)


def _place(exam: ExamWithSeats) -> Place:
    facts = exam.facts
    return Place(facts.start, facts.end, facts.seats_left, facts.course_session_id)


def _why_not(against: _Against) -> tuple[Refusal, ...]:
    """The most frequent reasons first."""
    if not all(against.values()):
        return (Refusal("SEATS_GIVEN_TO_OTHERS"),)
    first = {reason.code: reason for reasons in against.values() for reason in reasons}
    often = Counter(reason.code for reasons in against.values() for reason in reasons)
    return tuple(first[code] for code, _times in often.most_common())


def _of_paper(person: WaitingPerson, exams: Sequence[ExamWithSeats]) -> Iterator[ExamWithSeats]:
    return (each for each in exams if each.facts.paper == paper_of(person))


def _proposal(
    uow: UnitOfWork,
    person: WaitingPerson,
    exam: ExamWithSeats | None,
    skipped: Sequence[PassedOver],
) -> NextAvailable:
    shown = board_sessions(uow, [each for each, _reasons in skipped])
    choices = zip(shown, (reasons for _each, reasons in skipped), strict=True)
    found = None if exam is None else board_sessions(uow, [exam])[0]
    return NextAvailable(person, found, tuple(ExamChoice(*each) for each in choices))
