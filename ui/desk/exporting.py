"""What a page shows, written to a file that can be brought in again: one sheet for every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.common.buttons import Button, IconButton
from ui.common.commands import Command
from ui.common.forms import Choice, ComboField, Form
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.typed import locale
from ui.desk.context import DeskContext
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.exchange.export_files import TITLES, export_sheet
from wset_desk.exchange.sheets import write_sheet
from wset_desk.i18n import _, ngettext
from wset_desk.services.exports import (
    EVERYTHING,
    Among,
    Export,
    ExportCount,
    count_records,
    export_records,
)

_SHOWN, _ALL = "shown", "all"


def may_export(context: DeskContext) -> bool:
    return context.session.may(Permission.IMPORT_DATA)


class Exporter:
    """Exports from one page: some kinds of data, of what ``among`` says that it shows now."""

    def __init__(
        self,
        page: QWidget,
        context: DeskContext,
        kinds: Sequence[FileKind],
        among: Callable[[], Among] = lambda: EVERYTHING,
    ) -> None:
        self._page = page
        self._context = context
        self._kinds = tuple(kinds)
        self._among = among

    def buttons(self) -> list[QWidget]:
        """The button for a page's header; none for who may not."""
        if not may_export(self._context):
            return []
        return [Button(_("Export…"), icon="download", on_click=self.ask)]

    def icon_button(self) -> IconButton | None:
        """Where there is little room; None for who may not."""
        if not may_export(self._context):
            return None
        return IconButton("download", _("Export…"), kind="", on_click=self.ask)

    def commands(self) -> list[Command]:
        """For the palette; none for who may not."""
        return [Command(_("Export"), self.ask, "download")] if may_export(self._context) else []

    def ask(self, kind: FileKind | None = None) -> None:
        """Open the sheet, with a kind picked."""
        if may_export(self._context):
            ExportSheet(self._page, self._context, self._kinds, self._among(), kind).open()


class ExportSheet(Sheet):
    """What, how much of it, and in which format; then the system's own dialog says where."""

    def __init__(
        self,
        page: QWidget,
        context: DeskContext,
        kinds: Sequence[FileKind],
        among: Among,
        kind: FileKind | None,
    ) -> None:
        self._page = page
        self._context = context
        self._among = among
        self._asked = 0
        content = Form()
        self._kind = content.add(ComboField("kind", _("What"), _kinds(kinds)))
        self._extent = content.add(ComboField("extent", _("How much"), _extents(among)))
        self._ending = content.add(ComboField("ending", _("As a"), _endings()))
        self.count = Label("", weight=500, tabular=True)
        content.add_widget(self.count)
        note = _("The file can be brought in again, here or in another centre.")
        content.add_widget(Label(note, tone="text2", wrap=True))
        content.set_values({"kind": kind or kinds[0], "ending": "xlsx"})
        super().__init__(
            page, _("Export"), content, save_text=_("Choose where…"), on_save=self._choose
        )
        for each in (self._kind, self._extent):
            each.edited.connect(self._count)
        self._count()

    def dismiss(self) -> None:
        """Nothing here is worth a question."""
        self.close_now()

    @property
    def _chosen(self) -> Among:
        return self._among if self._extent.value() == _SHOWN else EVERYTHING

    def _count(self) -> None:
        self._asked += 1
        asked = self._asked
        self.count.setText(_("Counting…"))
        self.save_button.setEnabled(False)
        self._context.tasks.run(
            count_records,
            owner=self,
            on_done=lambda found: self._show_count(found) if asked == self._asked else None,
            kind=self._kind.value(),
            among=self._chosen,
        )

    def _show_count(self, found: ExportCount) -> None:
        self.save_button.setEnabled(found.chosen > 0)
        if not found.chosen:
            self.count.setText(_("There is nothing to export."))
            return
        text = ngettext("{n} of {total} row", "{n} of {total} rows", found.total)
        numbers = {"n": found.chosen, "total": found.total}
        self.count.setText(text.format(**{k: locale().toString(v) for k, v in numbers.items()}))

    def _choose(self) -> None:
        kind, ending = FileKind(self._kind.value()), self._ending.value()
        name = f"{_(TITLES[kind])}.{ending}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Export"), name, f"*.{ending}")
        if path:
            place = Path(path) if Path(path).suffix else Path(f"{path}.{ending}")
            self.submit(
                self._context.tasks,
                export_records,
                on_done=lambda export: self._write(place, kind, export),
                kind=kind,
                among=self._chosen,
            )

    def _write(self, path: Path, kind: FileKind, export: Export) -> None:
        def written(_nothing: object) -> None:
            text = ngettext("{n} row is in {file}", "{n} rows are in {file}", len(export.rows))
            self._context.toast(text.format(n=len(export.rows), file=path.name))

        self._context.tasks.run_wide(
            write_sheet, path, export_sheet(kind, export), owner=self._page, on_done=written
        )


def _kinds(kinds: Sequence[FileKind]) -> list[Choice]:
    return [Choice(each, _(TITLES[each])) for each in kinds]


def _extents(among: Among) -> list[Choice]:
    everything = Choice(_ALL, _("Everything of this kind"))
    if among == EVERYTHING:
        return [everything]
    return [Choice(_SHOWN, _("What is about those shown here")), everything]


def _endings() -> list[Choice]:
    return [Choice("xlsx", _("Excel workbook (.xlsx)")), Choice("csv", _("CSV file"))]
