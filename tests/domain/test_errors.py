"""Whatever is refused can be put into words."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from wset_desk.domain import errors
from wset_desk.domain.errors import MESSAGES, DomainError, Refusal

ROOT = Path(errors.__file__).parents[2]
SOURCES = sorted(path for top in ("wset_desk", "ui") for path in (ROOT / top).rglob("*.py"))
PASSED_ON = "Refusal.as_error passes its own code on"


@dataclass(frozen=True)
class Refused:
    """One place that refuses; `parameters` is None where they aren't written out."""

    where: str
    code: str
    parameters: frozenset[str] | None


def refusals() -> Iterator[Refused]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _names_refusal(node.func):
                yield _refused(f"{path.relative_to(ROOT)}:{node.lineno}", node)


def _names_refusal(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"DomainError", "Refusal"}


def _refused(where: str, call: ast.Call) -> Refused:
    code = call.args[0] if call.args else None
    if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
        return Refused(where, PASSED_ON, None)
    names = _dictionary_keys(call.args[1]) if len(call.args) > 1 else _keywords(call)
    written_out = None not in names
    return Refused(where, code.value, frozenset(map(str, names)) if written_out else None)


def _dictionary_keys(given: ast.expr) -> list[object]:
    keys = given.keys if isinstance(given, ast.Dict) else [None]
    return [key.value if isinstance(key, ast.Constant) else None for key in keys]


def _keywords(call: ast.Call) -> list[object]:
    return [word.arg for word in call.keywords]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_refusals_are_found() -> None:
    found = {refused.code for refused in refusals()}
    assert {"MARK_ABOVE_MAXIMUM", "SESSION_FULL", "PAPERS_OVERLAP"} <= found


def test_every_code_has_words() -> None:
    silent = [r for r in refusals() if r.code not in MESSAGES and r.code != PASSED_ON]
    assert not silent


def test_every_refusal_gives_what_its_words_need() -> None:
    short = [
        refused
        for refused in refusals()
        if refused.parameters is not None
        and refused.code in MESSAGES
        and not placeholders(MESSAGES[refused.code]) <= refused.parameters
    ]
    assert not short


@pytest.mark.parametrize("code", MESSAGES)
def test_codes_are_stable_words_and_texts_begin_like_sentences(code: str) -> None:
    assert code.isupper()
    assert code.replace("_", "").isalnum()
    text = MESSAGES[code]
    assert text == text.strip()
    assert text[0].isupper() or text[0] in "“{"
    assert all(name.isidentifier() for name in placeholders(text))


def test_a_refusal_becomes_an_error_with_the_same_values() -> None:
    error = Refusal("PAPERS_DO_NOT_FIT", {"needed": 255, "available": 240}).as_error()
    assert isinstance(error, DomainError)
    assert error.code == "PAPERS_DO_NOT_FIT"
    assert error.parameters == {"needed": 255, "available": 240}
