"""Enquiries and what came of them, by the day on which they were submitted."""

from collections import Counter, defaultdict

from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import bars, month_line
from wset_desk.services.reports.enquiry_facts import Enquiry, EnquiryTally, enquiries
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
from wset_desk.storage.unit_of_work import UnitOfWork

_UPHELD, _PARTIAL = N_("Upheld"), N_("Partially upheld")
_REJECTED, _NOT_ADMITTED, _OPEN = N_("Rejected"), N_("Not admissible"), N_("Open")
_COLUMNS = (
    col.LEVEL,
    col.PAPER,
    ReportColumn("received", N_("Received"), CellKind.NUMBER),
    ReportColumn("open", _OPEN, CellKind.NUMBER),
    ReportColumn("upheld", _UPHELD, CellKind.NUMBER),
    ReportColumn("partial", _PARTIAL, CellKind.NUMBER),
    ReportColumn("rejected", _REJECTED, CellKind.NUMBER),
    ReportColumn("not_admitted", _NOT_ADMITTED, CellKind.NUMBER),
    ReportColumn("changed", N_("Result changed"), CellKind.NUMBER),
    ReportColumn("refunded", N_("Fee refunded"), CellKind.NUMBER),
    ReportColumn("days", N_("Days to answer"), CellKind.DAYS),
)


@query(Permission.VIEW_REPORTS)
def enquiry_outcomes(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each level and what was challenged: theory, tasting or both."""
    found = enquiries(uow, period)
    groups: dict[tuple[int, str], list[Enquiry]] = defaultdict(list)
    for each in found:
        groups[each.level, each.enquiry_type].append(each)
    total = EnquiryTally.of(found)
    return ReportTable(
        columns=_COLUMNS,
        rows=tuple(
            ReportRow((*key, *_cells(EnquiryTally.of(groups[key]))), Origin(enquiries=True))
            for key in sorted(groups)
        ),
        total=ReportRow((None, None, *_cells(total))),
        headlines=_headlines(total),
        charts=(_outcomes(total), _months(found)),
    )


def _cells(found: EnquiryTally) -> tuple[Cell, ...]:
    return (
        *(found.received, found.open, found.upheld, found.partial, found.rejected),
        *(found.not_admitted, found.changed, found.refunded, found.mean_days),
    )


def _headlines(total: EnquiryTally) -> tuple[Headline, ...]:
    open_tone = "open" if total.open else ""
    return (
        col.number(N_("Received"), total.received, col.still_open_text(total.open), open_tone),
        Headline(
            _UPHELD,
            col.of_text(total.upheld, total.completed) if total.completed else None,
            CellKind.TEXT,
            _("of those that are completed"),
        ),
        col.number(N_("Result changed"), total.changed, _("pass or fail, or the band")),
        Headline(N_("Days to answer"), total.mean_days, CellKind.DAYS, _("the mean")),
    )


def _outcomes(total: EnquiryTally) -> Chart:
    counts = {
        _UPHELD: total.upheld,
        _PARTIAL: total.partial,
        _REJECTED: total.rejected,
        _NOT_ADMITTED: total.not_admitted,
        _OPEN: total.open,
    }
    return bars(
        N_("Outcomes"),
        N_("What the enquiries of the period came to."),
        counts,
        counts.values(),
        series=N_("Enquiries"),
        kind=CellKind.NUMBER,
        label_kind=CellKind.MARKED,
    )


def _months(found: list[Enquiry]) -> Chart:
    return month_line(
        N_("Received by month"),
        N_("By the day on which they were submitted."),
        Counter(each.submitted.replace(day=1) for each in found),
        nothing=0,
        series=N_("Enquiries"),
    )
