"""One user action on the store: who acts, one transaction, everything bound to one centre."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.orm.util import identity_key

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission, Role, permissions_of
from wset_desk.storage import capture
from wset_desk.storage.audit_entries import AuditWriter
from wset_desk.storage.engine import UNCHECKED, WRITE
from wset_desk.storage.schema import Centre, CentreCounter, Scoped, Synced
from wset_desk.system.clock import Clock
from wset_desk.system.signing import Signer

Row = TypeVar("Row", bound=Synced)

WITH_DELETED = {"with_deleted": True}
"""Execution options of a query that is to see deleted rows too: what happened to them, or what
they were called."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in person (staff_id None: nobody is signed in, or the program itself)."""

    centre_id: UUID
    device_id: UUID
    name: str
    staff_id: UUID | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)


class UnitOfWork:
    """A transaction of one actor. Leaving it without `commit` rolls back.

    `action` is the name of the service that runs (the audit log has it), `reason` what a person
    gave as the reason, `tx` what ties the changes of this unit together, `done_at` when it was done
    if that isn't now. The audit log tells nothing twice: not of the actions `told`, and nothing of
    a unit that isn't `is_audited`. A replica takes over what
    others did (see the sync design): nothing of it is captured, and references may come later.
    """

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        clock: Clock,
        new_id: Callable[[], UUID],
        *,
        write: bool,
        is_server: bool = False,
        is_replica: bool = False,
        signer: Signer | None = None,
    ) -> None:
        self.actor = actor
        self.now: datetime = clock.now()
        self.action = ""
        self.reason: str | None = None
        self.done_at: datetime | None = None
        self.is_audited = True
        self.told: frozenset[UUID] = frozenset()
        self.audit = AuditWriter(self)
        self.signer = signer
        self.is_server = is_server
        self.is_replica = is_replica
        self.changed: set[str] = set()
        self.new_id = new_id
        self.tx = new_id()
        self._write = write
        self.session = _CentreSession(engine, expire_on_commit=False)
        self.session.info["unit_of_work"] = self
        self._zone: ZoneInfo | None = None

    def __enter__(self) -> Self:
        options = {WRITE: self._write, UNCHECKED: self.is_replica}
        self.session.connection(execution_options=options)
        if self._write and self.session.get_bind().dialect.name == "postgresql":
            self._lock_centre()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    def commit(self) -> None:
        """Make everything durable: rows, outbox and audit entries together."""
        self.session.flush()
        self.audit.sign()
        self.session.commit()

    def get(self, entity: type[Row], row_id: UUID) -> Row:
        """The row of this centre with this id, or DomainError NOT_FOUND."""
        row = self._at_hand(entity, row_id)
        if row is None:
            row = self.session.scalar(select(entity).where(entity.id == row_id))
        if row is None:
            raise DomainError("NOT_FOUND", entity=entity.__tablename__)  # type: ignore[attr-defined]
        return row

    def _at_hand(self, entity: type[Row], row_id: UUID) -> Row | None:
        """The row if this unit has read it already: asking again would tell nothing new."""
        row = self.session.identity_map.get(identity_key(entity, row_id))
        if not isinstance(row, entity) or row.centre_id != self.actor.centre_id:
            return None
        return row if row.deleted_at is None else None

    def add(self, row: Row) -> Row:
        """Take up a new row, already with its id."""
        if vars(row).get("id") is None:
            row.id = self.new_id()
        self.session.add(row)
        return row

    def delete(self, row: Synced) -> None:
        """Mark the row as deleted: queries don't see it any more, other devices hear of it."""
        row.deleted_at = self.now

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the centre's people see and type times."""
        if self._zone is None:
            self._zone = ZoneInfo(self.centre.time_zone)
        return self._zone

    @property
    def centre(self) -> Centre:
        return self.get(Centre, self.actor.centre_id)

    def _lock_centre(self) -> None:
        self.session.scalar(select(CentreCounter.id).with_for_update())


class _CentreSession(Session):
    """A session that refuses whatever would slip past centre scope or capture."""


@event.listens_for(_CentreSession, "do_orm_execute")
def _bind_to_centre(state: ORMExecuteState) -> None:
    if not (state.is_select and state.is_orm_statement):
        raise TypeError("only ORM selects: other statements escape centre scope and capture")
    if state.is_column_load or state.is_relationship_load:
        return
    centre_id = state.session.info["unit_of_work"].actor.centre_id
    state.statement = state.statement.options(
        with_loader_criteria(Scoped, lambda row: row.centre_id == centre_id, include_aliases=True)
    )
    if not state.execution_options.get("with_deleted"):
        state.statement = state.statement.options(
            with_loader_criteria(Synced, lambda row: row.deleted_at.is_(None), include_aliases=True)
        )


@event.listens_for(_CentreSession, "before_flush")
def _stamp(session: Session, context: UOWTransaction, instances: Any) -> None:
    uow: UnitOfWork = session.info["unit_of_work"]
    if session.deleted:
        raise TypeError("rows are never removed: use UnitOfWork.delete")
    for row in session.new:
        if isinstance(row, Scoped):
            _stamp_new(uow, row)
    for row in session.dirty:
        if isinstance(row, Scoped) and row.centre_id != uow.actor.centre_id:
            raise PermissionError("a row of another centre")


def _stamp_new(uow: UnitOfWork, row: Scoped) -> None:
    """Whose row it is and what its columns are by default: now rather than in the INSERT, so that
    capture sees the whole row."""
    values = vars(row)
    if values.get("id") is None:
        values["id"] = uow.new_id()
    if values.get("centre_id") is None:
        values["centre_id"] = uow.actor.centre_id
    if values["centre_id"] != uow.actor.centre_id:
        raise PermissionError("a row of another centre")
    if isinstance(row, Synced):
        if values.get("created_at") is None:
            values["created_at"] = uow.now
        for name, value in _defaults_of(type(row)):
            values.setdefault(name, value)


_defaults: dict[type[Synced], tuple[tuple[str, Any], ...]] = {}


def _defaults_of(entity: type[Synced]) -> tuple[tuple[str, Any], ...]:
    if entity not in _defaults:
        columns = ((a.key, a.columns[0].default) for a in inspect(entity).column_attrs)
        _defaults[entity] = tuple((key, d.arg) for key, d in columns if d is not None)
    return _defaults[entity]


@event.listens_for(_CentreSession, "after_flush")
def _capture(session: Session, context: UOWTransaction) -> None:
    uow: UnitOfWork = session.info["unit_of_work"]
    changes = [] if uow.is_replica else list(capture.changed_rows(session))
    if changes:
        uow.changed.update(change.entity for change in changes)
        capture.record(session, uow, changes)
