"""A program that was closed while it was sending says so at its next start, once."""

from uuid import UUID

from tests.gui.desk.conftest import Begin
from tests.helpers.person import PersonAt
from tests.helpers.profiles import ADA
from tests.helpers.program import Program
from tests.helpers.stores import PASSWORD
from ui.common.messages import bar_of
from ui.desk.start.sign_in import SignInPage
from wset_desk.domain.notices import MAYBE_SENT, NoticeKind, NoticeState
from wset_desk.services.first_run import NewCentre
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, Notice


def workspace_of(program: Program) -> Workspace:
    assert program.current.centre is not None
    return program.current.centre.workspace


def queue_one(program: Program) -> UUID:
    """A message that is on its way."""
    workspace = workspace_of(program)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        person = uow.add(Candidate(first_name="Ana", last_name="Silva", search_text="ana silva"))
        kind, state = NoticeKind.BOOKING, NoticeState.QUEUED
        notice = uow.add(
            Notice(candidate_id=person.id, kind=kind, subject="Place", body="Dear", state=state)
        )
        uow.commit()
    return notice.id


def fate(program: Program, notice_id: UUID) -> tuple[str, str | None]:
    workspace = workspace_of(program)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        notice = uow.get(Notice, notice_id)
    return notice.state, notice.failure


def sign_in(person: PersonAt, program: Program) -> None:
    page = program.window.findChild(SignInPage)
    assert isinstance(page, SignInPage)
    page.fill(ADA.username, PASSWORD)
    page.submit()


def test_it_is_said_at_the_start_and_whoever_sends_meanwhile_is_left_alone(
    begin: Begin, vine_school: NewCentre, program: Program
) -> None:
    person = begin(ADA.name)
    left = queue_one(program)
    sign_in(person, program)
    assert fate(program, left) == (NoticeState.FAILED, MAYBE_SENT)
    bar = bar_of(program.window)
    assert bar is not None
    assert bar.accessibleDescription() == (
        "1 message was on its way when the program was closed. It may have been sent."
    )
    meanwhile = queue_one(program)
    program.flow.guard.sign_out()
    sign_in(person, program)
    assert fate(program, meanwhile) == (NoticeState.QUEUED, None)
