"""What a rule profile means for a level, in words."""

from __future__ import annotations

from dataclasses import dataclass

from ui.common import labels
from ui.desk.courses.words import number_text, percent_text
from wset_desk.domain.catalogue import (
    Band,
    ExamType,
    FirstPaper,
    OverallRules,
    PaperRules,
    RuleProfile,
)
from wset_desk.i18n import N_, _, ngettext

_FIRST_PAPERS = {
    FirstPaper.BY_COUNT: N_(
        "A single exam ends when the course day ends; several begin when it begins."
    ),
    FirstPaper.BEGINS_WITH_DAY: N_("Exams begin when the course day begins."),
    FirstPaper.ENDS_WITH_DAY: N_("Exams end when the course day ends."),
}


@dataclass(frozen=True)
class Explanation:
    """What the rules say about one thing; ``exam_type`` where that is a paper."""

    title: str
    lines: tuple[str, ...]
    exam_type: ExamType | None = None


def explain(profile: RuleProfile, level: int) -> tuple[Explanation, ...]:
    """How a level is examined, passed and graded: its papers, the whole, the course day."""
    papers = profile.papers_of(level)
    parts = [Explanation(paper.name, _paper(paper), paper.exam_type) for paper in papers]
    overall = profile.overall_of(level)
    if overall is not None:
        parts.append(Explanation(_("Overall result"), _overall(overall, papers)))
    elif len(papers) > 1:
        whole = _("Passed when every paper is passed.")
        parts.append(Explanation(_("Overall result"), (whole,)))
    parts.append(Explanation(_("On the course day"), _on_the_day(profile, len(papers))))
    return tuple(parts)


def _paper(paper: PaperRules) -> tuple[str, ...]:
    minutes = ngettext("{n} minute", "{n} minutes", paper.duration_minutes)
    lines = [
        minutes.format(n=paper.duration_minutes),
        _("Passed from {pass_mark}, out of {maximum}").format(
            pass_mark=percent_text(paper.pass_mark_percentage), maximum=paper.max_score
        ),
    ]
    if paper.question_count is not None:
        questions = ngettext("{n} question", "{n} questions", paper.question_count)
        lines.append(questions.format(n=paper.question_count))
    lines += [
        _("{part}: out of {maximum}, at least {pass_mark}").format(
            part=labels.paper_part(part.name),
            maximum=number_text(part.max_score),
            pass_mark=percent_text(part.pass_mark_percentage),
        )
        for part in paper.parts
    ]
    return (*lines, *map(_band, paper.bands))


def _overall(overall: OverallRules, papers: tuple[PaperRules, ...]) -> tuple[str, ...]:
    if len({paper.weight for paper in papers}) > 1:
        mean = _("The weighted mean of the papers’ percentages")
    else:
        mean = _("The mean of the papers’ percentages")
    lines = [mean, *map(_band, overall.bands)]
    if overall.best_after_failure is not None:
        best = labels.outcome(overall.best_after_failure)
        lines.append(_("{award} at best after any failed paper").format(award=best))
    return tuple(lines)


def _band(band: Band) -> str:
    award, minimum = labels.outcome(band.name), percent_text(band.minimum)
    if band.lowest_paper is None:
        return _("{award} from {minimum}").format(award=award, minimum=minimum)
    return _("{award} from {minimum}, no paper below {lowest}").format(
        award=award, minimum=minimum, lowest=percent_text(band.lowest_paper)
    )


def _on_the_day(profile: RuleProfile, papers: int) -> tuple[str, ...]:
    placed = _(_FIRST_PAPERS[profile.first_paper])
    if papers == 1:
        return (placed,)
    pause = ngettext(
        "{n} minute between papers of one day.",
        "{n} minutes between papers of one day.",
        profile.break_minutes,
    )
    return (placed, pause.format(n=profile.break_minutes))
