"""The marks of an enquiry in words: what was told, what stands, what a decision makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.desk.results.cells import mark_text, percent_text
from wset_desk.domain.catalogue import Award
from wset_desk.i18n import _
from wset_desk.services.attempts import Qualification
from wset_desk.services.enquiries.rows import DecidedPaper, DisputedPaper, PaperVersion


def paper_text(paper: DisputedPaper) -> str:
    """ "Tasting · Level 3 Tasting Exam, 20 Sept 2026"."""
    exam = _("{exam}, {day}").format(exam=paper.exam_name, day=dates.day_short(paper.day))
    return f"{labels.exam_type(paper.component)} · {exam}"


def score_text(score: Decimal | None, maximum: int, percent: Decimal | None) -> str:
    """ "51 of 100", with the percentage where the scale is another."""
    if score is None:
        return _("no mark")
    text = _("{score} of {maximum}").format(score=mark_text(score), maximum=maximum)
    if percent is None or percent == score:
        return text
    return _("{mark} · {percent}").format(mark=text, percent=percent_text(percent))


def award_look(*, passed: bool | None, award: Award | None) -> Look:
    """Pass, fail or the band; open where nothing is decided."""
    if passed is None:
        return Look(_("Open"), "circle_dashed", "text2", "sunken")
    return labels.outcome_look(award or (Award.PASS if passed else Award.FAIL))


def version_text(version: PaperVersion) -> str:
    return score_text(version.score, version.max_score, version.percent)


def version_look(version: PaperVersion) -> Look:
    return award_look(passed=version.passed, award=version.award)


def overall_look(overall: Qualification) -> Look:
    return award_look(passed=overall.passed, award=overall.award)


def parts_text(version: PaperVersion) -> str:
    """ "Multiple choice 36, Written 58"; nothing where the paper has no parts."""
    return ", ".join(f"{labels.paper_part(name)} {mark_text(mark)}" for name, mark in version.parts)


def hands_text(version: PaperVersion) -> str:
    """ "Entered by Dan Osei · Confirmed by Bea Both"."""
    said = [_("Entered by {names}").format(names=_names(version.entered_by))]
    if version.confirmed_by:
        said.append(_("Confirmed by {names}").format(names=_names(version.confirmed_by)))
    return " · ".join(said)


def version_line(version: PaperVersion, zone: ZoneInfo) -> str:
    """ "Released on 25 Sept 2026"."""
    state = labels.result_state(version.state)
    day = dates.day_short(dates.local_day(version.at, zone))
    return _("{state} on {day}").format(state=state, day=day)


def change_text(change: Decimal) -> str:
    """ "+6", "−3", "±0": signed, without noughts that say nothing."""
    if not change:
        return "±0"
    return f"+{mark_text(change)}" if change > 0 else f"−{mark_text(-change)}"


def old_to_new(paper: DecidedPaper) -> str:
    """ "51 → 57 of 100"."""
    new = score_text(paper.new, paper.max_score, paper.new_percent)
    if paper.old == paper.new:
        return new
    return _("{old} → {new}").format(old=mark_text(paper.old), new=new)


def part_lines(paper: DecidedPaper) -> list[str]:
    """What became of each part: "Written 58 → 61"."""
    return [
        _("{part}: {marks}").format(part=labels.paper_part(name), marks=_from_to(old, new))
        for name, old, new in paper.parts
        if old != new
    ]


def _from_to(old: Decimal | None, new: Decimal | None) -> str:
    before, after = mark_text(old) or _("no mark"), mark_text(new) or _("no mark")
    return _("{old} → {new}").format(old=before, new=after)


def _names(names: Sequence[str | None]) -> str:
    return ", ".join(each or _("the program") for each in names) or _("the program")
