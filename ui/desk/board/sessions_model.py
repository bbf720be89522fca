"""The exam sessions beside the waiting people, and how each fits whoever is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.common import dates
from ui.desk.board.fits import UNASKED, Fit, Verdict
from wset_desk.services.board.rows import Board, BoardSession

Index = QModelIndex | QPersistentModelIndex
SESSION_ROLE = int(Qt.ItemDataRole.UserRole)
VERDICT_ROLE = SESSION_ROLE + 1
_NOWHERE = QModelIndex()
_LESS_THAN_FITTING = {Fit.LATE, Fit.FULL, Fit.NONE}
Lines = Callable[[BoardSession, Verdict], list[str]]


def within(
    board: Board, zone: ZoneInfo, *, days: int | None, place: str | None
) -> list[BoardSession]:
    """The sessions of the next so many days (all: None), at one place or anywhere."""
    today = dates.local_day(board.now, zone)
    return [
        session
        for session in board.sessions
        if (place is None or session.place == place)
        and (
            days is None
            or dates.local_day(session.facts.start, zone) <= today + timedelta(days=days)
        )
    ]


def places_of(sessions: Iterable[BoardSession]) -> list[str]:
    return sorted({session.place for session in sessions if session.place})


def in_order(
    sessions: Sequence[BoardSession], verdicts: Mapping[UUID, Verdict]
) -> list[BoardSession]:
    """By time: those that fit first, those of another paper than anybody chosen needs last."""

    def key(session: BoardSession) -> tuple[int, Any, UUID]:
        verdict = verdicts.get(session.id, UNASKED)
        rank = 2 if verdict.is_other_paper else int(verdict.fit in _LESS_THAN_FITTING)
        return rank, session.facts.start, session.id

    return sorted(sessions, key=key)


class SessionsModel(QAbstractListModel):
    """The sessions on show; `lines` puts one into words for tool tips and screen readers."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines
        self._sessions: list[BoardSession] = []
        self._verdicts: Mapping[UUID, Verdict] = {}

    @property
    def sessions(self) -> Sequence[BoardSession]:
        return tuple(self._sessions)

    def verdict(self, session_id: UUID) -> Verdict:
        return self._verdicts.get(session_id, UNASKED)

    def set_sessions(
        self, sessions: Sequence[BoardSession], verdicts: Mapping[UUID, Verdict]
    ) -> None:
        self.beginResetModel()
        self._verdicts = verdicts
        self._sessions = in_order(sessions, verdicts)
        self.endResetModel()

    def row_of(self, session_id: UUID) -> int:
        """-1 where it isn't shown."""
        return next((n for n, each in enumerate(self._sessions) if each.id == session_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sessions)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        session = self._sessions[index.row()]
        verdict = self.verdict(session.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return session.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(self._lines(session, verdict))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._lines(session, verdict))
        return {SESSION_ROLE: session, VERDICT_ROLE: verdict}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
