"""A server takes a centre over from another: parts are kept until all have come, then everything
is put in place at once."""

import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from wset_desk.domain.errors import DomainError
from wset_desk.storage import whole_centre
from wset_desk.storage.audit_heads import sign_anew
from wset_desk.storage.credentials import Credential, end_adoption, server_device
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import Centre, CentreCounter, DeviceCredential
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import WITH_DELETED, Actor
from wset_desk.storage.whole_centre import TablePart
from wset_desk.sync.hand_over_messages import HandOverBegun, HandOverPart, HandOverRequest
from wset_desk.sync.letting_in import TOKEN_LASTS, hashed, use_founding_code
from wset_desk.sync.messages import BroughtCentre


def begin(store: Store, request: HandOverRequest) -> HandOverBegun:
    """Have room made for a centre; what came of it before, and was never finished, is forgotten.

    Refuses CODE_WRONG, CODE_FOR_A_DEVICE, CENTRE_HERE_ALREADY and HAND_OVER_VERSIONS.
    """
    if request.schema_revision != revisions()[-1]:
        raise DomainError("HAND_OVER_VERSIONS", here=revisions()[-1], there=request.schema_revision)
    use_founding_code(store, request.code)
    return make_room(store, request.server, request.centre)


def make_room(store: Store, server: UUID, centre: BroughtCentre) -> HandOverBegun:
    """The same for one that is known to be the one. Refuses CENTRE_HERE_ALREADY."""
    token = secrets.token_urlsafe(32)
    with store.replica(Actor(centre.id, server, "")) as uow:
        if uow.session.scalars(select(CentreCounter)).first() is not None:
            raise DomainError("CENTRE_HERE_ALREADY")
        known = uow.session.scalars(select(Centre), execution_options=WITH_DELETED).first()
        if known is None:
            values = {name: getattr(centre, name) for name in type(centre).model_fields}
            uow.session.add(Centre(**values))
        credential = uow.session.scalars(select(DeviceCredential)).first()
        if credential is None:
            credential = DeviceCredential(adopts=True)
            uow.session.add(credential)
        credential.device_id = server
        credential.token_hash, credential.expires_at = hashed(token), uow.now + TOKEN_LASTS
        uow.session.flush()
        whole_centre.begin_staging(uow.session.connection(), centre.id, uow.now)
        uow.commit()
    return HandOverBegun(token=token)


def take(store: Store, giver: Credential, part: HandOverPart) -> None:
    """Keep a part. Refuses HAND_OVER_OVER, and HAND_OVER_BROKEN for a table that isn't one."""
    _check(giver)
    if part.table not in whole_centre.tables():
        raise DomainError("HAND_OVER_BROKEN")
    with store.replica(_actor(giver)) as uow:
        connection, kept = uow.session.connection(), TablePart(part.table, part.rows)
        whole_centre.stage(connection, giver.centre_id, store.new_id(), part.number, kept)
        uow.commit()


def end(store: Store, giver: Credential, parts: int) -> None:
    """Put everything in place. Once it is done, it stays done. Refuses HAND_OVER_BROKEN, with
    nothing changed, and HAND_OVER_OVER to whoever has handed nothing over."""
    centre_id = giver.centre_id
    if not giver.adopts and server_device(store.engine, centre_id) == giver.device_id:
        return
    _check(giver)
    with store.unit_of_work(_actor(giver), write=True) as uow:
        connection = uow.session.connection()
        if whole_centre.staged(connection, centre_id) != parts:
            raise DomainError("HAND_OVER_BROKEN")
        try:
            whole_centre.write_staged(connection, centre_id)
            whole_centre.end_staging(connection, centre_id)
            sign_anew(uow, is_first=True)  # with the key of this server
            uow.commit()
        except (SQLAlchemyError, ValueError, TypeError, KeyError) as error:
            raise DomainError("HAND_OVER_BROKEN") from error
    end_adoption(store.engine, giver.id)


def _check(giver: Credential) -> None:
    if not giver.adopts:
        raise DomainError("HAND_OVER_OVER")


def _actor(giver: Credential) -> Actor:
    return Actor(giver.centre_id, giver.device_id, "")
