"""What pages take from the program, so that they can't say anything else than it does.

A line `{setting:idle_lock_minutes}` of a page becomes the setting's heading, where it holds, what
it may be and what it is for; `{columns}` becomes the columns of every kind of file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ui.desk.setting_words import choice_text, scope_text, value_text
from wset_desk.i18n import _
from wset_desk.settings import SETTINGS, AnySetting

_DIRECTIVE = re.compile(r"^\{(setting:(?P<setting>\w+)|columns)\}$", re.MULTILINE)
_MOST_HEADINGS = 4


def fill_in(source: str) -> str:
    """A page's Markdown with its lines in braces filled in; KeyError for an unknown setting."""
    return _DIRECTIVE.sub(_filled, source)


def _filled(found: re.Match[str]) -> str:
    name = found["setting"]
    return "\n".join(_columns()) if name is None else _setting(SETTINGS[name])


def _setting(setting: AnySetting) -> str:
    facts = " · ".join([scope_text(setting), *_values(setting)])
    return f"## {_(setting.title)}\n\n*{facts}*\n\n{_(setting.description)}"


def _values(setting: AnySetting) -> Iterator[str]:
    """What it is unless changed, and what it may be."""
    yield _("at first: {value}").format(value=value_text(setting, setting.default))
    if setting.minimum is not None and setting.maximum is not None:
        text = _("from {minimum} to {maximum}")
        yield text.format(minimum=setting.minimum, maximum=setting.maximum)
    if setting.choices:
        choices = ", ".join(choice_text(setting, choice) for choice in setting.choices)
        yield _("one of: {choices}").format(choices=choices)


def _columns() -> Iterator[str]:
    # the kinds know their services, which bring the database along
    from wset_desk.exchange.export_files import TITLES  # noqa: PLC0415
    from wset_desk.exchange.kinds import HEADINGS  # noqa: PLC0415

    for kind, headings in HEADINGS.items():
        yield f"## {_(TITLES[kind])}\n"
        yield f"| {_('Column')} | {_('also read under')} |\n| --- | --- |"
        for name, label in headings.labels.items():
            yield f"| {_(label)} | {', '.join(headings.others(name)[:_MOST_HEADINGS])} |"
        yield ""
