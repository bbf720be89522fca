"""What `doctor` looks at, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wset_desk.system.clock import Clock
from wset_desk.system.paths import Profile, data_dir
from wset_desk.system.system_keyring import Keyring


@dataclass(frozen=True)
class Finding:
    """The answer to one question, `well` or not, in words."""

    subject: str
    well: bool
    text: str


@dataclass(frozen=True)
class Patient:
    """The computer that is looked at; `ask_passphrase` is None where nobody can be asked."""

    keyring: Keyring | None
    clock: Clock
    environ: Mapping[str, str]
    root: Path | None = None
    ask_passphrase: Callable[[Profile], str] | None = None

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.root or data_dir(self.environ)
