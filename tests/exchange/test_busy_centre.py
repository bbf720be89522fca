"""What seldom happens, taken out and brought in again: parts, moves, refunds, corrections."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.courses import course_days, enrol_in, make_candidate, make_offering
from tests.helpers.exchange import KINDS, bring_in, export_of, written
from tests.helpers.result_life import officer
from tests.helpers.same_tables import CALLED, contents
from tests.helpers.stores import found_test_centre, sqlite_store
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.catalogue import Component, SessionType
from wset_desk.domain.fees import FeeState, PaymentMethod
from wset_desk.domain.registrations import RegistrationType
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.rescheduling import reschedule
from wset_desk.services.candidate_merging import merge_candidates
from wset_desk.services.candidates import add_candidate
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.course_session_changes import cancel_course_session
from wset_desk.services.course_sessions import course_session, create_course_session
from wset_desk.services.enrollments import unenrol
from wset_desk.services.exam_places import book_place
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.ledger import account_of
from wset_desk.services.money.payments import record_payment
from wset_desk.services.money.waivers import override_fee, waive_fee
from wset_desk.services.releases import release_results
from wset_desk.services.results import MarkInput, correct_marks, set_marks
from wset_desk.services.templates import edit_template
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import CourseEnrollment, ExamRegistration
from wset_desk.system.clock import FixedClock

SPRING = datetime(2026, 4, 1, 9, tzinfo=UTC)
MARKED = datetime(2026, 6, 22, 9, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 9, tzinfo=UTC)
THEORY = Component.THEORY


class BusyCentre:
    """Half a year of a small centre, by its services."""

    def __init__(self, workspace: Workspace, clock: FixedClock) -> None:
        self.workspace, self.clock = workspace, clock
        clock.instant = SPRING
        self.level_2 = self._level_2()
        self.level_3 = make_offering(workspace, 3, rule_profile="WSET")
        self.people = [
            make_candidate(workspace, n, extra_time_percent=25 if n == 3 else 0)
            for n in range(1, 7)
        ]
        self.second = officer(workspace)

    def play(self) -> None:
        self._teach()
        self._mark()
        self._come_again()
        self._tidy_up()

    def _level_2(self) -> OfferingDetail:
        """Marked out of 50, with a name of its own."""
        offering = make_offering(self.workspace, 2)
        (template,) = offering.templates
        values = {
            name: getattr(template, name)
            for name in (
                *("duration_minutes", "pass_mark_percentage", "is_bundled_with_course"),
                *("bundled_timing", "can_schedule_independently", "scheduling_window_days"),
                *("allows_enquiries", "active"),
            )
        }
        return self.workspace.call(
            edit_template,
            template_id=template.id,
            name="Level 2, written",
            max_score=50,
            allows_resits=True,
            **values,
        )

    def _teach(self) -> None:
        self.second_level = self._course(self.level_2, date(2026, 6, 13), date(2026, 6, 14))
        self.third_level = self._course(self.level_3, date(2026, 6, 20), date(2026, 6, 21))
        called_off = self._course(self.level_2, date(2026, 7, 18), date(2026, 7, 19))
        enrol_in(self.workspace, self.second_level.id, *self.people[:5])
        enrol_in(self.workspace, self.third_level.id, *(self.people[n] for n in (0, 1, 5)))
        self.workspace.call(unenrol, enrollment_id=self._enrolment(1, self.third_level))
        enrol_in(self.workspace, called_off.id, self.people[5])
        self.workspace.call(
            cancel_course_session, session_id=called_off.id, reason="Too few; Lee is ill"
        )
        self.makeups = [
            self.workspace.call(
                create_exam_session,
                exam_template_id=self.level_2.templates[0].id,
                session_type=SessionType.MAKEUP,
                day=day,
                start=time(10),
                max_capacity=6,
            ).id
            for day in (date(2026, 8, 29), date(2026, 9, 26))
        ]

    def _course(self, offering: OfferingDetail, *days: date) -> CourseSessionDetail:
        return self.workspace.call(
            create_course_session,
            offering_id=offering.id,
            days=course_days(*days, end=time(17)),
            max_capacity=8,
        )

    def _mark(self) -> None:
        """Five papers: one absent, a part still to be marked, one corrected after its release."""
        self.clock.instant = MARKED
        taken = self._registrations(self.second_level)
        self.workspace.call(mark_no_show, registration_ids=(taken[4],))
        marks = tuple(
            MarkInput(each, THEORY, mark)
            for each, mark in zip(taken, ("40", "20,5", "30", "10"), strict=False)
        )
        versions = self.workspace.call(set_marks, marks=marks).versions
        self.clock.instant = datetime(2026, 6, 24, 10, 30, tzinfo=UTC)
        confirmed = self.second.call(confirm_results, versions=versions)
        self.clock.instant = datetime(2026, 6, 26, 11, tzinfo=UTC)
        self.second.call(release_results, versions=confirmed)
        self.clock.instant = datetime(2026, 6, 29, 12, tzinfo=UTC)
        again = (MarkInput(taken[1], THEORY, "26"),)
        self.workspace.call(correct_marks, marks=again, reason="A page: found, (late)")
        first, *_left, last = self._registrations(self.third_level)
        self._give(first, multiple_choice="40", written="60")
        self._give(last, multiple_choice="35")

    def _give(self, registration: UUID, **parts: str) -> None:
        typed = tuple(MarkInput(registration, THEORY, mark, part) for part, mark in parts.items())
        assert self.workspace.call(set_marks, marks=typed).refused == ()

    def _come_again(self) -> None:
        """A makeup paid and moved, a resit waived in part, one cancelled and booked again."""
        self.clock.instant = SUMMER
        first, second = self.makeups
        makeup = self._book(4, first, RegistrationType.MAKEUP)
        self._pay(makeup, "85.00")
        self.workspace.call(reschedule, registration_id=makeup, exam_session_id=second)
        resit = self._book(3, second, RegistrationType.RESIT)
        self.workspace.call(
            waive_fee, registration_id=resit, reason="Fire alarm", amount=Decimal("50.00")
        )
        self.workspace.call(override_fee, registration_id=resit, reason="Pays on the day")
        cancelled = self._book(1, first, RegistrationType.RESIT)
        self._pay(cancelled, "85.00")
        self.workspace.call(cancel_registration, registration_id=cancelled)
        self.clock.instant = SUMMER.replace(hour=15)
        self._book(1, first, RegistrationType.RESIT)

    def _book(self, person: int, exam: UUID, kind: RegistrationType) -> UUID:
        workspace = self.workspace
        with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
            enrolment = uow.session.scalars(
                select(CourseEnrollment).where(
                    CourseEnrollment.candidate_id == self.people[person],
                    CourseEnrollment.session_id == self.second_level.id,
                )
            ).one()
            booked = book_place(
                uow, exam_session_id=exam, enrollment_id=enrolment.id, registration_type=kind
            )
            uow.commit()
        return booked.id

    def _pay(self, registration: UUID, amount: str) -> None:
        self.workspace.call(
            record_payment,
            registration_id=registration,
            amount=Decimal(amount),
            method=PaymentMethod.CARD,
        )

    def _tidy_up(self) -> None:
        """One person of two records, who finished."""
        twin = self.workspace.call(
            add_candidate, first_name="C01", last_name="Candidate-Silva", email="c1@example.org"
        )
        self.workspace.call(
            merge_candidates,
            kept_id=self.people[0],
            merged_id=twin.id,
            choices={"last_name": Pick.MERGED},
        )
        with self.workspace.store.unit_of_work(self.workspace.actor, write=True) as uow:
            row = uow.get(CourseEnrollment, self._enrolment(0, self.second_level))
            row.completed_at = datetime(2026, 6, 30, 15, tzinfo=UTC)
            uow.commit()

    def _enrolment(self, person: int, course: CourseSessionDetail) -> UUID:
        with self.workspace.store.unit_of_work(self.workspace.actor, write=False) as uow:
            return uow.session.scalars(
                select(CourseEnrollment.id).where(
                    CourseEnrollment.candidate_id == self.people[person],
                    CourseEnrollment.session_id == course.id,
                )
            ).one()

    def _registrations(self, course: CourseSessionDetail) -> list[UUID]:
        """Of the course's first paper, in the order of names."""
        found = self.workspace.run(course_session, session_id=course.id)
        return [each.id for each in found.exams[0].registrations]

    def states(self) -> dict[str, list[FeeState]]:
        """How the fees of each status of bookings stand."""
        with self.workspace.store.unit_of_work(self.workspace.actor, write=True) as uow:
            rows = uow.session.scalars(select(ExamRegistration)).all()
            found: dict[str, list[FeeState]] = {}
            for row in sorted(rows, key=lambda row: row.registration_date):
                if row.fee_amount:
                    found.setdefault(row.status, []).append(account_of(uow, row).state)
        return found


@pytest.fixture
def busy(workspace: Workspace, clock: FixedClock) -> BusyCentre:
    centre = BusyCentre(workspace, clock)
    centre.play()
    return centre


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_seldom_happens_comes_back(
    busy: BusyCentre, tmp_path: Path, sqlite_template: Path, ending: str
) -> None:
    clock = FixedClock(busy.clock.now())
    store = sqlite_store(tmp_path / "empty.db", sqlite_template, clock)
    empty = found_test_centre(store)
    for kind in KINDS:
        path = written(tmp_path / f"{kind}.{ending}", kind, export_of(busy.workspace, kind))
        found = bring_in(empty, path, kind)
        assert (kind, found.new, found.why) == (kind, found.in_file, ())
    before, after = contents(busy.workspace.store), contents(store)
    for name in CALLED:
        if name != "staff":
            assert (name, after[name]) == (name, before[name])
    states = busy.states()
    busy.workspace = empty
    assert busy.states() == states
    assert states == {
        "cancelled": [FeeState.REFUNDED],
        "registered": [FeeState.OWED, FeeState.PAID, FeeState.OWED],
        "rescheduled": [FeeState.PAID],
    }
    store.close()
