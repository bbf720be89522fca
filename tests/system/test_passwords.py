"""Passwords are kept as argon2id hashes and checked without saying more than yes or no."""

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.system.passwords import CAREFUL, FAST, Argon2Cost, Passwords, check_new_password

fast = Passwords(FAST)


def test_only_the_password_matches_its_hash() -> None:
    stored = fast.hash("a long password")
    assert "a long password" not in stored
    assert fast.verify(stored, "a long password")
    assert not fast.verify(stored, "A long password")
    assert not fast.verify(stored, "")


def test_two_hashes_of_one_password_differ() -> None:
    assert fast.hash("a long password") != fast.hash("a long password")


def test_the_careful_cost_is_argon2id_with_64_mib() -> None:
    stored = Passwords().hash("a long password")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert not Passwords(CAREFUL).needs_rehash(stored)


def test_a_hash_of_another_cost_still_verifies_and_asks_to_be_renewed() -> None:
    stored = Passwords(Argon2Cost(passes=2, memory_kib=16, lanes=1)).hash("a long password")
    assert fast.verify(stored, "a long password")
    assert fast.needs_rehash(stored)


@pytest.mark.parametrize("damaged", ["", "a long password", "$argon2id$v=19$m=8,t=1,p=1$x", "é"])
def test_a_damaged_hash_matches_nothing(damaged: str) -> None:
    assert not fast.verify(damaged, "a long password")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("nine char", "PASSWORD_TOO_SHORT"),
        ("", "PASSWORD_TOO_SHORT"),
        ("x" * 257, "PASSWORD_TOO_LONG"),
    ],
)
def test_a_new_password_has_a_length(password: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        fast.hash(password)
    assert refused.value.code == code
    with pytest.raises(DomainError) as refused:
        check_new_password(password, field="passphrase")
    assert refused.value.parameters["field"] == "passphrase"


def test_an_endless_password_is_not_even_hashed() -> None:
    assert not fast.verify(fast.hash("x" * 256), "x" * 257)
    assert fast.verify(fast.hash("x" * 256), "x" * 256)
