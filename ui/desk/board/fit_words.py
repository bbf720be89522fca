"""Whether a session fits those who are chosen, and why it doesn't."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from ui.common import labels
from ui.desk.board import session_words
from ui.desk.board.fits import Fit, Held, Verdict
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import BoardSession, ExamChoice, Unplaced

Describe = Callable[[DomainError], str]


def reason_text(refusal: Refusal, session: BoardSession, zone: ZoneInfo, say: Describe) -> str:
    """A refusal in few words, as it stands on a session's card."""
    facts = session.facts
    if refusal.code == "DEADLINE_PASSED" and facts.deadline is not None:
        return _("Booking closed {moment}").format(
            moment=session_words.moment_text(facts.deadline, zone)
        )
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
