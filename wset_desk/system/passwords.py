"""Staff passwords, kept as argon2id hashes only."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from wset_desk.domain.errors import DomainError

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 256
_SALT_BYTES = 16


@dataclass(frozen=True)
class Argon2Cost:
    """What one guess costs: passes over the memory, memory in KiB, lanes."""

    passes: int
    memory_kib: int
    lanes: int


CAREFUL = Argon2Cost(passes=3, memory_kib=64 * 1024, lanes=4)
"""RFC 9106's second recommended option; about a tenth of a second on an ordinary computer."""

FAST = Argon2Cost(passes=1, memory_kib=8, lanes=1)
"""For tests and made-up people only."""


class Passwords:
    """Hashes and verifies at one cost; hashes made at another cost still verify.

    `salts` gives so many random bytes; the sample's are repeatable.
    """

    def __init__(
        self, cost: Argon2Cost = CAREFUL, salts: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._salts = salts
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes
        )

    def hash(self, password: str) -> str:
        """A new hash, its parameters included. Refuses PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG."""
        check_new_password(password)
        return self._hasher.hash(password, salt=self._salts(_SALT_BYTES))

    def verify(self, stored: str, password: str) -> bool:
        """Whether `password` is the one that was hashed; a damaged hash matches nothing."""
        try:
            return len(password) <= MAXIMUM_LENGTH and self._hasher.verify(stored, password)
        except (VerificationError, ValueError):
            return False

    def needs_rehash(self, stored: str) -> bool:
        """Whether `stored` was made at another cost: hash anew at the next sign-in."""
        return self._hasher.check_needs_rehash(stored)


def check_new_password(password: str, field: str = "password") -> None:
    """Refuse a password or passphrase that is too short to be one, or absurdly long."""
    if len(password) < MINIMUM_LENGTH:
        raise DomainError("PASSWORD_TOO_SHORT", field=field, minimum=MINIMUM_LENGTH)
    if len(password) > MAXIMUM_LENGTH:
        raise DomainError("PASSWORD_TOO_LONG", field=field, maximum=MAXIMUM_LENGTH)
