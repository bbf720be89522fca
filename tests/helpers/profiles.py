"""Profiles on a PC of the tests' own: real files, a keyring in memory, cheap hashes."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.services.first_run import CentreInput, NewCentre, set_up_centre
from wset_desk.system.clock import Clock
from wset_desk.system.keys import KeyStore
from wset_desk.system.passwords import FAST

ADA = CentreInput(
    name="Vine School",
    time_zone="Europe/London",
    currency="GBP",
    administrator_name="Ada Admin",
    username="ada",
    password=PASSWORD,
)


@dataclass
class MemoryKeyring:
    """A keyring that forgets when the test ends."""

    secrets: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        self.secrets.pop(name, None)


def key_store(keyring: MemoryKeyring | None = None) -> KeyStore:
    """Keys of a PC with this keyring, or with none, and nothing in the environment."""
    return KeyStore(keyring, cost=FAST, environ={})


def set_up(
    root: Path,
    clock: Clock,
    keys: KeyStore,
    *,
    centre: CentreInput = ADA,
    passphrase: str | None = None,
) -> NewCentre:
    """A centre set up in the data folder `root`."""
    return set_up_centre(
        centre,
        keys=keys,
        passwords=PASSWORDS,
        clock=clock,
        device_name="Test PC",
        passphrase=passphrase,
        root=root,
    )
