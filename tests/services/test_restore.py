"""A centre on another PC: out of a backup, as a device of its own, whole or not at all."""

from pathlib import Path

import pytest

from tests.helpers.backups import PASSPHRASE, Saved, another_computer, centre_to_save
from tests.helpers.profiles import MemoryKeyring, set_up
from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.errors import DomainError
from wset_desk.services import restore
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.backup_reading import open_backup
from wset_desk.services.backups import back_up, has_passphrase
from wset_desk.services.candidates import add_candidate, find_candidates
from wset_desk.services.opening import needs_passphrase, open_with_key, open_workspace
from wset_desk.services.restore import ThisComputer, restore_backup
from wset_desk.services.staff import sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage import migrate
from wset_desk.storage.schema import AuditEntry, Device, OutboxEntry, ThisDevice
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import Profile, list_profiles


@pytest.fixture
def saved(tmp_path: Path, clock: FixedClock) -> Saved:
    centre = centre_to_save(tmp_path, clock)
    yield centre
    centre.workspace.close()


@pytest.fixture
def other(tmp_path: Path, clock: FixedClock) -> ThisComputer:
    return another_computer(tmp_path, clock)


def restored(saved: Saved, other: ThisComputer, **options: object) -> Profile:
    backup = open_backup(saved.back_up(), passphrase=PASSPHRASE)
    return restore_backup(backup, other, passphrase=PASSPHRASE, **options)


def signed_in(profile: Profile, computer: ThisComputer, passphrase: str | None) -> Workspace:
    workspace = open_workspace(profile, computer.clock, computer.keys, passphrase)
    workspace.act_as(workspace.run(sign_in, username="ada", password=PASSWORD, passwords=PASSWORDS))
    return workspace


def names(workspace: Workspace) -> list[str]:
    return [row.name for row in workspace.run(find_candidates).rows]


def rows(workspace: Workspace, entity: type) -> list:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.query(entity))


def refusal_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(DomainError) as refused:
        call(*arguments, **named)
    return refused.value.code


def files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_pc_without_a_keyring_goes_on_with_the_backups_passphrase(
    saved: Saved, other: ThisComputer
) -> None:
    profile = restored(saved, other)
    assert list_profiles(other.root) == (profile,)
    assert needs_passphrase(profile, other.keys)
    workspace = signed_in(profile, other, PASSPHRASE)
    assert names(workspace) == ["Ana Silva"]
    workspace.close()


def test_a_pc_with_a_keyring_keeps_a_key_of_its_own_there(
    saved: Saved, tmp_path: Path, clock: FixedClock
) -> None:
    keyring = MemoryKeyring()
    other = another_computer(tmp_path, clock, keyring)
    backup = open_backup(saved.back_up(), passphrase=PASSPHRASE)
    workspace = signed_in(restore_backup(backup, other), other, None)
    assert names(workspace) == ["Ana Silva"]
    assert list(keyring.secrets.values()) == [workspace.store.key.hex()]
    assert workspace.store.key not in (saved.source.key, backup.key)
    workspace.close()


def test_the_recovery_key_restores_and_opens_what_it_restored(
    saved: Saved, other: ThisComputer
) -> None:
    backup = open_backup(saved.back_up(), recovery=saved.recovery_key)
    profile = restore_backup(backup, other, passphrase="a passphrase of this PC")
    key = other.keys.unlock_with_recovery(profile, saved.recovery_key)
    workspace = open_with_key(profile, other.clock, key)
    assert workspace.store.key == other.keys.unlock(profile, "a passphrase of this PC")
    workspace.close()
    assert not has_passphrase(profile)


def test_the_paper_goes_on_opening_backups_of_restored_centres(
    saved: Saved, other: ThisComputer, tmp_path: Path, clock: FixedClock
) -> None:
    second = restored(saved, other)
    workspace = signed_in(second, other, PASSPHRASE)
    source = type(saved.source)(second, workspace.store.engine, workspace.store.key)
    file = back_up(source, tmp_path, clock.now())  # with the passphrase that came along
    workspace.close()
    assert file.parent == tmp_path
    assert open_backup(file, passphrase=PASSPHRASE).about
    backup = open_backup(file, recovery=saved.recovery_key)
    third = another_computer(tmp_path / "third", clock)
    profile = restore_backup(backup, third, passphrase=PASSPHRASE)
    assert third.keys.unlock_with_recovery(profile, saved.recovery_key)


def test_it_goes_on_as_a_device_of_its_own(saved: Saved, other: ThisComputer) -> None:
    before = saved.workspace.actor.device_id
    workspace = signed_in(restored(saved, other), other, PASSPHRASE)
    own = workspace.actor.device_id
    assert own != before
    typed = len([row for row in rows(workspace, OutboxEntry) if row.device_id == before])
    assert [(row.id, row.n) for row in rows(workspace, ThisDevice)] == [(own, typed + 1)]
    assert {row.id: row.name for row in rows(workspace, Device)} == {
        before: "Test PC",
        own: "Other PC",
    }
    workspace.call(add_candidate, first_name="Ben", last_name="Moor")
    numbers = [row.n for row in rows(workspace, OutboxEntry) if row.device_id == own]
    assert sorted(numbers) == list(range(typed + 1, typed + 1 + len(numbers)))
    assert {row.device_id for row in rows(workspace, OutboxEntry)} == {before, own}
    actions = [row.action for row in rows(workspace, AuditEntry) if row.device_id == own]
    assert sorted(set(actions)) == ["candidates.add_candidate", "restore.restore_backup"]
    workspace.close()


def test_its_audit_log_is_signed_by_the_new_store(saved: Saved, other: ThisComputer) -> None:
    workspace = signed_in(restored(saved, other), other, PASSPHRASE)
    assert workspace.run(verify_audit).findings == []
    workspace.close()


def test_an_audit_log_that_was_cut_before_isnt_signed_as_it_is(
    saved: Saved, other: ThisComputer
) -> None:
    with saved.workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_entries WHERE n > 9")
    workspace = signed_in(restored(saved, other), other, PASSPHRASE)
    found = {finding.code for finding in workspace.run(verify_audit).findings}
    assert {"AUDIT_KEY_OTHER"} < found
    workspace.close()


def test_the_centre_that_was_backed_up_goes_on_as_it_was(saved: Saved, other: ThisComputer) -> None:
    restored(saved, other)
    saved.add("Moor")
    assert len(names(saved.workspace)) == 2


def test_a_name_that_is_taken_is_refused_and_another_may_be_given(
    saved: Saved, other: ThisComputer
) -> None:
    first = restored(saved, other)
    assert refusal_of(restored, saved, other) == "PROFILE_EXISTS"
    second = restored(saved, other, name="Vine School, second")
    assert list_profiles(other.root) == (first, second)


def test_a_centre_that_is_replaced_is_kept_under_another_name(
    saved: Saved, other: ThisComputer
) -> None:
    first = restored(saved, other)
    workspace = signed_in(first, other, PASSPHRASE)
    workspace.call(add_candidate, first_name="Ben", last_name="Moor")
    workspace.close()
    second = restored(saved, other, replace=True)
    aside = next(profile for profile in list_profiles(other.root) if profile != second)
    assert (second.name, aside.name) == (
        "Vine School",
        "Vine School, replaced 2026-08-01 09:00:00",
    )
    for profile, expected in ((second, 1), (aside, 2)):
        workspace = signed_in(profile, other, PASSPHRASE)
        assert len(names(workspace)) == expected
        workspace.close()


def test_a_centre_stays_in_place_if_its_successor_fails_at_the_last_step(
    saved: Saved, other: ThisComputer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = restored(saved, other)

    def fails(*_profiles: Profile) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(restore, "move_profile", fails)
    assert refusal_of(restored, saved, other, replace=True) == "BACKUP_FOLDER_NOT_WRITABLE"
    assert list_profiles(other.root) == (first,)
    signed_in(first, other, PASSPHRASE).close()


def test_a_damaged_backup_leaves_nothing(saved: Saved, tmp_path: Path, clock: FixedClock) -> None:
    keyring = MemoryKeyring()
    other = another_computer(tmp_path, clock, keyring)
    file = saved.back_up()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    backup = open_backup(file, passphrase=PASSPHRASE)
    assert refusal_of(restore_backup, backup, other) == "BACKUP_DAMAGED"
    assert files_under(tmp_path / "other") == []
    assert keyring.secrets == {}


@pytest.mark.parametrize("step", ["copy_store", "become_new_device", "move_profile"])
def test_a_failure_at_any_step_leaves_nothing(
    saved: Saved, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_arguments: object) -> None:
        raise RuntimeError("power cut")

    keyring = MemoryKeyring()
    other = another_computer(tmp_path, clock, keyring)
    monkeypatch.setattr(restore, step, fails)
    with pytest.raises(RuntimeError, match="power cut"):
        restored(saved, other)
    assert files_under(tmp_path / "other") == []
    assert keyring.secrets == {}


def test_a_person_may_stop_it(saved: Saved, tmp_path: Path, other: ThisComputer) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.8:
            raise StoppedError

    with pytest.raises(StoppedError):
        restored(saved, other, report=stop)
    assert files_under(tmp_path / "other") == []


def test_what_a_passphrase_has_to_be_is_asked_before_anything_is_kept(
    saved: Saved, tmp_path: Path, other: ThisComputer
) -> None:
    backup = open_backup(saved.back_up(), recovery=saved.recovery_key)
    assert refusal_of(restore_backup, backup, other) == "PASSPHRASE_NEEDED"
    assert refusal_of(restore_backup, backup, other, passphrase="short") == "PASSWORD_TOO_SHORT"
    assert files_under(tmp_path / "other") == []


def test_an_older_backup_is_brought_to_this_programs_form(
    saved: Saved, other: ThisComputer, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[str] = []
    with saved.workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    monkeypatch.setattr(migrate, "revisions", lambda: ["0000", "0001"])
    monkeypatch.setattr(migrate, "migrate_to", lambda _engine, target: brought.append(target))
    restored(saved, other)
    assert brought == ["head"]


def test_the_remains_of_a_killed_set_up_are_in_nobodys_way(
    saved: Saved, other: ThisComputer, clock: FixedClock
) -> None:
    remains = set_up(other.root, clock, other.keys, passphrase=PASSPHRASE)
    remains.workspace.close()
    (remains.profile.directory / "profile.json").unlink()
    signed_in(restored(saved, other), other, PASSPHRASE).close()


def test_progress_goes_from_nothing_to_all(saved: Saved, other: ThisComputer) -> None:
    told: list[float] = []
    restored(saved, other, report=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] == 1
