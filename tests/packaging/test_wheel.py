"""The wheel holds all that the program needs and runs where nobody has seen the tree."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.helpers.scripts import ROOT, load_script

MIGRATE = """
from pathlib import Path
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import current_revision, revisions, upgrade
engine = open_sqlite(Path("store.db"), bytes(32))
upgrade(engine)
assert current_revision(engine) == revisions()[-1]
print("migrated")
"""

FIND = """
import wset_desk.system.resources as found
print(found.__file__)
print(found.resource_path("i18n/wset_desk.pot").is_file())
print(found.resource_path("fonts/Inter-Regular.otf").is_file())
print((found.migrations_path() / "env.py").is_file())
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


class Installed:
    """An environment with the wheel in it and the dependencies in sight, away from the tree."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.scripts = scripts
        venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
        # A path in a .pth file is searched after the environment's own packages, and the .pth files
        # that lie there, ours for the tree among them, are not read.
        dependencies = sysconfig.get_path("purelib")
        next((folder / "venv").rglob("site-packages")).joinpath("dependencies.pth").write_text(
            f"{dependencies}\n"
        )
        pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
        install = [*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)]
        subprocess.run(install, check=True, capture_output=True, cwd=folder)

    def run(self, name: str, *arguments: str) -> str:
        """What the script prints, in a folder outside the tree. Fails where its status isn't 0."""
        clean = load_script("packaging/bootstrap.py").clean_environment(os.environ)
        done = subprocess.run(
            [str(self.scripts / name), *arguments],
            cwd=self.folder,
            env={**clean, "WSET_DESK_DATA": str(self.folder / "data")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"), wheel)


def test_the_wheel_holds_the_packages_resources_and_migrations_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {"/".join(name.split("/")[:2]) for name in names}
    assert {
        "wset_desk/_resources",
        "wset_desk/_migrations",
        "wset_desk/domain",
        "ui/desk",
    } <= folders
    assert {name.split("/")[0].split("-")[0] for name in names} == {"wset_desk", "ui"}
    assert [name for name in names if name.endswith(".pyc") or "__pycache__" in name] == []


def test_every_resource_and_migration_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("resources", "migrations"):
        for file in (ROOT / folder).rglob("*"):
            inside = file.relative_to(ROOT / folder).as_posix()
            if file.is_file() and "__pycache__" not in inside:
                assert f"wset_desk/_{folder}/{inside}" in names


def test_the_program_finds_its_files_in_the_wheel(installed: Installed) -> None:
    place, *found = installed.run("python", "-c", FIND).splitlines()
    assert Path(place).is_relative_to(installed.folder)
    assert found == ["True", "True", "True"]


def test_a_store_is_made_with_the_migrations_of_the_wheel(installed: Installed) -> None:
    assert installed.run("python", "-c", MIGRATE) == "migrated\n"


@pytest.mark.parametrize("command", ["wset-desk", "wset-desk-server"])
def test_both_commands_run_from_the_wheel(installed: Installed, command: str) -> None:
    assert "Usage" in installed.run(command, "--help")
