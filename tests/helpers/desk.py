"""A desk for tests: whoever signs in, a runner without a store, a memory without a file, pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from ui.common.bus import bus
from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.inputs import SearchField
from ui.common.layouts import column
from ui.common.tasks import Tasks
from ui.common.theme import theme
from ui.desk.context import DeskContext, DeskSession
from ui.desk.navigation import PAGES, Page
from ui.desk.screen import Screen
from wset_desk.domain.permissions import Role

NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
KIM = UUID("01920000-0000-7000-8000-000000000001")


class PlainRunner:
    """Calls services without a unit of work."""

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any:
        return service(**parameters)


class ShortMemory(dict[str, object]):
    """What this computer remembers, for one test."""

    def set(self, name: str, value: object) -> None:
        self[name] = value


def session_of(*roles: Role, staff_id: UUID = KIM, name: str = "Kim Adler") -> DeskSession:
    """Somebody of a London centre on 1 August 2026, 10:00 there."""
    return DeskSession(
        staff_id,
        name,
        frozenset(roles or {Role.ADMINISTRATOR}),
        "Borough Wine School",
        ZoneInfo("Europe/London"),
        "GBP",
        lambda: NOW,
    )


@dataclass
class Recorder:
    """What a screen asked of the shell."""

    visits: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    undos: list[Callable[[], object] | None] = field(default_factory=list)
    redos: list[Callable[[], object] | None] = field(default_factory=list)

    def navigate(self, page_name: str, **arguments: object) -> None:
        self.visits.append((page_name, arguments))

    def toast(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        redo: Callable[[], object] | None = None,
    ) -> None:
        self.toasts.append(text)
        self.undos.append(undo)
        self.redos.append(redo)

    def redo(self) -> None:
        """Do again what was done last, once it has been taken back."""
        again = self.redos[-1]
        assert again is not None
        again()
        settle()


def context_of(
    tasks: Tasks, session: DeskSession | None = None, recorder: Recorder | None = None
) -> DeskContext:
    """What a screen is given, without a window around it."""
    recorder = recorder or Recorder()
    return DeskContext(
        tasks, bus, theme(), session or session_of(), recorder.navigate, recorder.toast
    )


class NotesView(Screen):
    """A small page that counts what is asked of it."""

    tables = frozenset({"notes"})

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self.refreshed = 0
        self.created = 0
        self.opened: list[dict[str, object]] = []
        self.filter = SearchField("Filter")
        header = PageHeader("Notes", "12 notes", [Button("New note", kind="primary", icon="plus")])
        self.setLayout(column(header, self.filter, None, gap=4, margins=(5, 4, 5, 5)))

    def refresh(self) -> None:
        self.refreshed += 1

    def open(self, **arguments: object) -> None:
        self.opened.append(arguments)

    def commands(self) -> list[Command]:
        return [Command("New note", self.create_new, "plus", "Ctrl+N")]

    def focus_filter(self) -> None:
        self.filter.setFocus()

    def create_new(self) -> None:
        self.created += 1


NOTES = "tests.helpers.desk:NotesView"


def pages_with(view: str = NOTES) -> list[Page]:
    """The desk's pages with another screen behind each."""
    return [Page(page.name, page.title, page.icon, view, page.permissions) for page in PAGES]


def settle() -> None:
    """Let Qt lay out, paint and deliver what is waiting."""
    for _round in range(3):
        QApplication.processEvents()
