"""What is done to prices; each can be taken back until it has been charged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.context import DeskContext
from ui.desk.settings.price_words import title_text
from wset_desk.i18n import _
from wset_desk.services import price_list
from wset_desk.services.price_list import DatedPrice, ProductPrices


class PriceActions:
    """`owner` is the section."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self._context = context
        self._owner = owner

    def load(self, on_done: Done) -> None:
        self._context.tasks.run(price_list.price_list, owner=self._owner, on_done=on_done)

    def open_offering(self, offering_id: UUID) -> None:
        """The price of a course is changed where it is sold."""
        self._context.navigate("courses", offering_id=offering_id)

    def add(self, sheet: Sheet, prices: ProductPrices, day: date, price: Decimal) -> None:
        def undo(price_id: UUID) -> Callable[[], object]:
            return self._later(price_list.remove_price, price_id=price_id)

        new = {"product_id": prices.product_id, "valid_from": day, "price": price}
        self._submit(sheet, prices, price_list.add_price, undo, **new)

    def edit(
        self,
        sheet: Sheet,
        prices: ProductPrices,
        before: DatedPrice,
        *,
        valid_from: date,
        price: Decimal,
    ) -> None:
        old = {"valid_from": before.valid_from, "price": before.price}
        back = self._later(price_list.edit_price, price_id=before.id, **old)
        new = {"price_id": before.id, "valid_from": valid_from, "price": price}
        self._submit(sheet, prices, price_list.edit_price, lambda _nothing: back, **new)

    def set_first(self, sheet: Sheet, prices: ProductPrices, price: Decimal) -> None:
        def undo(before: Decimal) -> Callable[[], object]:
            again = {"product_id": prices.product_id, "price": before}
            return self._later(price_list.set_first_price, **again)

        new = {"product_id": prices.product_id, "price": price}
        self._submit(sheet, prices, price_list.set_first_price, undo, **new)

    def remove(self, sheet: Sheet, prices: ProductPrices, price: DatedPrice) -> None:
        again = {"valid_from": price.valid_from, "price": price.price}
        back = self._later(price_list.add_price, product_id=prices.product_id, **again)
        self._submit(
            sheet, prices, price_list.remove_price, lambda _nothing: back, price_id=price.id
        )

    def _submit(
        self,
        sheet: Sheet,
        prices: ProductPrices,
        service: Callable[..., Any],
        undo: Callable[[Any], Callable[[], object]],
        **parameters: Any,
    ) -> None:
        def done(value: Any) -> None:
            text = _("Price changed: {what}").format(what=title_text(prices))
            self._context.toast(text, undo(value))

        sheet.submit(self._context.tasks, service, on_done=done, **parameters)

    def _later(self, service: Callable[..., Any], **parameters: Any) -> Callable[[], object]:
        return partial(self._context.tasks.run, service, owner=self._owner, **parameters)
