"""The columns of the list of candidates."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.common.table_model import Column
from ui.desk.candidates import words
from wset_desk.i18n import N_
from wset_desk.services.candidates import CandidateRow, CandidateSort


def columns(zone: ZoneInfo) -> tuple[Column[CandidateRow], ...]:
    """Times are shown in the centre's `zone`; the keys are what a query sorts by."""
    return (
        Column(CandidateSort.NAME, N_("Name"), lambda row: row.name, strong=True, stretch=True),
        Column(
            CandidateSort.NUMBER,
            N_("Number"),
            lambda row: row.number or "",
            tone=lambda _row: "text2",
            tabular=True,
            width=112,
        ),
        Column(
            CandidateSort.EMAIL,
            N_("E-mail"),
            lambda row: row.email or "",
            tone=lambda _row: "text2",
            tooltip=lambda row: row.email or "",
            width=216,
        ),
        Column(
            CandidateSort.LAST_EXAM,
            N_("Last exam"),
            lambda row: words.last_exam(row.last_exam, zone),
            tooltip=lambda row: row.last_exam.name if row.last_exam else "",
            tone=lambda _row: "text2",
            tabular=True,
            width=136,
        ),
        Column(
            "needs",
            N_("Needs"),
            words.needs_short,
            tooltip=words.needs_text,
            icon=lambda row: "accessibility" if row.has_adjustments else "",
            tone=lambda _row: "info",
            sortable=False,
            tabular=True,
            width=84,
        ),
    )
