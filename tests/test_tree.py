"""The tree is what README says it is, and nothing in it grows past what one can read."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.scripts import ROOT

TOP_LEVEL = {
    "README.md",
    "migrations",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
    "ui",
    "wset_desk",
}
OURS = ("wset_desk", "ui", "packaging", "tests")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def named(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_nothing_else_stands_at_the_top() -> None:
    built = {"dist", "build"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - built == TOP_LEVEL


def test_packages_begin_empty() -> None:
    assert (
        named([file for file in modules(*OURS) if file.name == "__init__.py" and file.read_bytes()])
        == []
    )


def test_no_module_is_longer_than_one_can_read() -> None:
    long = [
        file for file in modules(*OURS) if len(file.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    assert named(long) == []


def test_no_function_is_longer_than_one_can_read() -> None:
    functions = (
        (file, node)
        for file in modules("wset_desk", "ui", "packaging")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file, node in functions
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []
