"""What the program was in the middle of when it was closed: messages that were on their way."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ui.common import messages
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from ui.desk.context import DeskContext
    from ui.desk.main_window import MainWindow
    from ui.desk.start.actions import Centre
    from wset_desk.services.workspace import Workspace

_OUTBOX = "wset_desk.services.notices.outbox"


class UnfinishedMail:
    """Looks once for each centre that is opened, when somebody is there who may send."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._looked_at: Workspace | None = None

    def look(self, centre: Centre, context: DeskContext) -> None:
        """Whoever signs in later may be sending by then: nothing is looked for again."""
        if self._looked_at is centre.workspace or not context.session.may(Permission.ENROL):
            return
        self._looked_at = centre.workspace

        def settle(outbox: Any) -> None:
            context.tasks.run(outbox.settle_unfinished, owner=self._window, on_done=self._tell)

        context.tasks.run_wide(import_module, _OUTBOX, owner=self._window, on_done=settle)

    def _tell(self, count: int) -> None:
        if count:
            text = ngettext(
                "{n} message was on its way when the program was closed. It may have been sent.",
                "{n} messages were on their way when the program was closed. They may have been "
                "sent.",
                count,
            )
            look = (_("Open Messages"), lambda: self._window.navigate("notices"))
            messages.show(self._window, text.format(n=count), tone="warning", action=look)
