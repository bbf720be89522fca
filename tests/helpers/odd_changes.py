"""Changes as nobody would send them: of every table and column, right values beside wrong ones."""

import random
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Boolean, Column, Date, Integer, select

from wset_desk.services.workspace import Workspace
from wset_desk.storage.fitting import enumerations
from wset_desk.storage.records import read_records, table_of
from wset_desk.storage.schema import ENTITIES
from wset_desk.storage.types import Id, Instant, Mark, Money

ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**31, 2**63, 10**30, 1.5, -0.0, "", " ", "x" * 600, "NaN", "Infinity"),
    *("1e400", "0000-01-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31", "2026-02-30", "2026-08-01T09:00:00", "\u202eevil\u202c", "é" * 50, "'; --"),
    *([], {}, [[[]]], {"a": {"b": [1]}}, ["administrator"], ["nobody"], "00000000", str(uuid4())),
)
_NOW = "2026-08-01T09:00:00Z"
_RIGHT: Mapping[type[Any], tuple[Any, ...]] = {
    Instant: (_NOW, "2026-10-25T10:00:00.000000Z", "2027-01-01T00:00:00+01:00"),
    Date: ("2026-08-01", "1999-12-31"),
    Money: ("0", "85.00", "-5", "5500"),
    Mark: ("0", "54.99", "55", "100", "100.01"),
    Boolean: (True, False),
    Integer: (0, 1, 12, 60),
    JSON: ([], {}, ["administrator"], "1"),
}


class OddChanges:
    """What a seeded troublemaker makes of the rows that there are."""

    def __init__(self, centre: Workspace, seed: int) -> None:
        self._chance = random.Random(seed)
        self._centre = centre
        self._rows = dict(_rows(centre))
        self._n = 0

    def some(self) -> list[dict[str, Any]]:
        """A few changes, as the members of a push; some of them are one action."""
        tx = str(self._id())
        found = []
        for _ in range(self._chance.randint(1, 3)):
            if self._chance.random() < 0.5:
                tx = str(self._id())
            self._n += 1
            found.append(self._change(tx))
        return found

    def _change(self, tx: str) -> dict[str, Any]:
        chance = self._chance
        entity = chance.choice([*ENTITIES, "certificates", "outbox", "staff", "exam_registrations"])
        known = self._rows.get(entity, [])
        is_new = not known or chance.random() < 0.3
        return {
            "changeId": str(self._id()),
            "n": self._n,
            "tx": tx,
            "entity": entity,
            "id": str(self._id()) if is_new else str(chance.choice(known)),
            "op": chance.choice(["insert"] if is_new else ["update", "update", "delete", "insert"]),
            "baseSeq": chance.choice([None, 0, 1, 2**40]),
            "patch": dict(self._patch(entity, is_new)) if entity in ENTITIES else {"id": 1},
            "user": chance.choice([str(self._centre.actor.staff_id)] * 9 + [None]),
            "clientTime": _NOW,
        }

    def _patch(self, entity: str, is_new: bool) -> Iterator[tuple[str, Any]]:
        words = enumerations(table_of(entity))
        columns = [each for each in table_of(entity).columns if each.info["sync"] != "server"]
        columns = [each for each in columns if each.name not in ("id", "centre_id", "deleted_at")]
        wanted = columns if is_new else self._chance.sample(columns, min(2, len(columns)))
        oddness = self._chance.choice([0, 0.05, 0.5])
        for column in wanted:
            if self._chance.random() < oddness:
                yield column.name, self._chance.choice(ODD)
            elif not (column.nullable and self._chance.random() < 0.5):
                yield column.name, self._right(column, words)

    def _right(self, column: Column[Any], words: Mapping[str, frozenset[str]]) -> Any:
        if column.name in words:
            return self._chance.choice(sorted(words[column.name]))
        kind = type(column.type)
        if kind is Id:
            known = [each for each in self._rows.values() if each]
            return str(self._chance.choice(self._chance.choice(known)))
        return self._chance.choice(_RIGHT.get(kind, ("Ann", "Lee", "2")))

    def _id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128))


def _rows(centre: Workspace) -> Iterator[tuple[str, list[UUID]]]:
    with centre.store.engine.connect() as connection:
        for entity in ENTITIES:
            table = table_of(entity)
            ids = connection.scalars(
                select(table.c.id).where(table.c.centre_id == centre.actor.centre_id)
            ).all()
            found = read_records(connection, centre.actor.centre_id, entity, ids)
            yield entity, sorted(found)
