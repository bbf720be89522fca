"""Names are found however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.names import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Zoë O’Connor-Łuk", "zoe oconnor-luk"),
        ("O'Connor", "oconnor"),
        ("Strauß", "strauss"),
        ("Søren Æbelø", "soren aebelo"),
        ("  Ana   María ", "ana maria"),
        ("NGUYỄN", "nguyen"),
        ("Αθηνά", "αθηνα"),
        ("", ""),
    ],
)
def test_names_lose_case_accents_and_apostrophes(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), max_size=20))
def test_upper_and_lower_case_are_the_same_name(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(fold(text))
