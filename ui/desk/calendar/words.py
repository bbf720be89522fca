"""How a session is put into words: on chips and cards, for tool tips and screen readers."""

from __future__ import annotations

from ui.common import labels
from ui.common.seats import seats_text
from ui.desk.calendar.model import Slot, clock_text
from ui.desk.exam_words import place, title
from wset_desk.i18n import _
from wset_desk.services.calendar import CalendarItem
from wset_desk.services.conflicts import Conflict, Kind

_LEFT_TO_RIGHT, _POP = "\u2066", "\u2069"


def seats_short(item: CalendarItem) -> str:
    """ "18/20" or "Full"."""
    if item.taken >= item.max_capacity:
        return _("Full")
    return f"{_LEFT_TO_RIGHT}{item.taken}/{item.max_capacity}{_POP}"


def span(slot: Slot) -> str:
    """ "18:00 – 19:00", in order in right-to-left text too."""
    return f"{_LEFT_TO_RIGHT}{clock_text(slot.start)} – {clock_text(slot.end)}{_POP}"


def spoken(slot: Slot) -> str:
    """Everything a card shows, as one sentence."""
    item = slot.item
    parts = [
        span(slot),
        title(item),
        labels.session_type(item.session_type),
        place(item),
        seats_text(item.taken, item.max_capacity),
    ]
    if not item.booking_enabled:
        parts.append(_("booking is off"))
    return ", ".join(parts)


def tool_tip(slot: Slot) -> str:
    """What a chip has no room for."""
    item = slot.item
    lines = (
        f"{span(slot)}  {title(item)}",
        labels.session_type(item.session_type),
        place(item),
        seats_text(item.taken, item.max_capacity),
    )
    return "\n".join(lines)


def day_spoken(day_slots: int, day_text: str) -> str:
    """A day of the month grid, for screen readers."""
    if not day_slots:
        return _("{day}, no sessions").format(day=day_text)
    return _("{day}, {n} sessions").format(day=day_text, n=day_slots)


def obstacle(conflict: Conflict) -> str:
    """ "Main Hall: Level 2 Theory Exam, 10:00"; times are already local."""
    texts = {
        Kind.ROOM: _("{who} is taken: {session}"),
        Kind.STAFF: _("{who} is needed there: {session}"),
        Kind.CANDIDATE: _("{who} has another exam: {session}"),
    }
    return texts[conflict.kind].format(who=conflict.who, session=conflict.session)
