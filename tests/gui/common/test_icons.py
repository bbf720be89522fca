"""Every icon that is asked for by name is there: one that isn't fails only where it is painted."""

import ast
from collections.abc import Iterator

from tests.helpers.scripts import ROOT

# Where the icon's name stands among the arguments of what draws it; elsewhere it is `icon=`.
POSITIONS = {
    "Command": 2,
    "IconButton": 0,
    "IconTile": 0,
    "Look": 1,
    "icon": 0,
    "paint_icon": 1,
    "pixmap": 0,
    "set_icon": 0,
}


def names_in(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from names_in(value.body)
        yield from names_in(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value


def icons_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    position = POSITIONS.get(name, len(call.args))
    for value in call.args[position : position + 1]:
        yield from names_in(value)
    for keyword in call.keywords:
        if keyword.arg == "icon":
            yield from names_in(keyword.value)


def test_every_icon_asked_for_is_there() -> None:
    drawn = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")}
    asked = {
        (str(module.relative_to(ROOT)), icon)
        for module in (ROOT / "ui").rglob("*.py")
        for call in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for icon in icons_of(call)
    }
    assert len(asked) > len(drawn)
    assert sorted((module, icon) for module, icon in asked if icon not in drawn) == []
