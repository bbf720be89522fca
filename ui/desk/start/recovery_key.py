"""The recovery key, shown once: to print, to put away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.inputs import Check
from ui.common.layouts import row
from ui.common.messages import MessageBar
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.start.front_page import FrontPage, heading
from ui.desk.start.recovery_sheet import RecoverySheet, paint_sheet, save_pdf
from ui.desk.start.set_up import STEPS, WIDTH
from ui.desk.start.step_bar import StepBar
from wset_desk.i18n import _

_COLUMNS = 4


class RecoveryKeyPage(FrontPage):
    """``finished()`` once the person has said that the key is put away."""

    help_topic = "recovery_key"
    finished = Signal()

    def __init__(
        self,
        sheet: RecoverySheet,
        *,
        steps: Sequence[str] = STEPS,
        step: int = len(STEPS) - 1,
        done_text: str = "",
    ) -> None:
        """``steps`` are marked; the key stands at ``step`` of them."""
        super().__init__(_("Recovery key"), width=WIDTH)
        self._sheet = sheet
        self.message = MessageBar()
        self.print_button = Button(_("Print…"), icon="print", on_click=self._print)
        self.pdf_button = Button(_("Save as PDF…"), icon="download", on_click=self._choose_pdf)
        self.put_away = Check(_("I have put it away"), on_change=self._allow)
        self.done_button = Button(
            done_text or _("Go to my desk"), kind="primary", on_click=self.finished.emit
        )
        self.done_button.setEnabled(False)
        words = _(
            "It opens the centre's data when everything else fails. It is shown only now: print it "
            "and put it away."
        )
        self.body.addLayout(heading(_("Your recovery key"), words))
        self.body.addWidget(StepBar([_(name) for name in steps], step))
        self.body.addWidget(self.message)
        self.body.addWidget(self._card())

    def first_focus(self) -> QWidget:
        return self.print_button

    def save_to(self, path: Path) -> None:
        """Write the PDF, and say that it is there or that it can't be."""
        try:
            save_pdf(self._sheet, path)
        except OSError:
            self.message.show_message(_("The file {path} can't be written.").format(path=path))
        else:
            text = _("Saved as {path}. Print it, then delete the file.").format(path=path)
            self.message.show_message(text, "success")

    def _card(self) -> Card:
        card = Card(margins=6, gap=5)
        card.body.addWidget(_groups(self._sheet))
        card.body.addLayout(row(self.print_button, self.pdf_button, None))
        card.body.addLayout(row(self.put_away, None, self.done_button))
        return card

    def _allow(self, put_away: bool) -> None:
        self.done_button.setEnabled(put_away)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if not paint_sheet(self._sheet, printer):
            self.message.show_message(_("The printer didn't take the page."))

    def _choose_pdf(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery key"), _("recovery-key.pdf"), _("PDF files (*.pdf)")
        )
        if chosen:
            self.save_to(Path(chosen))


def _groups(sheet: RecoverySheet) -> QWidget:
    shown = QWidget()
    shown.setAccessibleName(sheet.key)
    grid = QGridLayout(shown)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme().space(2))
    for position, group in enumerate(sheet.groups()):
        label = Label(group, "heading", tone="key", tabular=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(label, position // _COLUMNS, position % _COLUMNS)
    return shown
