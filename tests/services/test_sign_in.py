"""Signing in, slowly after wrong passwords; passwords, roles and the end of access."""

from datetime import timedelta

import pytest

from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services import accounts
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.refusals import describe
from wset_desk.services.sign_in_attempts import FREE_ATTEMPTS, LONGEST_WAIT, SignInAttempts
from wset_desk.services.staff import StaffMember, add_staff, person_at_work, sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Centre, ServerLink, SyncCursor
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import FixedClock


def attempt(
    workspace: Workspace,
    password: str,
    attempts: SignInAttempts | None = None,
    username: str = "ada",
) -> Actor:
    return workspace.run(
        sign_in, username=username, password=password, passwords=PASSWORDS, attempts=attempts
    )


def refused(workspace: Workspace, password: str, attempts: SignInAttempts) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        attempt(workspace, password, attempts)
    return refusal.value


def add(workspace: Workspace, name: str, *roles: Role) -> StaffMember:
    return workspace.call(
        add_staff,
        name=name,
        username=name.lower(),
        password=PASSWORD,
        roles=frozenset(roles),
        passwords=PASSWORDS,
    )


def test_the_right_password_makes_the_person_the_actor(workspace: Workspace) -> None:
    actor = attempt(workspace, PASSWORD, SignInAttempts())
    assert (actor.name, actor.roles) == ("Ada Admin", {Role.ADMINISTRATOR})


def test_an_unknown_name_is_refused_like_a_wrong_password(workspace: Workspace) -> None:
    with pytest.raises(DomainError) as unknown:
        attempt(workspace, PASSWORD, username="nobody")
    with pytest.raises(DomainError) as wrong:
        attempt(workspace, "not her password")
    assert unknown.value.code == wrong.value.code == "SIGN_IN_FAILED"
    assert unknown.value.parameters == wrong.value.parameters


def test_after_some_wrong_passwords_even_the_right_one_has_to_wait(
    workspace: Workspace, clock: FixedClock
) -> None:
    attempts = SignInAttempts()
    for _number in range(FREE_ATTEMPTS):
        assert refused(workspace, "wrong password", attempts).code == "SIGN_IN_FAILED"
    waiting = refused(workspace, PASSWORD, attempts)
    assert (waiting.code, waiting.parameters["seconds"]) == ("TRY_AGAIN_IN", 5)
    clock.advance(timedelta(seconds=4))
    assert refused(workspace, PASSWORD, attempts).parameters["seconds"] == 1
    clock.advance(timedelta(seconds=1))
    assert attempt(workspace, PASSWORD, attempts).name == "Ada Admin"


def test_each_further_wrong_password_doubles_the_wait_up_to_a_limit(
    workspace: Workspace, clock: FixedClock
) -> None:
    attempts = SignInAttempts()
    waits = []
    for _number in range(FREE_ATTEMPTS + 8):
        clock.advance(LONGEST_WAIT)
        attempts.failed("ada", clock.now())
        try:
            attempts.check("ADA ", clock.now())
            waits.append(0)
        except DomainError as error:
            waits.append(error.parameters["seconds"])
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_right_password_counts_anew(workspace: Workspace) -> None:
    attempts = SignInAttempts()
    for _round in range(2):
        for _number in range(FREE_ATTEMPTS - 1):
            refused(workspace, "wrong password", attempts)
        attempt(workspace, PASSWORD, attempts)


def test_nobody_waits_for_anybody_else(workspace: Workspace) -> None:
    add(workspace, "Eva", Role.INVIGILATOR)
    attempts = SignInAttempts()
    for _number in range(FREE_ATTEMPTS):
        refused(workspace, "wrong password", attempts)
    assert attempt(workspace, PASSWORD, attempts, username="eva").name == "Eva"


def test_in_the_sample_nobody_waits_for_its_standing_clock(workspace: Workspace) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(Centre, workspace.actor.centre_id).is_sample = True
        uow.commit()
    attempts = SignInAttempts()
    for _number in range(FREE_ATTEMPTS + 1):
        assert refused(workspace, "wrong password", attempts).code == "SIGN_IN_FAILED"
    assert attempt(workspace, PASSWORD, attempts).name == "Ada Admin"


def test_one_changes_ones_own_password_with_the_present_one(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="PASSWORD_WRONG"):
        workspace.call(
            accounts.change_own_password,
            present="not it",
            password="another long one",
            passwords=PASSWORDS,
        )
    workspace.call(
        accounts.change_own_password,
        present=PASSWORD,
        password="another long one",
        passwords=PASSWORDS,
    )
    assert attempt(workspace, "another long one").name == "Ada Admin"
    with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
        attempt(workspace, PASSWORD)


def test_nobody_signed_in_has_no_password_to_change(workspace: Workspace) -> None:
    actor = workspace.actor
    workspace.act_as(Actor(actor.centre_id, actor.device_id, "nobody"))
    with pytest.raises(DomainError, match="NOT_PERMITTED"):
        workspace.call(
            accounts.change_own_password,
            present=PASSWORD,
            password="another long one",
            passwords=PASSWORDS,
        )


def test_whoever_has_left_cannot_sign_in_until_they_are_back(workspace: Workspace) -> None:
    eva = add(workspace, "Eva", Role.INVIGILATOR)
    workspace.call(accounts.set_active, staff_id=eva.id, active=False)
    with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
        attempt(workspace, PASSWORD, username="eva")
    assert [person.name for person in workspace.run(accounts.list_accounts)] == ["Ada Admin", "Eva"]
    workspace.call(accounts.set_active, staff_id=eva.id, active=True)
    assert attempt(workspace, PASSWORD, username="eva").staff_id == eva.id


def test_a_forgotten_password_is_replaced(workspace: Workspace) -> None:
    eva = add(workspace, "Eva", Role.INVIGILATOR)
    workspace.call(
        accounts.set_password, staff_id=eva.id, password="a fresh password", passwords=PASSWORDS
    )
    assert attempt(workspace, "a fresh password", username="eva").staff_id == eva.id


def test_the_last_administrator_stays(workspace: Workspace) -> None:
    ada = workspace.actor.staff_id
    with pytest.raises(DomainError, match="LAST_ADMINISTRATOR"):
        workspace.call(accounts.set_active, staff_id=ada, active=False)
    officer = frozenset({Role.EXAMS_OFFICER})
    with pytest.raises(DomainError, match="LAST_ADMINISTRATOR"):
        workspace.call(accounts.edit_account, staff_id=ada, name="Ada", roles=officer)
    eva = add(workspace, "Eva", Role.ADMINISTRATOR)
    changed = workspace.call(accounts.edit_account, staff_id=ada, name="Ada", roles=officer)
    assert (changed.name, changed.roles) == ("Ada", officer)
    with pytest.raises(DomainError, match="LAST_ADMINISTRATOR"):
        workspace.run(accounts.set_active, staff_id=eva.id, active=False)


def test_a_person_has_a_name_and_a_role(workspace: Workspace) -> None:
    ada = workspace.actor.staff_id
    with pytest.raises(DomainError, match="ROLE_MISSING"):
        workspace.call(accounts.edit_account, staff_id=ada, name="Ada", roles=frozenset())
    with pytest.raises(DomainError, match="NAME_MISSING"):
        workspace.call(
            accounts.edit_account, staff_id=ada, name=" ", roles=frozenset({Role.ADMINISTRATOR})
        )


def connect(workspace: Workspace, *, is_own: bool = False) -> None:
    with workspace.store.replica(workspace.actor) as uow:
        link = ServerLink(address="https://x", fingerprint="F", connected_at=uow.now, is_own=is_own)
        uow.session.add(link)
        uow.commit()


def test_without_its_server_a_computer_lets_people_in_for_so_many_days(
    desk: Workspace, clock: FixedClock
) -> None:
    connect(desk)
    clock.advance(timedelta(days=14))
    assert attempt(desk, PASSWORD).staff_id
    clock.advance(timedelta(seconds=1))
    with pytest.raises(DomainError) as refused:
        attempt(desk, PASSWORD)
    assert (refused.value.code, refused.value.parameters["days"]) == (
        *("SIGN_IN_TOO_LONG_OFFLINE", 14),
    )
    assert "since 1 August 2026" in describe(refused.value)
    with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
        attempt(desk, "not her password")


def test_it_counts_from_when_the_server_was_reached(desk: Workspace, clock: FixedClock) -> None:
    connect(desk)
    clock.advance(timedelta(days=20))
    with desk.store.replica(desk.actor) as uow:
        cursor = SyncCursor(scope="centre", seq=1, epoch=uow.new_id(), synced_at=uow.now)
        uow.session.add(cursor)
        uow.commit()
    assert attempt(desk, PASSWORD).staff_id
    desk.call(change_setting, name="offline_sign_in_days", value=1)
    clock.advance(timedelta(days=2))
    with pytest.raises(DomainError, match="SIGN_IN_TOO_LONG_OFFLINE"):
        attempt(desk, PASSWORD)


@pytest.mark.parametrize("is_own", [True, None])
def test_a_centre_on_its_own_asks_nobody(
    desk: Workspace, clock: FixedClock, is_own: bool | None
) -> None:
    if is_own:
        connect(desk, is_own=True)
    clock.advance(timedelta(days=400))
    assert attempt(desk, PASSWORD).staff_id


def test_who_has_left_is_at_work_no_longer(desk: Workspace) -> None:
    eva = add(desk, "Eva", Role.EXAMS_OFFICER)
    hers = Workspace(desk.store, attempt(desk, PASSWORD, username="eva"))
    desk.call(
        accounts.edit_account, staff_id=eva.id, name="Eva", roles=frozenset({Role.INVIGILATOR})
    )
    at_work = hers.run(person_at_work)
    assert at_work is not None
    assert at_work.roles == {Role.INVIGILATOR}
    desk.call(accounts.set_active, staff_id=eva.id, active=False)
    assert hers.run(person_at_work) is None
