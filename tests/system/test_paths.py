"""Profiles keep centres apart on one computer."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.system import paths
from wset_desk.system.paths import (
    ProfileKind,
    create_profile,
    data_dir,
    find_profile,
    keep_profile,
    list_profiles,
    plan_profile,
    preferences_file,
    remove_profile,
)


def test_the_environment_says_where_everything_is_kept(tmp_path: Path) -> None:
    assert data_dir({"WSET_DESK_DATA": str(tmp_path)}) == tmp_path
    assert data_dir({}).name == "wset-desk"
    assert data_dir({}).is_absolute()


def test_without_a_root_the_data_folder_is_meant(tmp_path: Path) -> None:
    made = create_profile("Vine School", ProfileKind.CENTRE)
    assert made.directory.is_relative_to(tmp_path / "data")
    assert preferences_file() == tmp_path / "data" / "preferences.json"
    assert list_profiles() == (made,)


def test_profiles_are_listed_by_name_with_the_sample_last(tmp_path: Path) -> None:
    names = [
        ("Sample centre", ProfileKind.SAMPLE),
        ("vine", ProfileKind.CENTRE),
        ("Élan", ProfileKind.CENTRE),
    ]
    for name, kind in names:
        create_profile(name, kind, tmp_path)
    create_profile("Zum Wein", ProfileKind.CENTRE, tmp_path)
    listed = [profile.name for profile in list_profiles(tmp_path)]
    assert listed[-1] == "Sample centre"
    assert set(listed[:-1]) == {"vine", "Zum Wein", "Élan"}


def test_each_profile_has_its_own_files(tmp_path: Path) -> None:
    one = create_profile("One", ProfileKind.CENTRE, tmp_path)
    other = create_profile("Other", ProfileKind.CENTRE, tmp_path)
    for name in ("store_file", "key_file", "log_dir", "backup_dir"):
        assert getattr(one, name) != getattr(other, name)
        assert getattr(one, name).is_relative_to(one.directory)


def test_a_profile_is_found_by_its_name(tmp_path: Path) -> None:
    made = create_profile("Vine School", ProfileKind.CENTRE, tmp_path)
    assert find_profile(" vine school ", tmp_path) == made
    with pytest.raises(DomainError) as refused:
        find_profile("Other", tmp_path)
    assert refused.value.code == "PROFILE_UNKNOWN"


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "PROFILE_NAME_EMPTY"), ("VINE", "PROFILE_EXISTS")]
)
def test_a_name_is_needed_and_used_once(tmp_path: Path, name: str, code: str) -> None:
    create_profile("Vine", ProfileKind.CENTRE, tmp_path)
    with pytest.raises(DomainError) as refused:
        create_profile(name, ProfileKind.CENTRE, tmp_path)
    assert refused.value.code == code
    assert refused.value.parameters["field"] == "name"


def test_a_planned_profile_exists_once_it_is_kept(tmp_path: Path) -> None:
    planned = plan_profile(" Vine ", ProfileKind.CENTRE, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert list_profiles(tmp_path) == ()
    keep_profile(planned)
    assert list_profiles(tmp_path) == (planned,)
    with pytest.raises(DomainError, match="PROFILE_EXISTS"):
        plan_profile("vine", ProfileKind.CENTRE, tmp_path)


def test_a_removed_profile_leaves_nothing(tmp_path: Path) -> None:
    made = create_profile("Vine", ProfileKind.CENTRE, tmp_path)
    made.store_file.write_bytes(b"rows")
    remove_profile(made)
    remove_profile(made)
    assert not made.directory.exists()
    assert list_profiles(tmp_path) == ()


def test_what_describes_no_profile_is_passed_over(tmp_path: Path) -> None:
    made = create_profile("Vine", ProfileKind.CENTRE, tmp_path)
    for content in ("", "[]", '{"name": "x"}', '{"name": "x", "kind": "other"}'):
        folder = made.directory.parent / f"bad-{len(content)}"
        folder.mkdir()
        (folder / "profile.json").write_text(content)
    assert list_profiles(tmp_path) == (made,)


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_names_get_different_folders_that_every_system_takes(
    one: str, other: str
) -> None:
    first, second = paths._folder_name(one), paths._folder_name(other)
    assert set(first) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(first) <= 60
    folded = unicodedata.normalize("NFKC", one).casefold()
    same = folded == unicodedata.normalize("NFKC", other).casefold()
    assert (first == second) == same
