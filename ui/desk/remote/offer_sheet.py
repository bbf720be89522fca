"""Writing to several remote candidates: the next free times, or that their window ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.inputs import Check
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.remote import words
from ui.desk.remote.actions import RemoteActions
from wset_desk.i18n import _
from wset_desk.services.remote.rows import RemoteCase


class WritingSheet(Sheet):
    """``cases`` can be booked; those who have to hurry are ticked. ``write`` gets those chosen."""

    def __init__(
        self,
        owner: QWidget,
        cases: Sequence[RemoteCase],
        title: str,
        subtitle: str,
        write: Callable[[Sequence[RemoteCase], Sheet], object],
    ) -> None:
        self._write = write
        self.ticks = [(case, self._tick(case)) for case in cases]
        super().__init__(
            owner,
            title,
            self._choices(),
            save_text=_("Write the drafts"),
            on_save=self._save,
            subtitle=subtitle,
        )
        self._show_whether()

    def dismiss(self) -> None:
        """Ticks aren't worth a question."""
        self.close_now()

    @property
    def chosen(self) -> list[RemoteCase]:
        return [case for case, tick in self.ticks if tick.isChecked()]

    def _choices(self) -> QWidget:
        content = QWidget()
        if not self.ticks:
            content.setLayout(column(Label(_("Nobody is ready to book.")), None))
            return content
        everybody = Button(_("Tick all"), kind="ghost", on_click=lambda: self._tick_all(True))
        nobody = Button(_("Untick all"), kind="ghost", on_click=lambda: self._tick_all(False))
        ticks = [tick for _case, tick in self.ticks]
        content.setLayout(column(row(everybody, nobody, None, gap=2), *ticks, None, gap=2))
        return content

    def _tick(self, case: RemoteCase) -> Check:
        text = f"{case.name} · {words.days_text(case)} · {case.offering}"
        return Check(text, case.is_pressing, lambda _on: self._show_whether())

    def _tick_all(self, on: bool) -> None:
        for _case, tick in self.ticks:
            tick.setChecked(on)
        self._show_whether()

    def _show_whether(self) -> None:
        self.save_button.setEnabled(bool(self.chosen))

    def _save(self) -> None:
        self._write(self.chosen, self)


def offer_sheet(
    owner: QWidget, cases: Sequence[RemoteCase], actions: RemoteActions
) -> WritingSheet:
    """To whom the next free times shall be offered."""
    subtitle = _("Each gets a message with the next free times, which you send later.")
    return WritingSheet(owner, cases, _("Offer times"), subtitle, actions.offer)


def reminder_sheet(
    owner: QWidget, cases: Sequence[RemoteCase], actions: RemoteActions
) -> WritingSheet:
    """Who shall be reminded that their window ends."""
    subtitle = _("Each gets a message that says until when they can sit it; you send it later.")
    return WritingSheet(owner, cases, _("Remind of the window's end"), subtitle, actions.remind)
