"""The recovery key survives paper: spaces, case, look-alike letters; a slip is noticed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.system.recovery_key import from_text, to_text

KEYS = st.binary(min_size=32, max_size=32)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(KEYS)
def test_what_is_printed_is_read_again(key: bytes) -> None:
    text = to_text(key)
    groups = text.split("-")
    assert [len(group) for group in groups] == [4] * 14
    assert set("".join(groups)) <= set(ALPHABET)
    assert from_text(text) == key


@given(KEYS)
def test_spaces_case_and_look_alikes_do_not_matter(key: bytes) -> None:
    typed = to_text(key).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert from_text(f"  {typed}\n") == key
    assert from_text(to_text(key).replace("1", "I").replace("-", "")) == key


@given(KEYS, st.integers(0, 55), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_a_slip(key: bytes, place: int, character: str) -> None:
    plain = to_text(key).replace("-", "")
    assume(plain[place] != character)
    with pytest.raises(DomainError) as refused:
        from_text(plain[:place] + character + plain[place + 1 :])
    assert refused.value.code == "RECOVERY_KEY_MISTYPED"


@given(KEYS, st.integers(0, 54))
def test_two_characters_changed_about_are_a_slip(key: bytes, place: int) -> None:
    plain = to_text(key).replace("-", "")
    first, second = plain[place], plain[place + 1]
    assume(first != second)
    with pytest.raises(DomainError):
        from_text(plain[:place] + second + first + plain[place + 2 :])


@pytest.mark.parametrize("text", ["", "0G4M", "U" * 56, "é" * 56, to_text(bytes(32)) + "0"])
def test_what_has_another_form_is_a_slip(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        from_text(text)
    assert refused.value.code == "RECOVERY_KEY_MISTYPED"
