"""The program finds its own files in the source tree, in a wheel and in a frozen app."""

import sys
from pathlib import Path

import pytest

from tests.helpers.scripts import ROOT
from wset_desk.system import resources
from wset_desk.system.resources import migrations_path, resource_path


def test_in_the_source_tree_they_lie_at_the_root() -> None:
    assert resource_path() == ROOT / "resources"
    assert resource_path("i18n/wset_desk.pot").is_file()
    assert migrations_path() == ROOT / "migrations"
    assert (migrations_path() / "env.py").is_file()


def test_in_a_wheel_they_lie_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "wset_desk"
    for folder in ("_resources", "_migrations"):
        (package / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resource_path("icons") == package / "_resources" / "icons"
    assert migrations_path() == package / "_migrations"


def test_in_a_frozen_app_they_lie_where_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wset_desk" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("icons") == tmp_path / "wset_desk" / "_resources" / "icons"
