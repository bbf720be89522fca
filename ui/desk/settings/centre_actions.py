"""What is done to the centre's details and logo; everything can be taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.context import DeskContext
from ui.desk.settings.logo import small_png
from wset_desk.i18n import _
from wset_desk.services import centre_details, centre_pictures
from wset_desk.services.centre_details import LONGEST, CentreDetails

_FIELDS = (*LONGEST, "time_zone", "currency")


class CentreActions:
    """`owner` is the section."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self._context = context
        self._owner = owner

    def load(self, on_done: Done) -> None:
        self._context.tasks.run(centre_details.centre_details, owner=self._owner, on_done=on_done)

    def load_logo(self, on_done: Done) -> None:
        self._context.tasks.run(centre_pictures.logo, owner=self._owner, on_done=on_done)

    def edit(self, sheet: Sheet, values: dict[str, Any]) -> None:
        def done(before: CentreDetails) -> None:
            values_before = {name: getattr(before, name) for name in _FIELDS}
            undo = partial(
                self._context.tasks.run,
                centre_details.edit_centre,
                owner=self._owner,
                **values_before,
            )
            self._context.toast(_("The centre's details are changed"), undo)

        tasks = self._context.tasks
        sheet.submit(tasks, centre_details.edit_centre, on_done=done, **values)

    def take_logo(self, path: Path) -> None:
        """Make the picture small on a worker, then keep it."""
        tasks = self._context.tasks
        tasks.run_wide(small_png, path, owner=self._owner, on_done=self.set_logo)

    def set_logo(self, content: bytes | None) -> None:
        def done(before: bytes | None) -> None:
            text = _("The logo is taken out") if content is None else _("The logo is changed")
            self._context.toast(text, partial(self.set_logo, before))

        self._context.tasks.run(
            centre_pictures.set_logo, owner=self._owner, on_done=done, content=content
        )
