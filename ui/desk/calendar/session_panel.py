"""The panel beside the calendar: one session with everything that can be done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import Button, IconButton
from ui.common.icons import pixmap
from ui.common.inputs import Check
from ui.common.layouts import clear, column, hide_unless, line, row
from ui.common.money import fee_look, money_text
from ui.common.seats import SeatsBar, seats_text, seats_tone
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskSession
from ui.desk.histories import may_see_histories
from ui.desk.money.check_in_lines import CheckInLines
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.exam_session_details import ExamSessionDetail, RegisteredCandidate


class Verbs(Protocol):
    """What the panel's buttons do; see ``actions.CalendarActions``."""

    def set_booking(self, detail: ExamSessionDetail, enabled: bool) -> None: ...

    def edit(self, detail: ExamSessionDetail) -> None: ...

    def move(self, detail: ExamSessionDetail) -> None: ...

    def cancel(self, detail: ExamSessionDetail) -> None: ...

    def open_course(self, detail: ExamSessionDetail) -> None: ...

    def open_candidate(self, registration: RegisteredCandidate) -> None: ...

    def open_account(self, registration: RegisteredCandidate) -> None: ...

    def show_history(self, detail: ExamSessionDetail) -> None: ...

    def print_lists(self, detail: ExamSessionDetail) -> None: ...


@dataclass(frozen=True)
class _Fact:
    icon: str
    text: str
    tone: str = ""


class SessionPanel(QWidget):
    """``left`` on Esc and on the back button."""

    left = Signal()

    def __init__(self, session: DeskSession, verbs: Verbs) -> None:
        super().__init__()
        self._session = session
        self._verbs = verbs
        self._may_manage = session.may(Permission.MANAGE_SESSIONS)
        self._detail: ExamSessionDetail | None = None
        self._title = ElidedLabel("", "title")
        self.back = IconButton("arrow_left", _("Back to the day"), on_click=self.left.emit)
        self.history = IconButton("history", _("History"), on_click=self._show_history)
        hide_unless(may_see_histories(session), self.history)
        self.prints = IconButton("print", _("Print…"), on_click=self._print)
        self._body = column(gap=3, margins=(0, 0, 2, 3))
        top = row(self.back, self._title, self.prints, self.history, gap=1)
        top.setStretch(1, 1)
        whole = column(top, self._scroll(), gap=3, margins=(3, 4, 2, 0))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.booking = Check(_("Accept bookings"))

    @property
    def detail(self) -> ExamSessionDetail | None:
        return self._detail

    def show_detail(self, detail: ExamSessionDetail) -> None:
        self._detail = detail
        level = labels.level_short(detail.level)
        self._title.setText(f"{level} {labels.exam_type(detail.exam_type)} · {detail.subject}")
        clear(self._body)
        self._add_heading(detail)
        for fact in self._facts(detail):
            self._body.addLayout(_fact_row(fact))
        self._add_seats(detail)
        if self._may_manage:
            self._add_booking(detail)
            self._add_buttons(detail)
        self._add_registrations(detail)
        self._body.addStretch(1)

    def _show_history(self) -> None:
        if self._detail is not None:
            self._verbs.show_history(self._detail)

    def _print(self) -> None:
        if self._detail is not None:
            self._verbs.print_lists(self._detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _scroll(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setProperty("role", "bare")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setLayout(self._body)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return scroll

    def _add_heading(self, detail: ExamSessionDetail) -> None:
        self._body.addWidget(Label(detail.name, "body", tone="text2", wrap=True))
        self._body.addLayout(row(Badge(labels.category(detail.session_type)), None))

    def _facts(self, detail: ExamSessionDetail) -> list[_Fact]:
        zone = self._session.zone
        day = dates.day_text(dates.local_day(detail.start, zone))
        facts = [
            _Fact("clock", f"{day}\n{dates.time_span(detail.start, detail.end, zone)}"),
            _Fact("pin", _place(detail)),
            _Fact("user_check", _invigilators(detail), "" if detail.invigilators else "warning"),
        ]
        if detail.registration_deadline is not None:
            passed = detail.registration_deadline < self._session.now()
            text = _("Booking closed {when}") if passed else _("Booking closes {when}")
            when = dates.moment_text(detail.registration_deadline, zone)
            facts.append(_Fact("lock" if passed else "unlock", text.format(when=when)))
        if detail.price is not None:
            price = money_text(detail.price, self._session.currency)
            facts.append(_Fact("money", _("Fee {amount}").format(amount=price)))
        return facts

    def _add_seats(self, detail: ExamSessionDetail) -> None:
        taken, seats = detail.taken, detail.max_capacity
        words = _("{taken} of {seats} seats taken").format(taken=taken, seats=seats)
        left = Label(seats_text(taken, seats), "label", tone=seats_tone(taken, seats), weight=600)
        heading = row(Label(words, "label", weight=600), None, left)
        self._body.addLayout(column(heading, SeatsBar(taken, seats), gap=1))

    def _add_booking(self, detail: ExamSessionDetail) -> None:
        self.booking = Check(_("Accept bookings"), detail.booking_enabled)
        self.booking.toggled.connect(lambda on: self._verbs.set_booking(detail, on))
        self._body.addWidget(self.booking)

    def _add_buttons(self, detail: ExamSessionDetail) -> None:
        edit = Button(_("Edit…"), icon="edit", on_click=lambda: self._verbs.edit(detail))
        move = Button(_("Move…"), icon="calendar", on_click=lambda: self._verbs.move(detail))
        self._body.addLayout(row(edit, move, None))
        if detail.is_bundled:
            last = Button(
                _("Open its course"), icon="book", on_click=lambda: self._verbs.open_course(detail)
            )
        else:
            last = Button(
                _("Cancel the session…"),
                kind="danger",
                icon="x_circle",
                on_click=lambda: self._verbs.cancel(detail),
            )
        self._body.addLayout(row(last, None))

    def _add_registrations(self, detail: ExamSessionDetail) -> None:
        self._body.addWidget(line())
        self._body.addWidget(Label(_("Registered"), "title"))
        if not detail.registrations:
            self._body.addWidget(Label(_("Nobody is registered yet."), tone="text2", wrap=True))
        for registration in detail.registrations:
            self._body.addWidget(self._registration(registration, detail))

    def _registration(
        self, registration: RegisteredCandidate, detail: ExamSessionDetail
    ) -> QWidget:
        held = QWidget()
        name = Button(
            registration.name,
            kind="link",
            on_click=lambda: self._verbs.open_candidate(registration),
        )
        top = row(name, None, gap=2)
        if registration.status != "registered":
            top.addWidget(Badge(labels.status_look(registration.status)))
        lines = column(top, gap=0)
        if registration.end != detail.end or registration.start != detail.start:
            span = dates.time_span(registration.start, registration.end, self._session.zone)
            own = _("Own times: {span}").format(span=span)
            lines.addWidget(Label(own, "label", tone="text2"))
        fee = fee_look(registration.fee, self._session.currency)
        if fee is not None and self._session.may(Permission.VIEW_MONEY):
            text = _("Account of {name}").format(name=registration.name)
            account = IconButton(
                "money", text, on_click=lambda: self._verbs.open_account(registration)
            )
            lines.addLayout(row(Badge(fee), None, account, gap=2))
        if registration.status == "registered" and self._is_today(detail):
            lines.addWidget(CheckInLines(registration.blockers, self._session.currency))
        held.setLayout(lines)
        return held

    def _is_today(self, detail: ExamSessionDetail) -> bool:
        return dates.local_day(detail.start, self._session.zone) == self._session.today()


def _place(detail: ExamSessionDetail) -> str:
    named = ", ".join(part for part in (detail.room_name, detail.location) if part)
    method = labels.delivery_method(detail.delivery_method)
    return f"{named}\n{method}" if named else method


def _invigilators(detail: ExamSessionDetail) -> str:
    names = ", ".join(person.name for person in detail.invigilators)
    return names or _("No invigilator yet")


def _fact_row(fact: _Fact) -> QHBoxLayout:
    mark = Label()
    mark.setPixmap(pixmap(fact.icon, fact.tone or "text3", 16))
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    text = Label(fact.text, tone=fact.tone, wrap=True)
    beside = row(mark, text, gap=2)
    beside.setStretch(1, 1)
    return beside
