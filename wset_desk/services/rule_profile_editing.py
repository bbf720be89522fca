"""The centre's rule profiles as people edit them: copies, changes, and back to what was shipped.

A profile judges the results of every offering that uses it, so it changes only while none of the
results that it touches is confirmed (rule 3). Templates that have a profile's value follow it;
what was edited in a template stays.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.catalogue import ExamType, PaperRules, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.rule_profile_checks import (
    PaperKey,
    check_rule_profile,
    field_of,
    judged_differently,
)
from wset_desk.domain.rule_profiles import RULE_PROFILES
from wset_desk.services.catalogue_rows import has_settled_result, templates_of
from wset_desk.services.contract import command, query
from wset_desk.services.result_versions import standing_results
from wset_desk.services.rule_profiles import profile_in
from wset_desk.services.templates import (
    NO_VALUES,
    PaperValues,
    judge_anew,
    marked_registrations,
    set_values,
    values_of,
)
from wset_desk.storage.schema import ExamTemplate, Offering, RuleProfileRecord
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


@dataclass(frozen=True)
class ProfileRow:
    """A rule profile; `shipped` is what came with the program under this name, if anything did."""

    id: UUID
    profile: RuleProfile
    shipped: RuleProfile | None
    offerings: tuple[str, ...]

    @property
    def is_as_shipped(self) -> bool:
        return self.profile == self.shipped


@dataclass(frozen=True)
class ProfileBefore:
    """What an edit replaced: the profile, and the values of the templates that followed it."""

    profile: RuleProfile
    values: Mapping[UUID, PaperValues]


@dataclass(frozen=True)
class Follower:
    """A template of an offering under a profile, and the values that it has after an edit."""

    offering: Offering
    template: ExamTemplate
    after: PaperValues

    @property
    def key(self) -> PaperKey:
        return self.offering.wset_level, ExamType(self.template.exam_type)


@query(Permission.VIEW_CATALOGUE)
def rule_profiles(uow: UnitOfWork) -> tuple[ProfileRow, ...]:
    """Every rule profile with the offerings that use it: those shipped first, then by name."""
    rows = [_row(uow, record) for record in uow.session.scalars(select(RuleProfileRecord))]
    return tuple(sorted(rows, key=lambda row: (row.shipped is None, row.profile.name.casefold())))


@command(Permission.MANAGE_SETTINGS)
def copy_rule_profile(
    uow: UnitOfWork, *, profile_id: UUID, name: str, rules: RuleProfile | None = None
) -> UUID:
    """A new profile with the rules of another, or with `rules`; answers its id.

    Refuses RULE_PROFILE_NAME_TAKEN, and what `check_rule_profile` refuses.
    """
    original = profile_in(uow.get(RuleProfileRecord, profile_id))
    profile = replace(rules or original, name=name.strip())
    check_rule_profile(profile)
    _check_name(uow, profile.name)
    return uow.add(RuleProfileRecord(name=profile.name, rules=profile.to_dict())).id


@command(Permission.MANAGE_SETTINGS)
def edit_rule_profile(
    uow: UnitOfWork,
    *,
    profile_id: UUID,
    profile: RuleProfile,
    values: Mapping[UUID, PaperValues] = NO_VALUES,
) -> ProfileBefore:
    """Examine by other rules from now on; marks that are entered are judged anew.

    `values` (by template) are taken instead of the profile's: the inverse gives those of before.
    Refuses what `check_edit` refuses, and MAXIMUM_BELOW_MARK.
    """
    record = uow.get(RuleProfileRecord, profile_id)
    before = profile_in(record)
    check_edit(uow, record, profile)
    followers = followers_of(uow, record, profile)
    replaced = ProfileBefore(before, {f.template.id: values_of(f.template) for f in followers})
    record.name, record.rules = profile.name, profile.to_dict()
    for each in followers:
        set_values(uow, profile, each.template, values.get(each.template.id, each.after))
    touched = judged_differently(before, profile)
    judge_anew(uow, [each.template for each in followers if each.key in touched])
    return replaced


@command(Permission.MANAGE_SETTINGS)
def remove_rule_profile(uow: UnitOfWork, *, profile_id: UUID) -> None:
    """Take out a copy that nothing uses. Refuses RULE_PROFILE_SHIPPED, RULE_PROFILE_IN_USE."""
    record = uow.get(RuleProfileRecord, profile_id)
    if record.name in RULE_PROFILES:
        raise DomainError("RULE_PROFILE_SHIPPED", name=record.name)
    if offerings := [each.name for each in offerings_under(uow, record)]:
        raise DomainError("RULE_PROFILE_IN_USE", name=record.name, offerings=", ".join(offerings))
    uow.delete(record)


@command(Permission.MANAGE_SETTINGS)
def restore_rule_profile(uow: UnitOfWork, *, profile_id: UUID) -> None:
    """The inverse of `remove_rule_profile`. Refuses RULE_PROFILE_NAME_TAKEN, NOT_FOUND."""
    gone = select(RuleProfileRecord).where(RuleProfileRecord.id == profile_id)
    record = uow.session.scalar(gone, execution_options=WITH_DELETED)
    if record is None:
        raise DomainError("NOT_FOUND", entity=RuleProfileRecord.__tablename__)
    name = str(record.rules["name"])
    _check_name(uow, name, but=record)
    record.name, record.deleted_at = name, None


def check_edit(uow: UnitOfWork, record: RuleProfileRecord, profile: RuleProfile) -> None:
    """Refuse a profile that `record` can't become.

    What `check_rule_profile` refuses, RULE_PROFILE_SHIPPED for another name of one that is
    shipped, RULE_PROFILE_NAME_TAKEN, PART_BELOW_MARK, RULE_PROFILE_HAS_CONFIRMED_RESULTS.
    """
    check_rule_profile(profile)
    if profile.name != record.name:
        if record.name in RULE_PROFILES:
            raise DomainError("RULE_PROFILE_SHIPPED", field="name", name=record.name)
        _check_name(uow, profile.name, but=record)
    followers = followers_of(uow, record, profile)
    touched = judged_differently(profile_in(record), profile)
    if stopped := stopped_by(uow, followers, touched):
        raise DomainError("RULE_PROFILE_HAS_CONFIRMED_RESULTS", offerings=", ".join(stopped))
    for each in followers:
        if each.key in touched:
            _check_part_marks(uow, profile.paper(*each.key), each.template)


def stopped_by(
    uow: UnitOfWork, followers: Sequence[Follower], touched: Collection[PaperKey]
) -> tuple[str, ...]:
    """The offerings with a confirmed result that the edit would judge differently."""
    names = (
        each.offering.name
        for each in followers
        if each.key in touched and has_settled_result(uow, each.template)
    )
    return tuple(dict.fromkeys(names))


def followers_of(
    uow: UnitOfWork, record: RuleProfileRecord, profile: RuleProfile
) -> tuple[Follower, ...]:
    """The templates under `record`, with the values that they have once it is `profile`."""
    before = profile_in(record)
    return tuple(
        Follower(offering, template, _followed(template, before, profile, offering.wset_level))
        for offering in offerings_under(uow, record)
        for template in templates_of(uow, offering.id)
    )


def offerings_under(uow: UnitOfWork, record: RuleProfileRecord) -> Sequence[Offering]:
    """The offerings that use a profile, by level and name."""
    return uow.session.scalars(
        select(Offering)
        .where(Offering.rule_profile_id == record.id)
        .order_by(Offering.wset_level, Offering.name, Offering.id)
    ).all()


def _followed(
    template: ExamTemplate, before: RuleProfile, after: RuleProfile, level: int
) -> PaperValues:
    kind = ExamType(template.exam_type)
    old, new, present = before.paper(level, kind), after.paper(level, kind), values_of(template)
    names = [each.name for each in fields(PaperValues)]
    followed = {n: getattr(new, n) for n in names if getattr(present, n) == getattr(old, n)}
    if new.parts:
        followed["max_score"] = new.max_score
    return replace(present, **followed)


def _check_part_marks(uow: UnitOfWork, paper: PaperRules, template: ExamTemplate) -> None:
    marked = {each.id for each in marked_registrations(uow, template)}
    if not (paper.parts and marked):
        return
    field = field_of(paper.level, paper.exam_type, "parts")
    maxima = {part.name: part.max_score for part in paper.parts}
    for result in standing_results(uow, marked).values():
        for name, mark in result.value.parts.items():
            if mark > maxima.get(name, mark):
                raise DomainError("PART_BELOW_MARK", field=field, mark=mark)


def _check_name(uow: UnitOfWork, name: str, but: RuleProfileRecord | None = None) -> None:
    """Refuse a name that is taken; one that was taken out gives its name away."""
    same = select(RuleProfileRecord).where(func.lower(RuleProfileRecord.name) == name.lower())
    for other in uow.session.scalars(same, execution_options=WITH_DELETED):
        if other is but:
            continue
        if other.deleted_at is None:
            raise DomainError("RULE_PROFILE_NAME_TAKEN", field="name", name=name)
        other.name = str(other.id)
    uow.session.flush()


def _row(uow: UnitOfWork, record: RuleProfileRecord) -> ProfileRow:
    return ProfileRow(
        record.id,
        profile_in(record),
        RULE_PROFILES.get(record.name),
        tuple(offering.name for offering in offerings_under(uow, record)),
    )
