"""Columns and headlines that several reports have."""

from decimal import Decimal

from wset_desk.domain.texts import N_
from wset_desk.i18n import _, ngettext
from wset_desk.services.reports.tables import Cell, CellKind, Headline, ReportColumn
from wset_desk.services.reports.tallies import Tally
from wset_desk.services.reports.wording import cell_text

LEVEL = ReportColumn("level", N_("Level"), CellKind.LEVEL)
SUBJECT = ReportColumn("subject", N_("Subject"), CellKind.TEXT)
PAPER = ReportColumn("paper", N_("Paper"), CellKind.PAPER)
DAY = ReportColumn("day", N_("Day"), CellKind.DAY)
EXAM = ReportColumn("exam", N_("Exam"), CellKind.TEXT)
RELEASED = ReportColumn("released", N_("Results"), CellKind.NUMBER)
PASSED = ReportColumn("passed", N_("Passed"), CellKind.NUMBER)
FAILED = ReportColumn("failed", N_("Failed"), CellKind.NUMBER)
PASS_RATE = ReportColumn("pass_rate", N_("Pass rate"), CellKind.PERCENT)
AWAITED = ReportColumn("awaited", N_("Awaited"), CellKind.NUMBER)
MEAN = ReportColumn("mean", N_("Mean %"), CellKind.POINTS)
SPREAD = ReportColumn("spread", N_("Spread"), CellKind.POINTS)
BOOKED = ReportColumn("booked", N_("Booked"), CellKind.NUMBER)
SAT = ReportColumn("sat", N_("Sat"), CellKind.NUMBER)
ABSENT = ReportColumn("absent", N_("Absent"), CellKind.NUMBER)
ABSENCE_RATE = ReportColumn("absence_rate", N_("No-show rate"), CellKind.PERCENT)

PAPER_COLUMNS = (LEVEL, SUBJECT, PAPER)
OUTCOME_COLUMNS = (RELEASED, PASSED, FAILED, PASS_RATE, AWAITED)


def outcome_cells(found: Tally) -> tuple[Cell, ...]:
    """The cells under `OUTCOME_COLUMNS`."""
    return found.released, found.passed, found.failed, found.pass_rate, found.awaited


def number(title: str, value: int | None, note: str = "", tone: str = "") -> Headline:
    return Headline(title, value, CellKind.NUMBER, note, tone)


def percent(title: str, value: Decimal | None, note: str = "", tone: str = "") -> Headline:
    return Headline(title, value, CellKind.PERCENT, note, tone)


def candidates_text(count: int) -> str:
    """ "55 candidates"."""
    return ngettext("{n} candidate", "{n} candidates", count).format(n=cell_number(count))


def of_text(part: int, whole: int) -> str:
    """ "6 of 19"."""
    return _("{part} of {whole}").format(part=cell_number(part), whole=cell_number(whole))


def cell_number(value: int) -> str:
    return cell_text(CellKind.NUMBER, value)


def outcome_headlines(found: Tally) -> tuple[Headline, ...]:
    """Results, pass rate, mean mark, what is awaited."""
    statistics = found.statistics
    spread = statistics.spread
    about = "" if spread is None else cell_text(CellKind.POINTS, spread)
    return (
        number(N_("Results"), found.released, candidates_text(len(found.people))),
        percent(N_("Pass rate"), found.pass_rate, _passed_text(found)),
        Headline(
            N_("Mean %"),
            statistics.mean_percent,
            CellKind.POINTS,
            _("spread {points}").format(points=about) if about else "",
        ),
        number(
            N_("Awaited"),
            found.awaited,
            _("sat, not released yet") if found.awaited else _("everything is released"),
            "open" if found.awaited else "good",
        ),
    )


def _passed_text(found: Tally) -> str:
    return _("{part} of {whole} passed").format(
        part=cell_number(found.passed), whole=cell_number(found.released)
    )


def still_open_text(count: int) -> str:
    """ "2 still open"."""
    if not count:
        return _("none is open")
    return ngettext("{n} still open", "{n} still open", count).format(n=cell_number(count))
