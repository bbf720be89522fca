"""The sample's enquiries: in every state and with every outcome, one late, one appealed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from functools import partial
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import HUNDRED_PERCENT, Component
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.services.demo.school import ZONE, Hand, School, at
from wset_desk.services.enquiries.case_file import add_note, record_answer, record_forwarded
from wset_desk.services.enquiries.cases import enquiry_case
from wset_desk.services.enquiries.reviewing import (
    complete_enquiry,
    reject_enquiry,
    start_review,
)
from wset_desk.services.enquiries.rows import DecidedMark, DisputedPaper, EnquiryKey, EnquiryOption
from wset_desk.services.enquiries.submitting import enquiry_options, submit_enquiry
from wset_desk.services.money.payments import record_payment
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

_ONE_MARK = Decimal(1)
Deed = Callable[[UnitOfWork, UUID], object]


@dataclass(frozen=True)
class Story:
    """An enquiry that is asked for on a day, and what is done about it on later days.

    `short`: by how many percent the mark misses the pass mark, from and to. `resit`: the candidate
    has a seat in a resit to come, which the answer makes needless.
    """

    asked: date
    reason: str
    deeds: tuple[tuple[date, Deed], ...] = ()
    is_paid: bool = True
    about: Component = Component.THEORY
    short: tuple[int, int] = (0, 20)
    resit: bool = False


class Enquiries:
    """Puts them on the agenda; a small sample may have nobody who could ask."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._asked: set[UUID] = set()

    def plan(self) -> None:
        for number, story in enumerate(STORIES):
            self._school.agenda.add(at(story.asked, 11, number), partial(self._ask, story))

    def _ask(self, story: Story, uow: UnitOfWork) -> None:
        found = next(self._possible(uow, story), None)
        if found is None:
            return
        candidate_id, option = found
        self._asked.add(candidate_id)
        case = submit_enquiry(
            uow,
            registration_id=option.key.registration_id,
            enquiry_type=option.enquiry_type,
            reason=story.reason,
            consent_given_on=story.asked,
        ).value
        if story.is_paid:
            self._later(story.asked + timedelta(days=1), 10, partial(_pay, enquiry_id=case.id))
        for number, (day, deed) in enumerate(story.deeds):
            self._later(day, 12, partial(_do, deed, case.id), number, by=Hand.HEAD)

    def _later(
        self,
        day: date,
        hour: int,
        deed: Callable[[UnitOfWork], object],
        minute: int = 0,
        by: Hand = Hand.OFFICER,
    ) -> None:
        self._school.agenda.add(at(day, hour, minute), deed, by=by)

    def _possible(self, uow: UnitOfWork, story: Story) -> Iterator[tuple[UUID, EnquiryOption]]:
        """Who failed about so narrowly and may challenge it; nobody asks twice."""
        from_, to = story.short
        for row, short in _failed(uow, story.about):
            if row.candidate_id in self._asked or not from_ <= short <= to:
                continue
            if story.resit and not _has_resit(uow, row):
                continue
            wanted = EnquiryKey(row.id, EnquiryType(story.about.value))
            for option in enquiry_options(uow, candidate_id=row.candidate_id):
                if option.key == wanted and not option.reasons:
                    yield row.candidate_id, option


def _failed(uow: UnitOfWork, component: Component) -> Iterator[tuple[ExamRegistration, Decimal]]:
    """Who failed this component, the newest exam first, with the percentage that is missing."""
    tasting = component is Component.TASTING
    passed = ExamRegistration.tasting_passed if tasting else ExamRegistration.theory_passed
    rows = uow.session.execute(
        select(ExamRegistration, ExamTemplate)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(passed.is_(False))
        .order_by(ExamSession.exam_date.desc(), ExamRegistration.id)
    )
    for row, template in rows:
        score = row.tasting_score if tasting else row.theory_score
        if score is not None:
            percent = score * HUNDRED_PERCENT / template.max_score
            yield row, template.pass_mark_percentage - percent


def _has_resit(uow: UnitOfWork, failed: ExamRegistration) -> bool:
    """Whether they are to sit the paper again, after the sample's present."""
    found = select(ExamRegistration.id).join(
        ExamSession, ExamSession.id == ExamRegistration.exam_session_id
    )
    booked = found.where(
        ExamRegistration.course_enrollment_id == failed.course_enrollment_id,
        ExamRegistration.registration_type == RegistrationType.RESIT,
        ExamRegistration.status == RegistrationStatus.REGISTERED,
        ExamSession.exam_date > sample.NOW,
    )
    return uow.session.scalar(booked.limit(1)) is not None


def _do(deed: Deed, enquiry_id: UUID, uow: UnitOfWork) -> None:
    deed(uow, enquiry_id)


def _pay(uow: UnitOfWork, enquiry_id: UUID) -> None:
    owed = enquiry_case(uow, enquiry_id=enquiry_id).account.owed
    record_payment(uow, enquiry_id=enquiry_id, amount=owed, method=PaymentMethod.CARD)


def _review(uow: UnitOfWork, enquiry_id: UUID) -> None:
    start_review(uow, enquiry_id=enquiry_id)


def _forward(uow: UnitOfWork, enquiry_id: UUID) -> None:
    record_forwarded(
        uow,
        enquiry_id=enquiry_id,
        happened_on=_today(uow),
        reference="AB-2026-0317",
        text="The script, the marking key and the candidate's statement.",
    )


def _answered(uow: UnitOfWork, enquiry_id: UUID) -> None:
    record_answer(
        uow,
        enquiry_id=enquiry_id,
        happened_on=_today(uow),
        reference="AB-2026-0281",
        text="The second examiner agrees with the first one.",
    )


def _note(uow: UnitOfWork, enquiry_id: UUID) -> None:
    add_note(uow, enquiry_id=enquiry_id, text="Called to ask how long it will take.")


def _uphold(uow: UnitOfWork, enquiry_id: UUID) -> None:
    """As many marks more as are needed to pass."""
    _complete(uow, enquiry_id, _pass_mark, "Two answers of section B were right and not counted.")


def _raise_a_little(uow: UnitOfWork, enquiry_id: UUID) -> None:
    _complete(
        uow, enquiry_id, lambda paper: _told(paper) + _ONE_MARK, "One more mark for question 4."
    )


def _find_nothing(uow: UnitOfWork, enquiry_id: UUID) -> None:
    """A mark was given twice: it goes down."""
    _complete(
        uow,
        enquiry_id,
        lambda paper: _told(paper) - _ONE_MARK,
        "All answers were counted; one of them twice.",
    )


def _turn_away(uow: UnitOfWork, enquiry_id: UUID) -> None:
    reject_enquiry(
        uow,
        enquiry_id=enquiry_id,
        reason="It is about the room, not about the marking: taken up as a complaint.",
    )


def _appeal(uow: UnitOfWork, enquiry_id: UUID) -> None:
    case = enquiry_case(uow, enquiry_id=enquiry_id)
    submit_enquiry(
        uow,
        registration_id=case.row.registration_id,
        enquiry_type=case.row.enquiry_type,
        reason="The answer doesn't say what was wrong with my note on wine 1.",
        consent_given_on=_today(uow),
        appeal_of_id=enquiry_id,
    )


def _complete(
    uow: UnitOfWork,
    enquiry_id: UUID,
    mark: Callable[[DisputedPaper], Decimal],
    resolution: str,
) -> None:
    papers = enquiry_case(uow, enquiry_id=enquiry_id).papers
    marks = tuple(_decided(each.component, mark(each)) for each in papers if not each.parts)
    complete_enquiry(uow, enquiry_id=enquiry_id, marks=marks, resolution=resolution)


def _decided(component: Component, mark: Decimal) -> DecidedMark:
    return DecidedMark(component, max(mark, Decimal(0)))


def _told(paper: DisputedPaper) -> Decimal:
    told = paper.disputed.score if paper.disputed is not None else None
    return told or Decimal(0)


def _pass_mark(paper: DisputedPaper) -> Decimal:
    exact = paper.pass_mark_percentage * paper.max_score / HUNDRED_PERCENT
    return exact.quantize(_ONE_MARK, rounding=ROUND_UP)


def _today(uow: UnitOfWork) -> date:
    return uow.now.astimezone(ZONE).date()


STORIES = (
    Story(
        date(2026, 1, 12),
        "I finished all questions and expected more.",
        ((date(2026, 1, 16), _review), (date(2026, 1, 29), _raise_a_little)),
        short=(3, 20),
    ),
    Story(
        date(2026, 1, 20),
        "The radiator was so loud that I couldn't read.",
        ((date(2026, 1, 23), _turn_away),),
    ),
    Story(
        date(2026, 2, 3),
        "Nobody told me how long an enquiry takes.",
        ((date(2026, 2, 9), _review), (date(2026, 2, 26), _note)),
    ),
    Story(
        date(2026, 2, 5),
        "My note on wine 1 says what the model answer says.",
        (
            (date(2026, 2, 10), _review),
            (date(2026, 2, 11), _forward),
            (date(2026, 2, 24), _answered),
            (date(2026, 2, 25), _find_nothing),
            (date(2026, 3, 10), _appeal),
        ),
        about=Component.TASTING,
        short=(2, 20),
    ),
    Story(
        date(2026, 2, 16),
        "I am sure that I answered question 12.",
        ((date(2026, 2, 19), _review), (date(2026, 3, 11), _uphold)),
        resit=True,
    ),
    Story(
        date(2026, 2, 27),
        "The second wine was corked, and I said so.",
        ((date(2026, 3, 3), _review), (date(2026, 3, 5), _forward)),
        about=Component.TASTING,
    ),
    Story(date(2026, 3, 9), "Please count my marks once more."),
    Story(
        date(2026, 3, 11),
        "I described acidity, tannin and finish as asked.",
        is_paid=False,
        about=Component.TASTING,
    ),
)
