"""What a desk asks of the server that it has for itself. Nobody else has its token, and no other
server answers this."""

import os
from hmac import compare_digest

from fastapi import APIRouter, Depends, Request

from wset_desk.domain.errors import DomainError
from wset_desk.server.dependencies import StoreOf
from wset_desk.server.strict_json import StrictRoute
from wset_desk.storage.attempts import has_live_attempts
from wset_desk.storage.identity import centres_with_server
from wset_desk.sync.hand_over_messages import HandOverBegun
from wset_desk.sync.handing_over import hand_over
from wset_desk.sync.letting_in import let_own_in, new_code
from wset_desk.sync.messages import LetIn
from wset_desk.sync.own_messages import (
    CodeMade,
    CodeWanted,
    MoveWanted,
    OwnDesk,
    OwnFounding,
    OwnStanding,
)
from wset_desk.sync.taking_over import make_room


def _is_its_desk(request: Request) -> None:
    """Refuses TOKEN_UNKNOWN."""
    given = request.headers.get("authorization", "")
    if not compare_digest(given.encode(), f"Bearer {request.app.state.own_token}".encode()):
        raise DomainError("TOKEN_UNKNOWN")


router = APIRouter(
    prefix="/api/own",
    tags=["own"],
    dependencies=[Depends(_is_its_desk)],
    route_class=StrictRoute,
)


@router.post("/standing")
def standing(store: StoreOf) -> OwnStanding:
    """It is the one, and answers."""
    centres = list(centres_with_server(store.engine))
    return OwnStanding(process=os.getpid(), stays=has_live_attempts(store), centres=centres)


@router.post("/let-in")
def let_in(body: OwnDesk, store: StoreOf) -> LetIn:
    """A token for its desk: each time that it begins, for it may have been away for long."""
    return let_own_in(store, body.device, body.brings)


@router.post("/move", status_code=202)
def move(body: MoveWanted, store: StoreOf) -> None:
    """Hand the centre over to another server; whoever comes here is told so from then on.

    Refuses SERVER_UNREACHABLE.
    """
    try:
        hand_over(store, body.centre_id, address=body.address, code=body.code)
    except ConnectionError as error:
        raise DomainError("SERVER_UNREACHABLE", what=str(error), field="address") from error


@router.post("/end", status_code=202)
def end(request: Request) -> None:
    """Go: its desk wants another, which is set up in another way."""
    request.app.state.end()


@router.post("/found")
def found(body: OwnFounding, store: StoreOf) -> HandOverBegun:
    """Make room for everything that its desk has; it follows as from another server."""
    return make_room(store, body.server, body.brings)


@router.post("/code")
def code(body: CodeWanted, store: StoreOf) -> CodeMade:
    """A code for one computer."""
    return CodeMade(code=new_code(store, body.centre_id))
