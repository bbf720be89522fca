"""A computer joins a centre on a server: let in, it waits to be approved, then fetches all of it.

Until then its store is a profile with a mark: nobody can sign in yet, and who closes the program
goes on where it stood.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from wset_desk.services.first_run import discard_profile, new_profile
from wset_desk.services.opening import NOBODY, open_workspace
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import Clock
from wset_desk.system.files import write_atomically
from wset_desk.system.keys import KeyStore
from wset_desk.system.paths import Profile, ProfileKind


@dataclass(frozen=True)
class JoinInput:
    """What a person gives: the server's address and code, what this computer is called there, and
    what the centre is called here. `passphrase` is needed where there is no keyring."""

    address: str
    code: str
    device_name: str
    name: str
    passphrase: str | None = None


@dataclass(frozen=True)
class Joining:
    """A profile that waits for its centre. `fingerprint` is what people compare."""

    profile: Profile
    workspace: Workspace
    fingerprint: str


class LetsIn(Protocol):
    """Asks a server to let the device of an empty store in; answers who it is, and its fingerprint.

    Refuses with ``field`` "address" or "code".
    """

    def __call__(
        self, store: Store, *, address: str, code: str, device_name: str
    ) -> tuple[Actor, str]: ...


def begin_joining(
    wanted: JoinInput, let_in: LetsIn, *, keys: KeyStore, clock: Clock, root: Path | None = None
) -> tuple[Joining, str]:
    """Make a profile and have its device let in; answers the recovery key, too.

    Refuses what `new_profile` and `let_in` refuse; nothing is left of the attempt then.
    """
    with new_profile(
        wanted.name,
        ProfileKind.CENTRE,
        keys=keys,
        clock=clock,
        passphrase=wanted.passphrase,
        root=root,
    ) as new:
        actor, fingerprint = let_in(
            new.store, address=wanted.address, code=wanted.code, device_name=wanted.device_name
        )
        mark = json.dumps({"fingerprint": fingerprint}).encode()
        write_atomically(new.profile.joining_file, mark)
    workspace = Workspace(new.store, replace(actor, name=NOBODY), new.profile)
    return Joining(new.profile, workspace, fingerprint), new.recovery_key


def open_joining(
    profile: Profile, clock: Clock, keys: KeyStore, passphrase: str | None = None
) -> Joining:
    """Go on with a profile that waits. Refuses what `open_workspace` refuses."""
    mark = json.loads(profile.joining_file.read_text("utf-8"))
    workspace = open_workspace(profile, clock, keys, passphrase)
    return Joining(profile, workspace, str(mark["fingerprint"]))


def finish_joining(profile: Profile) -> None:
    """The centre is there: from now on the profile is one like any other."""
    profile.joining_file.unlink(missing_ok=True)


def give_up_joining(joining: Joining, keys: KeyStore) -> None:
    """Remove the profile with all that was fetched; the server keeps a computer that waits."""
    joining.workspace.close()
    discard_profile(joining.profile, keys)
