"""What can be done with all that is known of one person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.cards import SectionHeader
from ui.common.layouts import column, hide_unless, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.privacy.actions import PrivacyActions
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.candidates import CandidateDetail


class PersonalDataSheet(Sheet):
    """Export, for whoever asks what is known of them; erasing, for administrators."""

    def __init__(self, owner: QWidget, context: DeskContext, detail: CandidateDetail) -> None:
        actions = PrivacyActions(owner, context)
        self.export_button = Button(
            _("Export…"),
            kind="primary",
            icon="download",
            on_click=lambda: self._then(lambda: actions.export(detail)),
        )
        self.erase_button = Button(
            _("Erase…"),
            kind="danger",
            icon="user_x",
            on_click=lambda: self._then(lambda: actions.erase((detail.id,))),
        )
        may_erase = context.session.may(Permission.ERASE_PEOPLE)
        only = Label(_("Only an administrator can erase somebody."), tone="text2", wrap=True)
        hide_unless(may_erase, self.erase_button)
        hide_unless(not may_erase, only)
        content = QWidget()
        content.setLayout(
            column(
                _part(
                    _("Export everything"),
                    _(
                        "Details, courses, exams and marks, enquiries, payments, messages and what "
                        "the audit log says: as a PDF to read, as tables, and for programs. The "
                        "file isn't encrypted; that it was exported stands in the audit log."
                    ),
                    self.export_button,
                ),
                _part(
                    _("Erase"),
                    _(
                        "First you see what would go, and what has to stay, until when and why. "
                        "There is no undo."
                    ),
                    self.erase_button,
                    only,
                ),
                None,
                gap=6,
            )
        )
        super().__init__(owner, _("Personal data of {name}").format(name=detail.name), content)

    def _then(self, verb: Callable[[], object]) -> None:
        self.close_now()
        verb()


def _part(title: str, text: str, *widgets: QWidget) -> QWidget:
    held = QWidget()
    shown = [row(each, None) if isinstance(each, Button) else each for each in widgets]
    told = Label(text, tone="text2", wrap=True)
    held.setLayout(column(SectionHeader(title), told, *shown, gap=2))
    return held


def open_personal_data(context: DeskContext, page: QWidget, detail: CandidateDetail) -> None:
    """Show what can be done."""
    PersonalDataSheet(page, context, detail).open()
