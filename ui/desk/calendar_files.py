"""Saving calendar files (.ics): the system's own dialog says where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk.context import DeskContext
from wset_desk.exchange.calendar_file import write_calendar_file
from wset_desk.i18n import _
from wset_desk.services.calendar_feed import calendar_feed


def save_calendar_file(page: QWidget, context: DeskContext, name: str, text: str) -> None:
    """Ask where, suggesting `name`, and write iCalendar text there."""
    path = _ask(page, name)
    if path is not None:
        _write(page, context, path, text)


def save_feed(page: QWidget, context: DeskContext) -> None:
    """Ask where, and write all sessions of the centre there."""
    path = _ask(page, context.session.centre_name)
    if path is not None:
        context.tasks.run(
            calendar_feed, owner=page, on_done=lambda text: _write(page, context, path, text)
        )


def _ask(page: QWidget, name: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(
        page, _("Save calendar file"), f"{name}.ics", _("Calendar file (*.ics)")
    )
    if not chosen:
        return None
    return Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.ics")


def _write(page: QWidget, context: DeskContext, path: Path, text: str) -> None:
    def written(_nothing: object) -> None:
        context.toast(_("Written to {file}").format(file=path.name))

    context.tasks.run_wide(write_calendar_file, path, text, owner=page, on_done=written)
