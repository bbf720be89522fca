"""The reasons that people give."""

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.domain.reasons import LONGEST_REASON, checked_reason


@pytest.mark.parametrize("text", ["Marks were swapped", "  Ana's paper \n", "誤記", "7b", "Ø"])
def test_a_reason_is_kept_without_blanks_around_it(text: str) -> None:
    assert checked_reason(text) == text.strip()


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u2060\ufeff", ".", "---", "?!"])
def test_what_says_nothing_is_no_reason(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_reason(text, field="why")
    assert (refused.value.code, refused.value.parameters) == ("REASON_MISSING", {"field": "why"})


def test_a_reason_has_an_end() -> None:
    assert checked_reason("x" * LONGEST_REASON)
    with pytest.raises(DomainError, match="TEXT_TOO_LONG"):
        checked_reason("x" * (LONGEST_REASON + 1))
