"""What will be printed, before it is: page by page, to print or to keep as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QWidget

from ui.common.buttons import Button, IconButton
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.overlay import Overlay
from ui.common.progress import Progress, ProgressLine
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext
from ui.desk.letters.pages_view import PagesView
from ui.desk.letters.printing import print_pages, printer_for
from wset_desk.documents.pages import Printed
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.sheets import write_content
from wset_desk.i18n import _, ngettext

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
Make = Callable[..., Printed]


class Preview(Overlay):
    """Covers the window. ``make(*arguments, progress=…)`` writes the document, off the window's
    thread; Cancel appears where that takes long."""

    def __init__(
        self, owner: QWidget, context: DeskContext, title: str, make: Make, *arguments: Any
    ) -> None:
        super().__init__(owner, "canvas", title)
        self._context = context
        self._title = title
        self.printed: Printed | None = None
        self.pages = PagesView(context.tasks)
        self.message = MessageBar(around=(5, 2, 5, 2))
        self.progress = Progress(self)
        self._progress_line = ProgressLine(self.progress)
        self._where = Label(_("Writing…"), "label", tone="text2", tabular=True)
        self._zoom = Label("", "label", tone="text2", tabular=True)
        self._make_buttons()
        self.panel.setLayout(self._laid_out())
        self.pages.page_changed.connect(self._say_page)
        self.pages.zoom_changed.connect(self._say_zoom)
        self.progress.finished.connect(self._close_if_stopped)
        self._make, self._arguments = make, arguments

    def open(self) -> None:
        """Cover the window, and have the document written."""
        super().open()
        self._context.tasks.run_wide(
            self._make,
            *self._arguments,
            owner=self,
            progress=self.progress,
            on_done=self._show,
            on_refused=self._refused,
        )

    def first_focus(self) -> QWidget | None:
        return self.pages

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        verbs: dict[int, Callable[[], object]] = {
            Qt.Key.Key_P: self.print_it,
            Qt.Key.Key_S: self.choose_file,
        }
        if control and event.key() in verbs and self.printed is not None:
            verbs[event.key()]()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dismiss(self) -> None:
        """What is still being written isn't wanted any more."""
        self.progress.cancel()
        self.close_now()

    def print_it(self) -> None:
        """Ask which printer, and print."""
        if self.printed is None:
            return
        printer = printer_for(self.printed)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.printed.pages)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._context.tasks.run_wide(
                print_pages,
                self.printed,
                printer,
                owner=self,
                progress=self.progress,
                on_done=self._say_printed,
                on_refused=self._refused,
            )

    def choose_file(self) -> None:
        """Ask where, and keep it as a PDF."""
        name = f"{_NOT_IN_NAMES.sub('-', self._title)}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), name, _("PDF files (*.pdf)")
        )
        if chosen:
            self.save_to(Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.pdf"))

    def save_to(self, path: Path) -> None:
        if self.printed is None:
            return

        def saved(_nothing: object) -> None:
            self._context.toast(_("Written to {file}").format(file=path.name))

        content = self.printed.content
        self._context.tasks.run_wide(write_content, path, content, owner=self, on_done=saved)

    def _make_buttons(self) -> None:
        self.print_button = Button(
            _("Print…"), kind="primary", icon="print", on_click=self.print_it, tool_tip=_("Ctrl+P")
        )
        self.save_button = Button(
            _("Save as PDF…"), icon="download", on_click=self.choose_file, tool_tip=_("Ctrl+S")
        )
        zoom = self.pages.zoom_by
        self.smaller = IconButton(
            "minus", _("Smaller"), kind="", shortcut_text="-", on_click=lambda: zoom(-1)
        )
        self.larger = IconButton(
            "plus", _("Larger"), kind="", shortcut_text="+", on_click=lambda: zoom(1)
        )
        self.fit_button = Button(
            _("Fit the width"), kind="ghost", on_click=self.pages.fit, tool_tip="0"
        )
        for button in (self.print_button, self.save_button):
            button.setEnabled(False)

    def _laid_out(self) -> Any:
        title = ElidedLabel(self._title, "heading")
        close = IconButton("x", _("Close"), shortcut_text=_("Esc"), on_click=self.dismiss)
        heading = column(title, self._where, gap=0)
        top = row(
            heading,
            *(self.smaller, self._zoom, self.larger, self.fit_button),
            *(self.save_button, self.print_button, close),
            gap=2,
            margins=(5, 3, 4, 3),
        )
        top.setStretch(0, 1)
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setLayout(top)
        whole = column(bar, self.message, self._progress_line, self.pages, gap=0)
        whole.setStretch(3, 1)
        return whole

    def _show(self, printed: Printed) -> None:
        self.printed = printed
        self.pages.show_document(printed)
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)
        if printed.missing:
            self.message.show_message(missing_text(printed.missing), "warning")

    def _refused(self, error: DomainError) -> None:
        self._where.setText("")
        self.message.show_message(self._context.tasks.describe(error))

    def _close_if_stopped(self) -> None:
        """Stopped while it was written: there is nothing to show."""
        if self.progress.cancelled and self.printed is None:
            self.close_now()

    def _say_page(self, page: int, pages: int) -> None:
        text = ngettext("Page {page} of {pages}", "Page {page} of {pages}", pages)
        self._where.setText(text.format(page=page, pages=pages))
        self.pages.setAccessibleName(_("Preview, {page}").format(page=self._where.text()))

    def _say_zoom(self, share: float) -> None:
        self._zoom.setText(_("{number} %").format(number=round(share * 100)))

    def _say_printed(self, _nothing: object) -> None:
        self._context.toast(_("Handed to the printer"))


def missing_text(missing: tuple[str, ...]) -> str:
    """Which characters no font has."""
    named = ", ".join(f"{each} (U+{ord(each):04X})" for each in missing)
    text = ngettext(
        "This character can't be printed; its number stands in its place: {named}",
        "These characters can't be printed; their numbers stand in their places: {named}",
        len(missing),
    )
    return text.format(named=named)
