"""What every table has in common: names of constraints, centre scope, sync columns."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    MetaData,
    UniqueConstraint,
    inspect,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.schema import SchemaItem

from wset_desk.storage.types import Id, Instant

SyncClass = Literal["merge", "guard", "append", "server"]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)

    def __init__(self, **values: Any) -> None:
        """A new row has no old values: it needs no record of how each of these was set, and an
        import makes tens of thousands."""
        unknown = values.keys() - inspect(type(self)).column_attrs.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        vars(self).update(values)


def _identity() -> dict[str, str]:
    return {"sync": "append"}


class Scoped:
    """A row of one centre. `(centre_id, id)` is unique, so that references can't cross centres."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, info=_identity(), sort_order=-3)
    centre_id: Mapped[UUID] = mapped_column(Id, info=_identity(), sort_order=-2)


class Synced(Scoped):
    """A row that travels between devices.

    `seq` is the server's order for its centre (None until the server has it); a deleted row stays,
    with `deleted_at`, so that other devices hear of it.
    """

    created_at: Mapped[datetime] = mapped_column(Instant, info=_identity(), sort_order=90)
    deleted_at: Mapped[datetime | None] = mapped_column(
        Instant, default=None, info={"sync": "guard"}, sort_order=91
    )
    seq: Mapped[int | None] = mapped_column(
        BigInteger, default=None, info={"sync": "server"}, sort_order=92
    )


def column(
    sync: SyncClass, *arguments: Any, personal: bool = False, secret: bool = False, **options: Any
) -> MappedColumn[Any]:
    """A mapped column with its sync class (see the sync design) and whether it is about a person.

    A `secret` column is stored and synced, but its values never reach the audit log.
    """
    info = {"sync": sync, "personal": personal, "secret": secret}
    return mapped_column(*arguments, info=info, **options)


def scoped(*items: SchemaItem) -> tuple[SchemaItem, ...]:
    """Table arguments of a scoped table: its own items, and what makes references to it safe."""
    return (
        *items,
        UniqueConstraint("centre_id", "id"),
        ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="centre", deferrable=True, initially="DEFERRED"
        ),
    )


def reference(column_name: str, table: str) -> ForeignKeyConstraint:
    """A foreign key inside one centre.

    Deferred to the commit: the rows of one transaction arrive in any order, from services as from
    sync.
    """
    return ForeignKeyConstraint(
        ["centre_id", column_name],
        [f"{table}.centre_id", f"{table}.id"],
        name=column_name.removesuffix("_id"),
        deferrable=True,
        initially="DEFERRED",
    )


def one_of(column_name: str, values: type[Any] | tuple[str, ...]) -> CheckConstraint:
    """`column IN (…)` for an enumeration of the specification; NULL passes where it is allowed."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column_name} IN ({words})", name=column_name)


def check(name: str, condition: str) -> CheckConstraint:
    return CheckConstraint(condition, name=name)
