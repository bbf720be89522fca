"""What a rule profile means for a level, in sentences."""

from __future__ import annotations

from decimal import Decimal

from ui.common import labels
from ui.desk.courses.words import number_text, percent_text
from wset_desk.domain.catalogue import Band, FirstPaper, OverallRules, PaperRules, RuleProfile
from wset_desk.i18n import N_, _, ngettext

_PARTS = {"multiple_choice": N_("Multiple choice"), "written": N_("Written")}
_FIRST_PAPERS = {
    FirstPaper.BY_COUNT: N_(
        "A single exam ends when the course day ends; several begin when it begins."
    ),
    FirstPaper.BEGINS_WITH_DAY: N_("Exams begin when the course day begins."),
    FirstPaper.ENDS_WITH_DAY: N_("Exams end when the course day ends."),
}


def explain(profile: RuleProfile, level: int) -> list[str]:
    """How a level is examined, passed and graded under a profile, a sentence a line."""
    papers = profile.papers_of(level)
    lines = [line for paper in papers for line in _paper(paper)]
    overall = profile.overall_of(level)
    if overall is not None:
        lines += _overall(overall, papers)
    elif len(papers) > 1:
        lines.append(_("The qualification is passed when every paper is."))
    return [*lines, _on_the_day(profile, len(papers))]


def _paper(paper: PaperRules) -> list[str]:
    lines = [
        _("{paper}: {minutes} minutes, out of {maximum}, passed from {pass_mark}.").format(
            paper=paper.name,
            minutes=paper.duration_minutes,
            maximum=paper.max_score,
            pass_mark=percent_text(paper.pass_mark_percentage),
        )
    ]
    lines += [
        _("{part}: out of {maximum}, at least {pass_mark}.").format(
            part=_(_PARTS.get(part.name, part.name)),
            maximum=number_text(part.max_score),
            pass_mark=percent_text(part.pass_mark_percentage),
        )
        for part in paper.parts
    ]
    if paper.question_count is not None:
        questions = ngettext("{n} question.", "{n} questions.", paper.question_count)
        lines.append(questions.format(n=paper.question_count))
    return lines + [_band(band) for band in paper.bands]


def _overall(overall: OverallRules, papers: tuple[PaperRules, ...]) -> list[str]:
    weights = {paper.weight for paper in papers}
    mean = _("Overall: the mean of the papers' percentages.")
    if len(weights) > 1:
        mean = _("Overall: the weighted mean of the papers' percentages.")
    lines = [mean, *(_band(band) for band in overall.bands)]
    if overall.best_after_failure is not None:
        best = labels.outcome(overall.best_after_failure)
        lines.append(_("After any failed paper: {award} at best.").format(award=best))
    return lines


def _band(band: Band) -> str:
    said = _("{award} from {minimum}").format(
        award=labels.outcome(band.name), minimum=percent_text(band.minimum)
    )
    lowest: Decimal | None = band.lowest_paper
    if lowest is None:
        return _("{sentence}.").format(sentence=said)
    return _("{sentence}, with no paper below {lowest}.").format(
        sentence=said, lowest=percent_text(lowest)
    )


def _on_the_day(profile: RuleProfile, papers: int) -> str:
    placed = _(_FIRST_PAPERS[profile.first_paper])
    if papers == 1:
        return placed
    pause = ngettext(
        "{n} minute between papers of one day.",
        "{n} minutes between papers of one day.",
        profile.break_minutes,
    )
    return f"{placed} {pause.format(n=profile.break_minutes)}"
