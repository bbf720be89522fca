"""By what the server knows who asks: looked up before there is a centre to be bound to."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from wset_desk.storage.schema import DeviceCredential, EnrolmentCode, ThisDevice


class Credential(NamedTuple):
    """`is_new`: the token was renewed, and the one before it is still good. `token_hash`: of the
    one that was shown, which may be either."""

    id: UUID
    centre_id: UUID
    device_id: UUID
    expires_at: datetime
    adopts: bool
    is_new: bool
    token_hash: str


class Purpose(NamedTuple):
    """What a code is for: a device of this centre (None: one that brings its own), of this kind;
    an invigilator's PC is one person's."""

    centre_id: UUID | None
    kind: str = "desk"
    staff_id: UUID | None = None


def add_code(engine: Engine, code_hash: str, purpose: Purpose, expires_at: datetime) -> None:
    """Keep an enrolment code."""
    code = EnrolmentCode(code_hash=code_hash, expires_at=expires_at, **purpose._asdict())
    with Session(engine) as session, session.begin():
        session.add(code)


def use_code(engine: Engine, code_hash: str, now: datetime) -> Purpose | None:
    """Use a code up and answer what it is for; None for a code that isn't good."""
    good = (
        (EnrolmentCode.code_hash == code_hash)
        & EnrolmentCode.used_at.is_(None)
        & (EnrolmentCode.expires_at > now)
    )
    use = update(EnrolmentCode).where(good).values(used_at=now)
    purpose = use.returning(EnrolmentCode.centre_id, EnrolmentCode.kind, EnrolmentCode.staff_id)
    with Session(engine) as session, session.begin():
        used = session.execute(purpose).one_or_none()
    return None if used is None else Purpose(*used)


def find_credential(engine: Engine, token_hash: str) -> Credential | None:
    """The credential of which this is the token, or was until the latest renewal."""
    either = (DeviceCredential.token_hash == token_hash) | (
        DeviceCredential.previous_hash == token_hash
    )
    with Session(engine) as session:
        row = session.scalars(select(DeviceCredential).where(either)).first()
    if row is None:
        return None
    is_new = row.token_hash == token_hash and row.previous_hash is not None
    return Credential(
        row.id, row.centre_id, row.device_id, row.expires_at, row.adopts, is_new, token_hash
    )


def renew_token(engine: Engine, used: Credential, token_hash: str, expires_at: datetime) -> None:
    """Another token; the one in use stays good beside it, however often the answer gets lost."""
    _change(
        engine,
        used.id,
        previous_hash=used.token_hash,
        token_hash=token_hash,
        expires_at=expires_at,
    )


def forget_previous(engine: Engine, credential_id: UUID) -> None:
    _change(engine, credential_id, previous_hash=None)


def end_adoption(engine: Engine, credential_id: UUID) -> None:
    _change(engine, credential_id, adopts=False)


class SignIn(NamedTuple):
    """Who has signed in at a device, and until when."""

    staff_id: UUID
    until: datetime


def keep_sign_in(
    engine: Engine, credential_id: UUID, staff_id: UUID, token_hash: str, until: datetime
) -> None:
    """In the place of whoever had signed in at the device before."""
    _change(
        engine,
        credential_id,
        signed_in_id=staff_id,
        sign_in_hash=token_hash,
        signed_in_until=until,
    )


def find_sign_in(engine: Engine, credential_id: UUID, token_hash: str) -> SignIn | None:
    """Whose token this is at that device."""
    mine = (DeviceCredential.id == credential_id) & (DeviceCredential.sign_in_hash == token_hash)
    with Session(engine) as session:
        row = session.scalars(select(DeviceCredential).where(mine)).first()
    if row is None or row.signed_in_id is None or row.signed_in_until is None:
        return None
    return SignIn(row.signed_in_id, row.signed_in_until)


def server_device(engine: Engine, centre_id: UUID) -> UUID:
    """As which device the server itself writes for a centre."""
    with Session(engine) as session:
        own = select(ThisDevice.id).where(ThisDevice.centre_id == centre_id)
        return session.scalars(own).one()


def _change(engine: Engine, credential_id: UUID, **values: object) -> None:
    with Session(engine) as session, session.begin():
        mine = DeviceCredential.id == credential_id
        session.execute(update(DeviceCredential).where(mine).values(**values))
