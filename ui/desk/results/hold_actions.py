"""Holding results back, and letting them go on: each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common import messages
from ui.common.buttons import IconButton
from ui.common.commands import Command
from ui.common.forms import Form, MultilineField
from ui.common.layouts import hide_unless
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.exam_words import hold_text
from ui.desk.results.cells import ResultKey, is_absent, results_of
from ui.desk.results.grid_view import GridView
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.marking.holds import (
    Hold,
    lift_hold,
    place_hold,
    restore_holds,
    take_back_holds,
)
from wset_desk.services.results_rows import MarkCell

Chosen = list[tuple[str, ResultKey, MarkCell]]


class HoldActions(QObject):
    """B: hold the chosen results back; where all of them are already, let them go on."""

    def __init__(self, context: DeskContext, grid: GridView, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._grid = grid
        self._owner = owner
        self._may = context.session.may(Permission.RELEASE_RESULTS)
        self.button = IconButton(
            "pause", _("Hold back…"), kind="", shortcut_text=_("B"), on_click=self.hold_or_lift
        )
        hide_unless(self._may, self.button)
        grid.hold_wanted.connect(self.hold_or_lift)

    def commands(self, section: str) -> list[Command]:
        if not self._may:
            return []
        text = _("Hold back the selected results, or let them go on…")
        return [Command(text, self.hold_or_lift, "pause", _("B"), section)]

    def hold_or_lift(self) -> None:
        chosen = self._chosen() if self._may else []
        held = [each for each in chosen if each[2].holds]
        if chosen and len(held) == len(chosen):
            LiftSheet(self._context, self._owner, _whose(held), _holds(held)).open()
        elif chosen:
            free = [each for each in chosen if not each[2].holds]
            results = [key for _name, key, _cell in free]
            HoldSheet(self._context, self._owner, _whose(free), results).open()
        elif self._may:
            text = _("Stand on a mark that isn't released: its result can be held back.")
            messages.show(self._owner, text, tone="info")

    def _chosen(self) -> Chosen:
        """The results selected that haven't been released, of candidates who came."""
        sheet, chosen = self._grid.sheet, self._grid.results_chosen()
        rows = map(sheet.rows.__getitem__, sorted(sheet.rows_of(chosen)))
        return [
            (row.name, key, cell)
            for row in rows
            for column, cell in results_of(row, sheet.papers)
            if (key := (cell.registration_id, column.component)) in chosen
            and cell.state is not ResultState.RELEASED
            and not is_absent(cell)
        ]


class _ReasonSheet(Sheet):
    """Asks for the reason for something that `run` does to results, and says to whose."""

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        title: str,
        *,
        told: Sequence[str],
        save_text: str,
        help_text: str,
        run: Callable[[], object],
    ) -> None:
        self._context = context
        self._owner = owner
        form = Form()
        for each in told:
            form.add_widget(Label(each, wrap=True))
        form.add(MultilineField("reason", _("Reason"), required=True, help_text=help_text))
        form.set_values({"reason": ""})
        self._entry = form
        super().__init__(owner, title, form, save_text=save_text, on_save=run)

    @property
    def reason(self) -> str:
        return str(self._entry.values()["reason"])


class HoldSheet(_ReasonSheet):
    """Why these results wait."""

    def __init__(
        self, context: DeskContext, owner: QWidget, whose: str, results: Sequence[ResultKey]
    ) -> None:
        self._whose = whose
        self._results = tuple(results)
        super().__init__(
            context,
            owner,
            _("Hold back: {whose}").format(whose=whose),
            told=(_("Until the hold is lifted the result is neither confirmed nor released."),),
            save_text=_("Hold back"),
            help_text=_("It is shown beside the result, and stays in the log."),
            run=self._run,
        )

    def _run(self) -> None:
        self.submit(
            self._context.tasks,
            place_hold,
            on_done=self._tell,
            results=self._results,
            reason=self.reason,
        )

    def _tell(self, placed: tuple[UUID, ...]) -> None:
        tasks, owner = self._context.tasks, self._owner.window()
        text = _("Held back: {whose}").format(whose=self._whose)
        undo = partial(tasks.run, take_back_holds, owner=owner, hold_ids=placed)
        self._context.toast(text, undo=undo)


class LiftSheet(_ReasonSheet):
    """Why these results waited, and why they needn't any longer."""

    def __init__(
        self, context: DeskContext, owner: QWidget, whose: str, holds: Sequence[Hold]
    ) -> None:
        self._whose = whose
        self._holds = tuple(hold.id for hold in holds)
        super().__init__(
            context,
            owner,
            _("Lift the hold: {whose}").format(whose=whose),
            told=[hold_text(hold, context.session.zone) for hold in holds],
            save_text=_("Lift the hold"),
            help_text=_("It stays in the log."),
            run=self._run,
        )

    def _run(self) -> None:
        self.submit(
            self._context.tasks,
            lift_hold,
            on_done=self._tell,
            hold_ids=self._holds,
            reason=self.reason,
        )

    def _tell(self, lifted: tuple[UUID, ...]) -> None:
        tasks, owner = self._context.tasks, self._owner.window()
        text = _("Hold lifted: {whose}").format(whose=self._whose)
        undo = partial(tasks.run, restore_holds, owner=owner, hold_ids=lifted)
        self._context.toast(text, undo=undo)


def _whose(chosen: Chosen) -> str:
    """ "Aoife Byrne", or "3 results"."""
    if len(chosen) == 1:
        return chosen[0][0]
    return ngettext("{n} result", "{n} results", len(chosen)).format(n=len(chosen))


def _holds(chosen: Collection[tuple[str, ResultKey, MarkCell]]) -> list[Hold]:
    return [hold for _name, _key, cell in chosen for hold in cell.holds]
