"""Signing in, at a desk that has been let in."""

from fastapi import APIRouter, Request

from wset_desk.server.dependencies import DeskOf, StoreOf, address_of
from wset_desk.server.strict_json import StrictRoute
from wset_desk.sync.administering_messages import SignedIn, SignInRequest
from wset_desk.sync.signing_in import sign_in_at

router = APIRouter(prefix="/api", tags=["devices"], route_class=StrictRoute)


@router.post("/sign-in")
def sign_in(body: SignInRequest, store: StoreOf, desk: DeskOf, request: Request) -> SignedIn:
    """Whoever guesses waits, longer each time: for each account, and for each address."""
    address = address_of(request)
    account = f"{desk.centre_id} {body.username.strip().lower()}"
    patience, now = request.app.state.patience, store.clock.now()
    with patience.tried(f"sign-in {account}", now), patience.tried(f"sign-in at {address}", now):
        return sign_in_at(store, desk, body)
