"""The release list in words: what each candidate hears, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from ui.common import labels
from ui.common.labels import Look
from ui.common.table_model import Column
from ui.desk.results.cells import NOTHING, mark_text
from ui.desk.results.readiness import Readiness
from wset_desk.domain.catalogue import Award, Component
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.release_rows import CandidateRelease, PaperRelease


def release_columns(lines: Sequence[CandidateRelease]) -> tuple[Column[CandidateRelease], ...]:
    """A column for each paper that is released for somebody."""
    components = [each for each in Component if any(_papers_of(line, each) for line in lines)]
    return (
        Column("name", N_("Candidate"), lambda line: line.name, strong=True, stretch=True),
        *(
            Column(
                component.value,
                labels.EXAM_TYPES[component.value],
                partial(_paper_text, component=component),
                tone=partial(_paper_tone, component=component),
                tabular=True,
                width=150,
            )
            for component in components
        ),
        Column(
            "overall",
            N_("Overall result"),
            _overall_text,
            look=_overall_look,
            tooltip=_overall_note,
            width=190,
        ),
    )


def _papers_of(line: CandidateRelease, component: Component) -> list[PaperRelease]:
    return [paper for paper in line.papers if paper.component is component]


def _paper_text(line: CandidateRelease, component: Component) -> str:
    """ "57 · Pass", "51 → 57 · Pass" where another mark was released before."""
    return ", ".join(
        _("{mark} · {award}").format(mark=_mark_text(paper), award=labels.outcome(paper.award))
        for paper in _papers_of(line, component)
    )


def _mark_text(paper: PaperRelease) -> str:
    if paper.before is None or paper.before == paper.score:
        return mark_text(paper.score)
    return _("{old} → {new}").format(old=mark_text(paper.before), new=mark_text(paper.score))


def _paper_tone(line: CandidateRelease, component: Component) -> str:
    failed = any(paper.award is Award.FAIL for paper in _papers_of(line, component))
    return "danger" if failed else "text"


def _overall_text(line: CandidateRelease) -> str:
    award = line.after.award
    if award is None:
        return NOTHING
    before = line.before.award
    if before is None or before is award:
        return labels.outcome(award)
    return _("{old} → {new}").format(old=labels.outcome(before), new=labels.outcome(award))


def _overall_look(line: CandidateRelease) -> Look | None:
    if line.after.award is None:
        return None
    look = labels.outcome_look(line.after.award)
    return Look(_overall_text(line), look.icon, look.fg, look.bg)


def _overall_note(line: CandidateRelease) -> str:
    if line.after.award is None:
        return _("Decided when every paper has a released result")
    return ""


def summary(lines: Sequence[CandidateRelease]) -> str:
    """How many papers pass, and for how many candidates that decides the qualification."""
    awards = Counter(paper.award for line in lines for paper in line.papers)
    fails, count = awards[Award.FAIL], awards.total()
    papers = _("{papers}: {passed} pass, {failed} fail.").format(
        papers=ngettext("{n} result", "{n} results", count).format(n=count),
        passed=count - fails,
        failed=fails,
    )
    decided = [line for line in lines if line.after.passed is not None]
    if not decided:
        return " ".join((papers, _("It decides nobody's overall result yet.")))
    overall = ngettext(
        "The overall result of {n} candidate is decided: {passed} pass, {failed} fail.",
        "The overall results of {n} candidates are decided: {passed} pass, {failed} fail.",
        len(decided),
    )
    passed = sum(bool(line.after.passed) for line in decided)
    counts = {"n": len(decided), "passed": passed, "failed": len(decided) - passed}
    return " ".join((papers, overall.format(**counts)))


def left_out(ready: Readiness) -> str:
    """ "Not among them: 2 are still to be confirmed, 1 has no mark.", and in a line each who is on
    hold and why; empty where all are there."""
    counted = (
        (
            ready.provisional,
            ngettext(
                "{n} is still to be confirmed", "{n} are still to be confirmed", ready.provisional
            ),
        ),
        (ready.unmarked, ngettext("{n} has no mark", "{n} have no mark", ready.unmarked)),
    )
    parts = [text.format(n=count) for count, text in counted if count]
    lines = [_("Not among them: {what}.").format(what=", ".join(parts))] if parts else []
    lines += [
        _("{name} is on hold: {reason}").format(name=name, reason=hold.reason)
        for name, cell in ready.held
        for hold in cell.holds
    ]
    return "\n".join(lines)
