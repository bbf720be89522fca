"""Merging records: proposed pairs, the choice of another record, the sheet, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.desk.candidates.duplicates_sheet import DuplicatesSheet, OtherRecordSheet
from ui.desk.candidates.merge_sheet import Choices, MergeSheet
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.candidate_duplicates import (
    PossibleDuplicate,
    ToldApart,
    duplicate_candidates,
    propose_again,
    tell_apart,
)
from wset_desk.services.candidate_merging import (
    Merged,
    MergePreview,
    merge_candidates,
    preview_merge,
    undo_merge,
)
from wset_desk.services.candidates import CandidateDetail


class MergeActions:
    """Runs the services for one page. `on_opened(id)` shows a candidate."""

    def __init__(
        self, page: QWidget, context: DeskContext, on_opened: Callable[[UUID], object]
    ) -> None:
        self._page = page
        self._context = context
        self._on_opened = on_opened

    def look(self, then: Callable[[tuple[PossibleDuplicate, ...]], object]) -> None:
        """Look for records that may be one person's."""
        self._context.tasks.run(duplicate_candidates, owner=self._page, on_done=then)

    def show_duplicates(self) -> None:
        """The proposed pairs in a sheet."""
        self.look(self._show_pairs)

    def _show_pairs(self, found: tuple[PossibleDuplicate, ...]) -> None:
        def part(pair: PossibleDuplicate) -> None:
            self._tell_apart(pair.older.id, pair.newer.id, then=lambda: self._go_on(sheet))

        sheet = DuplicatesSheet(self._page, found, self.compare, part)
        sheet.open()

    def _go_on(self, sheet: DuplicatesSheet) -> None:
        """The pairs that are left; nothing where there are none."""
        sheet.close_now()
        if len(sheet.pairs) > 1:
            self.show_duplicates()

    def _tell_apart(
        self, candidate_id: UUID, other_id: UUID, then: Callable[[], object] | None = None
    ) -> None:
        def told(apart: ToldApart) -> None:
            if then is not None:
                then()
            self._say_apart(apart, lambda: self._tell_apart(candidate_id, other_id))

        self._context.tasks.run(
            tell_apart,
            owner=self._page,
            on_done=told,
            candidate_id=candidate_id,
            other_id=other_id,
        )

    def _say_apart(self, apart: ToldApart, again: Callable[[], object]) -> None:
        def undo() -> None:
            self._context.tasks.run(propose_again, owner=self._page, distinction_id=apart.id)

        text = _("{name} and {other} are not the same person")
        self._context.toast(text.format(name=apart.name, other=apart.other_name), undo, again)

    def choose_other(self, detail: CandidateDetail) -> None:
        """Ask which other record is the same person's."""
        sheet = OtherRecordSheet(
            self._page, self._context, detail, lambda other: self.compare(detail.id, other)
        )
        sheet.open()

    def compare(self, kept_id: UUID, merged_id: UUID) -> None:
        """Both records side by side."""
        self._context.tasks.run(
            preview_merge,
            owner=self._page,
            on_done=self._show,
            kept_id=kept_id,
            merged_id=merged_id,
        )

    def take_apart(self, merge_id: UUID) -> None:
        self._context.tasks.run(
            undo_merge, owner=self._page, on_done=self._taken_apart, merge_id=merge_id
        )

    def _show(self, preview: MergePreview) -> None:
        def swap() -> None:
            sheet.close_now()
            self.compare(preview.merged_id, preview.kept_id)

        sheet = MergeSheet(
            self._page, self._context, preview, swap=swap, merge=partial(self._merge, preview)
        )
        sheet.open()

    def _merge(self, preview: MergePreview, sheet: Sheet, choices: Choices) -> None:
        sheet.submit(
            self._context.tasks,
            merge_candidates,
            on_done=partial(self._merged, choices),
            kept_id=preview.kept_id,
            merged_id=preview.merged_id,
            choices=choices,
        )

    def _merged(self, choices: Choices, merged: Merged) -> None:
        self._on_opened(merged.kept_id)
        text = _("The record of {merged} went into that of {name}")
        self._context.toast(
            text.format(merged=merged.merged_name, name=merged.name),
            partial(self._undo, merged),
            partial(self._again, choices, merged),
        )

    def _undo(self, merged: Merged) -> None:
        self._context.tasks.run(
            undo_merge,
            owner=self._page,
            on_done=lambda _apart: self._on_opened(merged.kept_id),
            merge_id=merged.merge_id,
        )

    def _again(self, choices: Choices, merged: Merged) -> None:
        self._context.tasks.run(
            merge_candidates,
            owner=self._page,
            on_done=partial(self._merged, choices),
            kept_id=merged.kept_id,
            merged_id=merged.merged_id,
            choices=choices,
        )

    def _taken_apart(self, apart: Merged) -> None:
        self._on_opened(apart.kept_id)
        text = _("The records of {name} and {merged} are apart again")
        self._context.toast(text.format(name=apart.name, merged=apart.merged_name))
