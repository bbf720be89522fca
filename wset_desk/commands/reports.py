"""`wset-desk reports` and `wset-desk report NAME`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.domain.errors import DomainError
from wset_desk.domain.written_dates import read_written_date
from wset_desk.i18n import N_, _, ngettext
from wset_desk.system import sample

if TYPE_CHECKING:
    from wset_desk.services.reports.registry import Report
    from wset_desk.services.reports.tables import ReportPeriod, ReportRow, ReportTable

_GAP = "  "
Paper = tuple[str, date]
"""The centre, and the day of printing."""
FromDay = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help=N_("The first day: 2026-03-12."))
]
UntilDay = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help=N_("The last day: 2026-03-12."))
]
Level = Annotated[int | None, typer.Option(metavar="LEVEL", help=N_("One level alone: 3."))]
CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help=N_("Write it to a CSV file."))
]
XlsxFile = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help=N_("Write it to an Excel workbook."))
]
PdfFile = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE", help=N_("Write it to a PDF to print."))
]


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    app.command("reports", help=N_("Lists the reports that there are."))(list_reports)
    app.command("report", help=N_("Prints a report, or writes it to files."))(report)


# Services bring the database along; `--help` does without.


def list_reports() -> None:
    from wset_desk.services.reports.registry import REPORTS  # noqa: PLC0415

    widest = max(len(each.name) for each in REPORTS)
    for each in REPORTS:
        typer.echo(f"{each.name:{widest}}{_GAP}{_(each.description)}")


def report(
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("One of those listed."))],
    *,
    from_day: FromDay = None,
    until_day: UntilDay = None,
    level: Level = None,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
    pdf: PdfFile = None,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services.opening import about_centre  # noqa: PLC0415
    from wset_desk.services.reports.registry import report_named  # noqa: PLC0415
    from wset_desk.services.reports.tables import ReportPeriod  # noqa: PLC0415

    chosen = report_named(name)
    period = ReportPeriod(_day(from_day), _day(until_day), level)
    with signed_in(choose_profile(profile, data), user, now) as workspace:
        found = workspace.run(chosen.query, period=period)
        centre = workspace.run(about_centre)
    for file in filter(None, (_ending(csv, ".csv"), _ending(xlsx, ".xlsx"))):
        _write(file, chosen, found)
    if pdf is not None:
        today = workspace.store.clock.now().astimezone(centre.zone).date()
        _print(_ending(pdf, ".pdf") or pdf, chosen, found, period, (centre.name, today))
    if not (csv or xlsx or pdf):
        for line in text_lines(found):
            typer.echo(line)


def text_lines(found: "ReportTable") -> Iterator[str]:
    """The table in columns of plain text, its headings first and its total last."""
    from wset_desk.services.reports.wording import NOTHING, cell_text  # noqa: PLC0415

    def words(row: "ReportRow") -> list[str]:
        pairs = zip(found.columns, row.cells, strict=True)
        return [cell_text(column.kind, cell) for column, cell in pairs]

    lines = [[_(column.title) for column in found.columns], *map(words, found.rows)]
    if found.total is not None:
        blank = ["" if text == NOTHING else text for text in words(found.total)]
        lines.append([_("Total"), *blank[1:]])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (f"{text:{width}}" for text, width in zip(line, widths, strict=True))
        yield _GAP.join(cells).rstrip()


def _write(file: Path, chosen: "Report", found: "ReportTable") -> None:
    from wset_desk.exchange.report_sheet import report_sheet  # noqa: PLC0415
    from wset_desk.exchange.sheets import write_sheet  # noqa: PLC0415

    write_sheet(file, report_sheet(chosen, found))
    count = len(found.rows)
    rows = ngettext("{n} row is in {file}", "{n} rows are in {file}", count)
    typer.echo(rows.format(n=count, file=file))


def _print(
    file: Path, chosen: "Report", found: "ReportTable", period: "ReportPeriod", paper: Paper
) -> None:
    from wset_desk.documents.report import ReportPaper, report_pdf  # noqa: PLC0415
    from wset_desk.exchange.sheets import write_content  # noqa: PLC0415
    from wset_desk.services.reports.wording import period_text  # noqa: PLC0415

    printed = report_pdf(chosen, found, ReportPaper(paper[0], period_text(period), paper[1]))
    write_content(file, printed.content)
    pages = ngettext("{n} page is in {file}", "{n} pages are in {file}", printed.pages)
    typer.echo(pages.format(n=printed.pages, file=file))


def _ending(file: Path | None, ending: str) -> Path | None:
    """The file, which gets the ending that its format has."""
    if file is None or file.suffix.lower() == ending:
        return file
    return file.with_name(file.name + ending)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = read_written_date(text)
    if day is None:
        raise DomainError("DATE_NOT_READ", text=text)
    return day
