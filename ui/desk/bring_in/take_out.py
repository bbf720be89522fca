"""Taking data out: everything of a kind, in a file that can be brought in again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.common.forms import Choice, ComboField, Form
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.bring_in import words
from wset_desk.domain.file_fields import FileKind
from wset_desk.i18n import _


class TakeOut(QWidget):
    """Asks what and where to; ``chosen(Path, FileKind)``."""

    chosen = Signal(object, object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.hide()

    def ask(self, kind: FileKind) -> None:
        """Open the sheet, with `kind` picked."""
        form = Form()
        form.add(ComboField("kind", _("What to take out"), _kinds()))
        endings = [Choice("xlsx", _("Excel workbook (.xlsx)")), Choice("csv", _("CSV file"))]
        form.add(ComboField("ending", _("As a"), endings))
        note = _("Everything of this kind, as it can be brought into another centre again.")
        form.add_widget(Label(note, tone="text2", wrap=True))
        form.set_values({"kind": kind, "ending": "xlsx"})
        sheet = Sheet(
            self._page,
            _("Take data out"),
            form,
            save_text=_("Choose where…"),
            on_save=lambda: self._choose(sheet, form),
        )
        sheet.open()

    def _choose(self, sheet: Sheet, form: Form) -> None:
        kind, ending = form["kind"].value(), form["ending"].value()
        name = f"{words.kind(kind)}.{ending}"
        path, _filter = QFileDialog.getSaveFileName(sheet, _("Take data out"), name, f"*.{ending}")
        if path:
            sheet.close_now()
            place = Path(path)
            self.chosen.emit(place if place.suffix else place.with_suffix(f".{ending}"), kind)


def _kinds() -> list[Choice]:
    return [Choice(each, words.kind(each)) for each in FileKind]
