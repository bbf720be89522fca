"""`wset-desk awarding-results FILE`: an exam's results as the awarding body has them."""

from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.exchange import DryRun, SourceFile
from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.domain.errors import DomainError
from wset_desk.domain.written_dates import read_written_date
from wset_desk.i18n import N_, _, ngettext
from wset_desk.system import sample

if TYPE_CHECKING:
    from wset_desk.services.marking.awarding_file import AwardingPaper
    from wset_desk.services.workspace import Workspace

Day = Annotated[str, typer.Option(metavar="DAY", help=N_("The day of the exam: 2026-03-12."))]
Exam = Annotated[
    str, typer.Option(metavar="NAME", help=N_("Which exam, where there were several that day."))
]
Take = Annotated[
    list[int] | None,
    typer.Option(metavar="ROW", help=N_("Take a row with another name or another mark, too.")),
]


def add_to(app: typer.Typer) -> None:
    """Take this command up."""
    app.command("awarding-results", help=N_("Takes over the awarding body's file of an exam."))(
        awarding_results
    )


def awarding_results(
    file: SourceFile,
    *,
    day: Day,
    exam: Exam = "",
    take: Take = None,
    dry_run: DryRun = False,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.exchange.awarding_columns import read_awarding_file  # noqa: PLC0415
    from wset_desk.exchange.awarding_report import file_lines  # noqa: PLC0415
    from wset_desk.exchange.reconciliation import source_of  # noqa: PLC0415
    from wset_desk.services.marking import awarding_file  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        paper = _paper(workspace, day, exam)
        columns = read_awarding_file(file, paper.scale.parts)
        about = {
            "exam_session_id": paper.exam_session_id,
            "component": paper.component,
            "rows": columns.rows,
            "mapping": columns.mapping,
        }
        check = workspace.run(awarding_file.check_awarding_file, **about)
        ticked = frozenset(take or ())
        taken = {row.number for row in check.taken(ticked)}
        for line in file_lines(check, taken):
            typer.echo(line)
        if not dry_run:
            source = source_of(file, columns)
            workspace.call(awarding_file.take_over_results, ticked=ticked, source=source, **about)
    told = ngettext("{n} mark would be taken over.", "{n} marks would be taken over.", len(taken))
    if not dry_run:
        told = ngettext("{n} mark taken over.", "{n} marks taken over.", len(taken))
    typer.echo(told.format(n=len(taken)))


def _paper(workspace: "Workspace", written: str, text: str) -> "AwardingPaper":
    """The one paper of that day whose name has these words.

    Refuses DATE_NOT_READ, AWARDING_PAPER_NOT_CHOSEN.
    """
    from wset_desk.services.marking.awarding_file import papers_held  # noqa: PLC0415

    day = read_written_date(written)
    if day is None:
        raise DomainError("DATE_NOT_READ", text=written)
    found = workspace.run(papers_held, day=day, text=text)
    if len(found) != 1:
        names = " | ".join(each.name for each in found) or _("none")
        raise DomainError("AWARDING_PAPER_NOT_CHOSEN", names=names)
    return found[0]
