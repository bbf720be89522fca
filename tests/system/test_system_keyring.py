"""Only keyrings on the list are used: nothing that keeps plain text or asks on standard input."""

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.SecretService import Keyring as SecretService
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from wset_desk.domain.errors import DomainError
from wset_desk.system.system_keyring import SERVICE, SystemKeyring, find_keyring, is_trusted

TRUSTED: type[KeyringBackend] = SecretService


class Backend(KeyringBackend):
    """Keeps secrets in memory; refuses while it is locked."""

    priority = 1.0

    def __init__(self, locked: bool = False) -> None:
        self.locked = locked
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise PasswordSetError
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


def test_the_backends_of_the_operating_systems_are_trusted() -> None:
    assert is_trusted(SecretService)


@pytest.mark.parametrize(
    "backend",
    [keyring.backends.null.Keyring, keyring.backends.fail.Keyring, ChainerBackend, Backend],
)
def test_no_other_backend_is_trusted(backend: type[KeyringBackend]) -> None:
    assert not is_trusted(backend)


def test_a_class_derived_from_a_trusted_one_is_not() -> None:
    assert not is_trusted(type("Keyring", (SecretService,), {"__module__": "keyrings.alt.file"}))


def test_where_there_is_no_trusted_keyring_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_keyring() is None
    monkeypatch.setattr(keyring, "get_keyring", Backend)
    assert find_keyring() is None


def test_a_trusted_one_is_found_among_several(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chain(ChainerBackend):
        backends = (Backend(), TRUSTED())

    monkeypatch.setattr(keyring, "get_keyring", Chain)
    found = find_keyring()
    assert isinstance(found, SystemKeyring)
    assert isinstance(found._backend, SecretService)


def test_a_secret_is_kept_under_the_programs_name() -> None:
    backend = Backend()
    port = SystemKeyring(backend)
    assert port.get("store") is None
    port.set("store", "secret")
    assert port.get("store") == "secret"
    assert backend.kept == {(SERVICE, "store"): "secret"}
    port.remove("store")
    port.remove("store")
    assert backend.kept == {}


def test_a_refusal_of_the_keyring_becomes_one_of_ours() -> None:
    port = SystemKeyring(Backend(locked=True))
    with pytest.raises(DomainError, match="KEYRING_REFUSED"):
        port.get("store")
    with pytest.raises(DomainError, match="KEYRING_REFUSED"):
        port.set("store", "secret")
