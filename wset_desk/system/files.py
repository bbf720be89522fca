"""Writing files so that a crash leaves the old one or the new one, never half of either."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_SCRATCH = ".scratch-"
_STALE_SECONDS = 24 * 60 * 60


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, readable by its owner only, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends well; else it is gone.

    It lies in the same folder, under `file.name`, readable by its owner only.
    """
    # mkstemp: readable by its owner only; in the same folder, where replacing is one step.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        with Path(temporary).open("w+b") as file:
            yield file
            settle(file)
        Path(temporary).replace(path)
        _settle_folder(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def settle(file: BinaryIO) -> None:
    """Return when everything written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """A folder for the block alone, for its owner only; leftovers of killed programs go too."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=_SCRATCH))
    try:
        clear_stale(folder, _SCRATCH)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_stale(fresh: Path, prefix: str) -> None:
    """Remove what killed programs left beside the new file or folder `fresh`.

    That is what has the same beginning of its name and is a day older: nobody is at work on it.
    """
    newest = fresh.stat().st_mtime
    for path in fresh.parent.iterdir():
        if path.name.startswith(prefix) and newest - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _settle_folder(folder: Path) -> None:
    """Make a rename durable, where folders can be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can look into, where the system has such permissions."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(stat.S_IRWXU)


def others_may_read(folder: Path) -> bool:
    """Whether other people with an account on this computer can look into the folder."""
    return os.name == "posix" and bool(folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
