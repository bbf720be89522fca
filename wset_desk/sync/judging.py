"""Whether a change that a device sent may land on what the server has by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.erasing_journal import PERSON_ERASED
from wset_desk.storage.records import Record, read_records
from wset_desk.storage.schema import ChangeLogEntry, ReceivedChange
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.authority import Authority
from wset_desk.sync.erased import ErasedPeople, is_erasure
from wset_desk.sync.messages import FieldConflict, SentChange, Status
from wset_desk.sync.policy import GRANTS, classes_of
from wset_desk.sync.shapes import misfit_of

NOT_TAKEN = ("conflict", "rejected", "blocked")
PEOPLE = frozenset({"staff", "session_staff"})
"""Tables on which it depends who may send what."""


@dataclass(frozen=True)
class Verdict:
    """`before` is the row as the server has it; None where it has none."""

    status: Status
    code: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    conflict: Mapping[str, FieldConflict] = field(default_factory=dict)
    overwrote: Mapping[str, Any] = field(default_factory=dict)
    before: Record | None = None

    @property
    def is_taken(self) -> bool:
        return self.status not in NOT_TAKEN


class Judge:
    """Judges the changes of one device, in one unit of work.

    A trusted device hands its whole centre over: what it has was made by people of its own.
    """

    def __init__(self, uow: UnitOfWork, answered_n: int, *, is_trusted: bool = False) -> None:
        self._uow = uow
        self.is_trusted = is_trusted
        self._device_id = uow.actor.device_id
        self._authority = Authority(uow)
        self._erased = ErasedPeople(uow)
        self._logged: Mapping[UUID, Sequence[ChangeLogEntry]] = {}
        self._not_taken = _rows_not_taken(uow, answered_n)

    def actor_of(self, change: SentChange) -> Actor | None:
        """Who acted; None for somebody whom the server doesn't know, or who has left."""
        known = self._authority.people.get(change.user) if change.user else None
        if known is None and self.is_trusted:
            return replace(self._uow.actor, staff_id=change.user)
        return known

    def is_in_order(self, changes: Sequence[SentChange]) -> bool:
        """Whether what some of these say of people bears on whether others may be sent."""
        return not self.is_trusted and self._authority.depends_on_order(changes)

    def learn(self, taken: Iterable[SentChange]) -> None:
        """These were written: what follows may be sent by other people now."""
        written = list(taken)
        if any(change.entity in PEOPLE for change in written):
            self._authority.learn()
        self._erased.learn(written)

    def judge(self, action: Sequence[SentChange]) -> list[Verdict]:
        """One verdict a change; an action may write a row more than once."""
        rows = self._rows(action)
        misfits = [misfit_of(change) for change in action]
        if any(misfits):
            return [
                _misfitting(misfit, rows.get((change.entity, change.id)))
                for change, misfit in zip(action, misfits, strict=True)
            ]
        self._logged = self._changed_by_others(action, rows)
        gone = frozenset() if self.is_trusted else self._erased.changes_about(action, rows)
        verdicts = []
        for change in action:
            key = (change.entity, change.id)
            before = rows.get(key)
            verdicts.append(self._judge(change, before, is_about_erased=change.change_id in gone))
            rows[key] = {"seq": 0, **(before or {}), **change.patch}
        return verdicts

    def remember(self, change: SentChange) -> None:
        """The change wasn't taken: what builds on it isn't either."""
        self._not_taken[change.id].update(_words(change))

    def _rows(self, action: Iterable[SentChange]) -> dict[tuple[str, UUID], Record]:
        wanted: defaultdict[str, set[UUID]] = defaultdict(set)
        for change in action:
            if change.entity in GRANTS:
                wanted[change.entity].add(change.id)
        connection = self._uow.session.connection()
        centre_id = self._uow.actor.centre_id
        return {
            (entity, row_id): record
            for entity, ids in wanted.items()
            for row_id, record in read_records(connection, centre_id, entity, ids).items()
        }

    def _changed_by_others(
        self, action: Iterable[SentChange], rows: Mapping[tuple[str, UUID], Record]
    ) -> Mapping[UUID, Sequence[ChangeLogEntry]]:
        """What others have changed in these rows since the device saw them, the oldest first."""
        stale = [
            change
            for change in action
            if (row := rows.get((change.entity, change.id))) is not None
            and row["seq"] > (change.base_seq or 0)
        ]
        found: defaultdict[UUID, list[ChangeLogEntry]] = defaultdict(list)
        if stale:
            entries = select(ChangeLogEntry).where(
                ChangeLogEntry.row_id.in_({change.id for change in stale}),
                ChangeLogEntry.seq > min(change.base_seq or 0 for change in stale),
                ChangeLogEntry.device_id != self._device_id,
            )
            for entry in self._uow.session.scalars(entries.order_by(ChangeLogEntry.seq)):
                found[entry.row_id].append(entry)
        return found

    def _judge(
        self, change: SentChange, before: Record | None, *, is_about_erased: bool
    ) -> Verdict:
        refused = self._refused(change, before, is_about_erased=is_about_erased)
        if refused is not None:
            return Verdict("rejected", refused, {"entity": change.entity}, before=before)
        if is_erasure(change) and before is not None:
            return Verdict("applied", before=before)
        if self._builds_on_what_was_not_taken(change):
            return Verdict("blocked", "BUILDS_ON_REFUSED", before=before)
        if before is None:
            known = change.op == "insert"
            return Verdict("applied") if known else Verdict("rejected", "ROW_UNKNOWN")
        if change.op == "insert":
            return _inserted_again(change, before)
        return self._changed(change, before)

    def _refused(
        self, change: SentChange, before: Record | None, *, is_about_erased: bool
    ) -> str | None:
        if not self.is_trusted and not self._authority.allows(change, before):
            return "NOT_ALLOWED"
        if not GRANTS.get(change.entity):
            return "ENTITY_NOT_SYNCED"
        classes = classes_of(change.entity)
        if any(name not in classes for name in change.patch):
            return "FIELD_NOT_ALLOWED"
        if change.op != "insert" and any(classes[name] == "append" for name in change.patch):
            return "APPEND_ONLY"
        return PERSON_ERASED if is_about_erased and not is_erasure(change) else None

    def _builds_on_what_was_not_taken(self, change: SentChange) -> bool:
        mine = self._not_taken.get(change.id)
        if mine is not None and not mine.isdisjoint(_words(change)):
            return True
        references = references_of(change.entity)
        named = (change.patch.get(name) for name in references)
        return any(_INSERTED in self._not_taken.get(UUID(str(each)), ()) for each in named if each)

    def _changed(self, change: SentChange, before: Record) -> Verdict:
        if before.get("deleted_at") is not None and "deleted_at" not in change.patch:
            return Verdict("conflict", "ROW_DELETED", before=before)
        others = self._others_since(change, before)
        if change.op == "delete" and others.keys() - {"deleted_at"}:
            return Verdict("conflict", "CHANGED_MEANWHILE", conflict=others, before=before)
        classes = classes_of(change.entity)
        differing = {
            name: others[name].model_copy(update={"mine": value})
            for name, value in change.patch.items()
            if name in others and before.get(name) != value
        }
        guarded = {name: each for name, each in differing.items() if classes[name] == "guard"}
        if guarded:
            return Verdict("conflict", "CHANGED_MEANWHILE", conflict=guarded, before=before)
        if differing:
            overwrote = {name: before.get(name) for name in differing}
            return Verdict("merged", overwrote=overwrote, before=before)
        return Verdict("applied", before=before)

    def _others_since(self, change: SentChange, before: Record) -> dict[str, FieldConflict]:
        """What others have changed in the row since the device saw it, by field."""
        base = change.base_seq or 0
        if before["seq"] <= base:
            return {}
        entries = [entry for entry in self._logged.get(change.id, ()) if entry.seq > base]
        return {
            name: FieldConflict(
                mine=None,
                theirs=before.get(name),
                by=self._authority.names.get(entry.user_id),
                at=entry.at,
            )
            for entry in entries
            for name in entry.patch
        }


_INSERTED = "(inserted)"


def _misfitting(field: str | None, before: Record | None) -> Verdict:
    if field is None:
        return Verdict("blocked", "ACTION_NOT_TAKEN", before=before)
    return Verdict("rejected", "VALUE_NOT_ALLOWED", {"field": field}, before=before)


def _words(change: SentChange) -> set[str]:
    """What of its row a change is about."""
    return {*change.patch, *([_INSERTED] if change.op == "insert" else ())}


def _inserted_again(change: SentChange, before: Record) -> Verdict:
    same = all(before.get(name) == value for name, value in change.patch.items())
    if same:
        return Verdict("applied", before=before)
    return Verdict("conflict", "ROW_EXISTS", before=before)


def _rows_not_taken(uow: UnitOfWork, answered_n: int) -> defaultdict[UUID, set[str]]:
    """What this device has sent that wasn't taken, and goes on to build upon: it hasn't heard."""
    rows = uow.session.scalars(
        select(ReceivedChange)
        .where(
            ReceivedChange.device_id == uow.actor.device_id,
            ReceivedChange.status.in_(NOT_TAKEN),
            ReceivedChange.n > answered_n,
        )
        .order_by(ReceivedChange.n)
    )
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in rows:
        found[row.row_id].update(row.patch, [_INSERTED] if row.op == "insert" else [])
    return found
