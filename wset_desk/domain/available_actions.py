"""What can be done next for a candidate's paper, or why nothing can (rules 6, 11 and 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import RegistrationStatus, Waiting
from wset_desk.domain.seating import PaperAttempt


class Action(StrEnum):
    """What staff do for a candidate. `SEAT`: a place in an exam of a course that they are in."""

    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE = "remote"
    TASTING = "tasting"
    SEAT = "seat"
    ENROL = "enrol"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an enrolment for which nobody waits.

    `attempts` in the order in which they were made; `booked_for` is the day of the exam that is
    still to come, `window_ended_on` the last day of an online window that is over.
    """

    exam_type: ExamType
    attempts: Sequence[PaperAttempt]
    booked_for: date | None = None
    window_ended_on: date | None = None


def action_for(waiting: Waiting, exam_type: ExamType) -> Action:
    """The action that ends a wait."""
    if waiting is Waiting.BUNDLED:
        return Action.TASTING if exam_type is ExamType.TASTING else Action.SEAT
    return _ACTIONS[waiting]


_ACTIONS = {
    Waiting.MAKEUP: Action.MAKEUP,
    Waiting.RESIT: Action.RESIT,
    Waiting.REMOTE_INVIGILATION: Action.REMOTE,
}


def why_not(paper: Paper) -> tuple[Action, Refusal]:
    """The action that one would look for, and the reason why it isn't there."""
    if any(each.passed for each in paper.attempts):
        return Action.RESIT, Refusal("ALREADY_PASSED")
    if paper.booked_for is not None:
        return Action.RESIT, Refusal("BOOKED_FOR", {"day": paper.booked_for})
    if any(each.passed is False and not each.resits_allowed for each in paper.attempts):
        return Action.RESIT, Refusal("RESITS_NOT_ALLOWED")
    if any(each.status in _HELD for each in paper.attempts):
        return Action.RESIT, Refusal("RESULT_AWAITED")
    if paper.window_ended_on is not None:
        return Action.REMOTE, Refusal("WINDOW_ENDED", {"day": paper.window_ended_on})
    return Action.RESIT, Refusal("NOTHING_FAILED")


_HELD = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED})
