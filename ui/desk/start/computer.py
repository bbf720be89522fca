"""What the start of the program knows about this computer."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wset_desk.domain.errors import DomainError
from wset_desk.system.paths import (
    Profile,
    ProfileKind,
    find_profile,
    list_profiles,
    preferences_file,
)
from wset_desk.system.preferences import Preferences

if TYPE_CHECKING:
    from wset_desk.system.keys import KeyStore
    from wset_desk.system.passwords import Passwords

_LAST_PROFILE = "last_profile"


def system_keys() -> KeyStore:
    """The keys in the operating system's keyring; its libraries are imported at the first call."""
    from wset_desk.system.keys import KeyStore  # noqa: PLC0415
    from wset_desk.system.system_keyring import find_keyring  # noqa: PLC0415

    return KeyStore(find_keyring())


def careful_passwords() -> Passwords:
    """Hashes at the usual cost."""
    from wset_desk.system.passwords import Passwords  # noqa: PLC0415

    return Passwords()


@dataclass(frozen=True)
class Computer:
    """Folder of everything (None: the usual), pretended time, environment, keys and passwords.

    `keys` and `passwords` are made on a worker: their libraries take time to import.
    """

    root: Path | None = None
    now: str | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    keys: Callable[[], KeyStore] = system_keys
    passwords: Callable[[], Passwords] = careful_passwords

    @property
    def name(self) -> str:
        """What the centre's devices list will call it."""
        return socket.gethostname() or "PC"

    def preferences(self) -> Preferences:
        return Preferences(preferences_file(self.root))

    def profiles(self) -> tuple[Profile, ...]:
        return list_profiles(self.root)

    def sample(self) -> Profile | None:
        """The sample's profile, where it has been built."""
        return next((p for p in self.profiles() if p.kind is ProfileKind.SAMPLE), None)

    def first_profile(self, wanted: str | None) -> Profile | None:
        """The profile to begin with: the wanted one, else the last that was open here.

        Refuses PROFILE_UNKNOWN for a wanted one that isn't there.
        """
        if wanted is not None:
            return find_profile(wanted, self.root)
        last = self.preferences().get(_LAST_PROFILE)
        try:
            return find_profile(str(last), self.root) if last else None
        except DomainError:
            return None

    def remember(self, profile: Profile) -> None:
        """Begin with this profile the next time."""
        self.preferences().set(_LAST_PROFILE, profile.name)
