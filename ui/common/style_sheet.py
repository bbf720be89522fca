"""Fills the application's style sheet, whose ``${…}`` name colours and ``${px.34}`` sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from wset_desk.system.resources import resource_path

if TYPE_CHECKING:
    from ui.common.theme import Theme


class _StyleTemplate(Template):
    idpattern = r"[a-zA-Z][a-zA-Z0-9.]*"


class _Values(Mapping[str, str]):
    """Answers ``px.34`` with a scaled size and every other name with a colour."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def __getitem__(self, key: str) -> str:
        if key.startswith("px."):
            return f"{self._theme.px(int(key[3:]))}px"
        return self._theme.color(key).name()

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@cache
def _template() -> _StyleTemplate:
    return _StyleTemplate(resource_path("styles/desk.qss").read_text(encoding="utf-8"))


def fill_style_sheet(theme: Theme) -> str:
    """The style sheet of all windows at the theme's colours and text size."""
    return _template().substitute(_Values(theme))
