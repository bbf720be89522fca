"""The lock file pins everything with hashes, names no host, and covers what is asked for."""

import re
import tomllib

import pytest

from tests.helpers.scripts import ROOT

LOCK = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
REQUIREMENTS = LOCK.replace("\\\n", " ").splitlines()
PINNED = re.compile(r"^(?P<name>[a-z0-9.-]+)==[^ ]+")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(lines: list[str]) -> set[str]:
    bare = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("#"))
    return {normal(found.group()) for found in bare if found}


def test_no_host_stands_in_the_lock() -> None:
    assert "://" not in LOCK
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", LOCK)


def test_each_requirement_is_pinned_and_hashed() -> None:
    requirements = [line for line in REQUIREMENTS if line and not line.lstrip().startswith("#")]
    assert len(requirements) > 40
    for requirement in requirements:
        assert PINNED.match(requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


@pytest.mark.parametrize("extra", ["", "desk", "server", "test"])
def test_what_the_project_needs_is_asked_for_and_locked(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    asked = (ROOT / "packaging" / "requirements.in").read_text("utf-8").splitlines()
    assert names_in(needed) <= names_in(asked)
    assert names_in(asked) <= names_in(REQUIREMENTS)


def test_what_builds_the_project_is_locked() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert names_in(build["requires"]) <= names_in(REQUIREMENTS)
