"""What to print for exam sessions: registers, seating lists, notices, cards, letters."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.letters.opening import open_exam_lists, open_letter
from wset_desk.documents.exam_papers import EXAM_LIST_TITLES
from wset_desk.domain.letters import ExamListKind, LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _

_ABOUT = {
    ExamListKind.REGISTER: N_("Everybody by name, to be ticked off and signed"),
    ExamListKind.SEATING_LIST: N_("Everybody by seat, with their times and what was agreed"),
    ExamListKind.DOOR_NOTICE: N_("Exam, times and a request for quiet, without names"),
    ExamListKind.DESK_CARDS: N_("A card for each desk with name, number and seat, to be cut"),
}


class ExamListsSheet(Sheet):
    """For one exam session, or those of a course: each kind opens in a preview."""

    def __init__(
        self, owner: QWidget, context: DeskContext, exam_session_ids: Collection[UUID], exam: str
    ) -> None:
        self._context = context
        self._session_ids = tuple(exam_session_ids)
        content = QWidget()
        lines = [self._line(kind) for kind in ExamListKind]
        if context.session.may(Permission.VIEW_CANDIDATES):
            text = _("A letter to everybody who is booked, in one file")
            lines.append(self._offer(_("Confirmations of bookings"), text, self._confirmations))
        content.setLayout(column(*lines, gap=4))
        super().__init__(owner, _("Print for the exam day"), content, subtitle=exam)

    def _line(self, kind: ExamListKind) -> QWidget:
        show = partial(open_exam_lists, self._context, self, kind, self._session_ids)
        return self._offer(_(EXAM_LIST_TITLES[kind]), _(_ABOUT[kind]), show)

    def _offer(self, title: str, about: str, show: Callable[[], object]) -> QWidget:
        held = QWidget()
        button = Button(_("Preview"), icon="print", on_click=show)
        button.setAccessibleName(_("Preview: {letter}").format(letter=title))
        said = column(
            Label(title, "bodyStrong"), Label(about, "label", tone="text2", wrap=True), gap=0
        )
        layout = row(said, button, gap=3)
        layout.setStretch(0, 1)
        held.setLayout(layout)
        return held

    def _confirmations(self) -> None:
        kind = LetterKind.BOOKING_CONFIRMATION
        open_letter(self._context, self, kind, exam_session_ids=self._session_ids)


def open_exam_prints(
    context: DeskContext, page: QWidget, exam_session_ids: Collection[UUID], exam: str
) -> None:
    """Show what can be printed for exam sessions; ``exam`` says which they are."""
    ExamListsSheet(page, context, exam_session_ids, exam).open()
