"""Writing calendar files (.ics)."""

from pathlib import Path

from wset_desk.exchange.sheets import write_content


def write_calendar_file(path: Path, text: str) -> None:
    """Write iCalendar text; the old file stays until the new one is whole.

    Refuses FILE_NOT_WRITTEN.
    """
    write_content(path, text.encode())
