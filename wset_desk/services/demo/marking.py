"""The last papers of a tasting in the sample, typed by two people; and a result on hold."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.results import ResultState
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.demo.offer import Sold
from wset_desk.services.demo.school import Exam, Hand, School, at
from wset_desk.services.marking.holds import place_hold
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.settings import RESULT_DOUBLE_ENTRY
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

_EVE = sample.NOW.date() - timedelta(days=1)
"""Nothing is confirmed or released any more between this evening and the sample's present."""
_LEVEL, _SUBJECT = 3, "Wines"
_FIRST = (Decimal(68), Decimal("74.5"), Decimal(59))
_SECOND = (Decimal(68), Decimal("47.5"))
"""They agree on one, differ on one, and one is still to be typed by the second."""
_WHY_HELD = "A page of the answer sheet is missing: the awarding body has been asked."


class MarksTwice:
    """Where the sample has such papers: a small one may have none."""

    def __init__(self, school: School) -> None:
        self._school = school

    def plan(self) -> None:
        agenda = self._school.agenda
        agenda.add(at(_EVE, 17, 40), self._switch_on, by=Hand.HEAD)
        agenda.add(at(_EVE, 17, 50), lambda uow: self._type(uow, _FIRST))
        agenda.add(at(_EVE, 18, 5), lambda uow: self._type(uow, _SECOND), by=Hand.SECOND)
        agenda.add(at(_EVE, 18, 15), self._hold, by=Hand.SECOND)

    def _switch_on(self, uow: UnitOfWork) -> None:
        course = self._school.offerings[Sold.WINES_3].course_id
        change_setting(uow, name=RESULT_DOUBLE_ENTRY.name, value=True, course_id=course)

    def _type(self, uow: UnitOfWork, marks: Sequence[Decimal]) -> None:
        exam = next((each for each in self._latest_first() if self._waits(uow, each)), None)
        if exam is not None:
            last = exam.sitters[-len(_FIRST) :]
            inputs = (
                MarkInput(sitter.registration_id, exam.component, mark)
                for sitter, mark in zip(last, marks, strict=False)
            )
            set_marks(uow, marks=tuple(inputs))

    def _hold(self, uow: UnitOfWork) -> None:
        """The first of the latest marks that wait to be confirmed."""
        for exam in self._latest_first(ExamType.THEORY):
            for sitter in exam.sitters:
                row = uow.get(ExamRegistration, sitter.registration_id)
                if row.theory_state == ResultState.PROVISIONAL:
                    place_hold(
                        uow,
                        results=((row.id, Component.THEORY),),
                        reason=_WHY_HELD,
                    )
                    return

    def _latest_first(self, kind: ExamType = ExamType.TASTING) -> list[Exam]:
        held = (
            each
            for each in self._school.exams
            if each.start < at(_EVE, 12)
            and not each.is_remote
            and (kind is not ExamType.TASTING or _is_ours(each))
            and each.paper.exam_type is kind
        )
        return sorted(held, key=lambda each: each.start, reverse=True)

    def _waits(self, uow: UnitOfWork, exam: Exam) -> bool:
        """Whether the last papers are out, and the others marked."""
        if len(exam.sitters) <= len(_FIRST):
            return False
        scores = [
            uow.get(ExamRegistration, sitter.registration_id).tasting_score
            for sitter in exam.sitters
        ]
        return scores[0] is not None and scores[-1] is None


def _is_ours(exam: Exam) -> bool:
    return (exam.paper.level, exam.paper.subject) == (_LEVEL, _SUBJECT)
