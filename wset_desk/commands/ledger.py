"""`wset-desk verify-ledger`: do the books add up?"""

import typer

from wset_desk.commands.options import Data, Now, ProfileName, User, choose_profile, signed_in
from wset_desk.i18n import N_, _
from wset_desk.system import sample

WRONG = 1


def add_to(app: typer.Typer) -> None:
    """Take this command up."""
    app.command("verify-ledger", help=N_("Adds up every fee of a centre from the ledger again."))(
        verify_ledger
    )


def verify_ledger(
    profile: ProfileName = None,
    user: User = sample.SIGN_INS[0].username,
    data: Data = None,
    now: Now = None,
) -> None:
    # Services bring the database along; `--help` does without.
    from wset_desk.services.money import ledger_check  # noqa: PLC0415

    with signed_in(choose_profile(profile, data), user, now) as workspace:
        checked = workspace.run(ledger_check.verify_ledger)
    for finding in checked.findings:
        typer.echo(f"{finding.subject}: {finding.text}")
    typer.echo(
        _("Entries: {entries}. Fees: {accounts}. Owed: {owed}. Received: {received}.").format(
            entries=checked.entries,
            accounts=checked.accounts,
            owed=checked.owed,
            received=checked.received,
        )
    )
    if checked.findings:
        raise typer.Exit(WRONG)
    typer.echo(_("Everything adds up."))
