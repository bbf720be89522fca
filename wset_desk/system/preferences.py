"""What this PC remembers for itself, in one small JSON file: appearance, text size, the window."""

import json
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.settings import SETTINGS
from wset_desk.system.files import write_atomically


class Preferences:
    """Named JSON-safe values. A missing or damaged file counts as empty: nothing in it is dear."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read(path)

    def get(self, name: str, default: object = None) -> object:
        """The value, always a valid one of a declared setting; of others `default` if unset."""
        stored = self._values.get(name, default)
        setting = SETTINGS.get(name)
        if setting is None:
            return stored
        try:
            return setting.default if stored is None else setting.parse(stored)
        except DomainError:
            return setting.default

    def set(self, name: str, value: object) -> None:
        """Keep `value`, at once. A declared setting refuses what it may not be."""
        setting = SETTINGS.get(name)
        encoded = value if setting is None else setting.encode(value)
        # Another part of the program may have kept something meanwhile.
        self._values = {**_read(self._path), name: encoded}
        self._write()

    def _write(self) -> None:
        text = json.dumps(self._values, ensure_ascii=False, indent=2, sort_keys=True)
        write_atomically(self._path, text.encode())


def _read(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
