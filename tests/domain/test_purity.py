"""The rules know no database, file, network, window or clock of their own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from wset_desk import domain

DOMAIN = Path(domain.__path__[0])
MODULES = sorted(DOMAIN.glob("*.py"))
PURE = {
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "itertools",
    "re",
    "types",
    "typing",
    "unicodedata",
    "uuid",
    "zoneinfo",
}
ALLOWED_IN = {"working_days": {"holidays"}}
CLOCKS_AND_CHANCE = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid6", "uuid7", "open", "print"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr
            elif isinstance(function, ast.Name):
                yield function.id


def test_the_rules_are_found() -> None:
    assert {"catalogue", "scheduling", "results"} <= {module.stem for module in MODULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_imports_only_what_is_pure(module: Path) -> None:
    allowed = PURE | ALLOWED_IN.get(module.stem, set())
    foreign = {
        name
        for name in imported(ast.parse(module.read_text(encoding="utf-8")))
        if name not in allowed and not name.startswith("wset_desk.domain.")
    }
    assert not foreign


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_asks_no_clock_and_leaves_nothing_to_chance(module: Path) -> None:
    calls = set(called(ast.parse(module.read_text(encoding="utf-8"))))
    assert not calls & CLOCKS_AND_CHANCE


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_uses_no_floats(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    floats = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert not floats
    assert "float" not in set(called(tree))
