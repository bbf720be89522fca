"""`wset-desk import KIND FILE` and `wset-desk export KIND FILE`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.domain.written_dates import DateOrder
from wset_desk.i18n import N_, ngettext
from wset_desk.system import sample

if TYPE_CHECKING:
    from wset_desk.exchange.columns import RecognisedColumns
    from wset_desk.services.import_checks import ImportCheck
    from wset_desk.services.importing import Importing
    from wset_desk.services.workspace import Workspace

REFUSED = 2

Kind = Annotated[FileKind, typer.Argument(metavar="KIND", help=N_("What the file is about."))]
SourceFile = Annotated[Path, typer.Argument(help=N_("A CSV file or an Excel workbook (.xlsx)."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Check every row and import nothing."))]
Delimiter = Annotated[
    str | None, typer.Option(help=N_("What stands between columns, if it isn't found out."))
]
Encoding = Annotated[
    str | None, typer.Option(help=N_("The file's encoding, if it isn't found out."))
]
Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADING=FIELD", help=N_("What a column holds.")),
]
Order = Annotated[
    DateOrder | None,
    typer.Option(help=N_("What comes first in dates, where the file itself doesn't tell.")),
]
OnDuplicate = Annotated[
    DuplicateAction, typer.Option(help=N_("What becomes of what is there already."))
]
LeaveOutWrong = Annotated[
    bool, typer.Option("--leave-out-wrong", help=N_("Import the others if rows are wrong."))
]
Report = Annotated[
    Path | None, typer.Option(metavar="FILE", help=N_("Write what became of each row to a file."))
]


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    kinds = " | ".join(FileKind)
    app.command("import", help=N_("Takes a file in."), epilog=kinds)(import_file)
    app.command("export", help=N_("Writes a file that can be imported again."), epilog=kinds)(
        export_file
    )


# Services bring the database along; `--help` does without.


def import_file(
    kind: Kind,
    file: SourceFile,
    *,
    dry_run: DryRun = False,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
    maps: Maps = None,
    date_order: Order = None,
    on_duplicate: OnDuplicate = DuplicateAction.SKIP,
    leave_out_wrong: LeaveOutWrong = False,
    report: Report = None,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.exchange import import_files, reconciliation, sheets  # noqa: PLC0415
    from wset_desk.services.importing import importing  # noqa: PLC0415

    columns = import_files.read_import_file(
        file, kind, delimiter=delimiter, encoding=encoding, maps=maps or ()
    )
    steps = importing(kind)
    arguments = {
        **steps.arguments,
        "rows": columns.rows,
        "mapping": columns.mapping,
        "date_order": date_order,
    }
    with signed_in(choose_profile(profile, data), user, now) as workspace:
        if dry_run or leave_out_wrong:
            check = _problems_told(workspace, steps, columns, arguments)
        if dry_run:
            _tell_foreseen(check)
            return
        options = {
            "on_duplicate": on_duplicate,
            "leave_out_wrong": leave_out_wrong,
            "source": reconciliation.source_of(file, columns),
        }
        try:
            made = workspace.call(steps.take_up, **options, **arguments)
        except DomainError as error:
            if error.code == "IMPORT_HAS_ERRORS":
                _problems_told(workspace, steps, columns, arguments)
            raise
    found = reconciliation.reconcile(made.run)
    if report is not None:
        sheets.write_sheet(report, found.sheet())
    typer.echo(import_files.done(found))


def _tell_foreseen(check: "ImportCheck") -> None:
    """What an import would meet; exit status 2 where it would be refused."""
    from wset_desk.exchange.import_files import foreseen  # noqa: PLC0415

    typer.echo(foreseen(check))
    if check.date_order is not None:
        check.date_order.check_certain()
    if check.problems:
        raise typer.Exit(REFUSED)


def _problems_told(
    workspace: "Workspace",
    steps: "Importing",
    columns: "RecognisedColumns",
    arguments: Mapping[str, Any],
) -> "ImportCheck":
    """Taking up checks every row itself: who imports what is all right needn't wait for this."""
    from wset_desk.exchange.import_files import problem_lines  # noqa: PLC0415
    from wset_desk.exchange.waiting import waiting_lines  # noqa: PLC0415

    check = workspace.run(steps.check, **arguments)
    for line in (*problem_lines(check, columns), *waiting_lines(check)):
        typer.echo(line, err=True)
    return check


def export_file(
    kind: Kind,
    file: Annotated[Path, typer.Argument(help=N_("Its ending says how: .csv or .xlsx."))],
    *,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.exchange.export_files import export_sheet  # noqa: PLC0415
    from wset_desk.exchange.sheets import write_sheet  # noqa: PLC0415
    from wset_desk.services.exports import export_records  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        export = workspace.run(export_records, kind=kind)
    write_sheet(file, export_sheet(kind, export))
    count = len(export.rows)
    text = ngettext("{n} row is in {file}", "{n} rows are in {file}", count)
    typer.echo(text.format(n=count, file=file))
