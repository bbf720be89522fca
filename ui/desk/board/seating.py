"""What is done when people are to be seated in a session, from wherever they were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.desk.board.actions import BoardActions
from ui.desk.board.fits import Fit, Verdict
from ui.desk.board.who_fits_sheet import WhoFitsSheet
from ui.desk.context import DeskContext
from wset_desk.services.board.rows import BoardSession, WaitingPerson


def seat(
    owner: QWidget,
    context: DeskContext,
    actions: BoardActions,
    session: BoardSession,
    verdict: Verdict,
) -> None:
    """Seat them at once where all fit; else ask who, or put them into the waiting line."""
    if verdict.fit is Fit.ALL:
        actions.assign(verdict.fitting, session)
    elif verdict.fit is Fit.FULL:
        actions.join(verdict.full, session)
    elif verdict.takes_drop:

        def accept(sheet: Sheet, chosen: Sequence[WaitingPerson], reason: str | None) -> None:
            actions.assign_from(sheet, chosen, session, reason)

        WhoFitsSheet(owner, context, session, verdict, accept).open()
