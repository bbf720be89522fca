"""Today: the centre's day, the coming week, and what needs attention."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_25, SUNDAY, held_course
from tests.helpers.exam_centre import ExamCentre, london
from tests.helpers.marking import invigilator
from tests.helpers.money import till
from tests.helpers.remote import RemoteCentre
from wset_desk.domain.catalogue import CourseFormat, ExamType
from wset_desk.services.attention import Attention, Concern
from wset_desk.services.considerations import refuse_consideration, request_consideration
from wset_desk.services.enrollments import enrol, enrol_online
from wset_desk.services.exam_session_changes import cancel_exam_session
from wset_desk.services.exam_sessions import assign_invigilators
from wset_desk.services.money.waivers import override_fee
from wset_desk.services.remote.tasks import tick_task
from wset_desk.services.today import Phase, TodayView, today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamTemplate
from wset_desk.system.clock import FixedClock

TODAY = date(2026, 8, 3)
MORNING = london(TODAY, "09:05")
ONE_DAY = timedelta(days=1)


@pytest.fixture
def centre(workspace: Workspace, clock: FixedClock) -> ExamCentre:
    """A centre on Monday 3 August 2026, 09:05 in London."""
    clock.instant = MORNING
    return ExamCentre(workspace)


def view_of(centre: ExamCentre) -> TodayView:
    return centre.workspace.run(today)


def concerns(view: TodayView) -> dict[Concern, Attention]:
    return {each.concern: each for each in view.attention}


def names(attention: Attention) -> list[str]:
    return [case.name for case in attention.cases]


def theory(centre: ExamCentre) -> UUID:
    return centre.offering()[ExamType.THEORY]


def offering_of(centre: ExamCentre, template_id: UUID) -> UUID:
    with centre.workspace.store.unit_of_work(centre.workspace.actor, write=False) as uow:
        return uow.get(ExamTemplate, template_id).course_offering_id


def test_a_new_centre_has_an_empty_day(centre: ExamCentre) -> None:
    view = view_of(centre)
    assert (view.day, view.exams, view.courses, view.attention) == (TODAY, (), (), ())
    assert [len(each.exams) for each in view.coming] == [0] * 7
    assert (view.has_offerings, view.has_candidates) == (False, False)


def test_each_exam_of_the_day_stands_where_the_clock_says(centre: ExamCentre) -> None:
    template = theory(centre)
    for start in ("07:30", "09:00", "10:00", "14:00"):
        centre.exam(template, TODAY, start)
    centre.exam(template, TODAY - ONE_DAY)
    centre.exam(template, TODAY + ONE_DAY)
    phases = [exam.phase for exam in view_of(centre).exams]
    assert phases == [Phase.DONE, Phase.NOW, Phase.NEXT, Phase.LATER]


def test_the_day_is_the_centres_own(centre: ExamCentre, clock: FixedClock) -> None:
    """At half past midnight in London it is still yesterday in UTC."""
    clock.instant = london(TODAY, "00:30")
    exam = centre.exam(theory(centre), TODAY, "09:00")
    view = view_of(centre)
    assert (view.day, [each.item.id for each in view.exams]) == (TODAY, [exam.id])


def test_exams_name_their_invigilators_and_count_their_candidates(centre: ExamCentre) -> None:
    people = (centre.person("Zoe Zander"), centre.person("Ben Booth"))
    exam = centre.exam(theory(centre), TODAY, invigilator_ids=people)
    centre.register(exam.id, centre.candidate("Mia One"), centre.candidate("Noa Two"))
    view = view_of(centre)
    assert view.exams[0].invigilators == ("Ben Booth", "Zoe Zander")
    assert view.candidates == view.exams[0].item.taken == 2


def test_a_course_day_is_part_of_the_day(centre: ExamCentre) -> None:
    template = theory(centre)
    teacher = centre.person("Tom Teach")
    course = centre.course(
        offering_of(centre, template), TODAY, TODAY + ONE_DAY, educator_ids=(teacher,)
    )
    centre.workspace.call(enrol, session_id=course.id, candidate_ids=(centre.candidate("Mia One"),))
    (taught,) = view_of(centre).courses
    assert (taught.taught.session_id, taught.phase) == (course.id, Phase.NEXT)
    assert (taught.taught.educators, taught.taught.taken) == (("Tom Teach",), 1)
    assert view_of(centre).coming[0].courses == 1


def test_the_coming_week_has_seven_days_after_today(centre: ExamCentre) -> None:
    template = theory(centre)
    for days in (0, 1, 7, 8):
        centre.exam(template, TODAY + days * ONE_DAY)
    coming = view_of(centre).coming
    assert [each.day for each in coming] == [TODAY + n * ONE_DAY for n in range(1, 8)]
    assert [len(each.exams) for each in coming] == [1, 0, 0, 0, 0, 0, 1]


def test_a_cancelled_exam_is_nowhere(centre: ExamCentre) -> None:
    exam = centre.exam(theory(centre), TODAY)
    centre.workspace.call(cancel_exam_session, exam_session_id=exam.id, reason="ill")
    view = view_of(centre)
    assert (view.exams, view.attention) == ((), ())


def test_exams_of_the_next_two_weeks_want_an_invigilator(centre: ExamCentre) -> None:
    template = theory(centre)
    soon = centre.exam(template, TODAY + 13 * ONE_DAY)
    centre.exam(template, TODAY + 15 * ONE_DAY)
    found = concerns(view_of(centre))[Concern.INVIGILATOR_MISSING]
    assert (found.count, found.cases[0].id) == (1, soon.id)
    staff_ids = (centre.person(),)
    centre.workspace.call(assign_invigilators, exam_session_id=soon.id, staff_ids=staff_ids)
    assert Concern.INVIGILATOR_MISSING not in concerns(view_of(centre))


def test_marks_are_missing_once_an_exam_is_over(centre: ExamCentre, clock: FixedClock) -> None:
    exam = centre.exam(theory(centre), TODAY, "10:00")
    candidates = [centre.candidate(name) for name in ("Mia One", "Noa Two", "Ida Three")]
    centre.register(exam.id, candidates[0])
    centre.register(exam.id, candidates[1], theory_score=Decimal(61))
    centre.register(exam.id, candidates[2], status="no_show")
    assert Concern.RESULTS_MISSING not in concerns(view_of(centre))
    clock.instant = london(TODAY, "11:01")
    found = concerns(view_of(centre))[Concern.RESULTS_MISSING]
    assert (found.count, [case.id for case in found.cases]) == (1, [exam.id])


def test_a_course_in_person_wants_a_place(centre: ExamCentre) -> None:
    offering = offering_of(centre, theory(centre))
    course = centre.course(offering, TODAY + 30 * ONE_DAY)
    centre.course(offering, TODAY + 31 * ONE_DAY, location="Town Hall")
    centre.course(offering, TODAY + 32 * ONE_DAY, room_id=centre.room())
    found = concerns(view_of(centre))[Concern.PLACE_MISSING]
    assert (found.count, found.cases[0].id) == (1, course.id)


def test_a_date_of_birth_is_wanted_before_an_exam(centre: ExamCentre) -> None:
    template = theory(centre)
    soon, later = centre.exam(template, TODAY + ONE_DAY), centre.exam(template, date(2026, 9, 9))
    centre.register(soon.id, centre.candidate("Mia One"))
    centre.register(later.id, centre.candidate("Noa Two"))
    known = centre.candidate("Ida Three")
    with centre.workspace.store.unit_of_work(centre.workspace.actor, write=True) as uow:
        uow.get(Candidate, known).birth_date = date(1990, 1, 1)
        uow.commit()
    centre.register(soon.id, known)
    assert names(concerns(view_of(centre))[Concern.BIRTH_DATE_MISSING]) == ["Mia One"]


@pytest.mark.parametrize(
    ("days_ago", "shown"), [(365, True), (336, True), (335, False), (366, False)]
)
def test_online_windows_that_end_within_thirty_days(
    centre: ExamCentre, days_ago: int, shown: bool
) -> None:
    template = centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED]
    centre.workspace.call(
        enrol_online,
        offering_id=offering_of(centre, template),
        candidate_id=centre.candidate("Mia One"),
        start_date=TODAY - days_ago * ONE_DAY,
    )
    assert (Concern.WINDOW_ENDING in concerns(view_of(centre))) is shown


@pytest.mark.parametrize(
    "values", [{"overall_passed": True, "status": "completed"}, {"status": "registered"}]
)
def test_whoever_has_passed_or_has_a_seat_needs_no_reminder(
    centre: ExamCentre, values: dict[str, object]
) -> None:
    template = centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED]
    mia = centre.candidate("Mia One")
    enrolment = centre.workspace.call(
        enrol_online,
        offering_id=offering_of(centre, template),
        candidate_id=mia,
        start_date=TODAY - 350 * ONE_DAY,
    )
    exam = centre.exam(template, TODAY + 5 * ONE_DAY)
    centre.register(exam.id, mia, course_enrollment_id=enrolment.enrollment_id, **values)
    assert Concern.WINDOW_ENDING not in concerns(view_of(centre))


def test_remote_exams_that_nobody_has_prepared_in_time(
    workspace: Workspace, clock: FixedClock
) -> None:
    remote = RemoteCentre.of(workspace)
    ana = remote.enrolled()
    remote.book(ana, remote.exam())
    centre = remote.centre
    clock.instant = london(date(2026, 9, 15), "18:00")
    assert Concern.CHECKS_OVERDUE not in concerns(view_of(centre))
    clock.instant = london(date(2026, 9, 15), "18:01")
    assert names(concerns(view_of(centre))[Concern.CHECKS_OVERDUE]) == ["C01 Candidate"]
    booking = remote.case(ana).booking
    assert booking is not None
    workspace.call(tick_task, task_id=booking.tasks[0].id)
    assert Concern.CHECKS_OVERDUE not in concerns(view_of(centre))


def deadline(days: int, seconds: int = 0) -> datetime:
    return MORNING + timedelta(days=days, seconds=seconds)


@pytest.mark.parametrize(
    ("closes", "shown"),
    [(deadline(0), True), (deadline(7, -1), True), (deadline(7), False), (deadline(0, -1), False)],
)
def test_registrations_that_close_within_seven_days(
    centre: ExamCentre, closes: datetime, shown: bool
) -> None:
    centre.exam(theory(centre), TODAY + 40 * ONE_DAY, registration_deadline=closes)
    assert (Concern.DEADLINE_NEAR in concerns(view_of(centre))) is shown


def test_the_first_three_cases_are_named_and_all_are_counted(centre: ExamCentre) -> None:
    template = theory(centre)
    made = [centre.exam(template, TODAY + n * ONE_DAY).id for n in (5, 2, 4, 3)]
    found = concerns(view_of(centre))[Concern.INVIGILATOR_MISSING]
    assert found.count == 4
    assert [case.id for case in found.cases] == [made[1], made[3], made[2]]


Seen = Callable[[TodayView], object]


@pytest.mark.parametrize(
    "seen",
    [
        lambda view: [each.item.id for each in view.exams],
        lambda view: [item.id for each in view.coming for item in each.exams],
    ],
)
def test_an_invigilator_sees_their_own_sessions_only(centre: ExamCentre, seen: Seen) -> None:
    template = theory(centre)
    own = [centre.exam(template, day).id for day in (TODAY, TODAY + ONE_DAY)]
    for day in (TODAY, TODAY + ONE_DAY):
        centre.exam(template, day, "15:00")
    kim = invigilator(centre.workspace, *own)
    assert len(seen(view_of(centre))) == 2  # type: ignore[arg-type]
    assert seen(kim.run(today)) in ([own[0]], [own[1]])


def test_an_invigilator_is_reminded_of_their_own_marks_only(
    centre: ExamCentre, clock: FixedClock
) -> None:
    template = theory(centre)
    own, other = centre.exam(template, TODAY, "10:00"), centre.exam(template, TODAY, "12:00")
    for exam in (own, other):
        centre.register(exam.id, centre.candidate("Mia One"))
    clock.instant = london(TODAY, "18:00")
    (reminder,) = invigilator(centre.workspace, own.id).run(today).attention
    assert (reminder.concern, [case.id for case in reminder.cases]) == (
        Concern.RESULTS_MISSING,
        [own.id],
    )


def test_who_waits_for_a_seat_is_named_with_the_exam_that_was_missed(
    workspace: Workspace, clock: FixedClock
) -> None:
    school = held_course(workspace, clock)
    school.miss(3, 12)
    missing = concerns(workspace.run(today))[Concern.SEAT_MISSING]
    assert missing.count == 2
    assert names(missing) == ["C03 Candidate", "C12 Candidate"]
    assert {each.when for each in missing.cases} == {london(SUNDAY, "15:30")}
    school.seat(school.exam(OCTOBER_25), school.key(3), school.key(12))
    assert Concern.SEAT_MISSING not in concerns(workspace.run(today))


def test_who_owes_the_fee_of_an_exam_soon_and_whose_evidence_waits(
    workspace: Workspace, clock: FixedClock
) -> None:
    money = till(workspace, clock)
    makeup = money.makeup()
    attention = concerns(workspace.run(today))
    assert Concern.FEE_OWED not in attention
    asked = workspace.call(
        request_consideration,
        registration_id=money.missed,
        evidence="Doctor's letter",
        received_on=date(2026, 9, 8),
    )
    clock.instant = london(date(2026, 10, 12), "09:00")
    attention = concerns(workspace.run(today))
    assert names(attention[Concern.FEE_OWED]) == ["Aoife Byrne"]
    assert names(attention[Concern.CONSIDERATION_OPEN]) == ["Aoife Byrne"]
    workspace.call(override_fee, registration_id=makeup, reason="Pays on the day")
    workspace.call(refuse_consideration, consideration_id=asked.id, reason="No letter")
    attention = concerns(workspace.run(today))
    assert not {Concern.FEE_OWED, Concern.CONSIDERATION_OPEN} & set(attention)
