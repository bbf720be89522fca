"""The assignment board with 500 people and 200 sessions: opening, and what happens while dragging.

Milliseconds of CPU time, so that other programs on the computer don't count.
"""

import os
import random
from datetime import timedelta

from tests.benchmarks.measure import Measurement, timed
from tests.benchmarks.store import stores
from tests.helpers.stores import NOW
from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.derived import recount_seats
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
)
from wset_desk.storage.unit_of_work import UnitOfWork

PEOPLE, SESSIONS = 500, 200
SEATED = 6
ROUNDS = 15
DRAGGED = 5
SIZE = (1440, 900)
OPEN_TARGET, CHOOSE_TARGET, DRAG_TARGET = 300.0, 50.0, 16.0


def measure() -> list[Measurement]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with stores() as both:
        fill(both.workspace)
        opening, choosing, everybody, dragging = _ours(both.workspace)
    return [
        Measurement(f"board of {PEOPLE} × {SESSIONS} opens", opening, OPEN_TARGET),
        Measurement(f"{DRAGGED} chosen, all sessions judged", choosing, CHOOSE_TARGET),
        Measurement("everybody chosen by one key", everybody, CHOOSE_TARGET),
        Measurement("held over another session", dragging, DRAG_TARGET),
    ]


def fill(workspace: Workspace) -> None:
    """People who have missed an exam of one of three levels, and sessions with some seats left."""
    from tests.helpers.courses import make_offering

    offerings = [make_offering(workspace, level) for level in (1, 2, 3)]
    chance = random.Random(PEOPLE)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        held = {each.id: _held(uow, each) for each in offerings}
        people = [_person(uow, n, chance.choice(offerings), held) for n in range(PEOPLE)]
        for n in range(SESSIONS):
            _session(uow, n, chance.choice(offerings), chance.sample(people, SEATED))
        uow.commit()


def _held(uow: UnitOfWork, offering: OfferingDetail) -> tuple[CourseSession, ExamSession]:
    """A course whose theory was a month ago."""
    day = NOW - timedelta(days=30)
    course = uow.add(
        CourseSession(
            offering_id=offering.id,
            name=offering.name,
            starts_on=day.date(),
            ends_on=day.date(),
            max_capacity=PEOPLE,
            delivery_method=DeliveryMethod.IN_PERSON,
        )
    )
    exam = uow.add(
        ExamSession(
            exam_template_id=offering.templates[0].id,
            course_session_id=course.id,
            name=offering.name,
            exam_date=day,
            exam_end_time=day + timedelta(hours=1),
            max_capacity=PEOPLE,
            session_type=SessionType.BUNDLED,
        )
    )
    return course, exam


def _person(
    uow: UnitOfWork,
    number: int,
    offering: OfferingDetail,
    held: dict[object, tuple[CourseSession, ExamSession]],
) -> CourseEnrollment:
    course, exam = held[offering.id]
    candidate = uow.add(
        Candidate(
            first_name=f"C{number:03}",
            last_name="Candidate",
            candidate_number=f"W{number:05}",
            search_text=f"c{number:03} candidate",
        )
    )
    enrollment = uow.add(
        CourseEnrollment(candidate_id=candidate.id, offering_id=offering.id, session_id=course.id)
    )
    uow.add(
        ExamRegistration(
            candidate_id=candidate.id,
            exam_session_id=exam.id,
            course_enrollment_id=enrollment.id,
            registration_type=RegistrationType.BUNDLED,
            registration_date=exam.exam_date,
            status=RegistrationStatus.NO_SHOW,
        )
    )
    return enrollment


def _session(
    uow: UnitOfWork, number: int, offering: OfferingDetail, people: list[CourseEnrollment]
) -> None:
    start = NOW + timedelta(days=30 + number % 60, hours=number % 7)
    exam = uow.add(
        ExamSession(
            exam_template_id=offering.templates[0].id,
            name=offering.name,
            exam_date=start,
            exam_end_time=start + timedelta(hours=1),
            max_capacity=24,
            session_type=SessionType.MAKEUP,
            location="Main Hall",
        )
    )
    for person in people:
        uow.add(
            ExamRegistration(
                candidate_id=person.candidate_id,
                exam_session_id=exam.id,
                registration_type=RegistrationType.STANDALONE,
                registration_date=NOW,
            )
        )
    recount_seats(uow, exam)


def _ours(workspace: Workspace) -> tuple[list[float], ...]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.helpers.desk import context_of, session_of
    from tests.helpers.drops import hold_over
    from ui.common.tasks import InlineTasks
    from ui.desk.board.people_list import carried
    from ui.desk.board.view import BoardView

    application = QApplication.instance() or QApplication([])
    views: list[BoardView] = []

    def open_board() -> None:
        for each in views:
            each.close()
        view = BoardView(context_of(InlineTasks(workspace), session_of()))
        view.resize(*SIZE)
        view.show()
        view.grab()
        views.append(view)

    open_board()  # what is read and measured once for all
    opening = [timed(open_board, cpu=True) for _ in range(ROUNDS)]
    view = views[-1]
    people = view.board.people if view.board is not None else ()

    def choose(first: int) -> None:
        view.waiting.choose([person.key for person in people[first : first + DRAGGED]])
        view.sessions.grab()

    choosing = [timed(lambda n=n: choose(n * DRAGGED), cpu=True) for n in range(ROUNDS)]

    def choose_everybody() -> float:
        open_board()  # nobody has been looked at yet
        people = views[-1].waiting.list
        key, held = Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
        return timed(lambda: QTest.keyClick(people, key, held), cpu=True)

    everybody = [choose_everybody() for _ in range(ROUNDS)]
    view = views[-1]
    view.waiting.choose([person.key for person in people[:DRAGGED]])
    cards = view.sessions.list
    seen = [session.id for session in cards.cards.sessions[:9]]

    def hold(number: int) -> None:
        hold_over(cards.viewport(), carried(), cards.card_of(seen[number % len(seen)]))
        application.processEvents()

    application.processEvents()
    dragging = [timed(lambda n=n: hold(n), cpu=True) for n in range(6 * ROUNDS)]
    view.close()
    return opening, choosing, everybody, dragging
