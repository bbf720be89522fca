"""What has to hold when everything has healed: the promises of the sync design, as questions."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from tests.helpers.replay import rows_of
from tests.helpers.sync_world import SEATS, SimulatedDevice, World
from wset_desk.storage.schema import (
    Base,
    ChangeLogEntry,
    ExamRegistration,
    OutboxEntry,
    ReceivedChange,
)
from wset_desk.sync.policy import classes_of

_RECEIVED = Base.metadata.tables[ReceivedChange.__tablename__]
_OUTBOX = Base.metadata.tables[OutboxEntry.__tablename__]
_REGISTRATIONS = Base.metadata.tables[ExamRegistration.__tablename__]
_LOG = Base.metadata.tables[ChangeLogEntry.__tablename__]


def problems(world: World) -> list[str]:
    """What is wrong, in words; nothing when every promise was kept."""
    with world.server.engine.connect() as server:
        found = [
            *_differing(world),
            *_over_capacity(server),
            *_written_over(server),
            *_halved(server),
            *world.unseen,
            *(problem for device in world.devices for problem in _lost(device, server)),
        ]
    return [f"seed {world.seed}: {each}" for each in found]


def _differing(world: World) -> Iterator[str]:
    """Every device has what the server has."""
    there = rows_of(world.server)
    for device in world.devices:
        here = rows_of(device.store)
        for entity, rows in there.items():
            if rows != here[entity]:
                yield f"{device.name} differs in {entity}: {_difference(rows, here[entity])}"


def _difference(there: list[dict[str, Any]], here: list[dict[str, Any]]) -> str:
    mine = {row["id"]: row for row in here}
    for row in there:
        other = mine.pop(row["id"], None)
        if other is None:
            return f"{row['id']} is missing"
        if other != row:
            return str({k: (v, other[k]) for k, v in row.items() if other[k] != v})
    return f"{list(mine)} aren't on the server"


def _over_capacity(server: Connection) -> Iterator[str]:
    active = _REGISTRATIONS.c.status.in_(("registered", "completed", "no_show"))
    taken = select(func.count()).where(active, _REGISTRATIONS.c.deleted_at.is_(None))
    count = server.execute(taken.select_from(_REGISTRATIONS)).scalar_one()
    if count > SEATS:
        yield f"{count} of {SEATS} seats are taken"


def _lost(device: SimulatedDevice, server: Connection) -> Iterator[str]:
    """Whatever was typed was answered, and the server has it: applied, or for a person to see."""
    with device.store.engine.connect() as mine:
        typed = mine.execute(select(_OUTBOX)).all()
    received = {row.id: row for row in server.execute(select(_RECEIVED))}
    for entry in typed:
        there = received.pop(entry.id, None)
        if there is None:
            yield f"{device.name}: change {entry.n} never arrived"
        elif (there.status, there.patch) != (entry.state, entry.patch):
            yield f"{device.name}: change {entry.n} is {entry.state} here, {there.status} there"
    unknown = sum(row.device_id == device.device_id for row in received.values())
    if unknown:
        yield f"{device.name} knows nothing of {unknown} changes that the server has of it"


def _halved(server: Connection) -> Iterator[str]:
    """Of a user's action everything was taken, or nothing; a copy may send it once more."""
    taken: defaultdict[tuple[UUID, UUID], set[bool]] = defaultdict(set)
    for change in server.execute(select(_RECEIVED)):
        taken[change.device_id, change.tx].add(change.seq is not None)
    halves = (tx for (_device, tx), found in taken.items() if len(found) > 1)
    yield from (f"half of action {tx} was taken" for tx in halves)


def _written_over(server: Connection) -> Iterator[str]:
    """No guarded value took the place of another person's that its author hadn't seen.

    And whatever was applied stands in the log.
    """
    logged: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in server.execute(select(_LOG).order_by(_LOG.c.seq)):
        logged[row.row_id].append(row)
    for change in server.execute(select(_RECEIVED).where(_RECEIVED.c.seq.is_not(None))):
        entries = logged[change.row_id]
        own = next((each for each in entries if each.seq == change.seq), None)
        if own is None or own.patch != change.patch:
            yield f"change {change.n} isn't in the log at {change.seq}"
            continue
        base = change.base_seq or 0
        for each in entries:
            if base < each.seq < change.seq and each.device_id != change.device_id:
                yield from _clash(change, each)


def _clash(change: Any, other: Any) -> Iterator[str]:
    if other.op == "delete" and "deleted_at" not in change.patch:
        yield f"change {change.n} wrote into a deleted row"
    classes = classes_of(change.entity)
    for name, value in change.patch.items():
        theirs = other.patch.get(name, value)
        if classes[name] == "guard" and theirs != value:
            yield f"change {change.n} wrote over {change.entity}.{name}: {theirs} by {value}"
