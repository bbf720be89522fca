"""The password at the mail server: in this computer's keyring, in no store, backup or export."""

from wset_desk.domain.errors import DomainError
from wset_desk.system.system_keyring import Keyring, find_keyring


def mail_password(user: str, host: str) -> str | None:
    """What is kept for this account, if anything. Refuses KEYRING_REFUSED.

    Like everything here, meant for a worker: the keyring may have to be unlocked first.
    """
    keyring = find_keyring()
    return None if keyring is None else keyring.get(_name(user, host))


def keep_mail_password(user: str, host: str, password: str) -> None:
    """Keep it instead of an earlier one. Refuses KEYRING_MISSING, KEYRING_REFUSED."""
    _keyring().set(_name(user, host), password)


def forget_mail_password(user: str, host: str) -> None:
    """Refuses KEYRING_MISSING, KEYRING_REFUSED."""
    _keyring().remove(_name(user, host))


def _keyring() -> Keyring:
    keyring = find_keyring()
    if keyring is None:
        raise DomainError("KEYRING_MISSING")
    return keyring


def _name(user: str, host: str) -> str:
    return f"mail {user.strip()}@{host.strip()}"
