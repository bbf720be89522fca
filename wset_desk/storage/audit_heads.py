"""The signed end of the chain: without it nobody could tell that the latest entries are gone.

A head that doesn't fit what is in the store is left as it is, however much is written afterwards:
it is what shows that somebody was there.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    true,
    update,
)

from wset_desk.storage.audit_chain import BEFORE_ALL, Link, head_message
from wset_desk.storage.prepared import Prepared
from wset_desk.storage.schema import AuditEntry, AuditHead, CentreCounter, ServerLink
from wset_desk.storage.types import Id
from wset_desk.system.signing import is_signed

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_AUDIT, _HEAD = cast(Table, AuditEntry.__table__), cast(Table, AuditHead.__table__)
_LINK, _COUNTER = cast(Table, ServerLink.__table__), cast(Table, CentreCounter.__table__)
_LAST = (
    select(_AUDIT.c.n, _AUDIT.c.hash)
    .where(_AUDIT.c.centre_id == bindparam("centre"), _AUDIT.c.n.is_not(None))
    .order_by(_AUDIT.c.n.desc())
    .limit(1)
)
_LAST_LINK = Prepared(_LAST)


CHAINED_SINCE = "0005"
"""The revision that has made a chain of the log."""


class Head(NamedTuple):
    """A signed end of the chain; `key` and `signature` in hex."""

    end: Link
    epoch: UUID | None
    key: str
    signature: str


class Standing(NamedTuple):
    """How the log stands as a unit of work begins to write to it.

    `chains`: this store is the authority. `signs`: nothing speaks against signing what it writes.
    """

    end: Link
    epoch: UUID | None
    chains: bool
    signs: bool


def _standing_query() -> Select[Any]:
    mine: BindParameter[UUID] = bindparam("centre", type_=Id())
    one, last = select(literal_column("1").label("one")).subquery(), _LAST.subquery()
    head = (_HEAD.c.n, _HEAD.c.hash, _HEAD.c.epoch, _HEAD.c.key, _HEAD.c.signature)
    linked = select(_LINK.c.centre_id).where(_LINK.c.centre_id == mine).scalar_subquery()
    epoch = select(_COUNTER.c.epoch).where(_COUNTER.c.centre_id == mine).scalar_subquery()
    return select(last.c.n, last.c.hash, epoch, linked, *head).select_from(
        one.outerjoin(last, true()).outerjoin(_HEAD, _HEAD.c.centre_id == mine)
    )


_STANDING = Prepared(_standing_query())


def standing_of(connection: Connection, uow: "UnitOfWork") -> Standing:
    """Read what the log's writer has to know, at once."""
    row = _STANDING.run(connection, centre=uow.actor.centre_id).one()
    end = BEFORE_ALL if row[0] is None else Link(row[0], row[1])
    signed = row[4] is not None
    head = Head(Link(row[4], row[5]), _epoch(row[6]), row[7], row[8]) if signed else None
    chains = uow.is_server or row[3] is None
    return Standing(end, _epoch(row[2]), chains, chains and _fits(uow, head, end))


def _epoch(value: Any) -> UUID | None:
    """As the driver has it: a UUID, or its digits."""
    return None if value is None else UUID(str(value))


def _fits(uow: "UnitOfWork", head: Head | None, end: Link) -> bool:
    """Whether the head is this store's own, for this very end."""
    if uow.signer is None:
        return False
    if head is None:
        return end == BEFORE_ALL
    message = head_message(uow.actor.centre_id, head.epoch, end)
    return (head.end, head.key, head.signature) == (end, uow.signer.key, uow.signer.sign(message))


def last_link(connection: Connection, centre_id: UUID) -> Link:
    """The end of the centre's chain as it is in the store."""
    found = _LAST_LINK.run(connection, centre=centre_id).one_or_none()
    return BEFORE_ALL if found is None else Link(found[0], found[1])


def own_head(uow: "UnitOfWork", epoch: UUID | None, end: Link) -> Head | None:
    """The end signed by this store; None where it has nothing to sign with."""
    if uow.signer is None:
        return None
    message = head_message(uow.actor.centre_id, epoch, end)
    return Head(end, epoch, uow.signer.key, uow.signer.sign(message))


def keep_head(uow: "UnitOfWork", head: Head) -> None:
    """Let this be the head that the store has."""
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    values = {**head.end._asdict(), **head._asdict(), "at": uow.now}
    del values["end"]
    bound = {f"_{name}": value for name, value in values.items()}
    if not _KEEP.run(connection, centre=centre_id, **bound).rowcount:
        new = {"id": uow.new_id(), "centre_id": centre_id, **values}
        connection.execute(insert(_HEAD).values(**new))


_VALUES = ("n", "hash", "epoch", "key", "signature", "at")
_KEEP = Prepared(
    update(_HEAD)
    .where(_HEAD.c.centre_id == bindparam("centre"))
    .values({name: bindparam(f"_{name}") for name in _VALUES})
)


def forget_head(uow: "UnitOfWork") -> None:
    """There is no chain here any more, nor its end."""
    mine = _HEAD.c.centre_id == uow.actor.centre_id
    uow.session.connection().execute(delete(_HEAD).where(mine))


def sign_anew(uow: "UnitOfWork", *, is_first: bool) -> None:
    """Sign the chain's end with this store's key, instead of the one that it had elsewhere.

    The first signature of all is for an upgrade that has made the chain. Otherwise what doesn't
    fit the present signature stays unsigned.
    """
    connection = uow.session.connection()
    row = connection.execute(select(_HEAD).where(_HEAD.c.centre_id == uow.actor.centre_id)).first()
    standing = standing_of(connection, uow)
    if not standing.chains or standing.end == BEFORE_ALL:
        return
    message = head_message(uow.actor.centre_id, row.epoch if row else None, standing.end)
    fits = row is not None and is_signed(row.key, message, row.signature)
    head = own_head(uow, standing.epoch, standing.end)
    if head is not None and (fits or (is_first and row is None)):
        keep_head(uow, head)


def has_heads(engine: Engine) -> bool:
    """Whether anything in the database was ever signed."""
    with engine.connect() as connection:
        return connection.execute(select(_HEAD.c.id).limit(1)).first() is not None
