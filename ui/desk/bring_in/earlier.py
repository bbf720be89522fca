"""The imports of the centre, newest first: to look at again, and to take out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.labels import Look
from ui.common.layouts import column
from ui.common.table_model import ROW_ROLE, Column, RowsModel
from ui.desk.bring_in import words
from wset_desk.exchange.reconciliation import OUTCOMES
from wset_desk.i18n import N_, _
from wset_desk.services.import_runs import ImportRunDetail, RowOutcome


class EarlierImports(QWidget):
    """``opened(ImportRunDetail)`` when a person picks one."""

    opened = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.model: RowsModel[ImportRunDetail] = RowsModel(_columns(zone))
        self.table = FittingTable(
            _("Earlier imports"), self.model, ("left_out", "already_there", "changed", "by")
        )
        self.table.set_empty(_("Nothing has been brought in yet."), icon="upload")
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.activated_row.connect(self.opened)
        self.table.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.setLayout(column(framed(self.table)))

    def show_runs(self, runs: Sequence[ImportRunDetail]) -> None:
        self.model.set_rows(runs)
        if runs and not self.table.selected_rows():
            self.table.selectRow(0)
        self.table.setFocus()


def _columns(zone: ZoneInfo) -> tuple[Column[ImportRunDetail], ...]:
    return (
        Column(
            "at",
            N_("Imported"),
            lambda run: _moment(run, zone),
            tabular=True,
            sort_key=lambda run: run.imported_at,
            width=168,
        ),
        Column("kind", N_("What"), lambda run: words.kind(run.kind), strong=True, width=110),
        Column(
            "file",
            N_("File"),
            lambda run: run.file_name,
            tooltip=lambda run: run.file_name,
            stretch=True,
        ),
        Column("by", N_("By"), lambda run: run.imported_by, tone=lambda _run: "text2", width=140),
        _number("rows", N_("Rows"), lambda run: len(run.outcomes)),
        *(_number(each.value, OUTCOMES[each], _counted(each)) for each in RowOutcome),
        Column("state", N_("State"), lambda run: "", look=_state, width=110),
    )


def _moment(run: ImportRunDetail, zone: ZoneInfo) -> str:
    local = run.imported_at.astimezone(zone)
    return f"{dates.day_short(local.date())}, {dates.time_text(local)}"


def _number(
    key: str, title: str, count: Callable[[ImportRunDetail], int]
) -> Column[ImportRunDetail]:
    return Column(
        key,
        title,
        lambda run: str(count(run)),
        align="right",
        tabular=True,
        sort_key=count,
        width=86,
    )


def _counted(outcome: RowOutcome) -> Callable[[ImportRunDetail], int]:
    return lambda run: run.count(outcome)


def _state(run: ImportRunDetail) -> Look:
    if run.taken_out_at is not None:
        return Look(_("Taken out"), "undo", "text2", "sunken", "text2")
    return Look(_("Imported"), "check", "success", "successSoft", "success")
