"""The sheet in which an exam session is made or edited, with what it would be shown live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.forms import (
    CheckField,
    Choice,
    ComboField,
    DateField,
    Form,
    NumberField,
    TextField,
    TimeField,
)
from ui.common.sheet import Sheet
from ui.common.tasks import Done, later
from ui.desk.calendar.impact import ImpactView
from ui.desk.calendar.people_field import PeopleField
from ui.desk.context import DeskContext
from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import exam_session_refusal, local_to_utc
from wset_desk.i18n import N_, _
from wset_desk.services import exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.exam_sessions import SchedulableExam, SessionPreview
from wset_desk.services.rooms import RoomRow
from wset_desk.services.staff import StaffMember

TITLES = {
    SessionType.MAKEUP: N_("New makeup session"),
    SessionType.RESIT: N_("New resit session"),
    SessionType.REMOTE_INVIGILATION: N_("New remote session"),
    SessionType.STANDALONE: N_("New standalone session"),
}
_NOTES = {
    SessionType.MAKEUP: N_("For candidates who missed this exam."),
    SessionType.RESIT: N_("For candidates who failed this exam."),
    SessionType.REMOTE_INVIGILATION: N_("Online candidates sit it under remote invigilation."),
    SessionType.STANDALONE: N_("An exam without a course; its fee is typed when booking."),
}
_FIRST_TIME = time(10, 0)
_SEATS = 12
_PAUSE = 150


@dataclass(frozen=True)
class Resources:
    """What there is to choose from."""

    exams: tuple[SchedulableExam, ...]
    rooms: tuple[RoomRow, ...]
    staff: tuple[StaffMember, ...]

    def exams_for(self, session_type: SessionType) -> list[SchedulableExam]:
        """The exams that a session of this type can hold."""
        remote = session_type is SessionType.REMOTE_INVIGILATION
        method = DeliveryMethod.REMOTE_INVIGILATION if remote else DeliveryMethod.IN_PERSON
        return [
            exam
            for exam in self.exams
            if exam_session_refusal(
                exam_type=exam.exam_type,
                session_type=session_type,
                delivery_method=method,
                can_schedule_independently=exam.can_schedule_independently,
            )
            is None
        ]


class _Preview(ImpactView):
    """What the session would be: its end, its deadline, and what is in its way."""

    def show_preview(self, preview: SessionPreview, seats: int | None) -> None:
        self.clear()
        day = dates.day_text(dates.local_day(preview.start, self.zone))
        span = dates.time_span(preview.start, preview.end, self.zone)
        self.add_fact("clock", f"{day}, {span}")
        if preview.room_seats is not None and seats is not None and seats > preview.room_seats:
            text = _("The room has only {seats} seats.").format(seats=preview.room_seats)
            self.add_fact("warning", text, "warning")
        self.add_conflicts(preview.conflicts)

    def show_problem(self, text: str) -> None:
        self.clear()
        self.add_fact("x_circle", text, "danger")


class ExamSessionSheet(Sheet):
    """Makes a session of one type, or edits ``detail`` (whose time changes by moving it)."""

    def __init__(  # noqa: PLR0917
        self,
        owner: QWidget,
        context: DeskContext,
        resources: Resources,
        session_type: SessionType,
        on_done: Done,
        day: date | None = None,
        at: time | None = None,
        detail: ExamSessionDetail | None = None,
    ) -> None:
        self._context = context
        self._resources = resources
        self._type = session_type
        self._edited = detail
        self._done = on_done
        self._asked = 0
        self.fields = self._build()
        self._fill(day, at)
        super().__init__(
            owner,
            _("Edit the session") if detail else _(TITLES[session_type]),
            self.fields,
            subtitle=detail.name if detail else _(_NOTES[session_type]),
            save_text=_("Save") if detail else _("Add session"),
            on_save=self._save,
            width=520,
        )
        self.fields.edited.connect(lambda: later(self, _PAUSE, self.preview))
        self.preview()

    def preview(self) -> None:
        """Ask what the session would be, once its exam, day and time are known."""
        arguments = self._when()
        if arguments is None:
            self.outcome.clear()
            return
        self._asked += 1
        values, asked = self.fields.values(), self._asked
        self._context.tasks.run(
            exam_sessions.preview_exam_session,
            owner=self,
            on_done=lambda found: self._show(found, asked),
            on_refused=lambda error: self._refused(error, asked),
            room_id=values["room_id"],
            invigilator_ids=values["invigilator_ids"],
            exam_session_id=self._edited.id if self._edited else None,
            **arguments,
        )

    def _build(self) -> Form:
        form = Form()
        if self._edited is None:
            self._add_exam(form)
        else:
            form.add(TextField("name", _("Name"), required=True))
        seats = NumberField("max_capacity", _("Seats"), minimum=1, maximum=999, required=True)
        rooms = [Choice(None, _("No room"))]
        rooms += [
            Choice(room.id, _("{room} ({seats} seats)").format(room=room.name, seats=room.seats))
            for room in self._resources.rooms
        ]
        form.add_row(ComboField("room_id", _("Room"), rooms), seats, stretches=(2, 1))
        form.add(
            TextField(
                "location", _("Place"), help_text=_("Where there is no room, or how to get there.")
            )
        )
        self._add_deadline(form)
        people = [(person.id, person.name) for person in self._resources.staff]
        form.add(PeopleField("invigilator_ids", _("Invigilators"), people))
        form.add(CheckField("booking_enabled", _("Accept bookings")))
        self.outcome = _Preview(self._context.session.zone)
        form.add_widget(self.outcome)
        return form

    def _add_exam(self, form: Form) -> None:
        exams = [
            Choice(exam.template_id, f"{exam.name} ({exam.offering})")
            for exam in self._resources.exams_for(self._type)
        ]
        none = "" if exams else _("No offering has an exam that can be held in this way.")
        form.add(ComboField("exam_template_id", _("Exam"), exams, required=True, help_text=none))
        day = DateField("day", _("Day"), required=True)
        form.add_row(day, TimeField("start", _("Start"), required=True), stretches=(2, 1))
        if self._type is not SessionType.REMOTE_INVIGILATION:
            methods = [Choice(each, labels.delivery_method(each)) for each in DeliveryMethod]
            form.add(ComboField("delivery_method", _("How it is held"), methods))

    def _add_deadline(self, form: Form) -> None:
        note = _("Empty: the centre's deadline.")
        day = DateField("deadline_day", _("Booking closes"), help_text=note)
        form.add_row(day, TimeField("deadline_time", _("At")), stretches=(2, 1))

    def _fill(self, day: date | None, at: time | None) -> None:
        detail = self._edited
        if detail is None:
            start = {"day": day, "start": at or _FIRST_TIME}
            self.fields.set_values({"max_capacity": _SEATS, "booking_enabled": True, **start})
            return
        values: dict[str, Any] = {
            name: getattr(detail, name)
            for name in ("name", "room_id", "max_capacity", "location", "booking_enabled")
        }
        values["invigilator_ids"] = [person.id for person in detail.invigilators]
        if detail.registration_deadline is not None:
            deadline = detail.registration_deadline.astimezone(self._context.session.zone)
            values["deadline_day"], values["deadline_time"] = deadline.date(), deadline.time()
        self.fields.set_values(values)

    def _when(self) -> dict[str, Any] | None:
        """Exam, day, time and method, from the fields or the session that is edited."""
        if self._edited is not None:
            local = self._edited.start.astimezone(self._context.session.zone)
            return {
                "exam_template_id": self._edited.exam_template_id,
                "day": local.date(),
                "start": local.time(),
                "delivery_method": self._edited.delivery_method,
            }
        values = self.fields.values()
        known = {key: values[key] for key in ("exam_template_id", "day", "start")}
        if None in known.values():
            return None
        return {**known, "delivery_method": self._method(values)}

    def _method(self, values: dict[str, Any]) -> DeliveryMethod:
        return DeliveryMethod(values.get("delivery_method", DeliveryMethod.REMOTE_INVIGILATION))

    def _show(self, preview: SessionPreview, asked: int) -> None:
        if asked != self._asked:
            return
        self.outcome.show_preview(preview, self.fields.values()["max_capacity"])
        closes = dates.moment_text(preview.registration_deadline, self._context.session.zone)
        self.fields["deadline_day"].set_help(
            _("Empty: the centre's deadline, {when}.").format(when=closes)
        )

    def _refused(self, error: DomainError, asked: int) -> None:
        if asked == self._asked:
            self.outcome.show_problem(self._context.tasks.describe(error))

    def _save(self) -> None:
        values = self.fields.values()
        try:
            deadline = self._deadline(values)
        except DomainError as error:
            self.fields.errors({"deadline_time": self._context.tasks.describe(error)})
            return
        shared: dict[str, Any] = {
            name: values[name]
            for name in (
                "room_id",
                "max_capacity",
                "location",
                "booking_enabled",
                "invigilator_ids",
            )
        }
        shared["registration_deadline"] = deadline
        if self._edited is not None:
            self._submit_edit(self._edited.id, values["name"], shared)
        else:
            self._submit_new(values, shared)

    def _submit_edit(self, session_id: UUID, name: str, shared: dict[str, Any]) -> None:
        self.submit(
            self._context.tasks,
            exam_sessions.edit_exam_session,
            on_done=self._done,
            exam_session_id=session_id,
            name=name,
            **shared,
        )

    def _submit_new(self, values: dict[str, Any], shared: dict[str, Any]) -> None:
        self.submit(
            self._context.tasks,
            exam_sessions.create_exam_session,
            on_done=self._done,
            session_type=self._type,
            exam_template_id=values["exam_template_id"],
            day=values["day"],
            start=values["start"],
            delivery_method=self._method(values),
            **shared,
        )

    def _deadline(self, values: dict[str, Any]) -> datetime | None:
        """What was typed; with a day alone, the end of that day's work."""
        day: date | None = values["deadline_day"]
        if day is None:
            return None
        at: time = values["deadline_time"] or time(17, 0)
        return local_to_utc(day, at, self._context.session.zone)

    def refuse(self, error: DomainError, text: str) -> None:
        """The deadline's refusal belongs beside its day."""
        if error.parameters.get("field") == "registration_deadline":
            self.fields.errors({"deadline_day": text})
        else:
            super().refuse(error, text)
