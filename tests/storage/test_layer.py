"""Nothing outside `storage` reaches past the unit of work."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("wset_desk/**/*.py"), *ROOT.glob("ui/**/*.py")])
OUTSIDE_STORAGE = [path for path in SOURCES if "storage" not in path.relative_to(ROOT).parts]
BANNED_FROM_SQLALCHEMY = {"text", "insert", "update", "delete", "Table", "create_engine"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_sqlite3_is_never_imported(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert "sqlite3" not in {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] != "sqlite3"


@pytest.mark.parametrize("path", OUTSIDE_STORAGE, ids=name)
def test_core_statements_are_written_in_storage_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            assert not {alias.name for alias in node.names} & BANNED_FROM_SQLALCHEMY
        if isinstance(node, ast.Attribute):
            assert node.attr != "__table__"
