"""A level 3 course whose results are released, and people to challenge, mark and review them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.board import School, held_course
from tests.helpers.result_life import officer
from wset_desk.domain.catalogue import Component, ExamType, SessionType
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import PaymentMethod
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.derived import search_text
from wset_desk.services.enquiries.cases import enquiry_case
from wset_desk.services.enquiries.reviewing import complete_enquiry, start_review
from wset_desk.services.enquiries.rows import DecidedMark, EnquiryCase, EnquiryOption
from wset_desk.services.enquiries.submitting import enquiry_options, submit_enquiry
from wset_desk.services.money.payments import record_payment
from wset_desk.services.releases import release_results
from wset_desk.services.results import MarkInput, correct_marks, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamEnquiry, ExamRegistration
from wset_desk.system.clock import FixedClock

SAT = date(2026, 9, 20)
RELEASED_AT = datetime(2026, 9, 25, 9, tzinfo=UTC)
ASKED_AT = datetime(2026, 9, 28, 9, tzinfo=UTC)
RESIT_DAY = date(2026, 10, 18)
ONE, BOTH = Decimal("50.00"), Decimal("90.00")
THEORY, TASTING = EnquiryType.THEORY, EnquiryType.TASTING
MARTA, TOM, INES, ROLF = 1, 2, 3, 4
NAMES = {MARTA: "Marta", TOM: "Tom", INES: "Ines", ROLF: "Rolf"}
MARKS: Mapping[int, tuple[str, str]] = {
    MARTA: ("68", "51"),
    TOM: ("83", "48"),
    INES: ("60", "51"),
    ROLF: ("70", "60"),
    5: ("61", "40"),
    6: ("62", "41"),
    7: ("63", "42"),
    8: ("64", "43"),
}
"""Theory and tasting of each candidate; the last four fill the resit."""


@dataclass(frozen=True)
class Desk:
    """The centre on the day on which enquiries come in. `dan` marked, `cleo` confirmed and
    released, `eva` had nothing to do with it; `school.workspace` is the administrator's."""

    school: School
    clock: FixedClock
    dan: Workspace
    cleo: Workspace
    eva: Workspace

    @property
    def admin(self) -> Workspace:
        return self.school.workspace

    def registration(self, number: int, of: EnquiryType = TASTING) -> UUID:
        return self.school.registration(number, ExamType(of.value))

    def row(self, number: int, of: EnquiryType = TASTING) -> ExamRegistration:
        with self.admin.store.unit_of_work(self.admin.actor, write=False) as uow:
            return uow.get(ExamRegistration, self.registration(number, of))

    def enquiry(self, enquiry_id: UUID) -> ExamEnquiry:
        with self.admin.store.unit_of_work(self.admin.actor, write=False) as uow:
            return uow.get(ExamEnquiry, enquiry_id)

    def options(self, number: int) -> dict[EnquiryType, EnquiryOption]:
        """By type, those of the latest attempts."""
        found = self.admin.run(enquiry_options, candidate_id=self.school.people[number - 1])
        return {each.enquiry_type: each for each in reversed(found)}

    def submit(
        self,
        number: int,
        of: EnquiryType = TASTING,
        *,
        by: Workspace | None = None,
        **values: object,
    ) -> EnquiryCase:
        """An enquiry about the course's exams; `values` replace what is typed."""
        paper = THEORY if of is EnquiryType.BOTH else of
        given: dict[str, object] = {
            "registration_id": self.registration(number, paper),
            "enquiry_type": of,
            "reason": "The mark is too low",
            "consent_given_on": self.clock.now().date(),
        }
        return (by or self.admin).call(submit_enquiry, **{**given, **values})

    def pay(self, case: EnquiryCase) -> None:
        self.admin.call(
            record_payment,
            enquiry_id=case.id,
            amount=case.row.owed,
            method=PaymentMethod.CARD,
        )

    def under_review(self, number: int, of: EnquiryType = TASTING) -> EnquiryCase:
        """Submitted, paid, and Eva's."""
        case = self.submit(number, of)
        self.pay(case)
        return self.eva.call(start_review, enquiry_id=case.id)

    def complete(self, case: EnquiryCase, *marks: DecidedMark, **values: object) -> EnquiryCase:
        """Eva answers."""
        given = {"resolution": "Marked once more", **values}
        return self.eva.call(complete_enquiry, enquiry_id=case.id, marks=marks, **given)

    def corrected(self, number: int, text: str, by: Workspace) -> tuple[UUID, ...]:
        """The provisional version of a tasting mark that somebody corrected."""
        marks = (MarkInput(self.registration(number), Component.TASTING, text),)
        return by.call(correct_marks, marks=marks, reason="Added up wrongly").versions

    def case(self, case: EnquiryCase, by: Workspace | None = None) -> EnquiryCase:
        """As it is now, for whoever looks."""
        return (by or self.eva).run(enquiry_case, enquiry_id=case.id)

    def resit(self, day: date = RESIT_DAY, seats: int = 6) -> UUID:
        """A session of the tasting paper."""
        return self.school.exam(
            day, seats=seats, exam_type=ExamType.TASTING, session_type=SessionType.RESIT
        )


def enquiry_desk(workspace: Workspace, clock: FixedClock) -> Desk:
    """The morning of 28 September: the results of 20 September have been released."""
    school = held_course(
        workspace, clock, level=3, people=len(MARKS), end=time(17), days=(date(2026, 9, 19), SAT)
    )
    _name(school)
    dan, cleo, eva = (officer(workspace, name) for name in ("Dan Deft", "Cleo Cox", "Eva Exact"))
    clock.instant = RELEASED_AT
    _mark(school, dan)
    versions = _standing(school)
    release(cleo, cleo.call(confirm_results, versions=versions))
    clock.instant = ASKED_AT
    return Desk(school, clock, dan, cleo, eva)


def mark(component: Component | EnquiryType, text: str, part: str | None = None) -> DecidedMark:
    """What a review found."""
    return DecidedMark(Component(component.value), text, part)


def release(by: Workspace, versions: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return by.call(release_results, versions=versions)


def refusal(run: Workspace, command: object, **values: object) -> DomainError:
    """What a command is refused with."""
    with pytest.raises(DomainError) as refused:
        run.call(command, **values)  # type: ignore[arg-type]
    return refused.value


def _name(school: School) -> None:
    with school.workspace.store.unit_of_work(school.workspace.actor, write=True) as uow:
        for number, name in NAMES.items():
            row = uow.get(Candidate, school.people[number - 1])
            row.first_name = name
            row.search_text = search_text(row)
        uow.commit()


def _mark(school: School, dan: Workspace) -> None:
    marks = tuple(
        MarkInput(school.registration(number, ExamType(component.value)), component, text)
        for number, texts in MARKS.items()
        for component, text in zip(Component, texts, strict=True)
    )
    assert not dan.call(set_marks, marks=marks).refused


def _standing(school: School) -> tuple[UUID, ...]:
    grid = school.workspace.run(results_grid, course_session_id=school.course_session_id)
    cells = [cell for row in grid.rows for cell in row.cells if cell is not None]
    return tuple(cell.version_id for cell in cells if cell.version_id is not None)
