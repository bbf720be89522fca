"""Whether the server lives, whether it can work, and how much it does."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from wset_desk.domain.errors import DomainError
from wset_desk.server.dependencies import StoreOf
from wset_desk.server.metrics import Metrics
from wset_desk.storage.migrate import current_revision, revisions

router = APIRouter()


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """It answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(store: StoreOf) -> dict[str, str]:
    """Its database answers, in the form of this program."""
    current = current_revision(store.engine)
    if current != revisions()[-1]:
        raise DomainError("STORE_IS_OLDER", revision=current or "")
    return {"status": "ok", "revision": current}


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> str:
    """Counts since the start, in Prometheus' text format."""
    counts: Metrics = request.app.state.metrics
    return counts.text()
