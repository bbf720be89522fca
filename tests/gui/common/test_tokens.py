"""WCAG 2.2 AA over the tokens: 4.5 for text, 3 for edges, bars and rings."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from wset_desk.system.resources import resource_path

TOKENS: dict[str, Any] = json.loads(resource_path("styles/tokens.json").read_text("utf-8"))
TEXT, PART = 4.5, 3.0
INKS = ("text", "text2", "text3", "accentText", "success", "warning", "danger", "info")
GROUNDS = ("canvas", "surface", "sunken", "raised")


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    for ink in INKS:
        for ground in GROUNDS:
            yield ink, ground, TEXT
    for tone in ("success", "warning", "danger", "info"):
        yield tone, f"{tone}Soft", TEXT
        yield "text", f"{tone}Soft", TEXT
        yield "accentText", f"{tone}Soft", TEXT
    for ground in ("accent", "accentHover", "accentPress"):
        yield "textOnAccent", ground, TEXT
    for ground in ("accentSoft", "selection", "hover", "overlay"):
        yield "text", ground, TEXT
    yield from (("accentText", ground, TEXT) for ground in ("accentSoft", "overlay"))
    yield from (("text2", ground, TEXT) for ground in ("hover", "selection", "overlay"))
    for ink in ("inverseText", "inverseAccent"):
        yield ink, "inverse", TEXT
    yield from (("inverseSuccess", "inverse", PART), ("inverseBorder", "inverse", PART))
    for ground in ("canvas", "surface", "sunken"):
        yield from ((edge, ground, PART) for edge in ("borderStrong", "focus"))
    for category in TOKENS["light"]["cat"]:
        ground = f"cat.{category}.bg"
        yield from ((ink, ground, TEXT) for ink in (f"cat.{category}.fg", "text", "text2"))
        yield f"cat.{category}.fg", "surface", TEXT
        yield from ((f"cat.{category}.bar", below, PART) for below in ("surface", ground))


def value(mode: str, key: str) -> str:
    found: Any = TOKENS[mode]
    for part in key.split("."):
        found = found[part]
    return str(found)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_pair_of_colours_that_meets_can_be_read(mode: str) -> None:
    too_weak = [
        f"{ink} on {ground}: {ratio:.2f}"
        for ink, ground, needed in pairs()
        if (ratio := contrast(value(mode, ink), value(mode, ground))) < needed
    ]
    assert too_weak == []


def test_light_and_dark_name_the_same_colours() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_contrast_is_computed_as_the_guidelines_have_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
