"""Another session for a booking: which there are, what is against them, and the fee."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.data_table import DataTable, framed
from ui.common.forms import CheckField, Form, TextField
from ui.common.labels import Look
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.board import fee_words, fit_words, paper_words, session_words
from ui.desk.context import DeskContext
from wset_desk.domain.registrations import OVERRIDABLE
from wset_desk.i18n import N_, _
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.board.rescheduling import Rescheduled, reschedule, undo_reschedule
from wset_desk.services.board.rows import ExamChoice

_WIDTH = 680
_LEAST_ROWS = 8


class RescheduleSheet(Sheet):
    """Sessions that fit come first; with a reason also those past their deadline."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        place: BookedPlace,
        choices: tuple[ExamChoice, ...],
    ) -> None:
        form = Form()
        when = dates.moment_text(place.start, context.session.zone)
        super().__init__(
            owner,
            _("Reschedule {name}").format(name=place.name),
            form,
            subtitle=_("Now: {exam}, {when}").format(exam=place.exam_name, when=when),
            save_text=_("Reschedule"),
            on_save=self._save,
            width=_WIDTH,
        )
        self._owner = owner
        self._context = context
        self._place = place
        self.model = RowsModel(self._columns())
        self.model.set_rows(sorted(choices, key=lambda each: (len(each.reasons) > 0, _start(each))))
        self.table = DataTable(_("Sessions"), self.model)
        self.table.set_empty(_("No other session of this paper is planned."), icon="calendar")
        self.table.setMinimumHeight(theme().size("rowHeight") * _LEAST_ROWS)
        self._add(form)
        self.table.selection_changed.connect(self._allow)
        if choices:
            self.table.selectRow(0)
        self._allow()

    def first_focus(self) -> QWidget | None:
        return self.table

    def _add(self, form: Form) -> None:
        place, session = self._place, self._context.session
        tone = "" if place.is_in_time else "warning"
        form.add_widget(framed(self.table))
        form.add_widget(Label(fee_words.time_text(place, session), tone=tone, wrap=True))
        form.add_widget(Label(fee_words.move_text(place, session), wrap=True))
        self.reason = form.add(TextField("reason", _("Reason")))
        self.fee_moves: CheckField | None = None
        if place.needs_reason and place.fee:
            self.fee_moves = form.add(CheckField("fee_moves", _("Let the fee move along")))
        form.mark_clean()

    def _chosen(self) -> ExamChoice | None:
        rows = self.table.selected_rows()
        possible = rows and all(each.code in OVERRIDABLE for each in rows[0].reasons)
        return rows[0] if possible else None

    def _allow(self) -> None:
        chosen = self._chosen()
        self.save_button.setEnabled(chosen is not None)
        late = self._place.needs_reason or bool(chosen and chosen.reasons)
        text = _("Needed after the deadline; it is kept in the audit log.") if late else ""
        self.reason.set_help(text)
        self.reason.required = late

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        wanted = {
            "registration_id": self._place.registration_id,
            "exam_session_id": chosen.session.id,
            "reason": self.reason.value() or None,
            "fee_moves": self.fee_moves.value() if self.fee_moves is not None else None,
        }
        when = session_words.session_moment(chosen.session, self._context.session.zone)
        text = _("{name} is rescheduled to {when}.").format(name=self._place.name, when=when)
        self.submit(
            self._context.tasks,
            reschedule,
            on_done=partial(_rescheduled, self._context, self._owner, text, wanted),
            **wanted,
        )

    def _columns(self) -> tuple[Column[ExamChoice], ...]:
        zone = self._context.session.zone
        return (
            Column(
                "when",
                N_("When"),
                lambda each: session_words.session_moment(each.session, zone),
                tabular=True,
                strong=True,
                width=164,
                sort_key=_start,
            ),
            Column("type", N_("Type"), lambda _each: "", look=_look, width=124, sortable=False),
            Column("place", N_("Place"), lambda each: each.session.place, width=110),
            Column(
                "seats",
                N_("Seats"),
                lambda each: session_words.left_text(each.session),
                tabular=True,
                width=70,
            ),
            Column(
                "fits",
                N_("Fits"),
                self._fits,
                tooltip=self._fits,
                tone=lambda each: "text2" if each.reasons else "success",
                stretch=True,
            ),
        )

    def _fits(self, choice: ExamChoice) -> str:
        return fit_words.choice_reasons(choice, self._context) or _("Fits")


def _start(choice: ExamChoice) -> object:
    return choice.session.facts.start


def _look(choice: ExamChoice) -> Look:
    facts = choice.session.facts
    return paper_words.session_pill(facts, usual_subject=facts.subject)


def _rescheduled(
    context: DeskContext,
    owner: QWidget,
    text: str,
    wanted: Mapping[str, Any],
    done: Rescheduled,
) -> None:
    """Say what was done, and offer the old place again; `wanted` is what was asked for."""

    def undo() -> None:
        context.tasks.run(undo_reschedule, owner=owner, registration_id=done.registration_id)

    def again() -> None:
        said = partial(_rescheduled, context, owner, text, wanted)
        context.tasks.run(reschedule, owner=owner, on_done=said, **wanted)

    context.toast(text, undo, again)
