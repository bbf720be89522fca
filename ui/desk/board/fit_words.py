"""Whether a session fits those who are chosen, and why it doesn't."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from ui.common import labels
from ui.desk.board import session_words, words
from ui.desk.board.fits import Fit, Held, Verdict
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.board.rows import BoardSession, ExamChoice, Unplaced, WaitingPerson

Describe = Callable[[DomainError], str]
_SHORT = {
    "SESSION_FULL": N_("All seats are taken"),
    "SESSION_IN_THE_PAST": N_("Has started already"),
    "BOOKING_DISABLED": N_("Booking is switched off"),
    "ALREADY_REGISTERED": N_("Has a seat here already"),
    "ALREADY_IN_LINE": N_("On the waiting list already"),
}
_SAME_FOR_ALL = {*_SHORT, "DEADLINE_PASSED", "LEVEL_DIFFERS", "SUBJECT_DIFFERS", "PAPER_DIFFERS"}
"""What depends on the session alone: put into words once, however many people it holds back."""


def reason_text(refusal: Refusal, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """A refusal in few words, as it stands on a session's card."""
    facts = session.facts
    match refusal.code:
        case "DEADLINE_PASSED" if facts.deadline is not None:
            moment = session_words.moment_text(facts.deadline, zone)
            return _("Booking closed {moment}").format(moment=moment)
        case "LEVEL_DIFFERS":
            return _("Only for level {level} candidates").format(level=facts.level)
        case "SUBJECT_DIFFERS":
            return _("Only for {subject}").format(subject=facts.subject)
        case "PAPER_DIFFERS":
            return _("Only for {paper}").format(paper=labels.exam_type(facts.exam_type))
        case code if code in _SHORT:
            return _(_SHORT[code])
    return say(refusal.as_error())


def reasons_text(held: Held, session: BoardSession, context: DeskContext) -> str:
    """Every reason against one person, in a line."""
    zone, say = context.session.zone, context.tasks.describe
    return " · ".join(reason_text(each, session, zone, say) for each in held.reasons)


def held_text(verdict: Verdict, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """Why those chosen don't fit: the reason, or every different one with its people."""
    groups = _held_groups(verdict, session, zone, say)
    if len(groups) == 1:
        return next(iter(groups))
    return "\n".join(
        f"{', '.join(person.name for person in people)}: {text}" for text, people in groups.items()
    )


def held_short(verdict: Verdict, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """The same in two lines at most, for a card: the reason that holds most of them."""
    groups = _held_groups(verdict, session, zone, say)
    text, people = max(groups.items(), key=lambda group: len(group[1]))
    if len(groups) == 1:
        return text
    most = f"{words.names_text(people)}: {text}"
    others = len(verdict.held) - len(people)
    more = ngettext("{n} more for other reasons", "{n} more for other reasons", others)
    return f"{most}\n{more.format(n=others)}"


def _held_groups(
    verdict: Verdict, session: BoardSession, zone: ZoneInfo, say: Describe
) -> dict[str, list[WaitingPerson]]:
    groups: dict[str, list[WaitingPerson]] = {}
    known: dict[str, str] = {}
    for held in verdict.held:
        refusal = held.reasons[0]
        text = known.get(refusal.code)
        if text is None or refusal.code not in _SAME_FOR_ALL:
            text = known[refusal.code] = reason_text(refusal, session, zone, say)
        groups.setdefault(text, []).append(held.person)
    return groups


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


def fitting_text(fitting: int, sessions: int) -> str:
    """ "5 of 9 fit your selection"."""
    text = ngettext("{n} of {all} fits your selection", "{n} of {all} fit your selection", fitting)
    return text.format(n=fitting, all=sessions)


def choice_reasons(choice: ExamChoice, context: DeskContext) -> str:
    """Everything against a session, in a line; nothing where it fits."""
    zone, say = context.session.zone, context.tasks.describe
    return " · ".join(reason_text(each, choice.session, zone, say) for each in choice.reasons)


def skipped_text(skipped: ExamChoice, context: DeskContext) -> str:
    """ "Sun 4 Oct, 15:30: all seats are taken"."""
    when = session_words.session_moment(skipped.session, context.session.zone)
    return _("{when}: {why}").format(when=when, why=choice_reasons(skipped, context))


def unplaced_text(unplaced: Unplaced, say: Describe) -> str:
    """Why there is no seat for somebody."""
    if not unplaced.reasons:
        return _("No session of this paper is planned.")
    return " ".join(say(each.as_error()) for each in unplaced.reasons)
