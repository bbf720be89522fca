"""The operating system's keyring, behind a small port."""

from contextlib import suppress
from typing import Protocol

import keyring
import keyring.errors
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from wset_desk.domain.errors import DomainError

SERVICE = "WSET Desk"
_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
"""Everything else either keeps plain text or may prompt on standard input, where nobody sits."""


class Keyring(Protocol):
    """Keeps short secrets under names. Everything may refuse with KEYRING_REFUSED."""

    def get(self, name: str) -> str | None:
        """The secret, or None where there is none of that name."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep `secret`, instead of an earlier one."""
        ...

    def remove(self, name: str) -> None:
        """Forget the secret; one that isn't there is no error."""
        ...


class SystemKeyring:
    """One trusted backend. Call it from a worker thread: unlocking may ask the person."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except keyring.errors.KeyringError:
            raise DomainError("KEYRING_REFUSED") from None

    def set(self, name: str, secret: str) -> None:
        try:
            self._backend.set_password(SERVICE, name, secret)
        except keyring.errors.KeyringError:
            raise DomainError("KEYRING_REFUSED") from None

    def remove(self, name: str) -> None:
        with suppress(keyring.errors.KeyringError):
            self._backend.delete_password(SERVICE, name)


def find_keyring() -> Keyring | None:
    """The operating system's keyring, or None where it has none that can be trusted."""
    backend = keyring.get_keyring()
    offered = backend.backends if isinstance(backend, ChainerBackend) else [backend]
    trusted = (one for one in offered if is_trusted(type(one)))
    found = next(trusted, None)
    return None if found is None else SystemKeyring(found)


def is_trusted(backend: type[KeyringBackend]) -> bool:
    """Whether a backend class is on the list; a subclass or namesake of a listed one is not."""
    return f"{backend.__module__}.{backend.__qualname__}" in _TRUSTED
