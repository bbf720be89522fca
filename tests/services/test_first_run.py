"""Setting a centre up: everything is made, or nothing is left."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.profiles import ADA, MemoryKeyring, key_store, set_up
from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services import first_run
from wset_desk.services.opening import about_centre, open_workspace
from wset_desk.services.staff import sign_in
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import ProfileKind, list_profiles

PASSPHRASE = "five small words in a row"


def files_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_the_new_centre_is_open_with_its_administrator_signed_in(
    tmp_path: Path, clock: FixedClock
) -> None:
    centre = set_up(tmp_path, clock, key_store(MemoryKeyring()))
    facts = centre.workspace.run(about_centre)
    centre.workspace.close()
    assert (facts.name, facts.zone.key, facts.currency) == ("Vine School", "Europe/London", "GBP")
    assert not facts.is_sample
    assert centre.workspace.actor.roles == {Role.ADMINISTRATOR}
    assert list_profiles(tmp_path) == (centre.profile,)


def test_the_recovery_key_opens_the_store(tmp_path: Path, clock: FixedClock) -> None:
    keys = key_store(MemoryKeyring())
    centre = set_up(tmp_path, clock, keys)
    centre.workspace.close()
    assert keys.unlock_with_recovery(centre.profile, centre.recovery_key) == keys.unlock(
        centre.profile
    )


def test_whoever_set_it_up_can_sign_in_after_a_restart(tmp_path: Path, clock: FixedClock) -> None:
    keys = key_store()
    made = set_up(tmp_path, clock, keys, passphrase=PASSPHRASE)
    made.workspace.close()
    workspace = open_workspace(made.profile, clock, keys, PASSPHRASE)
    actor = workspace.run(sign_in, username="ADA ", password=PASSWORD, passwords=PASSWORDS)
    workspace.close()
    assert actor == made.workspace.actor


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, "NAME_MISSING", "name"),
        ({"time_zone": "Mars/Base"}, "TIME_ZONE_UNKNOWN", "time_zone"),
        ({"currency": "pounds"}, "CURRENCY_UNKNOWN", "currency"),
        ({"administrator_name": ""}, "NAME_MISSING", "administrator_name"),
        ({"username": ""}, "USERNAME_MISSING", "username"),
        ({"password": "short"}, "PASSWORD_TOO_SHORT", "password"),
    ],
)
def test_what_is_refused_leaves_nothing(
    tmp_path: Path, clock: FixedClock, change: dict[str, str], code: str, field: str
) -> None:
    keyring = MemoryKeyring()
    with pytest.raises(DomainError) as refusal:
        set_up(tmp_path, clock, key_store(keyring), centre=replace(ADA, **change))
    assert (refusal.value.code, refusal.value.parameters["field"]) == (code, field)
    assert files_under(tmp_path) == []
    assert keyring.secrets == {}


def test_a_pc_without_a_keyring_needs_a_passphrase(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(DomainError, match="PASSPHRASE_NEEDED"):
        set_up(tmp_path, clock, key_store())
    assert files_under(tmp_path) == []


def test_a_name_that_is_taken_leaves_the_other_centre_alone(
    tmp_path: Path, clock: FixedClock
) -> None:
    keys = key_store(MemoryKeyring())
    first = set_up(tmp_path, clock, keys)
    with pytest.raises(DomainError, match="PROFILE_EXISTS"):
        set_up(tmp_path, clock, keys)
    assert first.workspace.run(about_centre).name == "Vine School"
    first.workspace.close()


def test_a_failure_while_founding_leaves_nothing(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(store: Store, **arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(first_run, "found_centre", fail)
    keyring = MemoryKeyring()
    with pytest.raises(OSError, match="full"):
        set_up(tmp_path, clock, key_store(keyring))
    assert files_under(tmp_path) == []
    assert keyring.secrets == {}


def test_a_profile_is_listed_only_once_it_is_complete(tmp_path: Path, clock: FixedClock) -> None:
    keys = key_store(MemoryKeyring())
    with first_run.new_profile(
        "Vine School", ProfileKind.CENTRE, keys=keys, clock=clock, root=tmp_path
    ) as new:
        assert list_profiles(tmp_path) == ()
    new.store.close()
    assert list_profiles(tmp_path) == (new.profile,)


def test_the_remains_of_an_interrupted_attempt_are_in_nobodys_way(
    tmp_path: Path, clock: FixedClock
) -> None:
    keys = key_store(MemoryKeyring())
    first = set_up(tmp_path, clock, keys)
    first.workspace.close()
    (first.profile.directory / "profile.json").unlink()
    assert list_profiles(tmp_path) == ()
    second = set_up(tmp_path, clock, keys)
    assert second.workspace.run(about_centre).name == "Vine School"
    second.workspace.close()
