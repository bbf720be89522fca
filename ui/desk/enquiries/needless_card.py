"""Bookings for papers that have been passed by now: proposed for cancellation, one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.desk.context import DeskSession
from ui.desk.enquiries.case_card import CaseCard, quiet
from ui.desk.enquiries.decision_words import fee_text
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.enquiries.rows import EnquiryCase


class NeedlessCard(CaseCard):
    """``cancel(place)`` asks what becomes of the fee; hidden while no booking is needless."""

    def __init__(self, session: DeskSession, cancel: Callable[[BookedPlace], object]) -> None:
        super().__init__(_("Bookings not needed any more"))
        self._session = session
        self._cancel = cancel

    def show_case(self, case: EnquiryCase) -> None:
        self.show_pieces([self._booking(each) for each in case.needless])

    def _booking(self, place: BookedPlace) -> QWidget:
        when = dates.moment_text(place.start, self._session.zone)
        texts = column(
            Label(place.exam_name, "bodyStrong", wrap=True),
            quiet(f"{when} · {fee_text(place, self._session.currency)}"),
            gap=0,
        )
        held = QWidget()
        inside = row(texts, gap=3)
        inside.setStretch(0, 1)
        if self._session.may(Permission.ENROL):
            button = Button(_("Cancel the seat…"), on_click=lambda: self._cancel(place))
            button.setAccessibleName(_("Cancel {exam}").format(exam=place.exam_name))
            inside.addWidget(button)
        held.setLayout(inside)
        return held
