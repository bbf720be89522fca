"""Which records may be one person's: the pairs that are proposed, or one that somebody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import Card, EmptyState
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.candidates import words
from ui.desk.context import DeskContext
from ui.desk.courses.picker import CandidatePicker
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.candidate_duplicates import DuplicateSide, Likeness, PossibleDuplicate
from wset_desk.services.candidates import CandidateDetail, CandidatePage, find_candidates

_WIDTH = 560
_MOST_SHOWN = 60
Compare = Callable[[UUID, UUID], object]
_WHY = {
    Likeness.NAME_AND_BIRTH_DATE: N_("Same name and date of birth"),
    Likeness.EMAIL: N_("Same e-mail address"),
}


def duplicates_text(count: int) -> str:
    """ "3 possible duplicates"."""
    text = ngettext("{n} possible duplicate", "{n} possible duplicates", count)
    return text.format(n=count)


class DuplicatesSheet(Sheet):
    """A card for each pair; ``compare(kept, merged)`` goes on to both side by side.

    ``tell_apart(pair)`` where they are two people's.
    """

    def __init__(
        self,
        owner: QWidget,
        found: Sequence[PossibleDuplicate],
        compare: Compare,
        tell_apart: Callable[[PossibleDuplicate], object],
    ) -> None:
        self.pairs = tuple(found)
        self._compare = compare
        self._tell_apart = tell_apart
        content = QWidget()
        cards: list[QWidget | None] = [self._card(each) for each in found[:_MOST_SHOWN]]
        if len(found) > _MOST_SHOWN:
            n = len(found) - _MOST_SHOWN
            more = ngettext("{n} more after these.", "{n} more after these.", n).format(n=n)
            cards.append(Label(more, tone="text2", wrap=True))
        if not found:
            cards.append(EmptyState(_("No two records look like one person."), icon="users"))
        content.setLayout(column(*cards, None, gap=3))
        super().__init__(
            owner,
            duplicates_text(len(found)),
            content,
            subtitle=_("Nothing is merged before you have compared the two."),
            width=_WIDTH,
        )

    def _card(self, pair: PossibleDuplicate) -> Card:
        card = Card(margins=3, gap=2, name=f"{pair.older.name}, {_(_WHY[pair.likeness])}")
        compare = Button(_("Compare…"), on_click=lambda: self.compare(pair))
        compare.setAccessibleName(_("Compare the records of {name}").format(name=pair.older.name))
        heading = row(Label(_(_WHY[pair.likeness]), "label", tone="text2", wrap=True), gap=2)
        heading.setStretch(0, 1)
        heading.addWidget(self._apart_button(pair))
        heading.addWidget(compare)
        card.body.addLayout(heading)
        for side in (pair.older, pair.newer):
            card.body.addLayout(_side(side))
        return card

    def _apart_button(self, pair: PossibleDuplicate) -> Button:
        button = Button(
            _("Not the same person"), kind="ghost", on_click=lambda: self._tell_apart(pair)
        )
        text = _("{name} and {other} are not the same person")
        button.setAccessibleName(text.format(name=pair.older.name, other=pair.newer.name))
        return button

    def compare(self, pair: PossibleDuplicate) -> None:
        """Go on to both side by side, instead of this list."""
        self.close_now()
        self._compare(pair.older.id, pair.newer.id)


class OtherRecordSheet(Sheet):
    """Somebody else's record, found by a search; ``chosen(id)``."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        detail: CandidateDetail,
        chosen: Callable[[UUID], object],
    ) -> None:
        self._chosen = chosen
        self._context = context
        self._page = owner
        self.picker = CandidatePicker(
            self._find, taken=[detail.id], taken_text=_("This record"), single=True
        )
        super().__init__(
            owner,
            _("Merge {name} with…").format(name=detail.name),
            self.picker,
            save_text=_("Compare"),
            on_save=self._save,
            width=_WIDTH,
        )
        self.picker.changed.connect(self._allow)
        self.picker.field.setText(detail.values.last_name)
        self.picker.look_for(detail.values.last_name)
        self._allow()

    def _find(self, text: str, then: Callable[[CandidatePage], object]) -> None:
        # the picker asks before the sheet around it is there
        self._context.tasks.run(find_candidates, owner=self._page, on_done=then, text=text)

    def _allow(self) -> None:
        self.save_button.setEnabled(bool(self.picker.chosen))

    def _save(self) -> None:
        (other,) = self.picker.chosen
        self.close_now()
        self._chosen(other)


def _side(side: DuplicateSide) -> QHBoxLayout:
    about = words.identity(side.number, side.birth_date, side.email)
    told = column(
        Label(side.name, "bodyStrong", wrap=True),
        Label(about, "label", tone="text2", wrap=True),
        gap=0,
    )
    line = row(Avatar(side.name), told, gap=3)
    line.setStretch(1, 1)
    return line
