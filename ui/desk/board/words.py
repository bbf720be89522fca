"""What the assignment board says: reasons, seats, times, and the same for screen readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.seats import seats_text
from ui.common.typed import decimal_text
from ui.desk import exam_words
from ui.desk.board.fits import Fit, Held, Verdict
from ui.desk.context import DeskContext
from wset_desk.domain.availability import SessionFacts
from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.registrations import Waiting
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import BoardSession, ExamChoice, Unplaced, WaitingPerson

_SOON = 14
_TWO_PAPERS = 3
Describe = Callable[[DomainError], str]


class _Paper(Protocol):
    @property
    def level(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def exam_type(self) -> ExamType: ...


def usual_subject(subjects: Iterable[str]) -> str:
    """The one that most have: it goes without saying on a card."""
    counted = Counter(subjects).most_common(1)
    return counted[0][0] if counted else ""


def person_pill(person: WaitingPerson, *, usual_subject: str = "") -> Look:
    """ "L2 Resit": what somebody waits for, in the colour of its kind."""
    look = labels.category(person.wait.value)
    return replace(look, text=_pill_text(person, look.text, usual_subject))


def session_pill(facts: SessionFacts, *, usual_subject: str = "") -> Look:
    """ "L2 Makeup", "L2 Wines" of a course, or "L3 Tasting" where a level has two papers."""
    look = labels.category(facts.session_type.value)
    kind = look.text if is_on_its_own(facts) else ""
    return replace(look, text=_pill_text(facts, kind, usual_subject))


def _pill_text(paper: _Paper, kind: str, usual_subject: str) -> str:
    if paper.level >= _TWO_PAPERS:
        kind = labels.exam_type(paper.exam_type)
    elif not kind:
        return f"{labels.level_short(paper.level)} {paper.subject}"
    text = f"{labels.level_short(paper.level)} {kind}"
    return text if paper.subject == usual_subject else f"{text} · {paper.subject}"


def paper_text(paper: _Paper) -> str:
    """ "Level 3 Tasting"."""
    return f"{labels.level(paper.level)} {labels.exam_type(paper.exam_type)}"


def wait_text(person: WaitingPerson) -> str:
    """ "Level 2 Theory, makeup": for screen readers."""
    return _("{paper}, {kind}").format(
        paper=paper_text(person), kind=labels.session_type(person.wait.value)
    )


def reason_line(person: WaitingPerson, zone: ZoneInfo, today: date) -> tuple[str, str]:
    """Why somebody waits, and the colour token: amber where it gets too late soon."""
    if person.last_day is not None and (person.last_day - today).days <= _SOON:
        closes = _("Window closes {day}").format(day=_short_day(person.last_day, today))
        return closes, "warning"
    return why_waiting(person, zone, today), "text2"


def why_waiting(person: WaitingPerson, zone: ZoneInfo, today: date) -> str:
    """ "Missed 7 Mar", "Failed · 52 %"."""
    day = "" if person.since is None else _short_day(dates.local_day(person.since, zone), today)
    if person.reason is WaitReason.FAILED and person.last_mark is not None:
        return _("Failed · {mark} %").format(mark=percent_text(person.last_mark))
    texts = {
        WaitReason.MISSED: _("Missed {day}"),
        WaitReason.FAILED: _("Failed {day}"),
        WaitReason.ONLINE: _("Enrolled online {day}"),
        WaitReason.EXAM_CANCELLED: _("Exam of {day} was cancelled"),
        WaitReason.WITHDRAWN_SEAT: _("Gave up the seat of {day}"),
        WaitReason.TRANSFER: _("Changes from {day}"),
    }
    return texts[person.reason].format(day=day).strip()


def percent_text(mark: Decimal) -> str:
    """Rounded down, so that 54.99 never looks like 55."""
    return decimal_text(mark.quantize(Decimal("0.01")).normalize())


def _short_day(day: date, today: date) -> str:
    """ "7 Mar", and the year where it isn't this one."""
    return f"{day.day} {dates.month_name(day)}" if day.year == today.year else dates.day_short(day)


def session_heading(session: BoardSession, zone: ZoneInfo) -> str:
    """ "Thu 12 Mar"."""
    return dates.day_and_month(dates.local_day(session.facts.start, zone))


def session_times(session: BoardSession, zone: ZoneInfo) -> str:
    """ "10:30 – 11:30 · Cellar Room"."""
    span = dates.time_span(session.facts.start, session.facts.end, zone)
    return f"{span} · {session.place or exam_words.place(_Placeless(session.facts))}"


class _Placeless:
    """A session without a place, as :mod:`ui.desk.exam_words` reads it."""

    room_name = location = None

    def __init__(self, facts: SessionFacts) -> None:
        self.level = facts.level
        self.exam_type = facts.exam_type.value
        self.subject = facts.subject
        self.delivery_method = facts.delivery_method.value


def session_moment(session: BoardSession, zone: ZoneInfo) -> str:
    """ "Thu 12 Mar, 10:30"."""
    time = dates.local_time(session.facts.start, zone)
    return _("{day}, {time}").format(day=session_heading(session, zone), time=time)


def taken_text(session: BoardSession) -> str:
    """ "9 of 12 seats", with those that are held for somebody."""
    text = _("{taken} of {capacity} seats").format(
        taken=session.taken, capacity=session.max_capacity
    )
    if not session.offered:
        return text
    offered = ngettext("{n} on offer", "{n} on offer", session.offered).format(n=session.offered)
    return f"{text} · {offered}"


def left_text(session: BoardSession) -> str:
    """ "3 left", "Full"."""
    left = session.facts.seats_left
    return _("Full") if left <= 0 else _("{n} left").format(n=left)


def coming_text(coming: int, left: int) -> str:
    """ "+2 → 1 left": what dropping would make of the seats."""
    return _("+{n} → {left} left").format(n=coming, left=left - coming)


def deadline_text(session: BoardSession, zone: ZoneInfo, now: datetime) -> str:
    """ "Booking closes Thu 8 Oct, 17:00"."""
    deadline = session.facts.deadline
    if not session.facts.booking_enabled:
        return _("Booking is switched off")
    if deadline is None:
        return _("Booking is open")
    text = _("Booking closed {moment}") if deadline < now else _("Booking closes {moment}")
    return text.format(moment=_moment(deadline, zone))


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    day = dates.day_and_month(dates.local_day(instant, zone))
    return _("{day}, {time}").format(day=day, time=dates.local_time(instant, zone))


def reason_text(refusal: Refusal, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """A refusal in few words, as it stands on a session's card."""
    facts = session.facts
    if refusal.code == "DEADLINE_PASSED" and facts.deadline is not None:
        return _("Booking closed {moment}").format(moment=_moment(facts.deadline, zone))
    texts = {
        "LEVEL_DIFFERS": _("Only for level {level} candidates").format(level=facts.level),
        "SUBJECT_DIFFERS": _("Only for {subject}").format(subject=facts.subject),
        "PAPER_DIFFERS": _("Only for {paper}").format(paper=labels.exam_type(facts.exam_type)),
        "SESSION_FULL": _("All seats are taken"),
        "SESSION_IN_THE_PAST": _("Has started already"),
        "BOOKING_DISABLED": _("Booking is switched off"),
        "ALREADY_REGISTERED": _("Has a seat here already"),
        "ALREADY_IN_LINE": _("On the waiting list already"),
    }
    return texts.get(refusal.code) or say(refusal.as_error())


def reasons_text(held: Held, session: BoardSession, context: DeskContext) -> str:
    """Every reason against one person, in a line."""
    zone, say = context.session.zone, context.tasks.describe
    return " · ".join(reason_text(each, session, zone, say) for each in held.reasons)


def held_text(verdict: Verdict, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """Why nobody of those chosen fits: the reason, or every different one with its name."""
    by_text: dict[str, list[str]] = {}
    for held in verdict.held:
        text = reason_text(held.reasons[0], session, zone, say)
        by_text.setdefault(text, []).append(held.person.name)
    if len(by_text) == 1:
        return next(iter(by_text))
    return "\n".join(f"{', '.join(names)}: {text}" for text, names in by_text.items())


def offer_text(verdict: Verdict) -> str:
    """What the button of a card says: "Assign 2 here"."""
    n, fitting = verdict.chosen, min(len(verdict.fitting), verdict.seats)
    if verdict.fit is Fit.ALL:
        return ngettext("Assign {n} here", "Assign {n} here", n).format(n=n)
    if verdict.fit is Fit.SOME:
        return _("Assign {n} of {all}…").format(n=fitting, all=n)
    if verdict.fit is Fit.LATE:
        return _("Assign after the deadline…")
    return _("Join the waiting list")


def drop_text(verdict: Verdict) -> str:
    """What letting go would do here."""
    n, fitting = verdict.chosen, min(len(verdict.fitting), verdict.seats)
    if verdict.fit is Fit.ALL:
        return ngettext("Drop to assign {n}", "Drop to assign {n}", n).format(n=n)
    if verdict.fit is Fit.SOME:
        text = ngettext("{n} of {all} fits: drop to choose", "{n} of {all} fit: drop to choose", n)
        return text.format(n=fitting, all=n)
    return _("Past the deadline: drop to give a reason")


def fit_spoken(verdict: Verdict, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """Whether those chosen fit, for screen readers."""
    if verdict.fit is Fit.UNASKED:
        return ""
    if verdict.fit is Fit.ALL:
        return _("Fits.")
    why = held_text(verdict, session, zone, say)
    if verdict.fit is Fit.SOME:
        fitting = min(len(verdict.fitting), verdict.seats)
        return _("{n} of {all} fit. {why}").format(n=fitting, all=verdict.chosen, why=why)
    return _("Doesn't fit: {why}").format(why=why)


def session_lines(session: BoardSession, zone: ZoneInfo) -> list[str]:
    """A session's card in words, for tool tips and screen readers."""
    facts = session.facts
    day = dates.day_heading(dates.local_day(facts.start, zone))
    kind = labels.session_type(facts.session_type.value)
    parts = [
        f"{day}, {session_times(session, zone)}",
        f"{paper_text(facts)}, {facts.subject}, {kind}",
        seats_text(session.max_capacity - facts.seats_left, session.max_capacity),
    ]
    if session.line:
        parts.append(line_text(session.line))
    return parts


def person_lines(person: WaitingPerson, zone: ZoneInfo, today: date, owed: str) -> list[str]:
    """Somebody's card in words, for tool tips and screen readers."""
    reason = reason_line(person, zone, today)[0]
    parts = [person.name, person.number or "", wait_text(person), reason, owed]
    if person.line_of:
        parts.append(_("On a waiting list"))
    return [part for part in parts if part]


def line_text(people: int) -> str:
    """ "3 on the waiting list"."""
    return ngettext("{n} on the waiting list", "{n} on the waiting list", people).format(n=people)


def waiting_text(people: int) -> str:
    """ "14 waiting"."""
    return ngettext("{n} waiting", "{n} waiting", people).format(n=people)


def fitting_text(fitting: int, sessions: int) -> str:
    """ "5 of 9 fit your selection"."""
    text = ngettext("{n} of {all} fits your selection", "{n} of {all} fit your selection", fitting)
    return text.format(n=fitting, all=sessions)


def names_text(people: Sequence[WaitingPerson]) -> str:
    """ "Amelia Hart", or "2 candidates"."""
    if len(people) == 1:
        return people[0].name
    n = len(people)
    return ngettext("{n} candidate", "{n} candidates", n).format(n=n)


def waits_for_tasting(person: WaitingPerson) -> bool:
    return person.wait is Waiting.BUNDLED and person.exam_type is ExamType.TASTING


def is_on_its_own(facts: SessionFacts) -> bool:
    """Whether it isn't a course's exam."""
    return facts.session_type is not SessionType.BUNDLED


def choice_reasons(choice: ExamChoice, context: DeskContext) -> str:
    """Everything against a session, in a line; nothing where it fits."""
    zone, say = context.session.zone, context.tasks.describe
    return " · ".join(reason_text(each, choice.session, zone, say) for each in choice.reasons)


def skipped_text(skipped: ExamChoice, context: DeskContext) -> str:
    """ "Sun 4 Oct, 15:30: all seats are taken"."""
    when = session_moment(skipped.session, context.session.zone)
    return _("{when}: {why}").format(when=when, why=choice_reasons(skipped, context))


def unplaced_text(unplaced: Unplaced, say: Describe) -> str:
    """Why there is no seat for somebody."""
    if not unplaced.reasons:
        return _("No session of this paper is planned.")
    return " ".join(say(each.as_error()) for each in unplaced.reasons)
