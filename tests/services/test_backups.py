"""Backups: what is in them, who can open them, and what becomes of a damaged one."""

import os
import stat
from collections import namedtuple
from pathlib import Path

import pytest

from tests.helpers.backups import PASSPHRASE, Saved, centre_to_save
from tests.helpers.stores import KEY
from wset_desk.domain.errors import DomainError
from wset_desk.services import backups
from wset_desk.services.backup_reading import OpenBackup, open_backup, open_own_backup, unpack
from wset_desk.services.backups import choose_passphrase, has_passphrase, part, quiet
from wset_desk.services.candidates import find_candidates
from wset_desk.storage import backup as copying
from wset_desk.storage.engine import open_sqlite
from wset_desk.system.backup_head import read_head
from wset_desk.system.clock import FixedClock
from wset_desk.system.key_file import read_key_file
from wset_desk.system.passwords import FAST

OTHER_RECOVERY_KEY = "0000-" * 13 + "0000"


@pytest.fixture
def saved(tmp_path: Path, clock: FixedClock) -> Saved:
    centre = centre_to_save(tmp_path, clock)
    yield centre
    centre.workspace.close()


def refusal_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(DomainError) as refused:
        call(*arguments, **named)
    return refused.value.code


def last_names(backup: OpenBackup, folder: Path) -> list[str]:
    target = folder / "unpacked.db"
    unpack(backup, target, quiet)
    engine = open_sqlite(target, backup.key)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT last_name FROM candidates ORDER BY 1").all()
    engine.dispose()
    return [row[0] for row in found]


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_backup_holds_the_store_and_is_named_by_centre_and_time(
    saved: Saved, tmp_path: Path
) -> None:
    file = saved.back_up()
    assert files_in(saved.folder) == [file]
    own = read_key_file(saved.profile.key_file).id[:8]
    assert file.name == f"vine-school-{own}-20260801T090000Z.wsetbackup"
    backup = open_backup(file, passphrase=PASSPHRASE)
    assert backup.about.name == "Vine School"
    assert backup.head.created == saved.clock.now()
    assert last_names(backup, tmp_path) == ["Silva"]


def test_the_recovery_key_opens_it_too_and_so_does_the_store(saved: Saved, tmp_path: Path) -> None:
    file = saved.back_up()
    backup = open_backup(file, recovery=saved.recovery_key.lower())
    assert last_names(backup, tmp_path) == ["Silva"]
    assert open_own_backup(file, saved.source.key).about == backup.about


def test_nothing_else_opens_it(saved: Saved) -> None:
    file = saved.back_up()
    assert refusal_of(open_backup, file, passphrase="another one") == "BACKUP_PASSPHRASE_WRONG"
    assert refusal_of(open_backup, file) == "BACKUP_PASSPHRASE_WRONG"
    assert refusal_of(open_backup, file, recovery=saved.recovery_key[:-1] + "!") == (
        "RECOVERY_KEY_MISTYPED"
    )
    assert refusal_of(open_own_backup, file, KEY) == "BACKUP_DAMAGED"


def test_the_paper_of_another_centre_is_refused(
    saved: Saved, tmp_path: Path, clock: FixedClock
) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = centre_to_save(tmp_path / "elsewhere", clock)
    other.workspace.close()
    file = saved.back_up()
    assert refusal_of(open_backup, file, recovery=other.recovery_key) == "RECOVERY_KEY_WRONG"


def test_nothing_readable_stands_in_it_and_only_its_owner_reads_it(saved: Saved) -> None:
    file = saved.back_up()
    content = file.read_bytes()
    for secret in (b"Silva", b"Vine", b"SQLite format 3", PASSPHRASE.encode(), saved.source.key):
        assert secret not in content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_changed_byte_anywhere_in_the_head_is_refused(saved: Saved, tmp_path: Path) -> None:
    with saved.back_up().open("rb") as file:
        read_head(file)
        head_size = file.tell()
        file.seek(0)
        beginning = file.read(head_size)
    changed = tmp_path / "changed.wsetbackup"
    for place in range(head_size):
        content = bytearray(beginning)
        content[place] ^= 1
        changed.write_bytes(content)
        code = refusal_of(open_own_backup, changed, saved.source.key)
        assert code in {"BACKUP_DAMAGED", "BACKUP_NOT_ONE", "BACKUP_IS_NEWER"}


@pytest.mark.parametrize("share", [0, 0.25, 0.5, 0.99, 1])
def test_a_changed_byte_in_the_body_is_refused(saved: Saved, tmp_path: Path, share: float) -> None:
    file = saved.back_up()
    with file.open("rb") as opened:
        read_head(opened)
        first = opened.tell()
    content = bytearray(file.read_bytes())
    content[first + int(share * (len(content) - 1 - first))] ^= 128
    file.write_bytes(content)
    backup = open_backup(file, passphrase=PASSPHRASE)
    assert refusal_of(unpack, backup, tmp_path / "x.db", quiet) == "BACKUP_DAMAGED"


def test_a_mended_digest_does_not_hide_a_changed_head(saved: Saved, tmp_path: Path) -> None:
    file = saved.back_up()
    with file.open("rb") as opened:
        head, _digest = read_head(opened)
        body = opened.read()
    forged = backups.encode_head(
        type(head)(**{**vars(head), "program": "99.0"})  # nothing that opening would notice
    )
    file.write_bytes(forged + body)
    backup = open_backup(file, passphrase=PASSPHRASE)
    assert refusal_of(unpack, backup, tmp_path / "x.db", quiet) == "BACKUP_DAMAGED"


def test_a_file_that_was_cut_short_is_refused(saved: Saved, tmp_path: Path) -> None:
    whole = saved.back_up().read_bytes()
    cut = tmp_path / "cut.wsetbackup"
    for size in (0, 5, 13, 14, 200, 1500):
        cut.write_bytes(whole[:size])
        assert refusal_of(open_backup, cut, passphrase=PASSPHRASE) in {
            "BACKUP_NOT_ONE",
            "BACKUP_DAMAGED",
        }
    for size in (len(whole) // 2, len(whole) - 16, len(whole) - 1):
        cut.write_bytes(whole[:size])
        backup = open_backup(cut, passphrase=PASSPHRASE)
        assert refusal_of(unpack, backup, tmp_path / "x.db", quiet) == "BACKUP_DAMAGED"


def test_another_file_is_no_backup(saved: Saved, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear candidate, your result is here.")
    assert refusal_of(open_backup, other, passphrase=PASSPHRASE) == "BACKUP_NOT_ONE"
    missing = tmp_path / "none.wsetbackup"
    assert refusal_of(open_backup, missing, passphrase=PASSPHRASE) == "FILE_NOT_FOUND"
    assert refusal_of(open_backup, tmp_path, passphrase=PASSPHRASE) == "FILE_NOT_READ"


def test_what_a_newer_program_made_is_refused_as_such(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved.back_up()
    content = bytearray(file.read_bytes())
    content[9] = 2
    newer = file.with_name("newer.wsetbackup")
    newer.write_bytes(content)
    assert refusal_of(open_backup, newer, passphrase=PASSPHRASE) == "BACKUP_IS_NEWER"
    monkeypatch.setattr("wset_desk.storage.migrate.revisions", lambda: ["0000"])
    assert refusal_of(open_backup, file, passphrase=PASSPHRASE) == "BACKUP_IS_NEWER"


def test_what_is_written_meanwhile_is_not_in_it_and_not_held_up(
    saved: Saved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES_A_STEP", 1)
    written: list[float] = []

    def write(share: float) -> None:
        if not written:
            saved.add("Moor")
        written.append(share)

    file = backups.back_up(saved.source, saved.folder, saved.clock.now(), report=write)
    backup = open_backup(file, passphrase=PASSPHRASE)
    assert last_names(backup, tmp_path) == ["Silva"]
    assert saved.workspace.run(find_candidates).total == 2
    assert written == sorted(written)
    assert written[-1] == 1


def test_without_a_passphrase_nothing_is_written(tmp_path: Path, clock: FixedClock) -> None:
    saved = centre_to_save(tmp_path, clock, passphrase=False)
    assert not has_passphrase(saved.profile)
    assert refusal_of(saved.back_up) == "BACKUP_PASSPHRASE_NEEDED"
    assert refusal_of(choose_passphrase, saved.source, "short", cost=FAST) == "PASSWORD_TOO_SHORT"
    saved.workspace.close()
    assert files_in(saved.folder) == []


def test_the_passphrase_is_kept_nowhere(saved: Saved) -> None:
    for file in saved.profile.directory.rglob("*"):
        assert file.is_dir() or PASSPHRASE.encode() not in file.read_bytes()
    assert list(saved.keyring.secrets.values()) == [saved.source.key.hex()]
    assert stat.S_IMODE(saved.profile.backup_key_file.stat().st_mode) == 0o600


def test_a_new_passphrase_holds_for_later_backups(saved: Saved) -> None:
    before = saved.back_up()
    choose_passphrase(saved.source, "quite another passphrase", cost=FAST)
    before = before.rename(before.with_name("before.wsetbackup"))
    after = saved.back_up()
    assert open_backup(before, passphrase=PASSPHRASE).about
    assert refusal_of(open_backup, after, passphrase=PASSPHRASE) == "BACKUP_PASSPHRASE_WRONG"
    assert open_backup(after, passphrase="quite another passphrase").about


def test_a_damaged_backup_key_is_named(saved: Saved) -> None:
    for content in (b"", b"{}", saved.profile.key_file.read_bytes()):
        saved.profile.backup_key_file.write_bytes(content)
        assert refusal_of(saved.back_up) == "BACKUP_KEY_DAMAGED"


def test_a_folder_that_is_away_is_not_made(saved: Saved) -> None:
    saved.folder.rmdir()
    assert refusal_of(saved.back_up) == "BACKUP_FOLDER_MISSING"
    assert not saved.folder.exists()


def test_a_failure_leaves_the_backup_before_it_and_nothing_else(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = saved.back_up()
    content = good.read_bytes()
    before = files_in(saved.profile.directory)

    def fails(*_arguments: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(backups, "encrypt_body", fails)
    assert refusal_of(saved.back_up) == "BACKUP_FOLDER_NOT_WRITABLE"
    assert files_in(saved.folder) == [good]
    assert good.read_bytes() == content
    assert files_in(saved.profile.directory) == before


def test_a_full_disk_is_named_before_and_while_writing(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert refusal_of(saved.back_up) == "BACKUP_NO_ROOM"
    usage = namedtuple("usage", ["free"])
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(1 << 20))
    assert refusal_of(saved.back_up) == "BACKUP_NO_ROOM"
    assert files_in(saved.folder) == []


def test_what_was_written_wrongly_is_noticed_and_thrown_away(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = saved.back_up()
    settle = backups.settle

    def spoil(file: object) -> None:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x00")
        settle(file)

    monkeypatch.setattr(backups, "settle", spoil)
    assert refusal_of(saved.back_up) == "BACKUP_FAILED"
    assert files_in(saved.folder) == [good]
    assert open_backup(good, passphrase=PASSPHRASE).about


def test_a_person_may_stop_it(saved: Saved) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise StoppedError

    with pytest.raises(StoppedError):
        backups.back_up(saved.source, saved.folder, saved.clock.now(), report=stop)
    assert files_in(saved.folder) == []
    assert saved.back_up().exists()


def test_a_part_of_the_work_is_told_as_its_share() -> None:
    told: list[float] = []
    report = part(told.append, 0.5, 1)
    report(0)
    report(0.5)
    assert told == [0.5, 0.75]
