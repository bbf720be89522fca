"""The letters to a candidate: which there are, and why there are no others."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import SectionHeader
from ui.common.layouts import clear, column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.letters.opening import open_letter
from ui.desk.letters.words import kind_text
from wset_desk.i18n import _
from wset_desk.services.letters.offers import LetterOffer, LetterOffers, letter_offers


class LettersSheet(Sheet):
    """Each letter opens in a preview, from which it is printed or kept as a PDF."""

    def __init__(self, owner: QWidget, context: DeskContext, candidate_id: UUID, name: str) -> None:
        self._context = context
        self.previews: list[Button] = []
        self._body: QVBoxLayout = column(gap=4)
        content = QWidget()
        content.setLayout(self._body)
        super().__init__(owner, _("Letters to {name}").format(name=name), content)
        context.tasks.run(letter_offers, owner=self, on_done=self._show, candidate_id=candidate_id)

    def _show(self, found: LetterOffers) -> None:
        clear(self._body)
        self.previews = []
        for kind, offers in groupby(found.offers, key=lambda each: each.kind):
            lines = [self._line(each) for each in offers]
            self._body.addLayout(column(SectionHeader(kind_text(kind)), *lines, gap=2))
        for kind, reason in found.reasons.items():
            why = Label(self._context.tasks.describe(reason.as_error()), tone="text2", wrap=True)
            self._body.addLayout(column(SectionHeader(kind_text(kind)), why, gap=1))
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _line(self, offer: LetterOffer) -> QWidget:
        name = offer.name or _("Everything that was paid")
        day = "" if offer.day is None else dates.day_short(offer.day)
        text = Label(name, wrap=True)
        about = column(text, *([Label(day, "label", tone="text2")] if day else []), gap=0)
        button = Button(_("Preview"), icon="print", on_click=partial(self._open, offer))
        said = ", ".join(part for part in (kind_text(offer.kind), name, day) if part)
        button.setAccessibleName(_("Preview: {letter}").format(letter=said))
        self.previews.append(button)
        held = QWidget()
        layout = row(about, button, gap=3)
        layout.setStretch(0, 1)
        held.setLayout(layout)
        return held

    def _open(self, offer: LetterOffer) -> None:
        open_letter(self._context, self, offer.kind, **{offer.subject: offer.about})


def open_letters(context: DeskContext, page: QWidget, candidate_id: UUID, name: str) -> None:
    """Show which letters there are for somebody."""
    LettersSheet(page, context, candidate_id, name).open()
