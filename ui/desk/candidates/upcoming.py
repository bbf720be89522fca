"""An exam that a candidate is booked for: when, where, until when it can be changed, its fee."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge, provisional_badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.folding import folding
from ui.common.layouts import row
from ui.common.money import fee_look
from ui.common.text import Label
from ui.desk.candidates import words
from ui.desk.context import DeskSession
from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.i18n import _
from wset_desk.services.candidate_history import Sitting

_START, _WHOLE = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag(0)
Change = Callable[[Sitting], object]


class UpcomingCard(Card):
    """One booking; ``reschedule`` and ``cancel`` are missing where one may not.

    ``own_zone`` is the candidate's, where it isn't the centre's: remote exams show both times.
    """

    def __init__(
        self,
        sitting: Sitting,
        session: DeskSession,
        *,
        own_zone: str | None = None,
        reschedule: Change | None = None,
        cancel: Change | None = None,
    ) -> None:
        day = dates.local_day(sitting.starts_at, session.zone)
        super().__init__(margins=3, gap=1, name=f"{sitting.exam_name}, {dates.day_text(day)}")
        to_go = Label(words.days_to_go(day, session.today()), "label", tone="text2", weight=600)
        when = row(Label(dates.day_text(day), "bodyStrong"), to_go, None, gap=2)
        kind = Badge(labels.category(sitting.registration_type))
        self.body.addWidget(folding(when, row(kind, None)))
        self.body.addWidget(Label(sitting.exam_name, wrap=True))
        self.body.addWidget(Label(_when(sitting, session), tone="text2", tabular=True, wrap=True))
        elsewhere = _elsewhere(sitting, own_zone)
        if elsewhere:
            self.body.addWidget(Label(elsewhere, tone="text2", tabular=True, wrap=True))
        for state in _states(sitting, session):
            self.body.addWidget(state, 0, _START if isinstance(state, Badge) else _WHOLE)
        buttons = _buttons(sitting, reschedule, cancel)
        if buttons is not None:
            self.body.addLayout(buttons)


def _when(sitting: Sitting, session: DeskSession) -> str:
    """ "15:30 – 16:45 with extra time · Main Hall, seat 4"."""
    times = words.when(sitting, session.zone)
    if sitting.has_own_times:
        times = _("{times}, the candidate's own times").format(times=times)
    return f"{times} · {words.where(sitting)}"


def _elsewhere(sitting: Sitting, own_zone: str | None) -> str:
    """ "18:00 – 19:00 on Tue 22 Sep in Asia/Hong Kong", of an exam that is sat there."""
    if own_zone is None or sitting.delivery_method != DeliveryMethod.REMOTE_INVIGILATION:
        return ""
    zone = ZoneInfo(own_zone)
    day = dates.day_and_month(dates.local_day(sitting.starts_at, zone))
    return _("{time} on {day} in {zone}").format(
        time=words.when(sitting, zone), day=day, zone=own_zone.replace("_", " ")
    )


def _states(sitting: Sitting, session: DeskSession) -> list[QWidget]:
    """Whether the seat is sure, until when it can be changed, and how its fee stands."""
    found: list[QWidget] = [provisional_badge()] if sitting.is_provisional else []
    if sitting.change_until is not None:
        until = dates.moment_text(sitting.change_until, session.zone)
        late = sitting.change_until < session.now()
        text = _("Changes closed {when}") if late else _("Changes until {when}")
        tone = "warning" if late else "text2"
        found.append(Label(text.format(when=until), "label", tone=tone, tabular=True, wrap=True))
    look = fee_look(sitting.fee, session.currency)
    if look is not None:
        found.append(Badge(look))
    return found


def _buttons(sitting: Sitting, reschedule: Change | None, cancel: Change | None) -> QLayout | None:
    """What can be changed; imported bookings without a course have no other session."""
    exam, found = sitting.exam_name, []
    if reschedule is not None and sitting.course_enrollment_id is not None:
        name = _("Reschedule {exam}").format(exam=exam)
        found.append(_button(_("Reschedule…"), "", name, reschedule, sitting))
    if cancel is not None:
        name = _("Cancel {exam}").format(exam=exam)
        found.append(_button(_("Cancel…"), "ghost", name, cancel, sitting))
    return row(*found, None, gap=2, margins=(0, 2, 0, 0)) if found else None


def _button(text: str, kind: str, name: str, change: Change, sitting: Sitting) -> Button:
    button = Button(text, kind=kind, on_click=lambda: change(sitting))
    button.setAccessibleName(name)
    return button
