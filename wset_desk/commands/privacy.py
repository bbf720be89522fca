"""`wset-desk export-person` and `wset-desk retention`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.letters import candidate_named
from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.i18n import N_, _, ngettext
from wset_desk.system import sample

if TYPE_CHECKING:
    from wset_desk.services.privacy.retention import DuePerson


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    app.command("export-person", help=N_("Writes all that is known of one person to a ZIP file."))(
        export_person
    )
    app.command("retention", help=N_("Lists whose data is due for erasure, and erases nothing."))(
        retention
    )


# Services bring the database along; `--help` does without.


def export_person(
    *,
    number: Annotated[
        str, typer.Option(metavar="NUMBER", help=N_("The candidate's number: W104 218."))
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=N_("Where: a ZIP file."))],
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.documents.person import person_pdf  # noqa: PLC0415
    from wset_desk.exchange.person_files import person_zip  # noqa: PLC0415
    from wset_desk.exchange.sheets import write_content  # noqa: PLC0415
    from wset_desk.services.privacy import exporting  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        candidate_id = candidate_named(workspace, number)
        export = workspace.call(exporting.export_person, candidate_id=candidate_id)
    write_content(to, person_zip(export, person_pdf(export).content))
    count = sum(map(len, export.records.values()))
    text = ngettext("{n} record is in {file}", "{n} records are in {file}", count)
    typer.echo(text.format(n=count, file=to))
    typer.echo(_("The file isn't encrypted: hand it over in a safe way."), err=True)


def retention(
    *,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.services.privacy.retention import due_for_erasure  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        found = workspace.run(due_for_erasure)
    for each in found:
        typer.echo(_line(each))
    if not found:
        typer.echo(_("Nobody's data is due for erasure."))


def _line(person: "DuePerson") -> str:
    number = person.number or str(person.candidate_id)[:8]
    return f"{person.due_on.isoformat()}\t{number}\t{person.name}\t{person.because_of}"
