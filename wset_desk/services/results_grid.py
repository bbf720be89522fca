"""The results of one exam session, or of the papers of a course session side by side."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_

from wset_desk.domain.catalogue import Component, ExamType, PaperRules, RuleProfile, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.assigned import check_assigned, within_reach
from wset_desk.services.contract import query
from wset_desk.services.derived import profile_of_offering
from wset_desk.services.exams_held import ExamHeld, exams_where, places_of
from wset_desk.services.results_reading import RowReader
from wset_desk.services.results_rows import PaperColumn, ResultsGrid
from wset_desk.services.results_sitting import people_sitting
from wset_desk.storage.schema import ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def results_grid(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID | None = None,
    course_session_id: UUID | None = None,
    candidate_ids: Collection[UUID] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> ResultsGrid:
    """The marks of one exam session, or of all bundled papers of a course session together.

    Candidates by name: all of them, `limit` behind the first `offset`, or those of `candidate_ids`.
    Of a course session an invigilator sees the papers assigned to them. Refuses NOT_ASSIGNED,
    NOT_FOUND.
    """
    exams = exams_to_mark(uow, exam_session_id, course_session_id)
    first = exams[0]
    profile = profile_of_offering(uow, first.offering.id)
    columns = tuple(column for exam in exams for column in _columns(exam, profile))
    people = people_sitting(
        uow,
        [exam.session.id for exam in exams],
        offset=offset,
        limit=None if limit is None else limit + 1,
        only=candidate_ids,
    )
    shown = people[:limit]
    reader = RowReader(uow, exams, columns, profile)
    return ResultsGrid(
        name=first.name,
        level=first.offering.wset_level,
        starts_at=first.session.exam_date,
        places=places_of(exams),
        columns=columns,
        rows=reader.read(shown),
        is_last=len(shown) == len(people),
        entered_twice=reader.entered_twice,
    )


def exams_to_mark(
    uow: UnitOfWork, exam_session_id: UUID | None, course_session_id: UUID | None
) -> list[ExamHeld]:
    """An exam session, or the bundled ones of a course session within the actor's reach.

    Refuses NOT_ASSIGNED, NOT_FOUND.
    """
    if course_session_id is not None:
        exams = _bundled_exams(uow, course_session_id)
    else:
        exams = exams_where(uow, ExamSession.id == exam_session_id)
    if not exams:
        raise DomainError("NOT_FOUND", entity=ExamSession.__tablename__)
    check_assigned(uow, [exam.session.id for exam in exams], Permission.VIEW_RESULTS)
    return exams


def _bundled_exams(uow: UnitOfWork, course_session_id: UUID) -> list[ExamHeld]:
    """Those within the actor's reach; all of them if none is, to be refused as not assigned."""
    bundled = and_(
        ExamSession.course_session_id == course_session_id,
        ExamSession.session_type == SessionType.BUNDLED,
    )
    return exams_where(uow, bundled, within_reach(uow, Permission.VIEW_RESULTS)) or exams_where(
        uow, bundled
    )


def _columns(exam: ExamHeld, profile: RuleProfile) -> list[PaperColumn]:
    kind = ExamType(exam.template.exam_type)
    paper = profile.paper(exam.offering.wset_level, kind)
    return [
        column for component in paper.components for column in _columns_of(exam, paper, component)
    ]


def _columns_of(exam: ExamHeld, paper: PaperRules, component: Component) -> list[PaperColumn]:
    session_id, kind = exam.session.id, paper.exam_type
    parts = [PaperColumn(session_id, component, kind, part.max_score, part) for part in paper.parts]
    maximum = exam.template.max_score
    return [*parts, PaperColumn(session_id, component, kind, maximum, is_total=bool(parts))]
