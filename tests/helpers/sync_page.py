"""The Sync page in a window, on a store that knows a server, for tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.fake_sync import FakeSync, watch_of
from tests.helpers.settings_page import press
from ui.common.buttons import Button
from ui.common.overlay import Overlay, open_overlays
from ui.common.tasks import InlineTasks
from ui.desk.sync.view import SyncView
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Device, ServerLink


def link(workspace: Workspace) -> Workspace:
    """Give the desk a server, and another computer that waits to be let in."""
    with workspace.store.replica(workspace.actor) as uow:
        uow.session.add(
            ServerLink(
                address="https://exams.example.org",
                fingerprint="3F9A 02C1 77DE",
                connected_at=uow.now,
            )
        )
        uow.session.add(Device(id=uow.new_id(), name="Hall PC", fingerprint="77DE 3F9A 02C1"))
        uow.commit()
    return workspace


@dataclass
class SyncPage:
    view: SyncView
    workspace: Workspace
    recorder: Recorder
    sync: FakeSync

    def open(self, part: str) -> None:
        self.view.open(part=part)
        settle()

    def button(self, text: str, within: QWidget | None = None) -> Button:
        """A button that is on show, by its text or its name."""
        return next(
            each
            for each in (within or self.view).findChildren(Button)
            if text in (each.text(), each.accessibleName()) and each.isVisible()
        )

    def click(self, text: str) -> None:
        """A button of what lies on top, else of the page."""
        overlays: list[Overlay] = open_overlays(self.view.window())
        press(self.button(text, overlays[-1] if overlays else None))


def open_sync_page(
    workspace: Workspace,
    show: Callable[..., QWidget],
    role: Role = Role.ADMINISTRATOR,
    size: tuple[int, int] = (1060, 800),
) -> SyncPage:
    sync, recorder, actor = FakeSync(), Recorder(), workspace.actor
    assert actor.staff_id is not None
    session = session_of(role, staff_id=actor.staff_id, name=actor.name)
    context = context_of(InlineTasks(workspace, describe), session, recorder)
    view = SyncView(replace(context, sync=watch_of(workspace, sync)))
    show(view, *size)
    settle()
    return SyncPage(view, workspace, recorder, sync)
