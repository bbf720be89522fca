"""What every screen of the desk is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from ui.common.bus import Bus
from ui.common.palette import SearchProvider
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.undo import Inverse, UndoStack
from wset_desk.domain.permissions import Permission, Role, permissions_of

if TYPE_CHECKING:
    from ui.desk.backups import Backups
    from ui.desk.sync_watch import SyncWatch


class Toaster(Protocol):
    """Says what was done; Ctrl+Z and the toast's button call ``undo``."""

    def __call__(self, text: str, undo: Inverse | None = None, redo: Inverse | None = None) -> None:
        """Show ``text`` for a while."""


class Navigator(Protocol):
    """Goes to a page by its name in ``ui.desk.navigation`` and opens ``arguments`` there."""

    def __call__(self, page_name: str, **arguments: object) -> None:
        """Show the page, loading it first if need be."""


class Memory(Protocol):
    """What this computer remembers under a name, as JSON can keep it."""

    def get(self, name: str, default: object = None) -> object: ...

    def set(self, name: str, value: object) -> None: ...


@dataclass(frozen=True)
class DeskSession:
    """Who is signed in, and where. ``clock`` answers the current instant, aware, in UTC."""

    staff_id: UUID
    name: str
    roles: frozenset[Role]
    centre_name: str
    zone: ZoneInfo
    currency: str
    clock: Callable[[], datetime]
    is_sample: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def now(self) -> datetime:
        """The current instant, in UTC."""
        return self.clock()

    def today(self) -> date:
        """The centre's calendar day."""
        return self.now().astimezone(self.zone).date()


@dataclass(frozen=True)
class DeskContext:
    """The desk's machinery, as screens see it."""

    tasks: Tasks
    bus: Bus
    theme: Theme
    session: DeskSession
    navigate: Navigator
    toast: Toaster
    search: SearchProvider | None = None
    memory: Memory | None = None
    speak: Callable[[str], object] | None = None
    backups: Backups | None = None
    undo_stack: UndoStack | None = None
    sync: SyncWatch | None = None
