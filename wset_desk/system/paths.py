"""Where the program keeps things: one folder per PC, in it one folder per profile.

A profile is a centre, or the sample: its own encrypted store, key file and log. They share nothing
but the preferences of the PC.
"""

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zlib import crc32

import platformdirs

from wset_desk.domain.errors import DomainError
from wset_desk.system.files import write_atomically

VARIABLE = "WSET_DESK_DATA"
_DESCRIPTION = "profile.json"


class ProfileKind(StrEnum):
    """The sample centre is fictional and its passphrase is published; a centre's is real."""

    SAMPLE = "sample"
    CENTRE = "centre"


@dataclass(frozen=True)
class Profile:
    """One centre on this PC."""

    name: str
    kind: ProfileKind
    directory: Path

    @property
    def store_file(self) -> Path:
        """The encrypted database."""
        return self.directory / "store.db"

    @property
    def key_file(self) -> Path:
        """The wrapped copies of the store's key; worthless without passphrase or recovery key."""
        return self.directory / "store.key"

    @property
    def backup_key_file(self) -> Path:
        """The key of this centre's backups, wrapped by their passphrase and by the store's key."""
        return self.directory / "backup.key"

    @property
    def backup_dir(self) -> Path:
        """The backups that are made before the store is changed to a newer form."""
        return self.directory / "backups"

    @property
    def joining_file(self) -> Path:
        """It is there as long as the store waits for its centre from a server."""
        return self.directory / "joining.json"

    @property
    def log_dir(self) -> Path:
        """The rotating log."""
        return self.directory / "log"


def data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of everything kept on this PC; WSET_DESK_DATA sets another."""
    chosen = environ.get(VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("wset-desk", appauthor=False)


def preferences_file(root: Path | None = None) -> Path:
    """The preferences of this PC."""
    return (root or data_dir()) / "preferences.json"


def list_profiles(root: Path | None = None) -> tuple[Profile, ...]:
    """The profiles of this PC by name, the sample last; other folders are passed over."""
    found = (_read(file) for file in profiles_dir(root).glob(f"*/{_DESCRIPTION}"))
    profiles = [profile for profile in found if profile is not None]
    return tuple(sorted(profiles, key=lambda p: (p.kind is ProfileKind.SAMPLE, p.name.casefold())))


def plan_profile(name: str, kind: ProfileKind, root: Path | None = None) -> Profile:
    """Where a new profile will be; nothing is made yet.

    Refuses PROFILE_NAME_EMPTY and PROFILE_EXISTS.
    """
    name = name.strip()
    if not name:
        raise DomainError("PROFILE_NAME_EMPTY", field="name")
    profile = Profile(name, kind, profiles_dir(root) / _folder_name(name))
    if (profile.directory / _DESCRIPTION).exists():
        raise DomainError("PROFILE_EXISTS", field="name", name=name)
    return profile


def profile_in_place(name: str, root: Path | None = None) -> Profile | None:
    """The profile that lies where one of that name would."""
    return _read(profiles_dir(root) / _folder_name(name.strip()) / _DESCRIPTION)


def keep_profile(profile: Profile) -> None:
    """Write what makes a folder a profile: from now on it is listed."""
    description = json.dumps({"name": profile.name, "kind": profile.kind.value}, ensure_ascii=False)
    write_atomically(profile.directory / _DESCRIPTION, description.encode())


def create_profile(name: str, kind: ProfileKind, root: Path | None = None) -> Profile:
    """Make the folder of a new profile. Refuses PROFILE_NAME_EMPTY and PROFILE_EXISTS."""
    profile = plan_profile(name, kind, root)
    keep_profile(profile)
    return profile


def move_profile(profile: Profile, target: Profile) -> None:
    """Move a filled folder to the place of `target`, where nothing is, and keep it there."""
    profile.directory.rename(target.directory)
    keep_profile(target)


def set_aside(profile: Profile, name: str, root: Path | None = None) -> Profile:
    """Give a profile another name, which frees its own. Refuses PROFILE_EXISTS."""
    aside = plan_profile(name, profile.kind, root)
    # Its description first: an interruption leaves it in its old place under its new name.
    keep_profile(Profile(aside.name, aside.kind, profile.directory))
    profile.directory.rename(aside.directory)
    return aside


def remove_profile(profile: Profile) -> None:
    """Remove the profile's folder with everything in it; one that isn't there is no error."""
    # First what makes it a profile: an interruption leaves a folder that is passed over.
    (profile.directory / _DESCRIPTION).unlink(missing_ok=True)
    if profile.directory.exists():
        shutil.rmtree(profile.directory)


def find_profile(name: str, root: Path | None = None) -> Profile:
    """The profile of that name. Refuses PROFILE_UNKNOWN."""
    for profile in list_profiles(root):
        if profile.name.casefold() == name.strip().casefold():
            return profile
    raise DomainError("PROFILE_UNKNOWN", name=name)


def profiles_dir(root: Path | None = None) -> Path:
    """The folder in which each profile has its own."""
    return (root or data_dir()) / "profiles"


def _folder_name(name: str) -> str:
    """A name that every file system takes; names that differ in more than case keep apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40]
    return f"{plain or 'centre'}-{crc32(folded.encode()):08x}"


def _read(file: Path) -> Profile | None:
    try:
        described = json.loads(file.read_bytes())
        return Profile(str(described["name"]), ProfileKind(described["kind"]), file.parent)
    except (OSError, ValueError, KeyError, TypeError):
        return None
