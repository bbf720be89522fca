"""How full exams were: seats that there were, and seats that were taken."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from wset_desk.domain.paper_statistics import rate
from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.i18n import _, ngettext
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import bars, month_line
from wset_desk.services.reports.facts import Exam, exams_held
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    Headline,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Key = TypeVar("Key", bound=Hashable)
_USE = N_("Seats taken %")
_ABOUT = N_("Seats taken, of those that there were.")
_COLUMNS = (
    ReportColumn("place", N_("Place"), CellKind.TEXT),
    ReportColumn("exams", N_("Exams"), CellKind.NUMBER),
    ReportColumn("seats", N_("Seats"), CellKind.NUMBER),
    ReportColumn("taken", N_("Taken"), CellKind.NUMBER),
    ReportColumn("free", N_("Free"), CellKind.NUMBER),
    ReportColumn("use", _USE, CellKind.PERCENT),
    ReportColumn("full", N_("Full exams"), CellKind.NUMBER),
)


@dataclass(frozen=True, slots=True)
class Use:
    """The seats of some exams."""

    exams: int
    seats: int
    taken: int
    full: int

    @classmethod
    def of(cls, exams: Iterable[Exam]) -> "Use":
        every = list(exams)
        return cls(
            exams=len(every),
            seats=sum(each.capacity for each in every),
            taken=sum(each.taken for each in every),
            full=sum(each.taken >= each.capacity for each in every),
        )

    @property
    def share(self) -> Decimal | None:
        return rate(self.taken, self.seats)

    def cells(self) -> tuple[Cell, ...]:
        free = self.seats - self.taken
        return self.exams, self.seats, self.taken, free, self.share, self.full


@query(Permission.VIEW_REPORTS)
def capacity_use(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each room or place; what is sat at home is one of them."""
    exams = list(exams_held(uow, period).values())
    total, places = Use.of(exams), _by(exams, _place)
    return ReportTable(
        columns=_COLUMNS,
        rows=tuple(ReportRow((place, *places[place].cells())) for place in sorted(places)),
        total=ReportRow((None, *total.cells())),
        headlines=_headlines(total),
        charts=(_by_level(exams), _by_month(exams)),
    )


def _by(exams: Iterable[Exam], key: Callable[[Exam], Key]) -> dict[Key, Use]:
    groups: dict[Key, list[Exam]] = defaultdict(list)
    for each in exams:
        groups[key(each)].append(each)
    return {name: Use.of(found) for name, found in groups.items()}


def _place(exam: Exam) -> str:
    return _("Online") if exam.is_remote else exam.place or _("Without a place")


def _headlines(total: Use) -> tuple[Headline, ...]:
    of_seats = col.of_text(total.taken, total.seats)
    exams = ngettext("{n} exam", "{n} exams", total.exams).format(n=col.cell_number(total.exams))
    return (
        col.percent(_USE, total.share, of_seats),
        col.number(N_("Seats"), total.seats, exams),
        col.number(N_("Free"), total.seats - total.taken, _("of the exams that were held")),
        col.number(N_("Full exams"), total.full, col.of_text(total.full, total.exams)),
    )


def _by_level(exams: Iterable[Exam]) -> Chart:
    levels = dict(sorted(_by(exams, lambda exam: exam.level).items()))
    return bars(
        N_("Seats taken by level"),
        _ABOUT,
        levels,
        [use.share for use in levels.values()],
        series=_USE,
        label_kind=CellKind.LEVEL,
    )


def _by_month(exams: Iterable[Exam]) -> Chart:
    months: dict[date, Use] = _by(exams, lambda exam: exam.month)
    return month_line(
        N_("Seats taken by month"),
        _ABOUT,
        {month: use.share for month, use in months.items()},
        nothing=None,
        series=_USE,
        kind=CellKind.PERCENT,
    )
