"""Messages and letters: what the centre says in them."""

from __future__ import annotations

from collections.abc import Sequence

from ui.common.fitting_table import FittingTable
from ui.common.table_model import Column, RowsModel
from ui.desk.context import DeskContext
from ui.desk.settings.section import Entry, SettingsSection, opening_button, table_layout, table_top
from ui.desk.settings.text_actions import TextActions
from ui.desk.settings.text_sheet import TextSheet
from ui.desk.settings.text_words import (
    CentreText,
    centre_texts,
    section_text,
    state_look,
    title_text,
)
from wset_desk.i18n import N_, _
from wset_desk.services.text_blocks import TextBlockRow

COLUMNS = (
    Column[CentreText]("title", N_("Text"), title_text, strong=True, stretch=True),
    Column[CentreText]("section", N_("For"), section_text, tone=lambda _text: "text2", width=130),
    Column[CentreText]("state", N_("State"), lambda _text: "", look=state_look, width=140),
)


class TextsSection(SettingsSection):
    """Enter or a double click opens a text."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = TextActions(context, self)
        self.model = RowsModel(COLUMNS)
        self.table = FittingTable(_("Messages and letters"), self.model, ("section",))
        self.table.activated_row.connect(self.open_text)
        note = _("What candidates read, in the centre's own words. A change holds for new drafts.")
        words = _("Change the text…") if self.manages else _("Open")
        self.open_button = opening_button(words, self.table, self.open_text)
        top = table_top(note, self.open_button)
        self.setLayout(table_layout(self.table, top, locked=not self.manages))

    def refresh(self) -> None:
        self._actions.load(self._show)

    def entries(self) -> list[Entry]:
        return [Entry(title_text(each), section_text(each), each.key) for each in self.model.rows]

    def open_entry(self, key: str) -> None:
        """``key``: what the names of its blocks begin with."""
        text = next((each for each in self.model.rows if each.key == key), None)
        if text is not None:
            self.open_text(text)

    def open_text(self, text: CentreText) -> None:
        """The sheet of one text."""
        name = self.context.session.centre_name
        TextSheet(self, self._actions, text, name, manages=self.manages).open()

    def _show(self, rows: Sequence[TextBlockRow]) -> None:
        self.model.set_rows(centre_texts(rows))
        self.loaded.emit()
