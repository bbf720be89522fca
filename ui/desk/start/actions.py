"""What the front pages do: open, recover, set up, build. Each runs on a worker.

Services are imported inside the functions, for that happens on the worker too: the first paint
waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.common.progress import Progress
from ui.desk.start.computer import Computer
from wset_desk.system import sample
from wset_desk.system.paths import Profile

if TYPE_CHECKING:
    from wset_desk.services.backup_reading import OpenBackup
    from wset_desk.services.opening import CentreFacts
    from wset_desk.services.sign_in_attempts import SignInAttempts
    from wset_desk.services.workspace import Workspace
    from wset_desk.system.passwords import Passwords
    from wset_desk.system.preferences import Preferences


@dataclass(frozen=True)
class Centre:
    """An open centre, and what verifies its people's passwords and counts the wrong ones.

    `preferences` reads what this computer remembers now.
    """

    profile: Profile
    workspace: Workspace
    facts: CentreFacts
    passwords: Passwords
    attempts: SignInAttempts
    preferences: Callable[[], Preferences]


@dataclass(frozen=True)
class NewCentre:
    """A centre that was just set up, its administrator signed in."""

    centre: Centre
    recovery_key: str


def has_keyring(computer: Computer) -> bool:
    """Whether this computer keeps keys by itself."""
    return computer.keys().has_keyring


def open_if_possible(computer: Computer, profile: Profile) -> Centre | None:
    """The open centre; None if somebody has to type its passphrase first."""
    from wset_desk.services.opening import needs_passphrase

    if needs_passphrase(profile, computer.keys()):
        return None
    return open_centre(computer, profile)


def open_centre(computer: Computer, profile: Profile, passphrase: str | None = None) -> Centre:
    """Unlock and open. Refuses what `open_workspace` and `clock_of` refuse."""
    from wset_desk.services.opening import clock_of, open_workspace

    clock = clock_of(profile, computer.now, computer.environ)
    return centre_of(computer, profile, open_workspace(profile, clock, computer.keys(), passphrase))


def recover(
    computer: Computer, profile: Profile, recovery_key: str, passphrase: str | None
) -> Centre:
    """Open with the key on the paper, and keep the store's key on this computer anew.

    Refuses RECOVERY_KEY_MISTYPED, RECOVERY_KEY_WRONG, and what `KeyStore.protect` refuses.
    """
    from wset_desk.services.opening import clock_of, open_with_key

    keys = computer.keys()
    key = keys.unlock_with_recovery(profile, recovery_key)
    keys.protect(profile, key, passphrase)
    clock = clock_of(profile, computer.now, computer.environ)
    return centre_of(computer, profile, open_with_key(profile, clock, key))


def set_up(computer: Computer, values: dict[str, Any]) -> NewCentre:
    """Set a centre up from what the set-up page asked for.

    Refuses what `set_up_centre` refuses, and leaves nothing then.
    """
    from wset_desk.services.first_run import CentreInput, set_up_centre
    from wset_desk.system.clock import clock_from

    centre = CentreInput(
        name=values["name"],
        time_zone=values["time_zone"],
        currency=values["currency"],
        administrator_name=values["administrator_name"],
        username=values["username"],
        password=values["password"],
    )
    made = set_up_centre(
        centre,
        keys=computer.keys(),
        passwords=computer.passwords(),
        clock=clock_from(computer.now, computer.environ),
        device_name=computer.name,
        passphrase=values.get("passphrase"),
        root=computer.root,
    )
    return NewCentre(centre_of(computer, made.profile, made.workspace), made.recovery_key)


def build_sample(computer: Computer, *, progress: Progress) -> Profile:
    """The sample's profile, built unless it is there already."""
    from wset_desk.services.demo.build import build_sample as build

    return computer.sample() or build(
        keys=computer.keys(), root=computer.root, seed=sample.SEED, progress=progress.report
    )


@dataclass(frozen=True)
class FoundBackup:
    """A backup, the passphrase that opened it (or none), and whether this computer needs one."""

    backup: OpenBackup
    passphrase: str
    needs_passphrase: bool


def open_backup(computer: Computer, file: str, passphrase: str, recovery_key: str) -> FoundBackup:
    """Refuses what `open_backup` of the services refuses."""
    from wset_desk.services.backup_reading import open_backup as read
    from wset_desk.system.paths import ProfileKind

    backup = read(Path(file), passphrase=passphrase, recovery=recovery_key)
    real = backup.about.kind is ProfileKind.CENTRE
    return FoundBackup(backup, passphrase, real and not computer.keys().has_keyring)


def restore(
    computer: Computer,
    backup: OpenBackup,
    name: str,
    passphrase: str,
    replace: bool,
    *,
    progress: Progress,
) -> Profile:
    """Make a profile of the backup; refuses what `restore_backup` refuses."""
    from wset_desk.services.restore import ThisComputer, restore_backup
    from wset_desk.system.clock import clock_from

    keys = computer.keys()
    clock = clock_from(computer.now, computer.environ)
    return restore_backup(
        backup,
        ThisComputer(keys, clock, computer.name, computer.root),
        name=name,
        passphrase=None if keys.has_keyring else passphrase,
        replace=replace,
        report=progress.report,
    )


def centre_of(computer: Computer, profile: Profile, workspace: Workspace) -> Centre:
    """What the windows need of a store that is open."""
    from wset_desk.services.opening import about_centre
    from wset_desk.services.sign_in_attempts import SignInAttempts

    facts = workspace.run(about_centre)
    return Centre(
        profile, workspace, facts, computer.passwords(), SignInAttempts(), computer.preferences
    )
