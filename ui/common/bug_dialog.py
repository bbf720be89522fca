"""Says that the program made a mistake, and offers the details to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.common.buttons import Button
from ui.common.dialogs import Dialog
from ui.common.overlay import open_overlays
from ui.common.theme import theme
from wset_desk.i18n import _


class BugDialog(Dialog):
    """What :func:`show_bug` opens."""


def is_bug_shown(owner: QWidget) -> bool:
    """Whether a bug's details lie over the owner's window already."""
    return any(isinstance(overlay, BugDialog) for overlay in open_overlays(owner.window()))


def show_bug(owner: QWidget, number: str, details: str) -> BugDialog:
    """Open the dialog over the owner's window."""
    dialog = BugDialog(
        owner,
        _("Something went wrong"),
        _(
            "What you did last was not done; everything before it is saved. Log entry: {number}."
        ).format(number=number),
    )
    shown = QPlainTextEdit(details)
    shown.setReadOnly(True)
    shown.setFont(theme().font("label"))
    shown.setAccessibleName(_("Details"))
    shown.setMinimumHeight(theme().px(160))
    dialog.body.addWidget(shown)
    copy = Button(_("Copy details"), icon="copy")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{number}\n{details}"))
    dialog.add_button(copy)
    dialog.add_button(Button(_("Close"), kind="primary", on_click=dialog.close_now))
    dialog.open()
    return dialog
