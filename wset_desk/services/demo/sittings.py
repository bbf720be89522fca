"""The sample's exam days: who stays away, which marks are given, who comes again."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.results import PartMark, component_passed
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.demo.checks import RemoteChecks
from wset_desk.services.demo.fees import FeeDesk
from wset_desk.services.demo.school import ZONE, Enrolled, Exam, Hand, School, Sitter, at
from wset_desk.services.exam_places import book_place
from wset_desk.services.releases import release_results
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

_ABSENT = {1: 0.1, 2: 0.09, 3: 0.1}
_DAYS_TO_MARK = {1: 6, 2: 6, 3: 6}
_REMOTE_DAYS_TO_MARK = 3
_DAYS_TO_CONFIRM, _DAYS_TO_RELEASE = 5, 8
"""After the day on which a paper is marked."""
_LATELY = timedelta(weeks=6)
"""Whose results were released since then was written to."""
_MEAN = {1: 70.0, 2: 68.0, 3: 66.0}
_TASTING_MEAN, _SPREAD, _SECOND_TRY = 64.0, 11.0, 4.0
_LOWEST, _HIGHEST = 21.0, 98.0
_STILL_OUT = 3
"""Tasting papers that nobody has marked yet, of each tasting whose marks are otherwise in."""
_STILL_OUT_FROM = at(date(2026, 3, 1), 0)
_COMES_AGAIN = 0.8


class ExamDays:
    """Follows exams through attendance and marks to what comes of them."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.checks = RemoteChecks(school)
        self.fees = FeeDesk(school)

    def follow(self, exam: Exam) -> None:
        """Put the exam's evening and the day on which it is marked on the agenda."""
        lag = _REMOTE_DAYS_TO_MARK if exam.is_remote else _DAYS_TO_MARK[exam.paper.level]
        self._school.agenda.add(at(exam.day, 20, 30), lambda uow: self._attendance(uow, exam))
        self._school.agenda.add(
            at(exam.day + timedelta(days=lag), 14), lambda uow: self._mark(uow, exam)
        )

    def book(self, uow: UnitOfWork, exam: Exam, enrolled: Enrolled, kind: RegistrationType) -> bool:
        """Give somebody a place, and mostly take the fee; False where the rules refuse it."""
        fee = Decimal("60.00") if kind is RegistrationType.STANDALONE else None
        try:
            registration = book_place(
                uow,
                exam_session_id=exam.id,
                enrollment_id=enrolled.id,
                registration_type=kind,
                fee=fee,
            )
        except DomainError:
            return False
        if exam.is_remote:
            self.checks.follow(uow, exam, registration)
        sitter = Sitter(enrolled, registration.id)
        self.fees.take(uow, exam, sitter, registration)
        enrolled.person.days.add(exam.day)
        exam.sitters.append(sitter)
        return True

    def _attendance(self, uow: UnitOfWork, exam: Exam) -> None:
        absent = [each for each in exam.sitters if self._is_absent(exam, each.enrolled)]
        if not absent:
            return
        mark_no_show(uow, registration_ids=tuple(each.registration_id for each in absent))
        exam.sitters = [each for each in exam.sitters if each not in absent]
        for each in absent:
            self.fees.excuse(uow, each)
        if not exam.is_remote:
            self._come_again(exam, absent, SessionType.MAKEUP, RegistrationType.MAKEUP)

    def _is_absent(self, exam: Exam, enrolled: Enrolled) -> bool:
        """Who comes to the first paper of a day comes to the second."""
        if exam.day not in enrolled.absent_on:
            share = _ABSENT[exam.paper.level]
            enrolled.absent_on[exam.day] = self._school.source.random() < share
        return enrolled.absent_on[exam.day]

    def _mark(self, uow: UnitOfWork, exam: Exam) -> None:
        sitters = exam.sitters
        if exam.paper.exam_type is ExamType.TASTING and exam.start >= _STILL_OUT_FROM:
            sitters = sitters[:-_STILL_OUT]
        if not sitters:
            return
        papers = [self._marks(exam, each) for each in sitters]
        marks = tuple(
            MarkInput(each.registration_id, exam.component, score, part)
            for each, paper in zip(sitters, papers, strict=True)
            for part, score in paper.items()
        )
        self._look_over(uow, set_marks(uow, marks=marks).value.versions)
        failed = [
            each
            for each, paper in zip(sitters, papers, strict=True)
            if not self._note(exam, each.enrolled, paper)
        ]
        self._come_again(exam, failed, SessionType.RESIT, RegistrationType.RESIT)

    def _look_over(self, uow: UnitOfWork, versions: tuple[UUID, ...]) -> None:
        """The second officer confirms marks, and some days later they are released."""
        day, agenda = uow.now.astimezone(ZONE).date(), self._school.agenda

        def confirm(uow: UnitOfWork) -> None:
            confirmed = confirm_results(uow, versions=versions).value
            when = at(day + timedelta(days=_DAYS_TO_RELEASE), 11, 15)
            told = when > sample.NOW - _LATELY
            agenda.add(
                when, lambda uow: release_results(uow, versions=confirmed, write_messages=told)
            )

        agenda.add(at(day + timedelta(days=_DAYS_TO_CONFIRM), 16, 5), confirm, by=Hand.SECOND)

    def _marks(self, exam: Exam, sitter: Sitter) -> dict[str | None, Decimal]:
        """A mark for each part of the paper; under None that of a paper without parts."""
        if not exam.parts:
            return {None: self._score(exam, sitter, exam.max_score)}
        return {part.name: self._score(exam, sitter, part.max_score) for part in exam.parts}

    def _score(self, exam: Exam, sitter: Sitter, max_score: Decimal | int) -> Decimal:
        """On the scale from 0 to `max_score`: whole marks, in a tasting halves too."""
        tasting = exam.paper.exam_type is ExamType.TASTING
        mean = _TASTING_MEAN if tasting else _MEAN[exam.paper.level]
        mean += sitter.enrolled.person.ability
        mean += _SECOND_TRY if exam.session_type is SessionType.RESIT else 0
        percent = min(_HIGHEST, max(_LOWEST, self._school.source.gauss(mean, _SPREAD)))
        steps = 2 if tasting else 1
        return Decimal(round(percent * float(max_score) / 100 * steps)) / steps

    def _note(self, exam: Exam, enrolled: Enrolled, marks: dict[str | None, Decimal]) -> bool:
        """Keep in mind whether the paper is passed, and with it the qualification."""
        parts = [PartMark(part, marks[part.name]) for part in exam.parts]
        total = sum(marks.values(), Decimal(0))
        passed = component_passed(total, exam.max_score, exam.pass_mark, parts)
        enrolled.papers[exam.paper.exam_type] = passed
        templates = self._school.offerings[enrolled.plan.key].templates
        if all(enrolled.papers.get(each.exam_type) for each in templates):
            enrolled.person.passed.add((enrolled.plan.level, enrolled.plan.subject))
        return passed

    def _come_again(
        self, exam: Exam, sitters: list[Sitter], session_type: SessionType, kind: RegistrationType
    ) -> None:
        again = [each for each in sitters if self._school.source.random() < _COMES_AGAIN]

        def rebook(uow: UnitOfWork) -> None:
            for each in again:
                for place in self._school.open_exams(exam.paper, session_type, uow.now):
                    if self.book(uow, place, each.enrolled, kind):
                        break

        lag = _DAYS_TO_MARK[exam.paper.level] + 2
        self._school.agenda.add(at(exam.day + timedelta(days=lag), 10, 30), rebook)
