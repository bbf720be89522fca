"""What one record says that was made of two."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.candidate_merging import JOINED, Pick, field_pairs, merged_values
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError

NAMES = tuple(CandidateValues.__dataclass_fields__)
TEXTS = st.none() | st.sampled_from(["a", "b"])
VALUES = st.builds(
    CandidateValues,
    first_name=st.sampled_from(["Ana", "Anna"]),
    last_name=st.sampled_from(["Silva", "Sousa"]),
    candidate_number=st.none() | st.sampled_from(["W1", "w 1", "W2"]),
    birth_date=st.none() | st.sampled_from([date(1990, 1, 1), date(1991, 1, 1)]),
    extra_time_percent=st.sampled_from([0, 25]),
    rest_breaks=st.booleans(),
    notes=TEXTS,
    phone=TEXTS,
)


def person(**values: Any) -> CandidateValues:
    return CandidateValues(first_name="Ana", last_name="Silva", **values)


def proposals(kept: CandidateValues, merged: CandidateValues) -> dict[str, Pick | None]:
    return {each.name: each.proposed for each in field_pairs(kept, merged) if each.differs}


@given(kept=VALUES, merged=VALUES)
def test_either_record_can_be_taken_as_it_is(
    kept: CandidateValues, merged: CandidateValues
) -> None:
    for pick, whole in ((Pick.KEPT, kept), (Pick.MERGED, merged)):
        assert merged_values(kept, merged, dict.fromkeys(NAMES, pick)) == whole


@given(kept=VALUES, merged=VALUES)
def test_what_is_proposed_loses_nothing(kept: CandidateValues, merged: CandidateValues) -> None:
    """Only what tells people apart is left to choose, and only where both records have it."""
    proposed = proposals(kept, merged)
    open_ones = {name for name, pick in proposed.items() if pick is None}
    assert open_ones <= {"candidate_number", "birth_date"}
    one = merged_values(kept, merged, dict.fromkeys(open_ones, Pick.KEPT))
    for name in NAMES:
        assert bool(getattr(one, name)) == bool(getattr(kept, name) or getattr(merged, name))


def test_the_same_number_written_otherwise_is_no_difference() -> None:
    assert proposals(person(candidate_number="W104 218"), person(candidate_number="w104218")) == {}


def test_notes_of_both_stand_below_each_other() -> None:
    one, other = person(notes="Mornings"), person(notes="Invoice")
    assert proposals(one, other) == {"notes": Pick.BOTH}
    assert merged_values(one, other, {}).notes == "Mornings\nInvoice"


@pytest.mark.parametrize("name", sorted({"phone", "candidate_number"} - JOINED))
def test_only_notes_can_be_both(name: str) -> None:
    one, other = person(**{name: "1"}), person(**{name: "2"})
    with pytest.raises(DomainError) as refused:
        merged_values(one, other, {name: Pick.BOTH})
    assert (refused.value.code, refused.value.parameters) == (
        "MERGE_CHOICE_MISSING",
        {"field": name},
    )
