"""Pass rates by level, paper, educator and session. Only released results count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import bars, by_month, marks_chart, paper_bars
from wset_desk.services.reports.facts import Sitting, sittings
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
from wset_desk.services.reports.tallies import Tally, tallies, tally
from wset_desk.services.results_sitting import names_of_staff
from wset_desk.storage.schema import CourseEnrollment, SessionStaff
from wset_desk.storage.unit_of_work import UnitOfWork

_ABOUT = N_("Released results that pass, of all that are released.")
_QUALIFICATIONS = (
    ReportColumn("decided", N_("Decided"), CellKind.NUMBER),
    ReportColumn("achieved", N_("Achieved"), CellKind.NUMBER),
    ReportColumn("achieved_rate", N_("Achieved %"), CellKind.PERCENT),
)
_CANDIDATES = ReportColumn("candidates", N_("Candidates"), CellKind.NUMBER)
_EDUCATOR = ReportColumn("educator", N_("Educator"), CellKind.TEXT)
_PLACE = ReportColumn("place", N_("Place"), CellKind.TEXT)


@query(Permission.VIEW_REPORTS)
def by_level(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each level, with the qualifications that its results decided."""
    counted = sittings(uow, period)
    found = dict(sorted(tallies(counted, lambda sitting: sitting.exam.level).items()))
    total = tally(counted)
    return ReportTable(
        columns=(col.LEVEL, *col.OUTCOME_COLUMNS, *_QUALIFICATIONS),
        rows=tuple(
            ReportRow(
                (level, *col.outcome_cells(each), *_qualification_cells(each)),
                Origin(report="sessions", level=level),
            )
            for level, each in found.items()
        ),
        total=ReportRow((None, *col.outcome_cells(total), *_qualification_cells(total))),
        headlines=col.outcome_headlines(total),
        charts=(
            bars(
                N_("Pass rate by level"),
                _ABOUT,
                found,
                [each.pass_rate for each in found.values()],
                series=N_("Pass rate"),
                label_kind=CellKind.LEVEL,
            ),
            _months(counted),
        ),
    )


@query(Permission.VIEW_REPORTS)
def by_paper(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each paper of each level and subject."""
    counted = sittings(uow, period)
    found = dict(sorted(tallies(counted, lambda sitting: sitting.exam.paper).items()))
    total = tally(counted)
    return ReportTable(
        columns=(*col.PAPER_COLUMNS, *col.OUTCOME_COLUMNS, col.MEAN, col.SPREAD),
        rows=tuple(
            ReportRow((*paper, *_marked_cells(each)), Origin(report="sessions", level=paper.level))
            for paper, each in found.items()
        ),
        total=ReportRow((None, None, None, *_marked_cells(total))),
        headlines=col.outcome_headlines(total),
        charts=(
            paper_bars(
                N_("Pass rate by paper"),
                _ABOUT,
                found,
                lambda each: each.pass_rate,
                series=N_("Pass rate"),
            ),
            marks_chart(total.statistics.histogram),
        ),
    )


@query(Permission.VIEW_REPORTS)
def by_session(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each exam session, the latest first."""
    counted = sittings(uow, period)
    found = tallies(counted, lambda sitting: sitting.exam)
    latest = dict(sorted(found.items(), key=lambda item: (item[0].day, item[0].name), reverse=True))
    total = tally(counted)
    return ReportTable(
        columns=(col.DAY, col.EXAM, col.LEVEL, col.PAPER, _PLACE, *col.OUTCOME_COLUMNS),
        rows=tuple(
            ReportRow(
                (
                    *(exam.day, exam.name, exam.level, exam.exam_type.value, exam.place),
                    *col.outcome_cells(each),
                ),
                Origin(exam_session_id=exam.id),
            )
            for exam, each in latest.items()
        ),
        total=ReportRow((None, None, None, None, None, *col.outcome_cells(total))),
        headlines=col.outcome_headlines(total),
        charts=(_months(counted), marks_chart(total.statistics.histogram)),
    )


@query(Permission.VIEW_REPORTS)
def by_educator(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each educator, of the results of those whom they taught, wherever they sat.

    What several taught together counts for each of them, and once in the total.
    """
    counted = sittings(uow, period)
    educators = _educators_of(uow, counted)
    found: dict[UUID | None, Tally] = defaultdict(Tally)
    for each in counted:
        for educator in educators[each.enrollment_id]:
            found[educator].add(each)
    named = _by_name(uow, found)
    total = tally(counted)
    return ReportTable(
        columns=(_EDUCATOR, _CANDIDATES, *col.OUTCOME_COLUMNS, col.MEAN, col.SPREAD),
        rows=tuple(
            ReportRow((name, len(each.people), *_marked_cells(each))) for name, each in named
        ),
        total=ReportRow((None, len(total.people), *_marked_cells(total))),
        headlines=col.outcome_headlines(total),
        charts=(
            bars(
                N_("Pass rate by educator"),
                _ABOUT,
                [name for name, _tally in named],
                [each.pass_rate for _name, each in named],
                series=N_("Pass rate"),
            ),
            bars(
                N_("Candidates by educator"),
                N_("Who sat an exam, or was to, in the period."),
                [name for name, _tally in named],
                [len(each.people) for _name, each in named],
                series=N_("Candidates"),
                kind=CellKind.NUMBER,
            ),
        ),
        note=N_("What several people taught together counts for each, and once in the total."),
    )


def _months(counted: list[Sitting]) -> Chart:
    return by_month(
        N_("Pass rate by month"),
        _ABOUT,
        counted,
        lambda each: each.pass_rate,
        series=N_("Pass rate"),
        kind=CellKind.PERCENT,
    )


def _qualification_cells(found: Tally) -> tuple[Cell, ...]:
    return len(found.qualifications), found.achieved, found.achieved_rate


def _marked_cells(found: Tally) -> tuple[Cell, ...]:
    statistics = found.statistics
    return *col.outcome_cells(found), statistics.mean_percent, statistics.spread


def _educators_of(
    uow: UnitOfWork, counted: Iterable[Sitting]
) -> dict[UUID | None, tuple[UUID | None, ...]]:
    """Who taught the course of each enrolment; nobody where none did, or there is no course."""
    enrollments = {each.enrollment_id for each in counted}
    rows = uow.session.execute(
        select(CourseEnrollment.id, SessionStaff.staff_id).join(
            SessionStaff, SessionStaff.session_id == CourseEnrollment.session_id
        )
    )
    found: dict[UUID | None, list[UUID | None]] = defaultdict(list)
    for enrollment_id, staff_id in rows:
        found[enrollment_id].append(staff_id)
    return {each: tuple(found.get(each, [None])) for each in enrollments}


def _by_name(uow: UnitOfWork, found: Mapping[UUID | None, Tally]) -> list[tuple[str, Tally]]:
    """By name, at the end what nobody taught."""
    names = names_of_staff(uow, found)
    named = sorted(
        ((names[each], found[each]) for each in found if each is not None), key=lambda item: item[0]
    )
    return [*named, *([(_("Without an educator"), found[None])] if None in found else [])]
