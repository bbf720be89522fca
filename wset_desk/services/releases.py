"""Releasing results: only then do they reach candidates, and decide qualifications."""

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState, paper_award
from wset_desk.services.attempts import Enrolled, Qualification, ResultKey, enrolled
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import command, query
from wset_desk.services.derived import paper_rules, settle_overall
from wset_desk.services.release_messages import draft_results
from wset_desk.services.release_rows import CandidateRelease, PaperRelease
from wset_desk.services.result_states import StandingVersions
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork

UNDECIDED = Qualification(None, None)


@query(Permission.RELEASE_RESULTS)
def release_list(uow: UnitOfWork, *, versions: tuple[UUID, ...]) -> tuple[CandidateRelease, ...]:
    """What releasing these versions changes, and for whom; by name.

    Refuses what `release_results` refuses.
    """
    results = StandingVersions(uow, versions)
    results.check(ResultState.CONFIRMED, ResultState.RELEASED)
    return _ReleaseList(uow, results).read()


@command(Permission.RELEASE_RESULTS)
def release_results(
    uow: UnitOfWork, *, versions: tuple[UUID, ...], write_messages: bool = False
) -> tuple[UUID, ...]:
    """Release confirmed results as they stand in these versions, and settle what that decides.

    With `write_messages` a draft tells each candidate; nothing is sent by it.

    All or none, and for good: what is wrong is corrected, not taken back. Refuses
    RESULT_STATE_NOT_ALLOWED for what isn't confirmed, RESULT_ON_HOLD, RESULT_CHANGED_SINCE,
    NOT_FOUND.
    """
    results = StandingVersions(uow, versions)
    told = _ReleaseList(uow, results).read() if write_messages else ()
    released = results.move(ResultState.CONFIRMED, ResultState.RELEASED)
    draft_results(uow, told)
    enrollments = dict.fromkeys(
        sitting.registration.course_enrollment_id for sitting in results.sittings.values()
    )
    settle_overall(uow, *(each for each in enrollments if each is not None))
    return released


class _ReleaseList:
    def __init__(self, uow: UnitOfWork, results: StandingVersions) -> None:
        self._uow = uow
        self._results = results
        self._also = frozenset(results.keys)
        registrations = [sitting.registration for sitting in results.sittings.values()]
        self._enrolments = enrolled(
            uow, (r.course_enrollment_id for r in registrations if r.course_enrollment_id)
        )
        self._papers = paper_rules(uow, {s.template for s in results.sittings.values()})

    def read(self) -> tuple[CandidateRelease, ...]:
        groups: dict[tuple[UUID, UUID | None], list[ResultKey]] = defaultdict(list)
        for key in self._results.keys:
            registration = self._results.sittings[key[0]].registration
            groups[registration.candidate_id, registration.course_enrollment_id].append(key)
        people = self._uow.session.scalars(
            select(Candidate)
            .where(Candidate.id.in_({candidate_id for candidate_id, _ in groups}))
            .order_by(*BY_NAME)
        )
        return tuple(
            self._line(person, enrollment_id, keys)
            for person in people
            for (candidate_id, enrollment_id), keys in groups.items()
            if candidate_id == person.id
        )

    def _line(
        self, person: Candidate, enrollment_id: UUID | None, keys: list[ResultKey]
    ) -> CandidateRelease:
        enrolment = self._enrolments.get(enrollment_id) if enrollment_id else None
        return CandidateRelease(
            candidate_id=person.id,
            name=f"{person.first_name} {person.last_name}",
            number=person.candidate_number,
            papers=tuple(self._paper(key) for key in keys),
            before=_qualification(enrolment),
            after=_qualification(enrolment, self._also),
        )

    def _paper(self, key: ResultKey) -> PaperRelease:
        registration, _, template = self._results.sittings[key[0]]
        result = self._results.standing[key]
        score = result.value.score or Decimal(0)
        return PaperRelease(
            registration_id=registration.id,
            exam=template.name,
            exam_type=ExamType(template.exam_type),
            component=key[1],
            score=score,
            max_score=template.max_score,
            award=paper_award(
                passed=bool(getattr(registration, f"{key[1]}_passed")),
                score=score,
                max_score=template.max_score,
                bands=self._papers[template.id].bands,
            ),
            before=result.released.score,
        )


def _qualification(
    enrolment: Enrolled | None, also: frozenset[ResultKey] = frozenset()
) -> Qualification:
    return UNDECIDED if enrolment is None else enrolment.qualification(also)
