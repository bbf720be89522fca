"""`wset-desk`, run as a person would on a centre of this PC."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD
from wset_desk.cli import app, run
from wset_desk.services.candidates import find_candidates
from wset_desk.services.opening import open_workspace
from wset_desk.services.workspace import Workspace
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import Profile

PASSPHRASE = "five small words in a row"


@dataclass
class CommandLine:
    """A centre on this PC, and what a command answers there."""

    profile: Profile
    administrator: Actor
    folder: Path
    clock: FixedClock
    capture: pytest.CaptureFixture[str]

    def imports(self, content: str, *options: str) -> tuple[int, str, str]:
        """Candidates from a file: exit status, standard output and standard error."""
        return self.imports_of("candidates", content, *options)

    def imports_of(self, kind: str, content: str, *options: str) -> tuple[int, str, str]:
        file = self.folder / f"{kind}.csv"
        file.write_bytes(content.encode())
        return self.command("import", kind, str(file), *options)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        return self.command("import", "candidates", *arguments)

    def command(self, *arguments: str) -> tuple[int, str, str]:
        status = run(app, [*arguments, "--user", "ada"], "wset-desk")
        out, err = self.capture.readouterr()
        return status, out.strip(), err.strip()

    def open(self) -> Workspace:
        """The store behind it; close it before the next command."""
        workspace = open_workspace(self.profile, self.clock, key_store(), PASSPHRASE)
        workspace.act_as(self.administrator)
        return workspace

    def names(self) -> list[str]:
        workspace = self.open()
        found = [row.name for row in workspace.run(find_candidates).rows]
        workspace.close()
        return found


def command_line(
    folder: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    """A founded centre, its administrator's secrets in files, its clock at the tests' present."""
    centre = set_up(folder / "data", clock, key_store(), passphrase=PASSPHRASE)
    centre.workspace.close()
    for variable, secret in (("PASSPHRASE", PASSPHRASE), ("PASSWORD", PASSWORD)):
        file = folder / variable
        file.write_text(secret, encoding="utf-8")
        monkeypatch.setenv(f"WSET_DESK_{variable}_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())
    return CommandLine(centre.profile, centre.workspace.actor, folder, clock, capsys)
