"""A centre in which things have been done, for tests of the audit log and its screen."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from tests.helpers.courses import enrol_in, level_2_course
from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.permissions import Role
from wset_desk.services.candidates import add_candidate, edit_candidate, remove_candidate
from wset_desk.services.course_session_changes import cancel_course_session
from wset_desk.services.course_sessions import course_session
from wset_desk.services.staff import add_staff
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

MONDAY, TUESDAY, WEDNESDAY = (datetime(2026, 8, day, 9, 30, tzinfo=UTC) for day in (3, 4, 5))
REASON = "The tutor is ill"


@dataclass(frozen=True)
class AuditedCentre:
    """On Monday Ada makes a course and takes up Chloé and Omar; on Tuesday Kim, an exams officer,
    corrects Chloé's number and enrols both; on Wednesday Ada removes Lena, whom she had just taken
    up, and cancels the course."""

    workspace: Workspace
    kim: UUID
    session: UUID
    exam: UUID
    chloe: UUID
    omar: UUID
    lena: UUID


def audited_centre(workspace: Workspace, clock: FixedClock) -> AuditedCentre:
    clock.instant = MONDAY
    session = level_2_course(workspace)
    people = [_person(workspace, *name.split()) for name in ("Chloé Martin", "Omar Haddad")]
    kim = workspace.call(
        add_staff,
        name="Kim Adler",
        username="kim",
        password=PASSWORD,
        roles=frozenset({Role.EXAMS_OFFICER}),
        passwords=PASSWORDS,
    ).id
    clock.instant = TUESDAY
    officer = replace(
        workspace.actor, staff_id=kim, name="Kim Adler", roles=frozenset({Role.EXAMS_OFFICER})
    )
    by_kim = Workspace(workspace.store, officer)
    by_kim.call(
        edit_candidate,
        candidate_id=people[0],
        values=CandidateValues(
            first_name="Chloé",
            last_name="Martin",
            candidate_number="W104 664",
            birth_date=date(1990, 9, 5),
            extra_time_percent=25,
        ),
    )
    enrol_in(by_kim, session.id, *people)
    clock.instant = WEDNESDAY
    lena = _person(workspace, "Lena", "Vogt")
    workspace.call(remove_candidate, candidate_id=lena)
    exam = workspace.run(course_session, session_id=session.id).exams[0].id
    workspace.call(cancel_course_session, session_id=session.id, reason=REASON)
    return AuditedCentre(workspace, kim, session.id, exam, people[0], people[1], lena)


def _person(workspace: Workspace, first_name: str, last_name: str) -> UUID:
    return workspace.call(add_candidate, first_name=first_name, last_name=last_name).id
