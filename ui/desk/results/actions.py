"""The verbs of the results screen: read, save, mark absent, confirm, undo, redo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.common.messages import announce
from ui.desk.context import DeskContext
from ui.desk.results.cells import CellKey, Problem
from ui.desk.results.grid_model import GridModel
from ui.desk.results.history import AbsenceStep, ConfirmStep, History, MarksStep, Step
from ui.desk.results.reading import GridReading, Source
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.confirmations import confirm_results, take_back_confirmation
from wset_desk.services.marking.double_entry import restore_entries
from wset_desk.services.marking.typed_marks import EntryChange
from wset_desk.services.results import MarkInput, MarksOutcome, restore_marks, set_marks
from wset_desk.services.results_rows import ResultsGrid

Entries = Sequence[tuple[CellKey, str]]


class GridActions(QObject):
    """Runs the services and keeps model and history in step; ``history_changed`` for buttons.

    ``refused(DomainError)`` comes when results couldn't be confirmed, or not any more. Saves go to
    the store in the order in which they were typed; several may be under way.
    """

    history_changed = Signal()
    refused = Signal(object)

    def __init__(self, context: DeskContext, model: GridModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._model = model
        self._owner = owner
        self._reading = GridReading(context, model, owner)
        self.history = History()
        model.typed.connect(self.save)

    def load(self, source: Source, on_first: Callable[[ResultsGrid], object]) -> None:
        """Read the grid; ``on_first`` comes as soon as there is something to see."""
        if source == self._reading.shown:
            self._reading.load(source, on_first)
        else:
            self._reading.load(source, partial(self._begin, on_first))

    def save(self, entries: Entries) -> None:
        """Save what was typed or pasted, in one transaction."""
        self._model.show_saving(entries)
        self._context.tasks.run(
            set_marks,
            owner=self._owner,
            on_done=partial(self._saved, entries),
            on_refused=partial(self._refused, entries),
            on_settled=partial(self._keep_unanswered, entries),
            marks=tuple(
                MarkInput(registration_id, component, text, part)
                for (registration_id, component, part), text in entries
            ),
        )

    def toggle_absence(self, registration_ids: tuple[UUID, ...], *, absent: bool) -> None:
        self._set_absence(
            registration_ids,
            absent,
            lambda changed: self._push(AbsenceStep(changed, absent)) if changed else None,
        )

    def confirm(self, versions: tuple[UUID, ...]) -> None:
        """Confirm results as they are shown."""
        self._set_confirmed(versions, True, self._tell_confirmed)

    def undo(self) -> None:
        if self.history.can_undo:
            step = self.history.take_done()
            if isinstance(step, MarksStep):
                self._model.drop_problems(step.problems)
            self._reverse(step, self.history.put_undone)

    def redo(self) -> None:
        if self.history.can_redo:
            step = self.history.take_undone()
            if isinstance(step, MarksStep):
                self._model.add_problems(step.problems)
            self._reverse(step, self.history.put_done)

    def _begin(self, on_first: Callable[[ResultsGrid], object], grid: ResultsGrid) -> None:
        """Another exam: what was done in the last one can't be undone here."""
        self.history.clear()
        self.history_changed.emit()
        on_first(grid)

    def _reverse(self, step: Step, keep: Callable[[Step], object]) -> None:
        """Run the inverse of `step`; its own inverse goes to the other pile."""

        def reversed_to(other: Step) -> None:
            keep(other)
            self.history_changed.emit()

        self.history_changed.emit()
        if isinstance(step, AbsenceStep):
            inverse = AbsenceStep(step.registration_ids, not step.absent)
            ids = step.registration_ids
            self._set_absence(ids, inverse.absent, lambda _changed: reversed_to(inverse))
        elif isinstance(step, ConfirmStep):
            wanted = not step.confirmed
            self._set_confirmed(
                step.versions, wanted, lambda versions: reversed_to(ConfirmStep(versions, wanted))
            )
        elif step.entries:
            self._restore_entries(step, reversed_to)
        elif step.versions:
            self._restore(step, reversed_to)
        else:
            reversed_to(step)

    def _restore(self, step: MarksStep, on_done: Callable[[MarksStep], object]) -> None:
        def restored(versions: tuple[UUID, ...]) -> None:
            self._read_again(step.registration_ids)
            on_done(replace(step, versions=versions))

        self._context.tasks.run(
            restore_marks, owner=self._owner, on_done=restored, versions=step.versions
        )

    def _restore_entries(self, step: MarksStep, on_done: Callable[[MarksStep], object]) -> None:
        def restored(changes: tuple[EntryChange, ...]) -> None:
            self._read_again(step.registration_ids)
            on_done(replace(step, entries=changes))

        self._context.tasks.run(
            restore_entries, owner=self._owner, on_done=restored, changes=step.entries
        )

    def _set_absence(
        self, ids: tuple[UUID, ...], absent: bool, on_done: Callable[[tuple[UUID, ...]], object]
    ) -> None:
        def changed(changed_ids: tuple[UUID, ...]) -> None:
            self._read_again(ids)
            on_done(changed_ids)

        service = mark_no_show if absent else undo_no_show
        self._context.tasks.run(service, owner=self._owner, on_done=changed, registration_ids=ids)

    def _set_confirmed(
        self,
        versions: tuple[UUID, ...],
        confirmed: bool,
        on_done: Callable[[tuple[UUID, ...]], object],
    ) -> None:
        candidates = self._model.sheet.candidates_with(versions)

        def changed(new: tuple[UUID, ...]) -> None:
            self._reading.read_again(candidates)
            on_done(new)

        service = confirm_results if confirmed else take_back_confirmation
        self._context.tasks.run(
            service,
            owner=self._owner,
            on_done=changed,
            on_refused=self.refused.emit,
            versions=versions,
        )

    def _tell_confirmed(self, versions: tuple[UUID, ...]) -> None:
        step = ConfirmStep(versions, confirmed=True)
        self._push(step)
        text = ngettext("{n} result confirmed", "{n} results confirmed", len(versions))
        self._context.toast(text.format(n=len(versions)), undo=partial(self._undo_step, step))

    def _undo_step(self, step: Step) -> None:
        if self.history.take(step):
            self._reverse(step, self.history.put_undone)

    def _saved(self, entries: Entries, outcome: MarksOutcome) -> None:
        waiting = self._waiting(entries)
        problems = {
            key: Problem(waiting[key], self._describe(each.refusal.as_error()))
            for each in outcome.refused
            if (key := (each.registration_id, each.component, each.part)) in waiting
        }
        registrations = frozenset(key[0] for key, _text in entries)
        self._model.show_saved(outcome.saved)
        self._model.show_entered(outcome.entered)
        self._settle(waiting, problems)
        if outcome.saved or outcome.entered:
            self._read_again(registrations)
        if outcome.saved or outcome.entered or problems:
            self._push(MarksStep(outcome.versions, registrations, problems, outcome.entered))

    def _refused(self, entries: Entries, error: DomainError) -> None:
        """Nothing was saved: every text stays, with the reason."""
        reason = self._describe(error)
        waiting = self._waiting(entries)
        self._settle(waiting, {key: Problem(text, reason) for key, text in waiting.items()})

    def _keep_unanswered(self, entries: Entries) -> None:
        """A full disk or a mistake of the program: nothing typed is lost to it."""
        reason = _("This couldn't be saved. Type it again.")
        waiting = self._waiting(entries)
        self._settle(waiting, {key: Problem(text, reason) for key, text in waiting.items()})

    def _waiting(self, entries: Entries) -> dict[CellKey, str]:
        """Those that wait for an answer, unless another text was typed there meanwhile."""
        saving = self._model.sheet.saving
        return {key: text for key, text in entries if saving.get(key) == text}

    def _settle(self, waiting: dict[CellKey, str], problems: dict[CellKey, Problem]) -> None:
        self._model.end_saving(waiting)
        if problems:
            self._model.add_problems(problems)
            announce(self._owner, " ".join(problem.reason for problem in problems.values()))

    def _read_again(self, registration_ids: Collection[UUID]) -> None:
        self._reading.read_again(self._model.sheet.candidates_of(registration_ids))

    def _push(self, step: Step) -> None:
        self.history.push(step)
        self.history_changed.emit()

    def _describe(self, error: DomainError) -> str:
        return self._context.tasks.describe(error)
