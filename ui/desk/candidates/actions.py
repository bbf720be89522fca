"""The verbs of the candidates' page: find, open, add, edit, and what undoes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form
from ui.common.sheet import Sheet
from ui.desk.candidates.duplicates import DuplicatesDialog
from ui.desk.candidates.form import candidate_form, values_in
from ui.desk.context import DeskContext
from wset_desk.domain.candidates import CandidateValues
from wset_desk.i18n import _
from wset_desk.services import candidates
from wset_desk.services.candidates import (
    CandidateDetail,
    CandidatePage,
    CandidateRow,
    CandidateSort,
)

PAGE = 200


class CandidateActions:
    """Runs the services for one page. `on_opened(id)` shows a candidate."""

    def __init__(
        self, page: QWidget, context: DeskContext, on_opened: Callable[[UUID], object]
    ) -> None:
        self._page = page
        self._context = context
        self._on_opened = on_opened

    def find(
        self,
        on_done: Callable[[CandidatePage], object],
        *,
        text: str,
        sort: CandidateSort,
        descending: bool,
        offset: int = 0,
        limit: int = PAGE,
    ) -> None:
        self._context.tasks.run(
            candidates.find_candidates,
            owner=self._page,
            on_done=on_done,
            text=text,
            sort=sort,
            descending=descending,
            offset=offset,
            limit=limit,
        )

    def add(self) -> None:
        """Open the sheet for a new candidate."""
        form = candidate_form(self._context.session.zone.key)
        sheet = Sheet(
            self._page,
            _("New candidate"),
            form,
            save_text=_("Add candidate"),
            on_save=lambda: self._look_for_duplicates(sheet, form),
        )
        sheet.open()

    def edit(self, detail: CandidateDetail) -> None:
        """Open the sheet of somebody who is known."""
        form = candidate_form(self._context.session.zone.key, detail.values)

        def save() -> None:
            sheet.submit(
                self._context.tasks,
                candidates.edit_candidate,
                on_done=lambda edited: self._edited(detail, edited),
                candidate_id=detail.id,
                values=CandidateValues(**values_in(form)),
            )

        sheet = Sheet(self._page, _("Edit {name}").format(name=detail.name), form, on_save=save)
        sheet.open()

    def _look_for_duplicates(self, sheet: Sheet, form: Form) -> None:
        values = values_in(form)
        names = {key: values[key] for key in ("first_name", "last_name", "birth_date")}

        def found(alike: tuple[CandidateRow, ...]) -> None:
            if alike:
                self._ask(sheet, alike, values)
            else:
                self._submit(sheet, values)

        self._context.tasks.run(candidates.possible_duplicates, owner=sheet, on_done=found, **names)

    def _ask(self, sheet: Sheet, alike: tuple[CandidateRow, ...], values: dict[str, Any]) -> None:
        def open_instead(candidate_id: UUID) -> None:
            sheet.close_now()
            self._on_opened(candidate_id)

        dialog = DuplicatesDialog(sheet, alike, open_instead, lambda: self._submit(sheet, values))
        dialog.open()

    def _submit(self, sheet: Sheet, values: dict[str, Any]) -> None:
        sheet.submit(self._context.tasks, candidates.add_candidate, on_done=self._added, **values)

    def _added(self, added: CandidateDetail) -> None:
        self._on_opened(added.id)
        text = _("{name} was added").format(name=added.name)
        self._context.toast(text, lambda: self._remove(added.id))

    def _remove(self, candidate_id: UUID) -> None:
        self._context.tasks.run(
            candidates.remove_candidate, owner=self._page, candidate_id=candidate_id
        )

    def _edited(self, before: CandidateDetail, after: CandidateDetail) -> None:
        if before.values == after.values:
            return
        text = _("{name} was changed").format(name=after.name)
        self._context.toast(text, lambda: self._restore(before), lambda: self._restore(after))

    def _restore(self, detail: CandidateDetail) -> None:
        self._context.tasks.run(
            candidates.edit_candidate,
            owner=self._page,
            candidate_id=detail.id,
            values=detail.values,
        )
