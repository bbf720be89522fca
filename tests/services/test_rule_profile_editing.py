"""Rule profiles are copied, edited and put back; what they judge is shown before and stays fair."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.result_life import confirm, officer, registration
from wset_desk.domain.catalogue import Award, Band, ExamType, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.rule_profiles import SEED, WSET
from wset_desk.services.audit import find_acts
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.catalogue_rows import TemplateRow
from wset_desk.services.results import set_marks
from wset_desk.services.rule_profile_editing import (
    ProfileRow,
    copy_rule_profile,
    edit_rule_profile,
    remove_rule_profile,
    restore_rule_profile,
    rule_profiles,
)
from wset_desk.services.rule_profile_preview import ChangedWord, preview_rule_profile
from wset_desk.services.templates import PaperValues, edit_template
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture(autouse=True)
def after_the_exams(clock: FixedClock) -> None:
    """Marks can be given: every exam here was held in September 2026."""
    clock.instant = clock.instant.replace(month=10)


def row(workspace: Workspace, name: str = "Seed") -> ProfileRow:
    return next(r for r in workspace.run(rule_profiles) if r.profile.name == name)


def with_paper(profile: RuleProfile, kind: ExamType, level: int, **values: Any) -> RuleProfile:
    papers = (
        replace(paper, **values) if (paper.level, paper.exam_type) == (level, kind) else paper
        for paper in profile.papers
    )
    return replace(profile, papers=tuple(papers))


def stricter() -> RuleProfile:
    """Seed with 60 % at level 2."""
    return with_paper(SEED, ExamType.THEORY, 2, pass_mark_percentage=Decimal(60))


def template(workspace: Workspace, level: int = 2) -> TemplateRow:
    offering = next(each for each in workspace.run(list_offerings) if each.level == level)
    return offering.templates[0]


def edit(workspace: Workspace, profile: RuleProfile, name: str = "Seed", **values: Any) -> Any:
    profile_id = row(workspace, name).id
    return workspace.call(edit_rule_profile, profile_id=profile_id, profile=profile, **values)


def mark(workspace: Workspace, day: ExamDay, *texts: str) -> None:
    marks = tuple(day.mark(number, text) for number, text in enumerate(texts, start=1))
    workspace.call(set_marks, marks=marks)


def passed(workspace: Workspace, day: ExamDay, number: int = 1) -> bool | None:
    return registration(workspace, day, number).theory_passed


def refused(workspace: Workspace, code: str, profile: RuleProfile, name: str = "Seed") -> Any:
    """By the preview and by the edit alike; answers the parameters."""
    profile_id = row(workspace, name).id
    for service in (preview_rule_profile, edit_rule_profile):
        with pytest.raises(DomainError, match=code) as error:
            workspace.run(service, profile_id=profile_id, profile=profile)
    return error.value.parameters


def test_those_shipped_come_first_and_say_who_uses_them(workspace: Workspace) -> None:
    exam_day(workspace, level=2)
    workspace.call(copy_rule_profile, profile_id=row(workspace).id, name="Our own")
    rows = workspace.run(rule_profiles)
    assert [(r.profile.name, r.is_as_shipped, r.offerings) for r in rows] == [
        ("Seed", True, ("Level 2 Award in Wines",)),
        ("WSET", True, ()),
        ("Our own", False, ()),
    ]


def test_a_copy_is_edited_used_and_its_name_is_its_own(workspace: Workspace) -> None:
    copy_id = workspace.call(copy_rule_profile, profile_id=row(workspace, "WSET").id, name="Ours")
    assert row(workspace, "Ours").profile == replace(WSET, name="Ours")
    renamed = replace(row(workspace, "Ours").profile, name="House rules", break_minutes=30)
    edit(workspace, renamed, "Ours")
    assert row(workspace, "House rules").id == copy_id
    exam_day(workspace, level=3, profile="House rules")
    assert row(workspace, "House rules").offerings == ("Level 3 Award in Wines",)
    for name in ("wset", "House rules"):
        with pytest.raises(DomainError, match="RULE_PROFILE_NAME_TAKEN"):
            workspace.call(copy_rule_profile, profile_id=copy_id, name=name)


def test_a_shipped_one_keeps_its_name_and_can_be_as_it_was(workspace: Workspace) -> None:
    assert refused(workspace, "RULE_PROFILE_SHIPPED", replace(SEED, name="Ours"))["field"] == "name"
    edit(workspace, stricter())
    assert not row(workspace).is_as_shipped
    shipped = row(workspace).shipped
    assert shipped is not None
    edit(workspace, shipped)
    assert row(workspace).is_as_shipped


def test_templates_follow_and_marks_are_judged_anew(workspace: Workspace) -> None:
    day = exam_day(workspace, level=2)
    mark(workspace, day, "58")
    assert passed(workspace, day) is True
    before = edit(workspace, stricter())
    assert template(workspace).pass_mark_percentage == Decimal(60)
    assert passed(workspace, day) is False
    edit(workspace, before.profile, values=before.values)
    assert template(workspace).pass_mark_percentage == Decimal(55)
    assert passed(workspace, day) is True


def test_what_was_edited_in_a_template_stays(workspace: Workspace) -> None:
    exam_day(workspace, level=2)
    shown = template(workspace)
    own = {name: value for name, value in vars(shown).items() if name not in {"id", "exam_type"}}
    del own["result_confirmed"]
    own |= {"pass_mark_percentage": Decimal(50), "duration_minutes": 75}
    workspace.call(edit_template, template_id=shown.id, **own)
    wanted = with_paper(stricter(), ExamType.THEORY, 2, max_score=80)
    before = edit(workspace, wanted)
    kept = template(workspace)
    assert (kept.pass_mark_percentage, kept.duration_minutes) == (Decimal(50), 75)
    assert kept.max_score == 80
    edit(workspace, before.profile, values=before.values)
    assert before.values[shown.id] == PaperValues(75, Decimal(50), 100)
    assert template(workspace).max_score == 100


def test_parts_judge_anew_where_no_template_changes(workspace: Workspace) -> None:
    day = exam_day(workspace, level=3, profile="WSET")
    parts = WSET.papers_of(3)[0].parts
    marks = (day.mark(1, "28", part="multiple_choice"), day.mark(1, "90", part="written"))
    workspace.call(set_marks, marks=marks)
    assert passed(workspace, day) is True
    harder = (replace(parts[0], pass_mark_percentage=Decimal(60)), parts[1])
    edit(workspace, with_paper(WSET, ExamType.THEORY, 3, parts=harder), "WSET")
    assert passed(workspace, day) is False


def test_a_part_stays_above_its_marks(workspace: Workspace) -> None:
    day = exam_day(workspace, level=3, profile="WSET")
    marks = (day.mark(1, "50", part="multiple_choice"), day.mark(1, "60", part="written"))
    workspace.call(set_marks, marks=marks)
    first, second = WSET.papers_of(3)[0].parts
    shifted = (replace(first, max_score=Decimal(40)), replace(second, max_score=Decimal(110)))
    less = with_paper(WSET, ExamType.THEORY, 3, parts=shifted)
    assert refused(workspace, "PART_BELOW_MARK", less, "WSET")["field"] == "3.theory.parts"


def test_a_confirmed_result_keeps_its_rules(workspace: Workspace) -> None:
    day = exam_day(workspace, level=2)
    exam_day(workspace, level=3)
    mark(workspace, day, "58")
    confirm(officer(workspace), day, 1)
    stopped = refused(workspace, "RULE_PROFILE_HAS_CONFIRMED_RESULTS", stricter())
    assert stopped["offerings"] == "Level 2 Award in Wines"
    assert row(workspace).is_as_shipped
    other_level = with_paper(SEED, ExamType.TASTING, 3, duration_minutes=60)
    edit(workspace, replace(other_level, break_minutes=30))
    assert template(workspace, 3).duration_minutes == 120
    assert passed(workspace, day) is True


def test_the_preview_says_whom_an_edit_concerns_and_changes_nothing(workspace: Workspace) -> None:
    day = exam_day(workspace, level=2)
    mark(workspace, day, "58", "75", "40")
    merit = with_paper(stricter(), ExamType.THEORY, 2, bands=(Band(Award.MERIT, Decimal(70)),))
    preview = workspace.run(preview_rule_profile, profile_id=row(workspace).id, profile=merit)
    course = "Level 2 Award in Wines"
    assert preview.offerings == (course,)
    assert [(each.name, each.after.pass_mark_percentage) for each in preview.templates] == [
        ("Level 2 Theory Exam", Decimal(60))
    ]
    numbers = [each.number for each in preview.results]
    assert preview.results == (
        ChangedWord("Aoife Byrne", numbers[0], course, ExamType.THEORY, Award.PASS, Award.FAIL),
        ChangedWord("Ines Duarte", numbers[1], course, ExamType.THEORY, Award.PASS, Award.MERIT),
    )
    assert row(workspace).is_as_shipped
    assert template(workspace).pass_mark_percentage == Decimal(55)


def test_the_preview_tells_of_the_whole_where_a_level_has_several_papers(
    workspace: Workspace,
) -> None:
    day = exam_day(workspace, level=3, profile="WSET")
    marks = (
        day.mark(1, "40", part="multiple_choice"),
        day.mark(1, "80", part="written"),
        day.mark(1, "35", of="tasting"),
    )
    workspace.call(set_marks, marks=marks)
    overall = replace(WSET.overall[0], bands=WSET.overall[0].bands[:2])
    preview = workspace.run(
        preview_rule_profile,
        profile_id=row(workspace, "WSET").id,
        profile=replace(WSET, overall=(overall,)),
    )
    assert [(each.paper, each.before, each.after) for each in preview.results] == [
        (None, Award.DISTINCTION, Award.MERIT)
    ]


def test_what_nothing_uses_is_taken_out_and_put_back(workspace: Workspace) -> None:
    seed_id = row(workspace).id
    copy_id = workspace.call(copy_rule_profile, profile_id=seed_id, name="Ours")
    workspace.call(remove_rule_profile, profile_id=copy_id)
    assert [r.profile.name for r in workspace.run(rule_profiles)] == ["Seed", "WSET"]
    workspace.call(restore_rule_profile, profile_id=copy_id)
    assert row(workspace, "Ours").id == copy_id
    exam_day(workspace, level=2, profile="Ours")
    for profile_id, code in ((copy_id, "RULE_PROFILE_IN_USE"), (seed_id, "RULE_PROFILE_SHIPPED")):
        with pytest.raises(DomainError, match=code):
            workspace.call(remove_rule_profile, profile_id=profile_id)


def test_a_name_that_was_taken_out_is_free_again(workspace: Workspace) -> None:
    seed_id = row(workspace).id
    first = workspace.call(copy_rule_profile, profile_id=seed_id, name="Ours")
    workspace.call(remove_rule_profile, profile_id=first)
    second: UUID = workspace.call(copy_rule_profile, profile_id=seed_id, name="Ours")
    with pytest.raises(DomainError, match="RULE_PROFILE_NAME_TAKEN"):
        workspace.call(restore_rule_profile, profile_id=first)
    assert row(workspace, "Ours").id == second


def test_an_edit_is_in_the_audit_log(workspace: Workspace) -> None:
    edit(workspace, stricter())
    act = workspace.run(find_acts, limit=1).acts[0]
    assert act.key.action == "rule_profile_editing.edit_rule_profile"
    assert act.subject.name.name == "Seed"
