"""The layers hold, and the contracts that guard them notice what they are there to notice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.scripts import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's answer on the packages of `tree`."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, in which a test may break the rules."""
    folder = tmp_path_factory.mktemp("layers")
    for package in ("wset_desk", "ui"):
        shutil.copytree(ROOT / package, folder / package)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_nobody_imports_what_they_may_not() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        (
            "wset_desk/domain/errors.py",
            "import wset_desk.services.workspace",
            "Layers of wset_desk",
        ),
        ("wset_desk/system/clock.py", "import wset_desk.storage.types", "Layers of wset_desk"),
        ("wset_desk/services/workspace.py", "import PySide6.QtCore", "wset_desk knows no window"),
        ("ui/common/bus.py", "import ui.desk.context", "Layers of ui"),
        (
            "ui/desk/context.py",
            "import sqlalchemy",
            "Windows reach the store through services only",
        ),
        ("ui/common/bus.py", "import wset_desk.services.workspace", "What a kiosk may share"),
    ],
)
def test_an_import_against_the_rules_is_noticed(
    tree: Path, module: str, statement: str, contract: str
) -> None:
    file = tree / module
    honest = file.read_text("utf-8")
    file.write_text(f"{honest}\n{statement}\n", "utf-8")
    try:
        answer = lint(tree)
    finally:
        file.write_text(honest, "utf-8")
    assert answer.returncode == 1
    broken = [line for line in answer.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), answer.stdout


def test_a_package_outside_the_layers_is_noticed(tree: Path) -> None:
    stray = tree / "wset_desk" / "helpers.py"
    stray.write_text("")
    try:
        assert lint(tree).returncode == 1
    finally:
        stray.unlink()
