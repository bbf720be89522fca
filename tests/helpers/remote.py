"""What tests of remote exams start from: online candidates, and sessions they could sit in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tests.helpers.courses import make_candidate, make_offering
from tests.helpers.exam_centre import ExamCentre, london
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, SessionType
from wset_desk.services.catalogue import offering
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.remote.bookings import RemoteBooked, SlotChoice, book_remote
from wset_desk.services.remote.queue import remote_case
from wset_desk.services.remote.rows import RemoteCase
from wset_desk.services.workspace import Workspace

EVENING = date(2026, 9, 22)
SIX = london(EVENING, "18:00")
ANAS_START = date(2026, 3, 2)


@dataclass(frozen=True)
class RemoteCentre:
    """A founded centre with an offering online."""

    workspace: Workspace
    centre: ExamCentre
    offering_id: UUID

    @classmethod
    def of(cls, workspace: Workspace, level: int = 1) -> "RemoteCentre":
        made = make_offering(workspace, level=level, course_format=CourseFormat.ONLINE)
        return cls(workspace, ExamCentre(workspace), made.id)

    def enrolled(self, n: int = 1, day: date = ANAS_START) -> UUID:
        """The enrolment of candidate number `n`, whose window opens on `day`."""
        return self.workspace.call(
            enrol_online,
            offering_id=self.offering_id,
            candidate_id=make_candidate(self.workspace, n),
            start_date=day,
        ).enrollment_id

    def exam(self, day: date = EVENING, at: str = "18:00", seats: int = 5) -> UUID:
        """A remote session of the offering's exam."""
        (template,) = self.workspace.run(offering, offering_id=self.offering_id).templates
        return self.centre.exam(
            template.id,
            day,
            at,
            session_type=SessionType.REMOTE_INVIGILATION,
            delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
            max_capacity=seats,
            location="Online",
        ).id

    def book(self, enrollment_id: UUID, exam_session_id: UUID) -> RemoteBooked:
        choice = SlotChoice(SIX, exam_session_id)
        return self.workspace.call(book_remote, enrollment_id=enrollment_id, choice=choice)

    def case(self, enrollment_id: UUID) -> RemoteCase:
        return self.workspace.run(remote_case, enrollment_id=enrollment_id)

    def taken(self, exam_session_id: UUID) -> int:
        return self.workspace.run(exam_session, exam_session_id=exam_session_id).taken
