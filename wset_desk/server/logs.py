"""The server's log: one line of JSON an event, on the standard output, for whoever collects it."""

import json
import logging
import sys
from datetime import UTC, datetime


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__  # its words may be about a person
        return json.dumps(line | _said(record.getMessage()))


def to_stdout() -> None:
    """Have everything at or above INFO written there."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("uvicorn.access").disabled = True  # it writes addresses


def _said(message: str) -> dict[str, object]:
    """A line that is JSON already is taken as it is."""
    try:
        said = json.loads(message)
    except ValueError:
        said = message
    return said if isinstance(said, dict) else {"message": message}
