"""The log of a profile: rotating files that hold no personal data and no secrets.

Exceptions are written as their types and the lines they went through, never with their messages,
for a message may quote what was in a row or a field.
"""

import errno
import logging
import secrets
import traceback
from copy import copy
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

_OURS = ("wset_desk", "ui")
_BYTES_A_FILE = 1_000_000
_FILES_KEPT = 5
_ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH = 6
_log = logging.getLogger("wset_desk.bugs")


class _Formatter(logging.Formatter):
    """UTC times; exceptions without their messages."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own text of the exception in the record.
        own = copy(record)
        own.exc_text = None
        return super().format(own)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.isoformat(timespec="milliseconds")

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        error = ei[1] if isinstance(ei, tuple) else None
        return describe_bug(error) if isinstance(error, BaseException) else ""


def start_logging(log_dir: Path) -> logging.Handler:
    """Write what the program logs from now on to `log_dir`/wset-desk.log; returns what does it."""
    log_dir.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        log_dir / "wset-desk.log",
        maxBytes=_BYTES_A_FILE,
        backupCount=_FILES_KEPT,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(_Formatter())
    logging.getLogger().addHandler(handler)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Stop writing there: before another profile's log is opened."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def log_bug(error: BaseException) -> str:
    """Log an error that nobody foresaw; returns the short id under which it stands in the log."""
    bug_id = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
    _log.error("bug %s", bug_id, exc_info=error)
    return bug_id


def describe_bug(error: BaseException) -> str:
    """What may be logged and copied: types, files and lines of the error and its causes."""
    parts = [_describe_one(one) for one in _chain(error)]
    return "\nraised from\n".join(parts)


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return chain


def _describe_one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(f.filename).name}:{f.lineno} {f.name}: {f.line}" for f in frames]
    return "\n".join(
        [f"{type(error).__module__}.{type(error).__qualname__}{_number(error)}", *lines]
    )


def _number(error: BaseException) -> str:
    """Which operating system error it was, without the path it was about."""
    if isinstance(error, OSError) and error.errno is not None:
        return f" ({errno.errorcode.get(error.errno, error.errno)})"
    return ""
