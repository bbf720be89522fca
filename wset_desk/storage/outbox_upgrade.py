"""Changes that were typed before this version and haven't been sent, as this version sends them."""

from typing import Any

import sqlalchemy as sa

from wset_desk.storage.types import Id

_OUTBOX = sa.table(
    "outbox",
    sa.column("id", Id()),
    sa.column("row_id", Id()),
    *(sa.column(name, sa.String()) for name in ("entity", "state")),
    sa.column("patch", sa.JSON()),
)
_ENQUIRIES = sa.table(
    "exam_enquiries", sa.column("id", Id()), sa.column("result_changed", sa.Boolean())
)
_FOUND = "result_changed"


def send_findings(connection: sa.Connection) -> None:
    """What reviews of enquiries found is sent with their outcomes: nobody can compute it later."""
    decided = sa.select(_OUTBOX.c.id, _OUTBOX.c.patch).join(
        _ENQUIRIES, _ENQUIRIES.c.id == _OUTBOX.c.row_id
    )
    waiting = decided.where(
        _OUTBOX.c.entity == "exam_enquiries",
        _OUTBOX.c.state == "waiting",
        _ENQUIRIES.c.result_changed.is_(sa.true()),
    )
    _write(connection, {row.id: {**row.patch, _FOUND: True} for row in connection.execute(waiting)})


def _write(connection: sa.Connection, patches: dict[Any, dict[str, Any]]) -> None:
    rows = [{"_id": row_id, "_patch": patch} for row_id, patch in patches.items()]
    with_outcome = [row for row in rows if row["_patch"].get("outcome") is not None]
    if with_outcome:
        statement = sa.update(_OUTBOX).where(_OUTBOX.c.id == sa.bindparam("_id"))
        connection.execute(statement.values(patch=sa.bindparam("_patch")), with_outcome)
