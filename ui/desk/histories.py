"""The way from a record's page to its history."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.desk.context import DeskContext, DeskSession
from wset_desk.domain.permissions import Permission


def may_see_histories(session: DeskSession) -> bool:
    return session.may(Permission.VIEW_AUDIT)


def open_history(
    context: DeskContext, owner: QWidget, entity: str, row_id: UUID, name: str
) -> None:
    """Show what was done to a record; ``entity`` is the name of its table."""
    # imported when wanted: no page waits for the audit log
    from ui.desk.audit.history import HistorySheet  # noqa: PLC0415

    HistorySheet(context, owner, entity, row_id, name).open()
