"""What is done to the centre's texts; each change can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.context import DeskContext
from ui.desk.settings.text_words import CentreText, title_text
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.text_blocks import list_text_blocks, set_text_blocks


class TextActions:
    """`owner` is the section."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self._context = context
        self._owner = owner

    def load(self, on_done: Done) -> None:
        self._context.tasks.run(list_text_blocks, owner=self._owner, on_done=on_done)

    def save(self, sheet: Sheet, text: CentreText, texts: Mapping[str, str]) -> None:
        """Say this from now on; what is as shipped stays so."""

        def done(before: Mapping[str, str | None]) -> None:
            undo = partial(
                self._context.tasks.run, set_text_blocks, owner=self._owner, texts=before
            )
            said = _("The text is changed: {title}").format(title=title_text(text))
            self._context.toast(said, undo)

        sheet.submit(self._context.tasks, set_text_blocks, on_done=done, texts=texts)

    def describe(self, error: DomainError) -> str:
        return self._context.tasks.describe(error)
