"""Rule 3: the parts of WSET level 3 theory, /50 and /100, each to be passed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.paper_parts import part_marks, part_passed, total_of
from wset_desk.domain.results import component_passed
from wset_desk.domain.rule_profiles import WSET

PARTS = WSET.paper(3, ExamType.THEORY).parts
CHOICE, WRITTEN = PARTS
hundredths = st.integers(0, 5000).map(lambda number: Decimal(number) / 100)


@given(choice=hundredths, written=hundredths)
def test_the_total_is_the_sum_of_the_parts(choice: Decimal, written: Decimal) -> None:
    assert total_of(PARTS, {CHOICE.name: choice, WRITTEN.name: written}) == choice + written


@pytest.mark.parametrize("marks", [{}, {CHOICE.name: Decimal(50)}, {"essay": Decimal(1)}])
def test_there_is_no_total_before_every_part_has_a_mark(marks: dict[str, Decimal]) -> None:
    assert total_of(PARTS, marks) is None


def test_a_part_is_passed_on_its_own_scale() -> None:
    assert part_passed(CHOICE, Decimal("27.5"))
    assert not part_passed(WRITTEN, Decimal("54.99"))


def test_a_result_known_by_its_total_alone_is_judged_by_that() -> None:
    assert part_marks(PARTS, {}) == ()
    assert component_passed(Decimal("82.5"), 150, Decimal(55), part_marks(PARTS, {}))


def test_marks_of_parts_that_the_profile_does_not_know_are_left_out() -> None:
    marks = {CHOICE.name: Decimal(40), "essay": Decimal(1)}
    assert [(each.part, each.score) for each in part_marks(PARTS, marks)] == [(CHOICE, 40)]
