"""Seating lists and whatever else is printed for the sessions on the board."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.data_table import framed
from ui.common.forms import Choice, ComboField, Form
from ui.common.layouts import column
from ui.common.pick_table import OPEN, TICKED, PickTable
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.theme import theme
from ui.desk.board import paper_words, session_words
from ui.desk.context import DeskContext
from ui.desk.letters.opening import open_exam_lists
from wset_desk.documents.exam_papers import EXAM_LIST_TITLES
from wset_desk.domain.letters import ExamListKind
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.board.rows import BoardSession

_WIDTH = 640
_LEAST_ROWS, _MOST_ROWS = 6, 14
_EXPENDABLE = ("place",)


class SeatingListsSheet(Sheet):
    """Tick sessions, choose what is printed, and look at it: one document for all of them."""

    def __init__(
        self, owner: QWidget, context: DeskContext, sessions: Sequence[BoardSession]
    ) -> None:
        self._context = context
        self._ticked: set[UUID] = {each.id for each in sessions[:1]}
        self._what = Form()
        kinds = [Choice(kind, _(EXAM_LIST_TITLES[kind])) for kind in ExamListKind]
        self.kind = self._what.add(ComboField("kind", _("What to print"), kinds))
        self._what.set_values({"kind": ExamListKind.SEATING_LIST})
        self.model = RowsModel(self._columns())
        self.table = PickTable(_("Sessions"), self.model, _EXPENDABLE)
        self.table.toggled.connect(self.toggle)
        self.table.set_empty(_("No session is to come."), icon="calendar")
        self.model.set_rows(list(sessions))
        content = QWidget()
        content.setLayout(column(self._what, framed(self.table), gap=4))
        super().__init__(
            owner,
            _("Seating lists"),
            content,
            subtitle=_("Tick the sessions for which you print."),
            save_text=_("Preview"),
            on_save=self._preview,
            width=_WIDTH,
        )
        rows = max(_LEAST_ROWS, min(len(sessions), _MOST_ROWS)) + 1
        self.table.setMinimumHeight(theme().size("rowHeight") * rows + theme().px(8))
        if sessions:
            self.table.selectRow(0)
        self._look()

    def first_focus(self) -> QWidget | None:
        return self.table

    @property
    def ticked(self) -> list[BoardSession]:
        """What is printed for, in the order shown."""
        return [each for each in self.model.rows if each.id in self._ticked]

    def toggle(self, session: BoardSession) -> None:
        """Print for this one, or don't."""
        self._ticked ^= {session.id}
        self._look()

    def _look(self) -> None:
        n = len(self.ticked)
        text = ngettext("Preview of {n} session", "Preview of {n} sessions", n).format(n=n)
        self.save_button.setText(text)
        self.save_button.setEnabled(n > 0)
        self.table.viewport().update()

    def _preview(self) -> None:
        ids = tuple(each.id for each in self.ticked)
        open_exam_lists(self._context, self, ExamListKind(self.kind.value()), ids)

    def _columns(self) -> tuple[Column[BoardSession], ...]:
        zone = self._context.session.zone
        return (
            Column(
                "when",
                N_("Session"),
                lambda each: session_words.session_moment(each, zone),
                icon=lambda each: TICKED if each.id in self._ticked else OPEN,
                tabular=True,
                stretch=True,
                sort_key=lambda each: each.facts.start,
            ),
            Column(
                "exam",
                N_("Exam"),
                lambda _each: "",
                look=lambda each: paper_words.session_pill(
                    each.facts, usual_subject=each.facts.subject
                ),
                width=130,
            ),
            Column("place", N_("Place"), lambda each: each.place, width=140),
            Column(
                "taken",
                N_("Seats"),
                session_words.taken_text,
                tabular=True,
                width=130,
                sort_key=lambda each: each.taken,
            ),
        )
