"""Before somebody is added: people of the same name who may be them, for a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.dialogs import Dialog
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.desk.candidates import words
from wset_desk.i18n import _, ngettext
from wset_desk.services.candidates import CandidateRow


class DuplicatesDialog(Dialog):
    """Offers each possible duplicate for opening, and adding all the same."""

    def __init__(
        self,
        owner: QWidget,
        found: Sequence[CandidateRow],
        on_open: Callable[[UUID], object],
        on_add: Callable[[], object],
    ) -> None:
        title = ngettext(
            "This candidate may be here already",
            "This candidate may be one of {n} who are here already",
            len(found),
        ).format(n=len(found))
        super().__init__(owner, title, _("Somebody has the same name. Is it the same person?"))
        for each in found:
            self.body.addWidget(self._card(each, on_open))
        self.add_button(Button(_("Go on editing"), on_click=self.close_now))
        self.add_button(
            Button(_("Add as another person"), kind="primary", on_click=lambda: self._end(on_add))
        )

    def _card(self, found: CandidateRow, on_open: Callable[[UUID], object]) -> Card:
        card = Card(margins=3)
        open_it = Button(_("Open"), on_click=lambda: self._end(lambda: on_open(found.id)))
        open_it.setAccessibleName(_("Open {name}").format(name=found.name))
        about = column(
            Label(found.name, "bodyStrong"),
            Label(
                words.identity(found.number, found.birth_date, found.email), "label", tone="text2"
            ),
            gap=0,
        )
        card.body.addLayout(row(Avatar(found.name), about, None, open_it, gap=3))
        return card

    def _end(self, action: Callable[[], object]) -> None:
        self.close_now()
        action()
