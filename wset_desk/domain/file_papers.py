"""The papers of an offering as the lines of a cell, each with what differs from the rules.

theory: name=Level 2 Theory Exam, minutes=60, pass mark=55, maximum=100, timing=final day,
alone=no, window=365, resits=yes, enquiries=yes, active=yes
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from wset_desk.domain.catalogue import BundledTiming, ExamTemplateSpec, ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_cells import NO, YES, one_of, shown
from wset_desk.domain.written_dates import DateOrder

_NOT_BUNDLED = "none"
_LINE = re.compile(r"(?P<paper>\w+) ?: ?(?P<rest>.*)")
_ORDER = DateOrder.DAY_FIRST


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ValueError(text)
    return int(text)


def _name(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _percent(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text):
        raise ValueError(text)
    return Decimal(text)


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise ValueError(text)
    return text.casefold() in YES


def _timing(text: str) -> BundledTiming | None:
    if text.casefold() == _NOT_BUNDLED:
        return None
    return one_of(BundledTiming)(text, _ORDER)


_KEYS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "name": ("name", _name),
    "minutes": ("duration_minutes", _whole),
    "pass mark": ("pass_mark_percentage", _percent),
    "maximum": ("max_score", _whole),
    "timing": ("bundled_timing", _timing),
    "alone": ("can_schedule_independently", _yes_or_no),
    "window": ("scheduling_window_days", _whole),
    "resits": ("allows_resits", _yes_or_no),
    "enquiries": ("allows_enquiries", _yes_or_no),
    "active": ("active", _yes_or_no),
}
_WORDS = "|".join(_KEYS)
_PAIR = re.compile(rf"({_WORDS}) ?= ?(.*?)(?:, ?(?=(?:{_WORDS}) ?=)|$)")


def papers_text(specs: Sequence[ExamTemplateSpec]) -> str:
    """A line for each paper with all that holds for it."""
    return "\n".join(_text(each) for each in sorted(specs, key=lambda each: each.exam_type))


def read_papers(text: str, _order: DateOrder) -> str:
    """The cell's lines, tidied; refuses PAPERS_NOT_READ."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    for line in lines:
        _changes(line)
    return "\n".join(lines)


def papers_with(text: str, specs: Sequence[ExamTemplateSpec]) -> tuple[ExamTemplateSpec, ...]:
    """The papers as the rules have them, with what the cell says otherwise.

    Refuses PAPERS_NOT_READ, and PAPER_NOT_IN_OFFERING for one that isn't among `specs`.
    """
    found = {each.exam_type: each for each in specs}
    for line in text.splitlines():
        exam_type, changes = _changes(line)
        if exam_type not in found:
            raise DomainError("PAPER_NOT_IN_OFFERING", field="papers", name=exam_type.value)
        found[exam_type] = replace(found[exam_type], **changes)
    return tuple(found.values())


def _changes(line: str) -> tuple[ExamType, dict[str, Any]]:
    match = _LINE.fullmatch(line)
    if match is None or match["paper"] not in set(ExamType):
        raise DomainError("PAPERS_NOT_READ", text=line)
    changes: dict[str, Any] = {}
    end = 0
    for pair in _PAIR.finditer(match["rest"]):
        name, read = _KEYS[pair[1]]
        end = pair.end()
        try:
            changes[name] = read(pair[2].strip())
        except (ValueError, DomainError):
            raise DomainError("PAPERS_NOT_READ", text=pair[0]) from None
    if not changes or end != len(match["rest"]):
        raise DomainError("PAPERS_NOT_READ", text=line)
    if "bundled_timing" in changes:
        changes["is_bundled_with_course"] = changes["bundled_timing"] is not None
    return ExamType(match["paper"]), changes


def _text(spec: ExamTemplateSpec) -> str:
    pairs = (f"{key}={_shown(key, spec)}" for key in _KEYS)
    return f"{spec.exam_type}: {', '.join(pairs)}"


def _shown(key: str, spec: ExamTemplateSpec) -> object:
    value = getattr(spec, _KEYS[key][0])
    if key == "timing":
        return shown(value) if spec.is_bundled_with_course and value else _NOT_BUNDLED
    return f"{value.normalize():f}" if isinstance(value, Decimal) else shown(value)
