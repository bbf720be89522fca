"""`wset-desk audit export`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from wset_desk.commands.options import (
    Data,
    Now,
    ProfileName,
    User,
    choose_profile,
    new_app,
    signed_in,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.written_dates import read_written_date
from wset_desk.i18n import N_, ngettext
from wset_desk.system import sample


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    audits = new_app(N_("Answers who changed what, when and why."))
    audits.command("export", help=N_("Writes the audit log to a CSV or Excel file."))(export)
    app.add_typer(audits, name="audit")


def export(
    file: Annotated[Path, typer.Argument(help=N_("A file that ends in .csv or .xlsx."))],
    *,
    from_day: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help=N_("The first day: 2026-03-12."))
    ] = None,
    to_day: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help=N_("The last day: 2026-03-12."))
    ] = None,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.exchange.audit_sheet import SpecificationNames, audit_sheet  # noqa: PLC0415
    from wset_desk.exchange.sheets import write_sheet  # noqa: PLC0415
    from wset_desk.services import audit  # noqa: PLC0415
    from wset_desk.services.audit_filters import AuditFilter  # noqa: PLC0415
    from wset_desk.services.opening import about_centre  # noqa: PLC0415

    wanted = AuditFilter(from_day=_day(from_day), to_day=_day(to_day))
    with signed_in(choose_profile(profile, data), user, now) as workspace:
        acts = workspace.run(audit.acts_to_export, wanted=wanted)
        zone = workspace.run(about_centre).zone
    sheet = audit_sheet(acts, zone, SpecificationNames())
    write_sheet(file, sheet)
    rows = ngettext("{n} change is in {file}", "{n} changes are in {file}", len(sheet.rows))
    typer.echo(rows.format(n=len(sheet.rows), file=file))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = read_written_date(text)
    if day is None:
        raise DomainError("DATE_NOT_READ", text=text)
    return day
