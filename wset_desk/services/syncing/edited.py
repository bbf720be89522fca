"""What the server didn't take, looked over in the record's own form before it is written again.

A form saves by a service of its own; which ones, and what of a record they write, is told here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.services.accounts import edit_account
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.contract import Outcome, service_of
from wset_desk.services.course_sessions import edit_course_session
from wset_desk.services.exam_sessions import edit_exam_session
from wset_desk.services.rooms import edit_room
from wset_desk.storage.schema import ENTITIES, OutboxEntry
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.storage.wire import decode

Entries = Sequence[OutboxEntry]
Command = Callable[..., Outcome[Any]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of one record, by the names of its form's fields; the rest is as it stands."""

    entity: str
    record_id: UUID
    values: Mapping[str, Any]


@dataclass(frozen=True)
class _Form:
    """A record's own form: the command that `saves` it, and the columns that it shows. What the
    command writes `beside` the record by itself needn't be typed again."""

    saves: Command
    shows: frozenset[str]
    beside: frozenset[str] = frozenset()


_PLACE = frozenset({"name", "max_capacity", "room_id", "location"})
_FORMS: Mapping[str, _Form] = {
    "candidates": _Form(edit_candidate, frozenset(each.name for each in fields(CandidateValues))),
    "exam_sessions": _Form(
        edit_exam_session, _PLACE | {"booking_enabled", "registration_deadline"}
    ),
    "rooms": _Form(edit_room, frozenset({"name", "seats"})),
    "sessions": _Form(edit_course_session, _PLACE, frozenset({"exam_sessions"})),
    "staff": _Form(edit_account, frozenset({"name", "email", "roles"})),
}


def typed_in(uow: UnitOfWork, entries: Entries) -> Typed | None:
    """Where the record that an action is about has a form that shows all that was typed of it, and
    the actor may save it."""
    for entity, form in _FORMS.items():
        own = [entry for entry in entries if entry.entity == entity]
        rest = {entry.entity for entry in entries if entry.entity != entity}
        if own and rest <= form.beside:
            is_shown = all(each.op == "update" and form.shows >= set(each.patch) for each in own)
            typed = _typed(own) if is_shown and len({each.row_id for each in own}) == 1 else None
            if typed is not None and _may_save(uow, form.saves) and _stands(uow, typed):
                return typed
    return None


def is_saved_by(typed: Typed, service: Callable[..., Any]) -> bool:
    """Whether that is the command by which the record's own form is saved."""
    return service is _FORMS[typed.entity].saves


def save_edited(
    uow: UnitOfWork, entries: Entries, service: Command, arguments: Mapping[str, Any]
) -> Any:
    """Have the form's own command write it. Refuses KEEP_BY_HAND for any other, and what the
    command refuses."""
    typed = typed_in(uow, entries)
    if typed is None or not is_saved_by(typed, service):
        raise DomainError("KEEP_BY_HAND")
    return service(uow, **arguments).value


def _may_save(uow: UnitOfWork, service: Command) -> bool:
    return not uow.actor.permissions.isdisjoint(service_of(service).permissions)


def _stands(uow: UnitOfWork, typed: Typed) -> bool:
    model = ENTITIES[typed.entity]
    return uow.session.scalar(select(model.id).where(model.id == typed.record_id)) is not None


def _typed(entries: Entries) -> Typed:
    """One action may have written a record more than once."""
    entity, row_id = entries[0].entity, entries[0].row_id
    columns = columns_of(entity)
    patch = {name: value for entry in entries for name, value in entry.patch.items()}
    return Typed(entity, row_id, {name: decode(columns[name], patch[name]) for name in patch})
