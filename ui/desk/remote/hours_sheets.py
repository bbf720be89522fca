"""The sheets in which hours and black-outs are entered, in the centre's time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtWidgets import QWidget

from ui.common.forms import (
    Choice,
    ComboField,
    DateField,
    Form,
    NumberField,
    TextField,
    TimeField,
)
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.remote.actions import RemoteActions
from wset_desk.i18n import _
from wset_desk.services.remote.availability import MOST_WEEKS, AvailabilityRow
from wset_desk.services.staff import StaffMember

_EVENING = (time(17), time(20))
_WHOLE_DAY = (time(0), time(23, 59))


class HoursSheet(Sheet):
    """Hours of one person: new ones every week, or other times for some that are there."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        actions: RemoteActions,
        staff: Sequence[StaffMember],
        *,
        day: date,
        row: AvailabilityRow | None = None,
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Available for remote exams") if row is None else row.name,
            form,
            save_text=_("Add") if row is None else _("Save"),
            on_save=self._save,
        )
        self._actions, self._row = actions, row
        zone = context.session.zone
        people = [Choice(each.id, each.name) for each in staff]
        if row is None:
            form.add(ComboField("staff_id", _("Who"), people))
        form.add(DateField("day", _("Day"), required=True))
        form.add_row(
            TimeField("start", _("From"), required=True),
            TimeField("end", _("Until"), required=True),
        )
        if row is None:
            form.add(
                NumberField(
                    "weeks",
                    _("For how many weeks"),
                    minimum=1,
                    maximum=MOST_WEEKS,
                    required=True,
                    help_text=_("On the same weekday, at the same time."),
                )
            )
            form.set_values({"day": day, "start": _EVENING[0], "end": _EVENING[1], "weeks": 1})
        else:
            start, end = row.start.astimezone(zone), row.end.astimezone(zone)
            form.set_values({"day": start.date(), "start": start.time(), "end": end.time()})
        self._form = form

    def _save(self) -> None:
        values = self._form.values()
        if self._row is None:
            self._actions.add_hours(self, **values)
        else:
            self._actions.edit_hours(self, self._row, **values)


class BlackOutSheet(Sheet):
    """From when to when nothing is offered, and why."""

    def __init__(self, owner: QWidget, actions: RemoteActions, day: date) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Offer no remote exams"),
            form,
            subtitle=_("What is booked stays booked."),
            save_text=_("Add"),
            on_save=lambda: actions.add_black_out(self, **form.values()),
        )
        form.add_row(
            DateField("first_day", _("From"), required=True),
            TimeField("start", _("Time"), required=True),
        )
        form.add_row(
            DateField("last_day", _("Until"), required=True),
            TimeField("end", _("Time"), required=True),
        )
        form.add(TextField("reason", _("Reason")))
        start, end = _WHOLE_DAY
        form.set_values({"first_day": day, "start": start, "last_day": day, "end": end})
