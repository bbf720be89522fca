"""A desk founds its centre on a server of its own with the rows that it has, not with the changes
of which they came: it doesn't keep for ever what it sent, and a restored store has another's.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.storage.audit_heads import forget_head
from wset_desk.storage.capture import fields_of
from wset_desk.storage.identity import become_new_device, number_anew
from wset_desk.storage.schema import (
    ENTITIES,
    AuditEntry,
    AuditPersonal,
    CentreCounter,
    ChangeLogEntry,
    OutboxEntry,
    ThisDevice,
)
from wset_desk.storage.standing_alone import forget_sent, forget_server
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.storage.whole_centre import TablePart, read_centre
from wset_desk.storage.wire import encode
from wset_desk.sync.connecting import link_of
from wset_desk.sync.hand_over_messages import HandedOver, HandOverEnd, HandOverPart
from wset_desk.sync.http import HttpTransport


def may_be_sent(uow: UnitOfWork) -> bool:
    """Whether everything that this store has stands in its outbox, from the first change on."""
    mine = OutboxEntry.device_id == uow.actor.device_id
    counted = select(func.count(OutboxEntry.id), func.count(OutboxEntry.id).filter(mine))
    every, own = uow.session.execute(counted).one()
    n = uow.session.scalars(select(ThisDevice.n)).one()
    return link_of(uow) is None and every == own == n


def begin_alone(store: Store, actor: Actor, device_name: str) -> None:
    """There is no server any more that knows this desk: it goes on as a device of its own."""
    with store.replica(actor) as uow:
        forget_server(uow.session.connection(), actor.centre_id)
        forget_head(uow)
        uow.commit()
    become_new_device(store, actor.name, device_name)


def found(store: Store, actor: Actor, server: UUID, other: HttpTransport) -> None:
    """Send everything, as it stands at one moment; `server` is as what the server will write for
    the centre. What is typed meanwhile is sent as a change, the first of this device."""
    with store.unit_of_work(actor, write=False) as uow:
        latest = uow.session.scalars(select(ThisDevice.n)).one()
        number, rows = 0, _Numbered(uow, server)
        for part in rows.parts():
            number += 1
            body = HandOverPart(number=number, table=part.table, rows=list(part.rows))
            other.tell("/api/hand-over/part", body)
    other.ask("/api/hand-over/end", HandOverEnd(parts=number), HandedOver)
    with store.replica(actor) as uow:
        forget_sent(uow.session.connection(), actor, latest, rows.seq)
        number_anew(uow.session.connection(), actor, store.new_id)
        uow.commit()


class _Numbered:
    """The rows of a desk, as a server has them: numbered up to `seq`, each in the log."""

    def __init__(self, uow: UnitOfWork, server: UUID) -> None:
        self._uow, self._server = uow, server
        self.seq = 0

    def parts(self) -> Iterator[TablePart]:
        chained: set[str] = set()
        for part in read_centre(self._uow.session.connection(), self._uow.actor.centre_id):
            if part.table in ENTITIES:
                yield from self._with_log(part)
            elif part.table == AuditEntry.__tablename__:
                entries = [row for row in part.rows if "n" in row]
                chained |= {row["id"] for row in entries}
                yield TablePart(part.table, entries)
            elif part.table == AuditPersonal.__tablename__:
                yield TablePart(part.table, [row for row in part.rows if row["id"] in chained])
        yield TablePart(ThisDevice.__tablename__, [{"id": str(self._server), "n": 0}])
        counter = {"id": str(self._uow.new_id()), "seq": self.seq, "epoch_seq": 0}
        yield TablePart(CentreCounter.__tablename__, [counter])

    def _with_log(self, part: TablePart) -> Iterator[TablePart]:
        rows = [{**row, "seq": self.seq + at} for at, row in enumerate(part.rows, 1)]
        self.seq += len(rows)
        yield TablePart(part.table, rows)
        logged = [self._logged(part.table, row) for row in rows]
        yield TablePart(ChangeLogEntry.__tablename__, logged)

    def _logged(self, entity: str, row: Mapping[str, Any]) -> dict[str, Any]:
        values = {name: value for name, value in row.items() if name not in ("id", "seq")}
        return {
            "id": str(self._uow.new_id()),
            "seq": row["seq"],
            "tx": str(self._uow.tx),
            "device_id": str(self._server),
            "at": encode(self._uow.now),
            "entity": entity,
            "row_id": row["id"],
            "op": "insert",
            "patch": fields_of(ENTITIES[entity]).sent(values),
        }
