"""Whether anybody sits an attempt now: asked for all centres of a server at once."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from wset_desk.storage.schema import FinalExamAttempt
from wset_desk.storage.store import Store


def has_live_attempts(store: Store) -> bool:
    """Neither handed in nor discarded."""
    live = exists().where(
        FinalExamAttempt.submitted_at_iso.is_(None),
        FinalExamAttempt.is_discarded.is_(False),
        FinalExamAttempt.deleted_at.is_(None),
    )
    with Session(store.engine) as session:
        return bool(session.scalar(select(live)))
