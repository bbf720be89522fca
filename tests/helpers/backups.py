"""A centre that can be backed up, and another computer on which it is restored."""

from dataclasses import dataclass
from pathlib import Path

from tests.helpers.profiles import MemoryKeyring, key_store, set_up
from wset_desk.services.backups import BackupSource, back_up, choose_passphrase
from wset_desk.services.candidates import add_candidate
from wset_desk.services.restore import ThisComputer
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock
from wset_desk.system.passwords import FAST
from wset_desk.system.paths import Profile

PASSPHRASE = "seven ripe grapes on a vine"


@dataclass
class Saved:
    """An open centre with a candidate in it. `folder` is where its backups go."""

    profile: Profile
    workspace: Workspace
    recovery_key: str
    folder: Path
    clock: FixedClock
    keyring: MemoryKeyring

    @property
    def source(self) -> BackupSource:
        key = self.workspace.store.key
        assert key is not None
        return BackupSource(self.profile, self.workspace.store.engine, key)

    def back_up(self) -> Path:
        return back_up(self.source, self.folder, self.clock.now())

    def add(self, last_name: str) -> None:
        self.workspace.call(add_candidate, first_name="Ana", last_name=last_name)


def centre_to_save(root: Path, clock: FixedClock, *, passphrase: bool = True) -> Saved:
    """A centre with one candidate, a backup folder, and a passphrase for its backups."""
    keyring = MemoryKeyring()
    centre = set_up(root / "pc", clock, key_store(keyring))
    folder = root / "stick"
    folder.mkdir()
    saved = Saved(centre.profile, centre.workspace, centre.recovery_key, folder, clock, keyring)
    if passphrase:
        choose_passphrase(saved.source, PASSPHRASE, cost=FAST)
    saved.add("Silva")
    return saved


def another_computer(
    root: Path, clock: FixedClock, keyring: MemoryKeyring | None = None
) -> ThisComputer:
    """One with nothing on it; without a keyring unless one is given."""
    return ThisComputer(key_store(keyring), clock, "Other PC", root / "other")
