"""The one way to letters and printed lists: read what they say, write them, show the preview."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.progress import Progress
from ui.desk.context import DeskContext
from ui.desk.letters.preview import Preview
from wset_desk.documents.exam_papers import EXAM_LIST_TITLES, exam_lists_pdf
from wset_desk.documents.letters import letters_pdf
from wset_desk.documents.pages import Printed
from wset_desk.domain.letters import ExamListKind, LetterKind
from wset_desk.i18n import _, ngettext
from wset_desk.services.letters.exam_lists import ExamList, exam_lists
from wset_desk.services.letters.rows import LetterBatch
from wset_desk.services.letters.writers import WRITERS


def open_letter(context: DeskContext, page: QWidget, kind: LetterKind, **about: Any) -> None:
    """Show letters of one kind before they are printed.

    ``about`` is one of registration_ids, registration_id, candidate_id, exam_session_ids,
    exam_session_id, course_session_id and enquiry_id, as the kind has it.
    """
    (subject,) = about

    def show(batch: LetterBatch) -> None:
        Preview(page, context, _title(batch), _write_letters, batch).open()

    context.tasks.run(WRITERS[kind, subject], owner=page, on_done=show, **about)


def open_exam_lists(
    context: DeskContext, page: QWidget, kind: ExamListKind, exam_session_ids: Collection[UUID]
) -> None:
    """Show what is printed for some exam sessions."""

    def show(found: tuple[ExamList, ...]) -> None:
        title = _(EXAM_LIST_TITLES[kind])
        if len(found) == 1:
            title = _("{kind}: {exam}").format(kind=title, exam=found[0].exam)
        Preview(page, context, title, _write_lists, kind, found).open()

    context.tasks.run(exam_lists, owner=page, on_done=show, exam_session_ids=exam_session_ids)


def _write_letters(batch: LetterBatch, progress: Progress) -> Printed:
    return letters_pdf(batch, progress.report)


def _write_lists(kind: ExamListKind, found: tuple[ExamList, ...], progress: Progress) -> Printed:
    return exam_lists_pdf(kind, found, progress.report)


def _title(batch: LetterBatch) -> str:
    first = batch.letters[0]
    if len(batch.letters) == 1:
        return _("{letter}: {name}").format(letter=first.title, name=first.name)
    count = ngettext("{n} letter", "{n} letters", len(batch.letters)).format(n=len(batch.letters))
    return _("{letter}: {count}").format(letter=first.title, count=count)
