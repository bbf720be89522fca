"""The remote queue in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from wset_desk.domain.remote import RemoteState, TaskKind
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.remote.rows import RemoteCase, Slot
from wset_desk.services.remote.tasks import TaskRow

STATES = {
    RemoteState.READY: N_("Ready to book"),
    RemoteState.BOOKED: N_("Booked"),
    RemoteState.CHECKS_MISSING: N_("Checks missing"),
    RemoteState.EXPIRED: N_("Expired"),
}
_LOOKS = {
    RemoteState.READY: ("circle_dashed", "info", "infoSoft"),
    RemoteState.BOOKED: ("check_circle", "success", "successSoft"),
    RemoteState.CHECKS_MISSING: ("warning", "warning", "warningSoft"),
    RemoteState.EXPIRED: ("x_circle", "text2", "sunken"),
}
TASKS = {
    TaskKind.SYSTEM_CHECK: N_("System check"),
    TaskKind.LINK: N_("Link to the exam"),
}
DETAILS = {
    TaskKind.SYSTEM_CHECK: N_("What the check found"),
    TaskKind.LINK: N_("Link, beginning with https://"),
}


def state_look(case: RemoteCase) -> Look:
    return Look(_(STATES[case.state]), *_LOOKS[case.state])


def days_look(case: RemoteCase) -> Look | None:
    """The days left of the window, where somebody has to hurry."""
    if not case.is_pressing:
        return None
    return Look(days_text(case), "clock", "danger", "dangerSoft")


def days_text(case: RemoteCase) -> str:
    """ "12 days left", or that there are none."""
    if case.days_left < 0:
        over = -case.days_left
        return ngettext("{n} day over", "{n} days over", over).format(n=over)
    if case.days_left == 0:
        return _("Last day")
    return ngettext("{n} day left", "{n} days left", case.days_left).format(n=case.days_left)


def course_text(case: RemoteCase) -> str:
    """ "Level 1 Wines Online"."""
    return case.offering


def booking_text(case: RemoteCase, zone: ZoneInfo) -> str:
    """When it is sat: "22 Sept 2026, 18:00"."""
    if case.booking is None:
        return ""
    day = dates.day_short(dates.local_day(case.booking.start, zone))
    return f"{day}, {dates.local_time(case.booking.start, zone)}"


def subtitle(case: RemoteCase) -> str:
    """Number, level and how long they sit."""
    minutes = ngettext("{n} minute", "{n} minutes", case.minutes).format(n=case.minutes)
    if case.extra_time_percent:
        minutes = _("{minutes} with {percent} % extra time").format(
            minutes=minutes, percent=case.extra_time_percent
        )
    parts = (case.number or "", case.offering, labels.exam_type(case.key.exam_type), minutes)
    return " · ".join(part for part in parts if part)


def window_text(case: RemoteCase) -> str:
    """ "2 Mar 2026 – 2 Mar 2027"."""
    return f"{dates.day_short(case.window.first)} – {dates.day_short(case.window.last)}"


def task_text(task: TaskRow, now: datetime, zone: ZoneInfo) -> str:
    """When it is due, was due, or who did it when."""
    if task.done_at is not None:
        day = dates.day_short(dates.local_day(task.done_at, zone))
        return _("Done on {day} by {name}").format(day=day, name=task.done_by or _("the program"))
    day = dates.day_and_month(dates.local_day(task.due_at, zone))
    if task.due_at < now:
        return _("Overdue since {day}").format(day=day)
    return _("Due by {day}").format(day=day)


def slot_text(slot: Slot, zone: ZoneInfo) -> str:
    return dates.time_span(slot.start, slot.end, zone)


def elsewhere_text(slot: Slot, zone: ZoneInfo, name: str) -> str:
    """The candidate's own time: "13:00 – 13:45 on Tue 22 Sept in America/New_York"."""
    day = dates.day_and_month(dates.local_day(slot.start, zone))
    return _("{time} on {day} in {zone}").format(
        time=dates.time_span(slot.start, slot.end, zone), day=day, zone=name
    )


def staff_text(slot: Slot) -> str:
    """Who invigilates, or could."""
    names = ", ".join(name for _id, name in slot.staff)
    if slot.exam_session_id is None:
        return names
    seats = ngettext("{n} seat left", "{n} seats left", slot.seats_left).format(n=slot.seats_left)
    return f"{names} · {seats}" if names else seats


def day_of(slot: Slot, zone: ZoneInfo) -> date:
    return dates.local_day(slot.start, zone)
