"""The bookings and enquiries of a candidate with what became of each fee."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from ui.common.fitting_table import FittingTable
from ui.common.table_model import Column, RowsModel
from ui.common.theme import theme
from ui.desk.money import words
from ui.desk.money.words import AnyFee
from wset_desk.i18n import N_, _
from wset_desk.services.considerations import ConsiderationStatus
from wset_desk.services.money.candidate_accounts import BookingFee

_MOST_ROWS = 6
_AMOUNT_WIDTH = 84


class BookingTable(FittingTable):
    """Keeps who is chosen when the account is shown anew."""

    def __init__(self, currency: str) -> None:
        self.bookings: RowsModel[AnyFee] = RowsModel(_columns(currency))
        super().__init__(
            _("Fees of bookings and enquiries"),
            self.bookings,
            ("waived", "refunded", "paid", "fee"),
        )
        self.set_empty(_("Nothing has been booked yet."), icon="money")
        theme().changed.connect(self._fit_rows)

    @property
    def chosen(self) -> AnyFee | None:
        rows = self.selected_rows()
        return rows[0] if rows else None

    def show_bookings(self, bookings: Sequence[AnyFee], wanted: UUID | None) -> None:
        """Choose `wanted`, or what was chosen, or the first where something is to be done."""
        before = self.chosen
        self.bookings.set_rows(bookings)
        self._fit_rows()
        keys = [words.id_of(each) for each in self.bookings.rows]
        asked = wanted or (words.id_of(before) if before else None)
        to_do = [words.id_of(each) for each in self.bookings.rows if _has_to_do(each)]
        for key in (asked, *to_do, *keys):
            if key in keys:
                self.selectRow(keys.index(key))
                break

    def _fit_rows(self) -> None:
        rows = min(max(self.bookings.rowCount(), 2), _MOST_ROWS)
        height = self.verticalHeader().defaultSectionSize()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(self.horizontalHeader().height() + rows * height + frame)


def _has_to_do(fee: AnyFee) -> bool:
    """Something is owed of it, or evidence is to be decided on."""
    asked = fee.consideration if isinstance(fee, BookingFee) else None
    undecided = asked is not None and asked.status is ConsiderationStatus.REQUESTED
    return undecided or (fee.fee.owed > 0 and not words.moved_on(fee))


def _columns(currency: str) -> tuple[Column[AnyFee], ...]:
    return (
        Column(
            "booking",
            N_("Exam"),
            words.booking_text,
            tooltip=words.kind_text,
            sort_key=lambda row: row.day,
            tone=lambda row: "text3" if words.moved_on(row) else "text",
            stretch=True,
        ),
        _amount("fee", N_("Fee"), currency, lambda row: row.fee.fee),
        _amount("paid", N_("Paid"), currency, lambda row: row.fee.paid),
        _amount("waived", N_("Waived"), currency, lambda row: row.fee.waived),
        _amount("refunded", N_("Refunded"), currency, lambda row: row.fee.refunded),
        _amount("owed", N_("Owed"), currency, lambda row: row.fee.owed, strong=True),
    )


def _amount(
    key: str,
    title: str,
    currency: str,
    amount: Callable[[AnyFee], Decimal],
    *,
    strong: bool = False,
) -> Column[AnyFee]:
    """An amount, once only: what moved on is shown by the booking that has it now."""

    def shown(row: AnyFee) -> str:
        return "" if words.moved_on(row) else words.amount_text(amount(row), currency)

    def tone(row: AnyFee) -> str:
        return "warning" if strong and amount(row) > 0 else "text2"

    return Column(
        key,
        title,
        shown,
        align="right",
        tabular=True,
        strong=strong,
        tone=tone,
        sort_key=amount,
        width=_AMOUNT_WIDTH,
    )
