"""The Sync page's lists: what waits, what was sent, what was exchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from ui.common.fitting_table import FittingTable
from ui.common.table_model import Column, RowsModel
from ui.desk.audit import words as audit_words
from ui.desk.context import DeskContext
from ui.desk.sync import words
from wset_desk.i18n import N_, _
from wset_desk.services.syncing.journal import SentAct, SentPage
from wset_desk.services.syncing.runs import RunRow

PAGE = 100
_NEAR_THE_END = 400
_WHEN, _WHO, _LOOK = 168, 148, 168


class ActsTable(FittingTable):
    """Actions, loaded as far as it is scrolled; `service` answers a page of them."""

    def __init__(
        self,
        context: DeskContext,
        name: str,
        service: Callable[..., SentPage],
        columns: Sequence[Column[SentAct]],
    ) -> None:
        self.rows_model: RowsModel[SentAct] = RowsModel(columns)
        super().__init__(name, self.rows_model, ("who", "when"))
        self._context, self._service = context, service
        self._asked = 0
        self.total = 0
        self.verticalScrollBar().valueChanged.connect(self._load_more)

    def refresh(self, on_done: Callable[[], object]) -> None:
        """As far as it was scrolled; `on_done` once `total` is known."""

        def show(page: SentPage) -> None:
            self.total = page.total
            self.rows_model.set_rows(page.acts)
            on_done()

        self._ask(show, limit=max(PAGE, self.rows_model.rowCount()))

    def _load_more(self, position: int) -> None:
        bar, shown = self.verticalScrollBar(), self.rows_model.rowCount()
        if shown < self.total and position >= bar.maximum() - _NEAR_THE_END:
            self._ask(lambda page: self.rows_model.append_rows(page.acts), offset=shown)

    def _ask(self, show: Callable[[SentPage], object], **wanted: Any) -> None:
        self._asked += 1
        asked = self._asked
        self._context.tasks.run(
            self._service,
            owner=self,
            on_done=lambda page: show(page) if asked == self._asked else None,
            **wanted,
        )


def waiting_columns(zone: ZoneInfo) -> tuple[Column[SentAct], ...]:
    """In the order in which it is sent."""
    return (*_act_columns(zone), _records())


def sent_columns(zone: ZoneInfo) -> tuple[Column[SentAct], ...]:
    """With what the server made of it."""
    return (
        *_act_columns(zone),
        Column(
            "outcome",
            N_("On the server"),
            lambda row: words.outcome_look(row.state).text,
            look=lambda row: words.outcome_look(row.state),
            sortable=False,
            width=_LOOK,
        ),
    )


def _act_columns(zone: ZoneInfo) -> tuple[Column[SentAct], ...]:
    return (
        Column(
            "when",
            N_("When"),
            lambda row: words.moment(row.act.key.at, zone),
            tone=lambda _row: "text2",
            tabular=True,
            sortable=False,
            width=_WHEN,
        ),
        Column("who", N_("Who"), _who, sortable=False, width=_WHO),
        Column(
            "what",
            N_("What"),
            lambda row: audit_words.sentence(row.act),
            tooltip=lambda row: audit_words.sentence(row.act),
            icon=lambda row: audit_words.op_icon(row.act.subject.op),
            sortable=False,
            stretch=True,
        ),
    )


def _who(row: SentAct) -> str:
    """What the program did by itself bears its name."""
    return row.act.actor_name or _("WSET Desk")


def _records() -> Column[SentAct]:
    return Column(
        "records",
        N_("Records"),
        lambda row: str(sum(each.count for each in row.act.counts)),
        tooltip=lambda row: audit_words.counts_text(row.act.counts),
        align="right",
        tabular=True,
        sortable=False,
        width=90,
    )


def run_columns(zone: ZoneInfo) -> tuple[Column[RunRow], ...]:
    """Each exchange with what it came to."""
    return (
        Column(
            "when",
            N_("When"),
            lambda run: words.moment(run.ended_at, zone),
            tone=lambda _run: "text2",
            tabular=True,
            sortable=False,
            width=_WHEN,
        ),
        Column(
            "outcome",
            N_("Outcome"),
            lambda run: words.run_look(run).text,
            look=words.run_look,
            sortable=False,
            width=_LOOK,
        ),
        Column(
            "what",
            N_("What"),
            words.run_text,
            tooltip=words.run_text,
            tabular=True,
            sortable=False,
            stretch=True,
        ),
    )
