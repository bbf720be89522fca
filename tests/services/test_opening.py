"""Opening a store: its key, a newer or older form, the sample's fixed clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.profiles import MemoryKeyring, key_store, set_up
from tests.helpers.stores import KEY
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.backup_reading import open_own_backup, unpack
from wset_desk.services.backups import quiet
from wset_desk.services.opening import (
    about_centre,
    clock_of,
    needs_passphrase,
    open_with_key,
    open_workspace,
)
from wset_desk.services.staff import list_staff
from wset_desk.storage import migrate
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock, SystemClock
from wset_desk.system.key_file import new_key_file, write_key_file
from wset_desk.system.keys import KeyStore
from wset_desk.system.paths import Profile, ProfileKind

PASSPHRASE = "five small words in a row"


@pytest.fixture
def keys() -> KeyStore:
    return key_store(MemoryKeyring())


@pytest.fixture
def profile(tmp_path: Path, clock: FixedClock, keys: KeyStore) -> Profile:
    """A centre that was set up and closed again."""
    centre = set_up(tmp_path, clock, keys)
    centre.workspace.close()
    return centre.profile


def set_revision(profile: Profile, keys: KeyStore, revision: str) -> None:
    engine = open_sqlite(profile.store_file, keys.unlock(profile))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    engine.dispose()


def test_nobody_is_signed_in_at_first(profile: Profile, clock: FixedClock, keys: KeyStore) -> None:
    workspace = open_workspace(profile, clock, keys)
    assert workspace.run(about_centre).name == "Vine School"
    assert workspace.actor.permissions == {Permission.SIGN_IN}
    with pytest.raises(DomainError, match="NOT_PERMITTED"):
        workspace.run(list_staff)
    workspace.close()


def test_another_key_is_refused(profile: Profile, clock: FixedClock) -> None:
    with pytest.raises(DomainError, match="STORE_KEY_WRONG"):
        open_with_key(profile, clock, KEY)


def test_a_missing_store_is_not_made_anew(
    profile: Profile, clock: FixedClock, keys: KeyStore
) -> None:
    profile.store_file.unlink()
    with pytest.raises(DomainError, match="STORE_MISSING"):
        open_workspace(profile, clock, keys)
    assert not profile.store_file.exists()


def test_a_store_without_a_centre_is_refused(
    tmp_path: Path, clock: FixedClock, keys: KeyStore
) -> None:
    empty = Profile("Empty", ProfileKind.CENTRE, tmp_path)
    engine = open_sqlite(empty.store_file, KEY)
    upgrade(engine)
    engine.dispose()
    with pytest.raises(DomainError, match="STORE_WITHOUT_CENTRE"):
        open_with_key(empty, clock, KEY)


def test_a_store_of_a_newer_program_is_refused_untouched(
    profile: Profile, clock: FixedClock, keys: KeyStore
) -> None:
    set_revision(profile, keys, "9999")
    before = profile.store_file.read_bytes()
    with pytest.raises(DomainError, match="STORE_IS_NEWER"):
        open_workspace(profile, clock, keys)
    assert profile.store_file.read_bytes() == before
    assert not profile.backup_dir.exists()


def test_an_older_store_is_copied_before_it_is_upgraded(
    profile: Profile, clock: FixedClock, keys: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_revision(profile, keys, "0000")
    monkeypatch.setattr(migrate, "revisions", lambda: ["0000", "0001"])
    seen: list[Path] = []

    def note_copies(engine: object, target: str) -> None:
        seen.extend(profile.backup_dir.iterdir())

    monkeypatch.setattr(migrate, "migrate_to", note_copies)
    open_workspace(profile, clock, keys).close()
    assert [copy.name for copy in seen] == ["before-upgrade-from-0000.wsetbackup"]
    backup = open_own_backup(seen[0], keys.unlock(profile))
    assert (backup.about.name, backup.head.revision) == ("Vine School", "0000")
    unpack(backup, profile.directory / "unpacked.db", quiet)


def test_a_real_centre_on_a_pc_without_a_keyring_asks_for_its_passphrase(
    tmp_path: Path, clock: FixedClock
) -> None:
    keys = key_store()
    centre = set_up(tmp_path, clock, keys, passphrase=PASSPHRASE)
    centre.workspace.close()
    assert needs_passphrase(centre.profile, keys)
    with pytest.raises(DomainError, match="PASSPHRASE_NEEDED"):
        open_workspace(centre.profile, clock, keys)
    with pytest.raises(DomainError, match="PASSPHRASE_WRONG"):
        open_workspace(centre.profile, clock, keys, "not those words at all")


def test_the_samples_passphrase_is_known_to_the_program(tmp_path: Path) -> None:
    profile = Profile(sample.NAME, ProfileKind.SAMPLE, tmp_path)
    write_key_file(profile.key_file, new_key_file(KEY, KEY))
    assert not needs_passphrase(profile, key_store())


def test_the_samples_clock_stands_at_its_date_unless_another_is_asked_for(tmp_path: Path) -> None:
    profile = Profile(sample.NAME, ProfileKind.SAMPLE, tmp_path)
    assert clock_of(profile, None, {}).now() == sample.NOW
    asked = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
    assert clock_of(profile, "2026-06-01T08:00Z", {}).now() == asked
    assert clock_of(profile, None, {"WSET_DESK_NOW": "2026-06-01T08:00Z"}).now() == asked


def test_a_real_centre_has_the_computers_clock(tmp_path: Path) -> None:
    profile = Profile("Vine School", ProfileKind.CENTRE, tmp_path)
    assert isinstance(clock_of(profile, None, {}), SystemClock)
