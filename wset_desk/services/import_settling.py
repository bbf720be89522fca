"""What has to be computed anew, and which results are taken back, where an import is taken out."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.results import ResultState
from wset_desk.services.derived import (
    recount_seats,
    settle_overall,
    settle_own_times,
    settle_results,
    settle_search_texts,
)
from wset_desk.services.result_versions import (
    NO_RESULT,
    sittings,
    standing_results,
    value_of,
    write_version,
)
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork

R = TypeVar("R")
_AT_ONCE = 1000


def taken_back(uow: UnitOfWork, registration_ids: Sequence[UUID]) -> dict[UUID, ResultVersion]:
    """The versions of results of these that were taken back: nothing stands upon them any more."""
    found: dict[UUID, ResultVersion] = {}
    for start in range(0, len(registration_ids), _AT_ONCE):
        some = registration_ids[start : start + _AT_ONCE]
        standing = standing_results(uow, some)
        versions = select(ResultVersion).where(ResultVersion.exam_registration_id.in_(some))
        for row in uow.session.scalars(versions):
            if standing[row.exam_registration_id, Component(row.component)].value == NO_RESULT:
                found[row.id] = row
    return found


def take_results_back(uow: UnitOfWork, versions: Sequence[ResultVersion]) -> None:
    """Results as they were before these versions, as versions of their own."""
    first: dict[tuple[UUID, Component], ResultVersion] = {}
    for each in sorted(versions, key=lambda each: each.number):
        first.setdefault((each.exam_registration_id, Component(each.component)), each)
    if not first:
        return
    concerned = {registration_id for registration_id, _ in first}
    standing, places = standing_results(uow, concerned), sittings(uow, concerned)
    before = _versions_before(uow, first)
    for (registration_id, component), version in first.items():
        old = before.get((registration_id, component, version.number - 1))
        write_version(
            uow,
            places[registration_id],
            component,
            standing[registration_id, component],
            state=ResultState.PROVISIONAL if old is None else ResultState(old.state),
            value=NO_RESULT if old is None else value_of(old),
        )
    settle_results(uow, *(each.registration for each in places.values()))


def _versions_before(
    uow: UnitOfWork, first: Iterable[tuple[UUID, Component]]
) -> dict[tuple[UUID, Component, int], ResultVersion]:
    concerned = {registration_id for registration_id, _ in first}
    rows = uow.session.scalars(
        select(ResultVersion).where(ResultVersion.exam_registration_id.in_(concerned))
    )
    return {(row.exam_registration_id, Component(row.component), row.number): row for row in rows}


def settle_after_removal(uow: UnitOfWork, rows: Iterable[Any]) -> None:
    """Seats, own times, overall results and search texts of what these rows were about."""
    changed = list(rows)
    bookings = _of(ExamRegistration, changed)
    people = [each for each in _of(Candidate, changed) if each.deleted_at is None]
    settle_search_texts(uow, *people)
    uow.session.flush()
    ids = {each.exam_session_id for each in bookings}
    recount_seats(uow, *uow.session.scalars(select(ExamSession).where(ExamSession.id.in_(ids))))
    concerned = {each.candidate_id for each in bookings} | {each.id for each in people}
    for candidate_id in _with_extra_time(uow, concerned):
        settle_own_times(uow, candidate_id)
    enrolments = {each.course_enrollment_id for each in bookings}
    settle_overall(uow, *(each for each in enrolments if each is not None))


def _with_extra_time(uow: UnitOfWork, candidate_ids: Iterable[UUID]) -> Sequence[UUID]:
    """Those, and people who had it until now: their exams have own times."""
    own = select(ExamRegistration.candidate_id).where(ExamRegistration.starts_at.is_not(None))
    now = select(Candidate.id).where(Candidate.extra_time_percent > 0)
    known = {*uow.session.scalars(own), *uow.session.scalars(now)}
    return sorted(known.intersection(candidate_ids))


def _of(kind: type[R], rows: Iterable[Any]) -> list[R]:
    return [row for row in rows if isinstance(row, kind)]
