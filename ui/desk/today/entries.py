"""An exam or a course of today, as one line shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ui.common import labels
from ui.common.labels import Look
from ui.desk import exam_words
from wset_desk.i18n import _
from wset_desk.services.today import CourseToday, ExamToday, Phase, TodayView


@dataclass(frozen=True)
class Entry:
    """`seats` is taken and capacity; one of the two ids says what a click opens."""

    start: datetime
    end: datetime
    title: str
    place: str
    people: str
    lacks_people: bool
    seats: tuple[int, int]
    look: Look
    phase: Phase
    exam_session_id: UUID | None = None
    course_session_id: UUID | None = None


def entries_of(view: TodayView) -> list[Entry]:
    """Everything of the day in order of time."""
    found = [*map(_of_exam, view.exams), *map(_of_course, view.courses)]
    return sorted(found, key=lambda entry: (entry.start, entry.end))


def course_look() -> Look:
    """How a course is told from the exams."""
    return Look(_("Course"), "book", "text2", "sunken", "borderStrong")


def _of_exam(exam: ExamToday) -> Entry:
    item = exam.item
    return Entry(
        start=item.start,
        end=item.end,
        title=exam_words.title(item),
        place=exam_words.place(item),
        people=", ".join(exam.invigilators) or _("No invigilator yet"),
        lacks_people=not exam.invigilators and exam.phase is not Phase.DONE,
        seats=(item.taken, item.max_capacity),
        look=labels.category(item.session_type),
        phase=exam.phase,
        exam_session_id=item.id,
    )


def _of_course(course: CourseToday) -> Entry:
    taught = course.taught
    return Entry(
        start=taught.start,
        end=taught.end,
        title=taught.name,
        place=taught.place or _("No place yet"),
        people=", ".join(taught.educators) or _("No educator yet"),
        lacks_people=False,
        seats=(taught.taken, taught.max_capacity),
        look=course_look(),
        phase=course.phase,
        course_session_id=taught.session_id,
    )
