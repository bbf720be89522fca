"""What papers are called on the board: pills in the colour of their kind, and in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ui.common import labels
from ui.common.labels import Look
from ui.desk.board.reasons import OfPaper
from wset_desk.domain.availability import SessionFacts
from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.registrations import Waiting
from wset_desk.i18n import _
from wset_desk.services.board.rows import WaitingPerson

_TWO_PAPERS = 3


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


def _pill_text(paper: OfPaper, kind: str, usual_subject: str) -> str:
    if paper.level >= _TWO_PAPERS:
        kind = labels.exam_type(paper.exam_type)
    elif not kind:
        return f"{labels.level_short(paper.level)} {paper.subject}"
    text = f"{labels.level_short(paper.level)} {kind}"
    return text if paper.subject == usual_subject else f"{text} · {paper.subject}"


def paper_text(paper: OfPaper) -> str:
    """ "Level 3 Tasting"."""
    return f"{labels.level(paper.level)} {labels.exam_type(paper.exam_type)}"


def wait_text(person: WaitingPerson) -> str:
    """ "Level 2 Theory, makeup": for screen readers."""
    return _("{paper}, {kind}").format(
        paper=paper_text(person), kind=labels.session_type(person.wait.value)
    )


def waits_for_tasting(person: WaitingPerson) -> bool:
    return person.wait is Waiting.BUNDLED and person.exam_type is ExamType.TASTING


def is_on_its_own(facts: SessionFacts) -> bool:
    """Whether it isn't a course's exam."""
    return facts.session_type is not SessionType.BUNDLED
