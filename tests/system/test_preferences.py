"""What this PC remembers survives a restart; a damaged file does no harm."""

from pathlib import Path

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.system.preferences import Preferences


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


def test_a_value_is_there_after_a_restart(file: Path) -> None:
    Preferences(file).set("window", [0, 0, 1440, 900])
    Preferences(file).set("text_size", 150)
    again = Preferences(file)
    assert (again.get("window"), again.get("text_size")) == ([0, 0, 1440, 900], 150)


def test_what_others_keep_meanwhile_stays(file: Path) -> None:
    first, second = Preferences(file), Preferences(file)
    first.set("last_profile", "Vine School")
    second.set("text_size", 150)
    again = Preferences(file)
    assert (again.get("last_profile"), again.get("text_size")) == ("Vine School", 150)


def test_what_was_never_set_is_the_settings_default_or_the_callers(file: Path) -> None:
    empty = Preferences(file)
    assert empty.get("appearance") == "system"
    assert empty.get("text_size", 90) == 90
    assert empty.get("window", "anywhere") == "anywhere"
    assert not file.exists()


def test_a_setting_refuses_what_it_may_not_be(file: Path) -> None:
    preferences = Preferences(file)
    with pytest.raises(DomainError) as refused:
        preferences.set("text_size", 500)
    assert refused.value.code == "SETTING_OUT_OF_RANGE"
    assert preferences.get("text_size") == 100


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00", '{"text_size": "huge"}'])
def test_a_damaged_file_counts_as_empty(file: Path, content: str) -> None:
    file.write_text(content)
    preferences = Preferences(file)
    assert preferences.get("text_size") == 100
    preferences.set("text_size", 110)
    assert Preferences(file).get("text_size") == 110
