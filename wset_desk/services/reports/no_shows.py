"""Who didn't come: by paper, and one by one."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.seating import WaitingKey
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.booked_papers import BookedPaper, attempts_of
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import by_month, paper_bars
from wset_desk.services.reports.facts import Sitting, local_day, sittings
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    Headline,
    Origin,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.tallies import Tally, tallies, tally
from wset_desk.services.reports.wording import cell_text
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork

_COLUMNS = (col.BOOKED, col.SAT, col.ABSENT, col.ABSENCE_RATE)
_PEOPLE = (
    ReportColumn("candidate", N_("Candidate"), CellKind.TEXT),
    ReportColumn("number", N_("Number"), CellKind.TEXT),
    *(col.DAY, col.EXAM, col.LEVEL, col.PAPER),
    ReportColumn("since", N_("Since then"), CellKind.TEXT),
)


@query(Permission.VIEW_REPORTS)
def no_shows(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each paper."""
    counted = sittings(uow, period)
    found = dict(sorted(tallies(counted, lambda sitting: sitting.exam.paper).items()))
    total = tally(counted)
    return ReportTable(
        columns=(*col.PAPER_COLUMNS, *_COLUMNS),
        rows=tuple(
            ReportRow((*paper, *_cells(each)), Origin(report="absences", level=paper.level))
            for paper, each in found.items()
        ),
        total=ReportRow((None, None, None, *_cells(total))),
        headlines=_headlines(counted, total),
        charts=(
            paper_bars(
                N_("No-show rate by paper"),
                N_("Absent, of those who came or were absent."),
                found,
                lambda each: each.absence_rate,
                series=N_("No-show rate"),
            ),
            _months(counted),
        ),
    )


@query(Permission.VIEW_REPORTS)
def absences(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each absence, the latest first, and what became of the paper since."""
    counted = sittings(uow, period)
    absent = sorted(
        (each for each in counted if each.is_absent), key=lambda each: each.exam.day, reverse=True
    )
    people = _people(uow, {each.candidate_id for each in absent})
    booked = attempts_of(uow, {each.enrollment_id for each in absent if each.enrollment_id})
    return ReportTable(
        columns=_PEOPLE,
        rows=tuple(
            ReportRow(
                (
                    *people[each.candidate_id],
                    *(each.exam.day, each.exam.name, each.exam.level, each.exam.exam_type.value),
                    _since(uow, each, booked),
                ),
                Origin(candidate_id=each.candidate_id),
            )
            for each in absent
        ),
        headlines=_headlines(counted, tally(counted)),
        charts=(_months(counted),),
    )


def _cells(found: Tally) -> tuple[Cell, ...]:
    return found.booked, found.sat, found.absent, found.absence_rate


def _headlines(counted: list[Sitting], total: Tally) -> tuple[Headline, ...]:
    people = {each.candidate_id for each in counted if each.is_absent}
    first = [each for each in counted if not each.is_resit]
    again = tally(each for each in counted if each.is_resit)
    return (
        col.number(N_("Absent"), total.absent, col.candidates_text(len(people))),
        col.percent(N_("No-show rate"), total.absence_rate, _of(total)),
        col.percent(N_("Without resits"), tally(first).absence_rate, _of(tally(first))),
        col.percent(N_("At resits"), again.absence_rate, _of(again)),
    )


def _of(found: Tally) -> str:
    return col.of_text(found.absent, found.sat + found.absent)


def _months(counted: list[Sitting]) -> Chart:
    return by_month(
        N_("Absent by month"),
        N_("Papers that somebody with a seat didn't come to."),
        counted,
        lambda each: each.absent,
        series=N_("Absent"),
    )


def _people(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """Name and number of each."""
    rows = uow.session.execute(
        select(
            *(Candidate.id, Candidate.first_name, Candidate.last_name),
            Candidate.candidate_number,
        ).where(Candidate.id.in_(ids))
    )
    return {row[0]: (full_name(row[1], row[2]), row[3]) for row in rows}


def _since(
    uow: UnitOfWork, absence: Sitting, booked: Mapping[WaitingKey, list[BookedPaper]]
) -> str | None:
    """What there is for the same paper after the day of the absence: the latest of it."""
    if absence.enrollment_id is None:
        return None
    later = [
        (day, each.attempt.status)
        for each in booked[WaitingKey(absence.enrollment_id, absence.exam.exam_type)]
        if each.attempt.status in ACTIVE_STATUSES
        and (day := local_day(uow, each.when)) > absence.exam.day
    ]
    if not later:
        return _("Nothing booked")
    day, status = max(later)
    return _(_SINCE[status]).format(day=cell_text(CellKind.DAY, day))


_SINCE = {
    RegistrationStatus.REGISTERED: N_("Booked for {day}"),
    RegistrationStatus.COMPLETED: N_("Sat on {day}"),
    RegistrationStatus.NO_SHOW: N_("Absent again on {day}"),
}
