"""A seat for a paper that a candidate waits for: the sessions, the proposed one first, the fee."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.data_table import DataTable, framed
from ui.common.forms import Form, TextField
from ui.common.labels import Look
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.board import fit_words, paper_words, session_words
from ui.desk.board.actions import BoardActions
from ui.desk.board.fits import Fit, Fits, Verdict
from ui.desk.candidates.table_room import table_height
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import N_, _
from wset_desk.services.available_actions import seats_for
from wset_desk.services.board.rows import Board, BoardSession

_WIDTH = 720
_RANKS = {Fit.ALL: 0, Fit.LATE: 1, Fit.FULL: 2, Fit.NONE: 3}


def open_seats(context: DeskContext, owner: QWidget, title: str, key: WaitingKey) -> None:
    """Look for the sessions of a paper, and show them."""

    def show(board: Board) -> None:
        SeatSheet(context, owner, title, board).open()

    context.tasks.run(seats_for, owner=owner, on_done=show, key=key)


class SeatSheet(Sheet):
    """``board`` is that of one person: a seat, or a place in the line of a full session."""

    def __init__(self, context: DeskContext, owner: QWidget, title: str, board: Board) -> None:
        form = Form()
        (self._person,) = board.people
        super().__init__(
            owner,
            title,
            form,
            subtitle=self._person.name,
            save_text=_("Book this seat"),
            on_save=self._save,
            width=_WIDTH,
        )
        self._context = context
        self._actions = BoardActions(owner, context)
        may_override = context.session.may(Permission.OVERRIDE_DEADLINE)
        fits = Fits(board, context.session.zone, may_override=may_override)
        self._verdicts = fits.all_of(board.people, board.sessions)
        self.model = RowsModel(self._columns())
        self.model.set_rows(sorted(board.sessions, key=self._rank))
        self.table = DataTable(_("Sessions"), self.model)
        self.table.set_empty(_("No session of this paper is planned."), icon="calendar")
        self.table.setFixedHeight(table_height(owner, len(board.sessions)))
        form.add_widget(Label(self._fee_text(), wrap=True))
        form.add_widget(framed(self.table))
        self.reason = form.add(TextField("override_reason", _("Why after the deadline")))
        form.mark_clean()
        self.table.selection_changed.connect(self._look)
        self.table.activated_row.connect(lambda _row: self.save())
        if board.sessions:
            self.table.selectRow(0)
        self._look()

    def first_focus(self) -> QWidget | None:
        return self.table

    @property
    def chosen(self) -> BoardSession | None:
        """The session chosen, if there is something to be done with it."""
        rows = self.table.selected_rows()
        return rows[0] if rows and self._fit_of(rows[0]) is not Fit.NONE else None

    def _verdict(self, session: BoardSession) -> Verdict:
        return self._verdicts[session.id]

    def _fit_of(self, session: BoardSession) -> Fit:
        return self._verdict(session).fit

    def _rank(self, session: BoardSession) -> tuple[int, object]:
        return _RANKS[self._fit_of(session)], session.facts.start

    def _look(self) -> None:
        """What the button does with the chosen session, and whether it needs a reason."""
        chosen = self.chosen
        fit = Fit.NONE if chosen is None else self._fit_of(chosen)
        self.save_button.setEnabled(chosen is not None)
        line = fit is Fit.FULL
        self.save_button.setText(_("Join the waiting list") if line else _("Book this seat"))
        self.reason.setVisible(fit is Fit.LATE)
        self.reason.required = fit is Fit.LATE
        self.reason.set_help(_("It is kept in the audit log."))

    def _save(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if self._fit_of(chosen) is Fit.FULL:
            self.close_now()
            self._actions.join([self._person], chosen)
            return
        late = self._fit_of(chosen) is Fit.LATE
        reason = self.reason.value() if late else None
        self._actions.assign_from(self, [self._person], chosen, reason)

    def _fee_text(self) -> str:
        person = self._person
        if not person.fee:
            return _("Nothing is charged for this seat.")
        amount = money_text(person.fee, self._context.session.currency)
        if person.fee_waived:
            return _("The fee of {fee} is waived: special consideration.").format(fee=amount)
        return _("The fee of {fee} is charged with the seat.").format(fee=amount)

    def _columns(self) -> tuple[Column[BoardSession], ...]:
        zone = self._context.session.zone
        return (
            Column(
                "when",
                N_("When"),
                lambda each: session_words.session_moment(each, zone),
                tabular=True,
                strong=True,
                width=168,
                sort_key=lambda each: each.facts.start,
            ),
            Column("type", N_("Type"), lambda _each: "", look=_pill, width=124, sortable=False),
            Column("place", N_("Place"), lambda each: each.place, width=110),
            Column(
                "seats",
                N_("Seats"),
                session_words.left_text,
                tabular=True,
                width=70,
                sort_key=lambda each: each.facts.seats_left,
            ),
            Column(
                "fits",
                N_("Fits"),
                self._why,
                tooltip=self._why,
                tone=lambda each: "success" if self._fit_of(each) is Fit.ALL else "text2",
                stretch=True,
                sort_key=self._rank,
            ),
        )

    def _why(self, session: BoardSession) -> str:
        verdict = self._verdict(session)
        if verdict.fit is Fit.ALL:
            return _("Proposed") if session is self.model.rows[0] else _("Fits")
        zone, say = self._context.session.zone, self._context.tasks.describe
        return fit_words.held_text(verdict, session, zone, say)


def _pill(session: BoardSession) -> Look:
    return paper_words.session_pill(session.facts, usual_subject=session.facts.subject)
