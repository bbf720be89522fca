"""What was typed of a record that the server didn't take, as the record's own form has it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues, full_name
from wset_desk.services.syncing.marks_again import MARKED, marks_in
from wset_desk.services.syncing.named_again import NAMED, is_removed, name_of
from wset_desk.settings import SETTINGS, Scope
from wset_desk.storage.schema import (
    ENTITIES,
    Candidate,
    ExamRegistration,
    MarkEntry,
    OutboxEntry,
    ProductPrice,
    ResultVersion,
    SessionStaff,
    SettingValue,
    TextBlock,
)
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.storage.wire import decode

Entries = Sequence[OutboxEntry]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of one record, by the names of its form's fields; the rest is as it stands.

    Of a mark the record is its registration, and the values are `component`, `candidate` (their
    name) and `marks`, the texts by part (None: of the whole paper). Of texts they are the texts by
    name; of a session `people` are those who were assigned (True) or taken off it; of a setting its
    `name`, its `value` and the `course_id` for which it was set, or None.
    """

    entity: str
    record_id: UUID
    values: Mapping[str, Any]


@dataclass(frozen=True)
class _Shown:
    """The columns that a form shows. What is written `beside` the record by itself needn't be."""

    columns: frozenset[str]
    beside: frozenset[str] = frozenset()


_ASSIGNED = SessionStaff.__tablename__
_PLACE = frozenset({"name", "max_capacity", "room_id", "location"})
_SHOWN: Mapping[str, _Shown] = {
    "candidates": _Shown(frozenset(each.name for each in fields(CandidateValues))),
    "exam_sessions": _Shown(
        _PLACE | {"booking_enabled", "registration_deadline", "proctor"}, frozenset({_ASSIGNED})
    ),
    ProductPrice.__tablename__: _Shown(frozenset({"valid_from", "price"})),
    "rooms": _Shown(frozenset({"name", "seats"})),
    "sessions": _Shown(_PLACE, frozenset({"exam_sessions", _ASSIGNED})),
    "staff": _Shown(frozenset({"name", "email", "roles"})),
}


def typed_of_one(uow: UnitOfWork, entries: Entries) -> Typed | None:
    """Where an action is about one record whose form shows all that was typed of it."""
    if entries[0].action in MARKED:
        return _mark(uow, entries)
    if all(entry.entity in NAMED for entry in entries):
        return _NAMED[entries[0].entity](uow, entries)
    for entity, shown in _SHOWN.items():
        own = [entry for entry in entries if entry.entity == entity]
        if own and {each.entity for each in entries} - {entity} <= shown.beside:
            typed = _record(own, shown.columns)
            if typed is not None and _stands(uow, typed):
                return _with_people(uow, typed, entries)
    return None


def _record(entries: Entries, shown: frozenset[str]) -> Typed | None:
    """One action may have written a record more than once."""
    entity, row_id = entries[0].entity, entries[0].row_id
    columns = columns_of(entity)
    patch = {name: value for entry in entries for name, value in entry.patch.items()}
    if not shown.issuperset(patch) or any(
        (each.op, each.row_id) != ("update", row_id) for each in entries
    ):
        return None
    return Typed(entity, row_id, {name: decode(columns[name], patch[name]) for name in patch})


def _with_people(uow: UnitOfWork, typed: Typed, entries: Entries) -> Typed:
    """The names of those assigned follow from who is."""
    values = {name: each for name, each in typed.values.items() if name != "proctor"}
    people = {
        staff_id: entry.op == "insert"
        for entry in entries
        if entry.entity == _ASSIGNED and (staff_id := _assigned(uow, entry)) is not None
    }
    return replace(typed, values={**values, "people": people} if people else values)


def _assigned(uow: UnitOfWork, entry: OutboxEntry) -> UUID | None:
    if entry.op == "insert":
        return UUID(str(entry.patch["staff_id"]))
    wanted = select(SessionStaff.staff_id).where(SessionStaff.id == entry.row_id)
    return uow.session.scalar(wanted, execution_options=WITH_DELETED)


def _stands(uow: UnitOfWork, typed: Typed) -> bool:
    model = ENTITIES[typed.entity]
    return uow.session.scalar(select(model.id).where(model.id == typed.record_id)) is not None


def _mark(uow: UnitOfWork, entries: Entries) -> Typed | None:
    """Of one paper; what two people type each by themselves isn't corrected in a form."""
    marks = marks_in(entries)
    papers = {(mark.registration_id, mark.component) for mark in marks}
    if len(papers) != 1 or any(each.entity == MarkEntry.__tablename__ for each in entries):
        return None
    ((registration_id, component),) = papers
    found = uow.session.execute(
        select(Candidate.first_name, Candidate.last_name)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .where(ExamRegistration.id == registration_id)
    ).first()
    if found is None:
        return None
    values = {
        "component": component,
        "candidate": full_name(found.first_name, found.last_name),
        "marks": {mark.part: mark.mark for mark in marks},
    }
    return Typed(ResultVersion.__tablename__, registration_id, values)


def _setting(uow: UnitOfWork, entries: Entries) -> Typed | None:
    if len(entries) != 1 or is_removed(entries[0]):
        return None
    named = name_of(uow, entries[0])
    setting = None if named is None else SETTINGS.get(named["name"])
    if named is None or setting is None or setting.scope not in (Scope.CENTRE, Scope.COURSE):
        return None
    scope_id = UUID(str(named["scope_id"]))
    course_id = None if scope_id == uow.actor.centre_id else scope_id
    values = {"name": setting.name, "value": entries[0].patch["value"], "course_id": course_id}
    return Typed(SettingValue.__tablename__, entries[0].row_id, values)


def _texts(uow: UnitOfWork, entries: Entries) -> Typed | None:
    """Of one message or letter; what is as shipped again isn't a text of the centre's."""
    if any(is_removed(entry) or entry.entity != TextBlock.__tablename__ for entry in entries):
        return None
    names = [name_of(uow, entry) for entry in entries]
    texts = {
        named["name"]: entry.patch.get("text")
        for named, entry in zip(names, entries, strict=True)
        if named is not None
    }
    if len(texts) != len(entries) or len({name.rpartition(".")[0] for name in texts}) != 1:
        return None
    return Typed(TextBlock.__tablename__, entries[0].row_id, texts)


_NAMED: Mapping[str, Callable[[UnitOfWork, Entries], Typed | None]] = {
    SettingValue.__tablename__: _setting,
    TextBlock.__tablename__: _texts,
}
