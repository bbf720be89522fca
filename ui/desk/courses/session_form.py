"""The sheets in which course sessions are scheduled and edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.forms import Choice, ComboField, Form, NumberField, TextField
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.day_fields import BEGINS, ENDS, DaysField, SeparateDatesField, StaffField
from ui.desk.courses.offering_actions import OfferingActions
from ui.desk.courses.schedule_preview import SchedulePreviewCard
from wset_desk.domain.catalogue import BundledTiming, CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import OfferingRow, TemplateRow
from wset_desk.services.course_rows import CourseDayInput, CourseSessionDetail, SchedulePreview
from wset_desk.services.rooms import RoomRow
from wset_desk.services.staff import StaffMember

USUAL_SEATS = 12
MOST_SEATS = 2000
WIDTH = 560
Created = Callable[[CourseSessionDetail], object]


class CourseSessionSheet(Sheet):
    """Schedules a course session; ``day`` is its first day to begin with.

    ``on_created`` is called with the new :class:`CourseSessionDetail`.
    """

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        day: date | None = None,
        on_created: Created | None = None,
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("New course session"),
            form,
            subtitle=_("Its bundled exams are scheduled with it."),
            save_text=_("Schedule the course"),
            on_save=self._save,
            width=WIDTH,
        )
        self._context = context
        self._actions = SessionActions(context, owner)
        self._on_created = on_created
        self._offerings: dict[UUID, OfferingRow] = {}
        self._asked = 0
        self.preview = SchedulePreviewCard(context.session)
        self._pause = QTimer(self, singleShot=True, interval=context.theme.duration("base"))
        self._pause.timeout.connect(self._ask_preview)
        self._build(form, day or context.session.today())
        form.edited.connect(self._pause.start)
        OfferingActions(context, owner).list(self._take_offerings, self)
        self._actions.rooms(self, self._take_rooms)
        self._actions.staff(self, self._take_staff)

    def _build(self, form: Form, day: date) -> None:
        self.offering = form.add(ComboField("offering_id", _("Offering"), required=True))
        self.offering.edited.connect(self._ask_separate_dates)
        self.days = form.add(DaysField("days", _("Course days")))
        self.days.set_value([CourseDayInput(day, BEGINS, ENDS)])
        self.separate = form.add(SeparateDatesField("separate_dates", _("Exams on another day")))
        self.separate.hide()
        self.room = ComboField("room_id", _("Room"))
        form.add_row(self.room, _seats_field(), stretches=(2, 1))
        form.add(_location_field())
        self.educators = form.add(StaffField("educator_ids", _("Educators")))
        form.add_widget(self.preview)
        form.set_values({"max_capacity": USUAL_SEATS})

    def _take_offerings(self, offerings: Sequence[OfferingRow]) -> None:
        self._offerings = {
            each.id: each
            for each in offerings
            if each.active and each.course_format is CourseFormat.IN_PERSON
        }
        self.offering.set_choices(
            [Choice(key, _offering_text(each)) for key, each in self._offerings.items()]
        )
        if not self._offerings:
            self.preview.say(_("There is no in-person offering yet: make one under Offerings."))
            self.save_button.setEnabled(False)
        self._ask_separate_dates()
        self._settle()

    def _take_rooms(self, rooms: Sequence[RoomRow]) -> None:
        self.room.set_choices(room_choices(rooms))
        self._settle()

    def _take_staff(self, people: Sequence[StaffMember]) -> None:
        self.educators.set_people(people)
        self.educators.setVisible(bool(people))
        self._settle()

    def _settle(self) -> None:
        """What was filled in for the person isn't a change of theirs."""
        if self.form is not None and not self._pause.isActive():
            self.form.mark_clean()
        self._ask_preview()

    def _ask_separate_dates(self) -> None:
        offering = self._offerings.get(self.offering.value())
        self.separate.set_templates(_separate_templates(offering))

    def _ask_preview(self) -> None:
        values = self._values()
        missing = len(_separate_templates(self._offerings.get(values["offering_id"])))
        if values["offering_id"] is None:
            return
        self._asked += 1
        if not values["days"]:
            self.preview.say(_("Give each day a date and times to see the exams."))
            return
        if len(values["separate_dates"]) < missing:
            self.preview.say(_("Give the date of the exam on another day."))
            return
        asked = self._asked
        self._actions.preview_schedule(
            self,
            lambda preview: self._show_preview(asked, preview),
            lambda error: self._refuse_preview(asked, error),
            **{key: values[key] for key in _PREVIEWED},
        )

    def _show_preview(self, asked: int, preview: SchedulePreview) -> None:
        if asked == self._asked:
            self.preview.show_preview(preview)

    def _refuse_preview(self, asked: int, error: DomainError) -> None:
        if asked == self._asked:
            self.preview.refuse(self._context.tasks.describe(error))

    def _values(self) -> dict[str, Any]:
        return self.form.values() if self.form is not None else {}

    def _save(self) -> None:
        self._actions.create(self, self._on_created, **self._values())


_PREVIEWED = (
    "offering_id",
    "days",
    "max_capacity",
    "room_id",
    "educator_ids",
    "separate_dates",
)


class EditCourseSessionSheet(Sheet):
    """Changes a course session's name, seats, place and educators."""

    def __init__(self, context: DeskContext, owner: QWidget, session: CourseSessionDetail) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Edit the course session"),
            form,
            subtitle=_("Its bundled exams take over seats and place."),
            on_save=self._save,
            width=WIDTH,
        )
        self._session = session
        self._actions = SessionActions(context, owner)
        form.add(TextField("name", _("Name"), required=True))
        self._room = ComboField("room_id", _("Room"))
        form.add_row(self._room, _seats_field(), stretches=(2, 1))
        form.add(_location_field())
        self._educators = form.add(StaffField("educator_ids", _("Educators")))
        self._fill()
        self._actions.rooms(self, self._take_rooms)
        self._actions.staff(self, self._take_staff)

    def _take_rooms(self, rooms: Sequence[RoomRow]) -> None:
        self._room.set_choices(room_choices(rooms))
        self._fill()

    def _take_staff(self, people: Sequence[StaffMember]) -> None:
        self._educators.set_people(people)
        self._fill()

    def _fill(self) -> None:
        session = self._session
        if self.form is not None:
            self.form.set_values(
                {
                    "name": session.name,
                    "max_capacity": session.max_capacity,
                    "room_id": session.room_id,
                    "location": session.location,
                    "educator_ids": [each.id for each in session.educators],
                }
            )

    def _save(self) -> None:
        if self.form is not None:
            self._actions.edit(self, self._session, **self.form.values())


def room_choices(rooms: Sequence[RoomRow]) -> list[Choice]:
    """No room, and then each with its seats."""
    named = [
        Choice(each.id, _("{room} ({seats} seats)").format(room=each.name, seats=each.seats))
        for each in rooms
    ]
    return [Choice(None, _("No room yet")), *named]


def _seats_field() -> NumberField:
    return NumberField("max_capacity", _("Seats"), required=True, minimum=1, maximum=MOST_SEATS)


def _location_field() -> TextField:
    return TextField("location", _("Address"), help_text=_("If it isn't at the centre."))


def _offering_text(offering: OfferingRow) -> str:
    return _("{level}: {name}").format(level=labels.level_short(offering.level), name=offering.name)


def _separate_templates(offering: OfferingRow | None) -> list[TemplateRow]:
    if offering is None:
        return []
    return [
        each
        for each in offering.templates
        if each.active
        and each.is_bundled_with_course
        and each.bundled_timing is BundledTiming.SEPARATE_DAY
    ]
