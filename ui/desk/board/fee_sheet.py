"""What a standalone exam costs somebody who has their first exam still to book: it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form
from ui.common.sheet import Sheet
from ui.common.typed_fields import AmountField
from ui.desk.board import session_words, words
from ui.desk.context import DeskContext
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.seating import registration_type_for
from wset_desk.i18n import _
from wset_desk.services.board.rows import BoardSession, WaitingPerson


def fee_is_typed(people: Iterable[WaitingPerson], session: BoardSession) -> bool:
    """Whether the price table has no fee for any of them in this session."""
    kinds = (registration_type_for(each.wait, session.facts.session_type) for each in people)
    return RegistrationType.STANDALONE in kinds


class FeeSheet(Sheet):
    """Asks for the fee, which is that of each of the people."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        people: Iterable[WaitingPerson],
        session: BoardSession,
        accept: Callable[[Sheet, Decimal], object],
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Fee of the standalone exam"),
            form,
            subtitle=f"{words.names_text(list(people))} · "
            f"{session_words.session_moment(session, context.session.zone)}",
            save_text=_("Assign"),
            on_save=lambda: accept(self, self.fee.value()),
        )
        label = _("Fee in {currency}").format(currency=context.session.currency)
        self.fee = form.add(AmountField("fee", label, required=True))
