"""The doctor finds what is wrong, and says what to do about it."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.backups import Saved, centre_to_save
from tests.helpers.profiles import MemoryKeyring, key_store, set_up
from wset_desk.domain.errors import DomainError
from wset_desk.services import doctor
from wset_desk.services.doctor import examine
from wset_desk.services.doctor_findings import Patient
from wset_desk.storage.engine import open_sqlite
from wset_desk.system import files
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import Profile, preferences_file
from wset_desk.system.preferences import Preferences

COMPUTER = (
    "Program",
    "Its parts",
    "Folder",
    "Permissions",
    "Disk",
    "Keyring",
    "Time zones",
    "Clock",
)
CENTRE = ("key", "store", "form", "latest change", "backups")


class LockedKeyring(MemoryKeyring):
    def set(self, name: str, secret: str) -> None:
        raise DomainError("KEYRING_REFUSED")

    def get(self, name: str) -> str | None:
        raise DomainError("KEYRING_REFUSED")


class ForgetfulKeyring(MemoryKeyring):
    def set(self, name: str, secret: str) -> None:
        """Takes it and forgets it."""


@pytest.fixture
def saved(tmp_path: Path, clock: FixedClock) -> Saved:
    """A closed centre with a backup, on a computer that is in order."""
    centre = centre_to_save(tmp_path, clock)
    clock.advance(timedelta(minutes=1))
    centre.back_up()
    centre.workspace.close()
    Preferences(preferences_file(tmp_path / "pc")).set("backup_folder", str(centre.folder))
    return centre


@pytest.fixture
def patient(saved: Saved, tmp_path: Path) -> Patient:
    return Patient(saved.keyring, saved.clock, {}, tmp_path / "pc")


def wrong(patient: Patient) -> dict[str, str]:
    """What the doctor finds wrong, by subject."""
    return {one.subject: one.text for one in examine(patient) if not one.well}


def test_a_computer_in_order(patient: Patient) -> None:
    found = list(examine(patient))
    assert [one.subject for one in found] == [
        *COMPUTER,
        *(f"Vine School, {name}" for name in CENTRE),
    ]
    assert [one.text for one in found if not one.well] == []
    assert all("\n" not in one.text for one in found)


def test_looking_changes_nothing(patient: Patient, saved: Saved) -> None:
    before = {path: path.read_bytes() for path in saved.profile.directory.glob("store.*")}
    secrets = dict(saved.keyring.secrets)
    list(examine(patient))
    assert {path: path.read_bytes() for path in saved.profile.directory.glob("store.*")} == before
    assert saved.keyring.secrets == secrets


def test_a_computer_with_nothing_on_it(tmp_path: Path, clock: FixedClock) -> None:
    found = list(examine(Patient(None, clock, {}, tmp_path / "new")))
    assert [one.subject for one in found] == list(COMPUTER)
    assert all(one.well for one in found)


def test_a_damaged_store(patient: Patient, saved: Saved) -> None:
    content = bytearray(saved.profile.store_file.read_bytes())
    content[len(content) // 2] ^= 1
    saved.profile.store_file.write_bytes(content)
    assert wrong(patient) == {
        "Vine School, store": "The store is damaged: restore the latest backup."
    }


def test_a_store_that_is_not_there(patient: Patient, saved: Saved) -> None:
    saved.profile.store_file.unlink()
    assert "missing" in wrong(patient)["Vine School, store"]


def test_a_key_that_is_not_there(patient: Patient, saved: Saved) -> None:
    saved.keyring.secrets.clear()
    assert "recovery key" in wrong(patient)["Vine School, key"]
    saved.profile.key_file.write_text("{}")
    assert "damaged" in wrong(patient)["Vine School, key"]


@pytest.mark.parametrize(
    ("keyring", "words"), [(LockedKeyring(), "Unlock it"), (ForgetfulKeyring(), "it forgets")]
)
def test_a_keyring_that_does_not_do(
    tmp_path: Path, clock: FixedClock, keyring: MemoryKeyring, words: str
) -> None:
    patient = Patient(keyring, clock, {}, tmp_path)
    assert words in wrong(patient)["Keyring"]


def test_a_passphrase_is_asked_for_where_somebody_is(tmp_path: Path, clock: FixedClock) -> None:
    passphrase = "five small words in a row"
    set_up(tmp_path, clock, key_store(), passphrase=passphrase).workspace.close()
    silent = [one.subject for one in examine(Patient(None, clock, {}, tmp_path))]
    assert silent == [*COMPUTER, "Vine School, key"]
    asked: list[Profile] = []

    def answer(profile: Profile) -> str:
        asked.append(profile)
        return passphrase

    talking = list(examine(Patient(None, clock, {}, tmp_path, answer)))
    assert [profile.name for profile in asked] == ["Vine School"]
    assert talking[-1].subject == "Vine School, backups"
    mistaken = Patient(None, clock, {}, tmp_path, lambda _profile: "no such passphrase")
    assert "passphrase" in wrong(mistaken)["Vine School, key"]


def test_a_store_of_a_newer_or_older_program(patient: Patient, saved: Saved) -> None:
    for revision, is_wrong in (("9999", True), ("0000", False)):
        engine = open_sqlite(saved.profile.store_file, saved.source.key)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
        engine.dispose()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("wset_desk.services.doctor_centre.revisions", lambda: ["0000", "0001"])
            found = wrong(patient)
        assert ("Vine School, form" in found) == is_wrong


def test_backups_that_are_not_made_or_late_or_damaged(patient: Patient, saved: Saved) -> None:
    subject = "Vine School, backups"
    (file,) = saved.folder.iterdir()
    saved.clock.advance(timedelta(days=8))
    assert wrong(patient) == {}  # nothing was changed since
    moved = file.with_name(file.name.replace("20260801", "20260722"))
    file.rename(moved)
    assert "18 days ago" in wrong(patient)[subject]
    moved.rename(file)
    file.write_bytes(b"cut short")
    assert "isn't a backup" in wrong(patient)[subject]
    file.unlink()
    assert "wset-desk backup" in wrong(patient)[subject]
    saved.folder.rmdir()
    assert "plug it in" in wrong(patient)[subject]
    preferences_file(patient.root).unlink()
    assert "choose a folder" in wrong(patient)[subject]


def test_a_clock_that_is_behind(patient: Patient, saved: Saved) -> None:
    saved.clock.instant -= timedelta(hours=1)
    assert "yet to come" in wrong(patient)["Vine School, latest change"]
    saved.clock.instant = datetime(1970, 1, 1, tzinfo=UTC)
    assert "set it" in wrong(patient)["Clock"]


def test_folders_that_others_can_read_or_nobody_can_write(
    patient: Patient, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved.profile.directory.chmod(0o755)
    assert wrong(patient) == {
        "Permissions": f"others can read {saved.profile.directory}: "
        f"chmod -R go= {saved.profile.directory}"
    }
    files.make_private(saved.profile.directory)

    def refuse(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert "WSET_DESK_DATA" in wrong(patient)["Folder"]


def test_a_full_disk(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", ["free"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(3 << 20))
    assert wrong(patient) == {"Disk": "only 3 MB are free: make room on this disk"}


def test_missing_parts_and_time_zones(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_name: str) -> None:
        raise doctor.ZoneInfoNotFoundError

    monkeypatch.setattr(doctor, "ZoneInfo", none)
    monkeypatch.setattr(doctor, "resource_path", lambda name: Path("/nowhere") / name)
    monkeypatch.setattr(doctor, "library_versions", lambda: ("3.0", ""))
    assert set(wrong(patient)) == {"Program", "Its parts", "Time zones"}


def test_one_centre_may_be_named(patient: Patient) -> None:
    assert len(list(examine(patient, "vine school"))) == len(COMPUTER) + len(CENTRE)
    with pytest.raises(DomainError, match="PROFILE_UNKNOWN"):
        list(examine(patient, "elsewhere"))
