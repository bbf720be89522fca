"""What of the enquiries is shown: filters, columns of the table, columns of the board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.table_model import Column
from ui.desk.enquiries import words
from wset_desk.domain.enquiries import EnquiryStatus, EnquiryType
from wset_desk.domain.names import fold
from wset_desk.i18n import N_
from wset_desk.services.enquiries.rows import EnquiryRow


class Layout(StrEnum):
    """How the enquiries are laid out."""

    BOARD = "board"
    TABLE = "table"


@dataclass(frozen=True)
class Filter:
    """Those in whom every word of ``text`` is found, and that are all the rest; None is any."""

    text: str = ""
    level: int | None = None
    enquiry_type: EnquiryType | None = None
    reviewer_id: UUID | None = None
    overdue: bool = False
    unpaid: bool = False

    def takes(self, row: EnquiryRow) -> bool:
        hay = fold(f"{row.candidate} {row.number or ''} {row.exam_name} {row.reviewer or ''}")
        return all(
            (
                all(word in hay for word in fold(self.text).split()),
                self.level in (None, row.level),
                self.enquiry_type in (None, row.enquiry_type),
                self.reviewer_id in (None, row.reviewer_id),
                row.is_overdue or not self.overdue,
                row.owed > 0 or not self.unpaid,
            )
        )


def shown(rows: Iterable[EnquiryRow], wanted: Filter) -> list[EnquiryRow]:
    """Those that the filter lets through, in their order."""
    return [row for row in rows if wanted.takes(row)]


def in_status(rows: Sequence[EnquiryRow], status: EnquiryStatus) -> list[EnquiryRow]:
    return [row for row in rows if row.status is status]


def columns(zone: ZoneInfo, currency: str) -> tuple[Column[EnquiryRow], ...]:
    """Times are shown in the centre's `zone`, money in its `currency`."""
    return (
        Column("candidate", N_("Candidate"), lambda row: row.candidate, strong=True, stretch=True),
        Column(
            "number",
            N_("Number"),
            lambda row: row.number or "",
            tone=_quiet,
            tabular=True,
            width=96,
        ),
        Column("paper", N_("Paper"), lambda _row: "", look=words.paper_look, width=116),
        Column(
            "day",
            N_("Exam"),
            lambda row: dates.day_short(row.day),
            tooltip=lambda row: row.exam_name,
            tone=_quiet,
            tabular=True,
            sort_key=lambda row: row.day,
            width=112,
        ),
        Column("status", N_("State"), lambda _row: "", look=words.end_look, width=146),
        Column(
            "due",
            N_("Answer"),
            words.due_text,
            look=words.due_look,
            sort_key=lambda row: row.due_on if row.is_open and row.due_on else date.max,
            width=142,
        ),
        Column(
            "fee",
            N_("Fee"),
            lambda _row: "",
            look=lambda row: words.fee_look(row, currency),
            sort_key=lambda row: -row.owed,
            width=130,
        ),
        Column(
            "reviewer",
            N_("Reviewer"),
            lambda row: row.reviewer or "",
            tone=_quiet,
            width=120,
        ),
        Column(
            "submitted",
            N_("Submitted"),
            lambda row: dates.day_short(dates.local_day(row.submitted_at, zone)),
            tone=_quiet,
            tabular=True,
            sort_key=lambda row: row.submitted_at,
            width=112,
        ),
    )


EXPENDABLE = ("number", "reviewer", "submitted", "day", "fee")
"""The columns that a narrow table leaves out, the first named first."""


def _quiet(_row: EnquiryRow) -> str:
    return "text2"
