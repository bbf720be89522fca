"""Assign to…: every session in a list, those that fit first, for whoever doesn't drag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.common.data_table import DataTable, framed
from ui.common.labels import Look
from ui.common.layouts import column
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.board import fit_words, paper_words, session_words
from ui.desk.board.fits import Fit, Verdict
from ui.desk.context import DeskContext
from wset_desk.i18n import N_, _
from wset_desk.services.board.rows import BoardSession, WaitingPerson

_WIDTH = 720
_LEAST_ROWS = 15
_RANKS = {Fit.ALL: 0, Fit.SOME: 1, Fit.LATE: 2, Fit.FULL: 3}


@dataclass(frozen=True)
class _Choice:
    session: BoardSession
    verdict: Verdict


class ChooserSheet(Sheet):
    """``pick(session)`` with Enter, double click or the button; the sheet is closed then."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        people: Sequence[WaitingPerson],
        offers: Sequence[tuple[BoardSession, Verdict]],
        pick: Callable[[BoardSession], object],
    ) -> None:
        self._context = context
        self._pick = pick
        self.model = RowsModel(self._columns())
        self.model.set_rows(_ranked(offers))
        self.table = DataTable(_("Sessions"), self.model)
        self.table.set_empty(_("No session can be booked."), icon="calendar")
        self.table.setMinimumHeight(theme().size("rowHeight") * _LEAST_ROWS)
        content = QWidget()
        names = ", ".join(person.name for person in people)
        content.setLayout(column(Label(names, tone="text2", wrap=True), framed(self.table), gap=3))
        super().__init__(
            owner,
            _("Assign to which session?"),
            content,
            save_text=_("Assign"),
            on_save=self._save,
            width=_WIDTH,
        )
        self.table.activated_row.connect(lambda _row: self.save())
        self.table.selection_changed.connect(self._allow)
        if self.model.rows:
            self.table.selectRow(0)
        self._allow()

    def first_focus(self) -> QWidget | None:
        return self.table

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.close_now()
            self._pick(chosen.session)

    def _chosen(self) -> _Choice | None:
        rows = self.table.selected_rows()
        return rows[0] if rows and rows[0].verdict.fit in _RANKS else None

    def _allow(self) -> None:
        chosen = self._chosen()
        self.save_button.setEnabled(chosen is not None)
        self.save_button.setText(
            fit_words.offer_text(chosen.verdict) if chosen is not None else _("Assign")
        )

    def _columns(self) -> tuple[Column[_Choice], ...]:
        zone = self._context.session.zone
        return (
            Column(
                "when",
                N_("When"),
                lambda each: session_words.session_moment(each.session, zone),
                tabular=True,
                strong=True,
                width=164,
                sort_key=lambda each: each.session.facts.start,
            ),
            Column("type", N_("Type"), lambda _each: "", look=_look, width=110, sortable=False),
            Column("place", N_("Place"), lambda each: each.session.place, width=120),
            Column(
                "seats",
                N_("Seats"),
                lambda each: session_words.left_text(each.session),
                tabular=True,
                width=70,
                sort_key=lambda each: each.session.facts.seats_left,
            ),
            Column(
                "fits",
                N_("Fits"),
                self._fits,
                tooltip=self._fits,
                tone=lambda each: "success" if each.verdict.fit is Fit.ALL else "text2",
                stretch=True,
                sort_key=lambda each: _RANKS.get(each.verdict.fit, len(_RANKS)),
            ),
        )

    def _fits(self, choice: _Choice) -> str:
        zone, say = self._context.session.zone, self._context.tasks.describe
        if choice.verdict.fit is Fit.ALL:
            return _("Fits")
        text = fit_words.held_text(choice.verdict, choice.session, zone, say)
        return text.replace("\n", " · ")


def _look(choice: _Choice) -> Look:
    facts = choice.session.facts
    return paper_words.session_pill(facts, usual_subject=facts.subject)


def _ranked(offers: Sequence[tuple[BoardSession, Verdict]]) -> list[_Choice]:
    return sorted(
        (_Choice(session, verdict) for session, verdict in offers),
        key=lambda each: (_RANKS.get(each.verdict.fit, len(_RANKS)), each.session.facts.start),
    )
