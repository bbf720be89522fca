"""Statements of results: released ones, and nothing that isn't."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Component, PaperRules
from wset_desk.domain.enquiry_eligibility import last_day
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import paper_award, percentage, shown_percentage
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.derived import paper_rules
from wset_desk.services.letters import words
from wset_desk.services.letters.papers_sat import Sat, SatFor, released_in, sat_for
from wset_desk.services.letters.rows import Letter, LetterBatch, LetterTable
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.services.prices import today
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import ENQUIRY_WEEKS_LEVEL_3, ENQUIRY_WEEKS_LEVELS_1_2
from wset_desk.storage.unit_of_work import UnitOfWork

_LEVEL_3 = 3
_WIDTHS = (33, 16, 13, 14, 24)
_NUMERIC = frozenset({2, 3})


@query(Permission.VIEW_RESULTS)
def result_slips(uow: UnitOfWork, *, registration_ids: Collection[UUID]) -> LetterBatch:
    """A statement for each qualification of which these registrations are a part, by name.

    It lists every released result of the qualification. Refuses LETTER_NOTHING_RELEASED where
    there is none in the lot.
    """
    found = (_letter(uow, each) for each in sat_for(uow, registration_ids))
    letters = [letter for letter in found if letter is not None]
    if not letters:
        raise DomainError("LETTER_NOTHING_RELEASED")
    return batch_of(uow, letters)


@query(Permission.VIEW_RESULTS)
def result_slips_of_session(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID | None = None,
    course_session_id: UUID | None = None,
) -> LetterBatch:
    """Statements for everybody with a released result of an exam session, or a course session.

    Refuses LETTER_NOTHING_RELEASED.
    """
    found = released_in(uow, exam_session_id, course_session_id)
    return result_slips(uow, registration_ids=found)


def _letter(uow: UnitOfWork, sat: SatFor) -> Letter | None:
    """None where nothing is released."""
    rows = tuple(row for paper in sat.papers for row in _rows(uow, paper))
    if not rows:
        return None
    headings = (_("Paper"), _("Sat on"), _("Mark"), _("Percentage"), _("Result"))
    return letter_to(
        uow,
        sat.candidate,
        LetterKind.RESULT_SLIP,
        {"exam": sat.title, "challenge": _enquiries(uow, sat)},
        facts=((_("Qualification"), sat.title),),
        table=LetterTable(headings, rows, _WIDTHS, _NUMERIC),
        verdict=_verdict(sat),
    )


def _rows(uow: UnitOfWork, sat: Sat) -> list[tuple[str, ...]]:
    """A line for each released result of a paper."""
    rules = paper_rules(uow, [sat.template])[sat.template.id]
    found = ((component, sat.released(component)) for component in rules.components)
    return [
        (
            _paper(sat, component, rules),
            words.short_date(sat.day(uow)),
            *_result(sat, rules, *released),
        )
        for component, released in found
        if released is not None
    ]


def _paper(sat: Sat, component: Component, rules: PaperRules) -> str:
    if len(rules.components) == 1:
        return sat.template.name
    named = words.component_text(component)
    return _("{exam}: {paper}").format(exam=sat.template.name, paper=named)


def _result(sat: Sat, rules: PaperRules, score: Decimal, passed: bool) -> tuple[str, str, str]:
    """The mark, its percentage, its word."""
    maximum = sat.template.max_score
    award = paper_award(passed=passed, score=score, max_score=maximum, bands=rules.bands)
    percent = shown_percentage(percentage(score, maximum))
    return words.mark_text(score, maximum), words.percent_text(percent), words.award_text(award)


def _verdict(sat: SatFor) -> str:
    """The overall result; of an exam without a course there is none."""
    if sat.overall is None:
        return ""
    if sat.overall.award is None:
        return _("The overall result follows when every paper has a result.")
    return _("Overall result: {award}").format(award=words.award_text(sat.overall.award))


def _enquiries(uow: UnitOfWork, sat: SatFor) -> str:
    """Until when the newest of the results can be challenged; nothing once that is over."""
    open_to = [
        paper for paper in sat.papers if paper.template.allows_enquiries and paper.is_released
    ]
    if not open_to:
        return ""
    newest = open_to[-1]
    of_level = ENQUIRY_WEEKS_LEVEL_3 if newest.level >= _LEVEL_3 else ENQUIRY_WEEKS_LEVELS_1_2
    until = last_day(newest.day(uow), centre_setting(uow, of_level))
    if until < today(uow):
        return ""
    text = _("If you would like a result to be looked at again, write to us by {day}.")
    return text.format(day=words.plain_date(until))
