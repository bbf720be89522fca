"""Scenario A, step 2: whoever taught the course is warned of as invigilator of its exam."""

from datetime import date
from uuid import UUID

from tests.helpers.exam_centre import ExamCentre
from wset_desk.services import catalogue
from wset_desk.services.invigilation import InvigilatorAdvice, invigilator_advice
from wset_desk.services.workspace import Workspace

SATURDAY, SUNDAY = date(2026, 9, 5), date(2026, 9, 6)


def test_lee_who_taught_is_warned_of_and_kim_is_not(workspace: Workspace) -> None:
    centre = ExamCentre(workspace)
    centre.offering(level=2)
    (offering,) = workspace.run(catalogue.list_offerings)
    lee, kim = centre.person("Lee Jones"), centre.person("Kim Park")
    course = centre.course(offering.id, SATURDAY, SUNDAY, educator_ids=(lee,))
    (exam,) = course.exams

    def advice(*staff_ids: UUID) -> InvigilatorAdvice:
        return workspace.run(invigilator_advice, exam_session_id=exam.id, staff_ids=staff_ids)

    assert advice(lee, kim).educators == ("Lee Jones",)
    assert (advice(kim).educators, advice(kim).conflicts) == ((), ())


def test_who_is_needed_elsewhere_is_said(workspace: Workspace) -> None:
    centre = ExamCentre(workspace)
    theory = next(iter(centre.offering().values()))
    kim = centre.person("Kim Park")
    there = centre.exam(theory, SUNDAY, "10:30", invigilator_ids=(kim,))
    here = centre.exam(theory, SUNDAY, "10:00")
    found = workspace.run(invigilator_advice, exam_session_id=here.id, staff_ids=(kim,))
    assert [(each.who, each.session) for each in found.conflicts] == [("Kim Park", there.name)]
