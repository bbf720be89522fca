"""Number, mean, spread, pass rate and histogram of each session and paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.paper_statistics import MarkedPaper, PaperStatistics, paper_statistics
from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.services.contract import query
from wset_desk.services.exams_held import SCHEDULED
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import marks_chart, month_line
from wset_desk.services.reports.facts import Exam, Sitting, sittings, sittings_of
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    Origin,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.tallies import tallies, tally
from wset_desk.storage.schema import ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

_LOWEST = ReportColumn("lowest", N_("Lowest"), CellKind.POINTS)
_HIGHEST = ReportColumn("highest", N_("Highest"), CellKind.POINTS)
_COLUMNS = (
    *(col.DAY, col.EXAM, col.LEVEL, col.PAPER, col.RELEASED),
    *(col.MEAN, col.SPREAD, _LOWEST, _HIGHEST, col.PASS_RATE),
)


@dataclass(frozen=True, slots=True)
class PaperOfSession:
    """One paper of an exam day: of what is released, and of every mark that is in."""

    exam: Exam
    seats: int
    absent: int
    released: PaperStatistics
    every: PaperStatistics


@query(Permission.VIEW_REPORTS)
def session_statistics(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each exam session with a released result, the latest first."""
    counted = sittings(uow, period)
    found = [
        (exam, each.statistics)
        for exam, each in tallies(counted, lambda sitting: sitting.exam).items()
        if each.released
    ]
    found.sort(key=lambda item: (item[0].day, item[0].name), reverse=True)
    total = tally(counted)
    return ReportTable(
        columns=_COLUMNS,
        rows=tuple(
            ReportRow(
                (
                    *(exam.day, exam.name, exam.level, exam.exam_type.value),
                    *_cells(statistics),
                ),
                Origin(exam_session_id=exam.id),
            )
            for exam, statistics in found
        ),
        total=ReportRow((None, None, None, None, *_cells(total.statistics))),
        headlines=col.outcome_headlines(total),
        charts=(marks_chart(total.statistics.histogram), _means(counted)),
        note=N_("Marks are in per cent of the full mark; the spread is their standard deviation."),
    )


@query(Permission.VIEW_REPORTS, Permission.VIEW_RESULTS)
def statistics_of(
    uow: UnitOfWork, *, exam_session_id: UUID | None = None, course_session_id: UUID | None = None
) -> tuple[PaperOfSession, ...]:
    """Of one exam session, or of all bundled ones of a course session, in their order."""
    chosen = (
        ExamSession.id == exam_session_id
        if exam_session_id is not None
        else ExamSession.course_session_id == course_session_id
    )
    ids = uow.session.scalars(select(ExamSession.id).where(chosen, ExamSession.status == SCHEDULED))
    counted = sittings_of(uow, frozenset(ids))
    exams = sorted({each.exam for each in counted}, key=lambda exam: (exam.day, str(exam.id)))
    return tuple(_paper(exam, [each for each in counted if each.exam == exam]) for exam in exams)


def _paper(exam: Exam, counted: Sequence[Sitting]) -> PaperOfSession:
    return PaperOfSession(
        exam=exam,
        seats=len(counted),
        absent=sum(each.is_absent for each in counted),
        released=_statistics(counted, lambda sitting: sitting.result),
        every=_statistics(counted, lambda sitting: sitting.marked),
    )


def _statistics(
    counted: Sequence[Sitting], result: Callable[[Sitting], MarkedPaper | None]
) -> PaperStatistics:
    return paper_statistics([each for sitting in counted if (each := result(sitting)) is not None])


def _cells(found: PaperStatistics) -> tuple[Cell, ...]:
    return (
        *(found.number, found.mean_percent, found.spread),
        *(found.lowest_percent, found.highest_percent, found.pass_rate),
    )


def _means(counted: Sequence[Sitting]) -> Chart:
    months = tallies(counted, lambda sitting: sitting.exam.month)
    means = {month: each.statistics.mean_percent for month, each in months.items()}
    return month_line(
        N_("Mean % by month"),
        N_("Of the results that are released."),
        means,
        nothing=None,
        series=N_("Mean %"),
        kind=CellKind.POINTS,
    )
