"""The exchanges with the server, as this computer keeps them for thirty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.storage.schema import SyncRun
from wset_desk.storage.sync_journal import forget_journal
from wset_desk.storage.unit_of_work import UnitOfWork

KEPT = timedelta(days=30)
_MOST = 500


@dataclass(frozen=True, slots=True)
class RunRow:
    """One exchange; `code` is that of a refusal, or of nobody having answered."""

    started_at: datetime
    ended_at: datetime
    sent: int
    received: int
    not_taken: int
    code: str | None


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def list_runs(uow: UnitOfWork) -> tuple[RunRow, ...]:
    """Those that exchanged something, and those that ended in another way than the one before; the
    latest first."""
    rows = uow.session.scalars(
        select(SyncRun).order_by(SyncRun.ended_at.desc(), SyncRun.id.desc()).limit(_MOST)
    )
    return tuple(
        RunRow(each.started_at, each.ended_at, each.sent, each.received, each.not_taken, each.code)
        for each in rows
    )


def keep_run(uow: UnitOfWork, run: RunRow) -> None:
    """Keep an exchange with what it came to."""
    uow.session.add(
        SyncRun(
            started_at=run.started_at,
            ended_at=run.ended_at,
            sent=run.sent,
            received=run.received,
            not_taken=run.not_taken,
            code=run.code,
        )
    )


def forget_old_runs(uow: UnitOfWork) -> None:
    """Let go of what was exchanged more than thirty days ago. What the server didn't take stays
    until somebody has settled it."""
    forget_journal(uow.session.connection(), uow.actor.centre_id, uow.now - KEPT)
