"""The exam sessions that come with a course session (rule 5; helpers of this layer)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import select

from wset_desk.domain.catalogue import (
    BundledTiming,
    DeliveryMethod,
    ExamType,
    RuleProfile,
    SessionType,
)
from wset_desk.domain.scheduling import (
    CourseDay,
    PaperPlan,
    PlannedPaper,
    local_to_utc,
    plan_bundled,
)
from wset_desk.i18n import formatting_locale
from wset_desk.services.catalogue_rows import profile_of, templates_of
from wset_desk.services.deadlines import Deadlines
from wset_desk.storage.schema import CourseSession, ExamSession, ExamTemplate, Offering
from wset_desk.storage.unit_of_work import UnitOfWork


def exam_name(template_name: str, start: datetime, zone: ZoneInfo) -> str:
    """`Level 2 Theory Exam, 6 Sept 2026`: the name of an exam session that nobody has named."""
    day: date = start.astimezone(zone).date()
    return f"{template_name}, {format_date(day, 'd MMM y', locale=formatting_locale())}"


class BundledExams:
    """Plans and makes the exam sessions that come with course sessions.

    What they go by (templates, rules, settings) is read once, however many courses there are.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._deadlines = Deadlines(uow)
        self._templates: dict[UUID, tuple[ExamTemplate, ...]] = {}
        self._profiles: dict[UUID, RuleProfile] = {}

    def templates(self, offering: Offering) -> tuple[ExamTemplate, ...]:
        """Those for which scheduling a course session makes an exam session."""
        if offering.id not in self._templates:
            self._templates[offering.id] = tuple(
                each
                for each in templates_of(self._uow, offering.id)
                if each.active and each.is_bundled_with_course
            )
        return self._templates[offering.id]

    def plan(
        self,
        offering: Offering,
        days: Sequence[CourseDay],
        separate_dates: Mapping[UUID, datetime],
    ) -> tuple[tuple[ExamTemplate, PlannedPaper], ...]:
        """Where the bundled papers of a course session fall, by time.

        `separate_dates` are naive, in the centre's zone. Refuses what `plan_bundled` refuses.
        """
        templates = {each.id: each for each in self.templates(offering)}
        profile = self._profile(offering)
        planned = plan_bundled(
            days,
            [self._paper(each, separate_dates.get(each.id)) for each in templates.values()],
            break_minutes=profile.break_minutes,
            first_paper=profile.first_paper,
        )
        return tuple((templates[paper.key], paper) for paper in planned)

    def add(
        self,
        course_session: CourseSession,
        offering: Offering,
        planned: Iterable[tuple[ExamTemplate, PlannedPaper]],
    ) -> None:
        """One exam session per paper: capacity, place and delivery method are the course's."""
        delivery_method = DeliveryMethod(course_session.delivery_method)
        for template, paper in planned:
            self._uow.add(
                ExamSession(
                    exam_template_id=template.id,
                    course_session_id=course_session.id,
                    name=exam_name(template.name, paper.start, self._uow.zone),
                    exam_date=paper.start,
                    exam_end_time=paper.end,
                    location=course_session.location,
                    room_id=course_session.room_id,
                    delivery_method=delivery_method,
                    max_capacity=course_session.max_capacity,
                    session_type=SessionType.BUNDLED,
                    registration_deadline=self._deadlines.of(paper.start, delivery_method),
                    product_id=offering.product_id,
                )
            )

    def _profile(self, offering: Offering) -> RuleProfile:
        if offering.rule_profile_id not in self._profiles:
            self._profiles[offering.rule_profile_id] = profile_of(self._uow, offering)
        return self._profiles[offering.rule_profile_id]

    def _paper(self, template: ExamTemplate, separate: datetime | None) -> PaperPlan:
        return PaperPlan(
            template_key=template.id,
            exam_type=ExamType(template.exam_type),
            duration_minutes=template.duration_minutes,
            timing=BundledTiming(template.bundled_timing or BundledTiming.FINAL_DAY),
            separate_start=None
            if separate is None
            else local_to_utc(separate.date(), separate.time(), self._uow.zone),
        )


def exams_of(uow: UnitOfWork, session_id: UUID) -> tuple[ExamSession, ...]:
    """The bundled exam sessions of a course session, by time."""
    return tuple(
        uow.session.scalars(
            select(ExamSession)
            .where(
                ExamSession.course_session_id == session_id,
                ExamSession.session_type == SessionType.BUNDLED,
            )
            .order_by(ExamSession.exam_date, ExamSession.id)
        )
    )
