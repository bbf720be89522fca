"""Changing the exam templates of an offering, and the rules under which it is examined (rule 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.domain.catalogue import (
    BundledTiming,
    ExamType,
    RuleProfile,
    check_template_values,
    template_edit_refusal,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.catalogue_rows import (
    OfferingDetail,
    has_settled_result,
    offering_detail,
    profile_of,
    profile_record,
    templates_of,
)
from wset_desk.services.contract import command
from wset_desk.services.derived import settle_results
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate, Offering
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PaperValues:
    """What a rule profile fills in a template."""

    duration_minutes: int
    pass_mark_percentage: Decimal
    max_score: int


NO_VALUES: Mapping[UUID, PaperValues] = {}


@command(Permission.MANAGE_CATALOGUE)
def edit_template(
    uow: UnitOfWork,
    *,
    template_id: UUID,
    name: str,
    duration_minutes: int,
    pass_mark_percentage: Decimal,
    max_score: int,
    is_bundled_with_course: bool,
    bundled_timing: BundledTiming | None,
    can_schedule_independently: bool,
    scheduling_window_days: int,
    allows_resits: bool,
    allows_enquiries: bool,
    active: bool,
) -> OfferingDetail:
    """Change a template; sessions that are scheduled already keep their times.

    Marks that are entered are judged anew. Refuses NAME_MISSING, TIMING_MISSING,
    TASTING_NOT_ALONE, WINDOW_OUT_OF_RANGE, what `check_template_values` refuses,
    MAXIMUM_BELOW_MARK, and TEMPLATE_HAS_CONFIRMED_RESULT for what judges results.
    """
    template = uow.get(ExamTemplate, template_id)
    offering = uow.get(Offering, template.course_offering_id)
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    if is_bundled_with_course and bundled_timing is None:
        raise DomainError("TIMING_MISSING", field="bundled_timing")
    if can_schedule_independently and template.exam_type == ExamType.TASTING:
        raise DomainError("TASTING_NOT_ALONE", field="can_schedule_independently")
    if scheduling_window_days < 1:
        raise DomainError("WINDOW_OUT_OF_RANGE", field="scheduling_window_days")
    values = PaperValues(duration_minutes, pass_mark_percentage, max_score)
    set_values(uow, profile_of(uow, offering), template, values)
    judge_anew(uow, [template])
    template.name = name.strip()
    template.is_bundled_with_course = is_bundled_with_course
    template.bundled_timing = bundled_timing
    template.can_schedule_independently = can_schedule_independently
    template.scheduling_window_days = scheduling_window_days
    template.allows_resits = allows_resits
    template.allows_enquiries = allows_enquiries
    template.active = active
    uow.session.flush()
    return offering_detail(uow, offering)


@command(Permission.MANAGE_CATALOGUE)
def change_rule_profile(
    uow: UnitOfWork,
    *,
    offering_id: UUID,
    rule_profile: str,
    values: Mapping[UUID, PaperValues] = NO_VALUES,
) -> OfferingDetail:
    """Examine an offering by other rules: its templates take the profile's values.

    `values` (by template) are taken instead: the inverse gives those of before. Marks that are
    entered are judged anew. Refuses RULE_PROFILE_UNKNOWN, TEMPLATE_HAS_CONFIRMED_RESULT,
    MAXIMUM_BELOW_MARK.
    """
    offering = uow.get(Offering, offering_id)
    record = profile_record(uow, rule_profile)
    profile = RuleProfile.from_dict(record.rules)
    templates = templates_of(uow, offering_id)
    for template in templates:
        _refuse_settled(uow, ["rule_profile"], template)
    offering.rule_profile_id = record.id
    for template in templates:
        filled = values.get(template.id) or _values_from(profile, offering, template)
        set_values(uow, profile, template, filled)
    judge_anew(uow, templates)
    return offering_detail(uow, offering)


def _values_from(profile: RuleProfile, offering: Offering, template: ExamTemplate) -> PaperValues:
    paper = profile.paper(offering.wset_level, ExamType(template.exam_type))
    return PaperValues(paper.duration_minutes, paper.pass_mark_percentage, paper.max_score)


def values_of(template: ExamTemplate) -> PaperValues:
    """What the template has now."""
    return PaperValues(template.duration_minutes, template.pass_mark_percentage, template.max_score)


def set_values(
    uow: UnitOfWork, profile: RuleProfile, template: ExamTemplate, values: PaperValues
) -> None:
    """Let the template have these; `judge_anew` afterwards.

    Refuses TEMPLATE_HAS_CONFIRMED_RESULT, MAXIMUM_BELOW_MARK, and what `check_template_values`
    refuses.
    """
    present = values_of(template)
    names = (each.name for each in fields(PaperValues))
    changed = [name for name in names if getattr(values, name) != getattr(present, name)]
    if not changed:
        return
    _refuse_settled(uow, changed, template)
    offering = uow.get(Offering, template.course_offering_id)
    check_template_values(
        profile.paper(offering.wset_level, ExamType(template.exam_type)),
        duration_minutes=values.duration_minutes,
        pass_mark_percentage=values.pass_mark_percentage,
        max_score=values.max_score,
    )
    _check_marks(marked_registrations(uow, template), values.max_score)
    template.duration_minutes = values.duration_minutes
    template.pass_mark_percentage = values.pass_mark_percentage
    template.max_score = values.max_score


def judge_anew(uow: UnitOfWork, templates: Sequence[ExamTemplate]) -> None:
    """Whether what is marked passes, by the rules of now."""
    uow.session.flush()
    settle_results(uow, *(each for one in templates for each in marked_registrations(uow, one)))


def _refuse_settled(uow: UnitOfWork, changed: Sequence[str], template: ExamTemplate) -> None:
    settled = has_settled_result(uow, template)
    refusal = template_edit_refusal(changed, has_confirmed_result=settled)
    if refusal is not None:
        raise refusal.as_error()


def marked_registrations(uow: UnitOfWork, template: ExamTemplate) -> list[ExamRegistration]:
    """The registrations for exams of this template that have a mark."""
    has_mark = or_(
        ExamRegistration.theory_score.is_not(None), ExamRegistration.tasting_score.is_not(None)
    )
    return list(
        uow.session.scalars(
            select(ExamRegistration)
            .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
            .where(ExamSession.exam_template_id == template.id, has_mark)
        )
    )


def _check_marks(marked: Sequence[ExamRegistration], max_score: int) -> None:
    marks = [m for each in marked for m in (each.theory_score, each.tasting_score) if m is not None]
    highest = max(marks, default=Decimal(0))
    if highest > max_score:
        raise DomainError("MAXIMUM_BELOW_MARK", field="max_score", mark=highest)
