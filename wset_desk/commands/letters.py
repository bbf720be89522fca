"""`wset-desk letters` and `wset-desk exam-papers`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import ExamListKind, LetterKind
from wset_desk.domain.written_dates import read_written_date
from wset_desk.i18n import N_, _, ngettext
from wset_desk.system import sample

if TYPE_CHECKING:
    from uuid import UUID

    from wset_desk.documents.pages import Printed
    from wset_desk.services.letters.exam_lists import ExamList
    from wset_desk.services.letters.rows import LetterBatch
    from wset_desk.services.workspace import Workspace

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=N_("Where: a PDF file."))]


def add_to(app: typer.Typer) -> None:
    """Take these commands up."""
    app.command("letters", help=N_("Writes the letters of one kind to a candidate, as a PDF."))(
        letters
    )
    app.command("exam-papers", help=N_("Writes what is printed for a day's exams, as a PDF."))(
        exam_papers
    )


# Services bring the database along; `--help` does without.


def letters(
    kind: Annotated[LetterKind, typer.Argument(help=N_("Which letters."))],
    *,
    number: Annotated[
        str, typer.Option(metavar="NUMBER", help=N_("The candidate's number: W104 218."))
    ],
    out: Out,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.documents.letters import letters_pdf  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        batch = _letters_to(workspace, kind, number)
    _write(out, letters_pdf(batch))


def exam_papers(
    kind: Annotated[ExamListKind, typer.Argument(help=N_("What to print."))],
    *,
    day: Annotated[str, typer.Option(metavar="DAY", help=N_("The day of the exams: 2026-03-12."))],
    out: Out,
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    from wset_desk.documents.exam_papers import exam_lists_pdf  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        lists = _lists_of(workspace, day)
    _write(out, exam_lists_pdf(kind, lists))


def _letters_to(workspace: "Workspace", kind: LetterKind, number: str) -> "LetterBatch":
    """All of the kind about exams in one; of receipts and enquiries the newest."""
    from wset_desk.services.letters.offers import letter_offers  # noqa: PLC0415
    from wset_desk.services.letters.writers import WRITERS  # noqa: PLC0415

    found = workspace.run(letter_offers, candidate_id=candidate_named(workspace, number))
    offers = [each for each in found.offers if each.kind is kind]
    if not offers:
        reason = found.reasons.get(kind)
        raise reason.as_error() if reason else DomainError("LETTER_NO_ENQUIRY")
    newest = offers[0]
    about = [each for offer in offers for each in offer.registration_ids] or newest.about
    return workspace.run(WRITERS[kind, newest.subject], **{newest.subject: about})


def candidate_named(workspace: "Workspace", number: str) -> "UUID":
    """Whoever has the number, blanks and capitals aside. Refuses CANDIDATE_UNKNOWN."""
    from wset_desk.services.candidates import find_candidates  # noqa: PLC0415

    wanted = _bare(number)
    for found in workspace.run(find_candidates, text=number).rows:
        if _bare(found.number or "") == wanted:
            return found.id
    raise DomainError("CANDIDATE_UNKNOWN", name=number)


def _bare(number: str) -> str:
    return "".join(number.split()).casefold()


def _lists_of(workspace: "Workspace", text: str) -> "tuple[ExamList, ...]":
    from wset_desk.services.calendar import day_agenda  # noqa: PLC0415
    from wset_desk.services.letters.exam_lists import exam_lists  # noqa: PLC0415

    day = read_written_date(text)
    if day is None:
        raise DomainError("DATE_NOT_READ", text=text)
    ids = tuple(each.id for each in workspace.run(day_agenda, day=day))
    if not ids:
        raise DomainError("LETTER_NO_EXAMS")
    return workspace.run(exam_lists, exam_session_ids=ids)


def _write(out: Path, printed: "Printed") -> None:
    from wset_desk.exchange.sheets import write_content  # noqa: PLC0415

    write_content(out, printed.content)
    pages = ngettext("{n} page is in {file}", "{n} pages are in {file}", printed.pages)
    typer.echo(pages.format(n=printed.pages, file=out))
    if printed.missing:
        text = _("No font has these characters; their numbers are printed: {named}")
        typer.echo(text.format(named=", ".join(printed.missing)), err=True)
