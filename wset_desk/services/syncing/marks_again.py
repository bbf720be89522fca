"""Two people gave one paper different marks: whoever chooses one writes its next version."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import checked_reason
from wset_desk.services.results import MarkInput, MarksOutcome, correct_marks, set_marks
from wset_desk.storage.schema import MarkEntry, OutboxEntry, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork

MARKED = frozenset({"results.set_marks", "results.correct_marks"})
"""The actions by which marks are typed."""


def write_marks(uow: UnitOfWork, entries: Sequence[OutboxEntry], reason: str) -> None:
    """Refuses REASON_MISSING, TEXT_TOO_LONG, and what a mark is refused for."""
    marks = marks_in(entries)
    if not marks:
        raise DomainError("KEEP_BY_HAND")
    uow.reason = checked_reason(reason)
    outcome = _write(uow, marks)
    for refused in outcome.refused:
        raise refused.refusal.as_error()


def marks_in(entries: Sequence[OutboxEntry]) -> tuple[MarkInput, ...]:
    """The marks as they were typed."""
    return tuple(_marks(entries))


def _write(uow: UnitOfWork, marks: tuple[MarkInput, ...]) -> MarksOutcome:
    """Who may enter marks of all sessions may correct what is confirmed, too."""
    if Permission.ENTER_RESULTS in uow.actor.permissions:
        return correct_marks(uow, marks=marks, reason=uow.reason or "").value
    return set_marks(uow, marks=marks).value


def _marks(entries: Sequence[OutboxEntry]) -> Iterator[MarkInput]:
    for entry in entries:
        if entry.op == "insert" and entry.entity == ResultVersion.__tablename__:
            yield from _of_version(entry.patch)
        elif entry.op == "insert" and entry.entity == MarkEntry.__tablename__:
            yield _mark(entry.patch, entry.patch.get("mark"), entry.patch.get("part"))


def _of_version(patch: dict[str, Any]) -> Iterator[MarkInput]:
    parts = patch.get("parts") or {}
    if not parts:
        yield _mark(patch, patch.get("score"), None)
    for part, mark in parts.items():
        yield _mark(patch, mark, part)


def _mark(patch: dict[str, Any], mark: Any, part: str | None) -> MarkInput:
    registration_id = UUID(patch["exam_registration_id"])
    text = None if mark is None else str(mark)
    return MarkInput(registration_id, Component(patch["component"]), text, part or None)
