"""The folder of backups: one a day, of so many days; made when there is something new."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.helpers.backups import Saved, centre_to_save
from wset_desk.domain.errors import DomainError
from wset_desk.services.backup_schedule import (
    BackupPlan,
    KeptBackup,
    back_up_if_due,
    backup_plan,
    is_due,
    kept_backups,
    last_change,
    superfluous,
)
from wset_desk.services.backups import BackupSource
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import Profile, ProfileKind
from wset_desk.system.preferences import Preferences

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def saved(tmp_path: Path, clock: FixedClock) -> Saved:
    centre = centre_to_save(tmp_path, clock)
    yield centre
    centre.workspace.close()


def at(text: str) -> KeptBackup:
    return KeptBackup(Path(text), datetime.fromisoformat(text).replace(tzinfo=UTC))


def run(saved: Saved, keep: int = 30) -> Path | None:
    return back_up_if_due(
        saved.source,
        BackupPlan(saved.folder, keep),
        changed=saved.workspace.run(last_change),
        now=saved.clock.now(),
        zone=LONDON,
    )


def days(saved: Saved) -> list[date]:
    return [one.created.date() for one in kept_backups(saved.source, saved.folder)]


def test_it_is_due_once_something_was_changed() -> None:
    noon = datetime(2026, 8, 1, 12, tzinfo=UTC)
    later = noon + timedelta(seconds=1)
    assert is_due(None, noon)
    assert is_due(noon, later)
    assert is_due(noon, noon)
    assert not is_due(later, noon)
    assert not is_due(None, None)


def test_each_change_is_in_the_days_backup_which_takes_the_place_of_the_one_before(
    saved: Saved,
) -> None:
    saved.clock.advance(timedelta(minutes=1))
    assert run(saved) is not None
    assert run(saved) is None
    saved.clock.advance(timedelta(hours=3))
    saved.add("Moor")
    saved.clock.advance(timedelta(minutes=1))
    second = run(saved)
    assert list(saved.folder.iterdir()) == [second]


def test_so_many_days_are_kept(saved: Saved) -> None:
    for number in range(4):
        saved.add(f"N{number}")
        saved.clock.advance(timedelta(days=1))
        run(saved, keep=2)
    assert days(saved) == [date(2026, 8, 5), date(2026, 8, 4)]


def test_a_failure_removes_nothing(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    saved.clock.advance(timedelta(minutes=1))
    first = run(saved)
    saved.add("Moor")
    saved.clock.advance(timedelta(minutes=1))
    monkeypatch.setattr("wset_desk.services.backups.store_size", lambda _engine: 1 << 60)
    with pytest.raises(DomainError, match="BACKUP_NO_ROOM"):
        run(saved)
    assert list(saved.folder.iterdir()) == [first]


def test_other_files_and_other_centres_backups_stay(
    saved: Saved, tmp_path: Path, clock: FixedClock
) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = centre_to_save(tmp_path / "elsewhere", clock)
    other.folder = saved.folder
    theirs = other.back_up()
    other.workspace.close()
    strange = saved.folder / f"{saved.source.stem}tomorrow.wsetbackup"
    strange.touch()
    for number in range(2):
        saved.add(f"N{number}")
        saved.clock.advance(timedelta(days=1))
        ours = run(saved, keep=1)
    assert sorted(saved.folder.iterdir()) == sorted([theirs, strange, ours])


def test_the_latest_of_each_day_stays_where_the_centre_is() -> None:
    kept = [at("2026-08-02T22:30"), at("2026-08-01T23:30"), at("2026-08-01T12:00")]
    assert superfluous(kept, 30, LONDON) == (kept[1],)
    assert superfluous(kept, 30, ZoneInfo("UTC")) == (kept[2],)
    assert superfluous(kept, 1, ZoneInfo("UTC")) == (kept[1], kept[2])


def test_nothing_happens_on_its_own_without_folder_or_passphrase_or_for_the_sample(
    saved: Saved,
) -> None:
    when = saved.clock.now()
    arguments = {"changed": when, "now": when, "zone": LONDON}
    source, plan = saved.source, BackupPlan(saved.folder, 30)
    sample = Profile("Sample", ProfileKind.SAMPLE, source.profile.directory)
    as_sample = BackupSource(sample, source.engine, source.key)
    assert back_up_if_due(source, BackupPlan(None, 30), **arguments) is None
    assert back_up_if_due(as_sample, plan, **arguments) is None
    source.profile.backup_key_file.unlink()
    assert back_up_if_due(source, plan, **arguments) is None
    assert list(saved.folder.iterdir()) == []


def test_the_plan_stands_in_the_preferences(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "preferences.json")
    assert backup_plan(preferences) == BackupPlan(None, 30)
    preferences.set("backup_folder", str(tmp_path))
    preferences.set("backup_keep", 7)
    assert backup_plan(preferences) == BackupPlan(tmp_path, 7)
