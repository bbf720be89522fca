"""The server's part in the audit log's travels: it tells of its chain, and takes one that is
brought."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.storage.audit_chain import Link
from wset_desk.storage.audit_heads import keep_head, last_link, own_head
from wset_desk.storage.audit_travel import (
    Travelled,
    check_follow,
    entries_after,
    link_at,
    take_entries,
)
from wset_desk.storage.schema import CentreCounter
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.audit_messages import AuditAnswer, AuditRequest, ToldEntry
from wset_desk.sync.messages import SignedHead


def signed_head(uow: UnitOfWork) -> SignedHead | None:
    """The log's end; None of a server that has nothing to sign with."""
    return _signed(uow, last_link(uow.session.connection(), uow.actor.centre_id))


def tell(uow: UnitOfWork, request: AuditRequest) -> AuditAnswer:
    """The entries after the cursor. Refuses AUDIT_NOT_SIGNED of a server that can't sign."""
    entries = entries_after(uow, request.cursor, request.limit)
    last = entries[-1].link if entries else last_link(uow.session.connection(), uow.actor.centre_id)
    head = _signed(uow, last)
    if head is None:
        raise DomainError("AUDIT_NOT_SIGNED", first=1, last=last.n)
    return AuditAnswer(
        entries=[ToldEntry.of(entry) for entry in entries],
        next=last.n,
        more=len(entries) == request.limit,
        head=head,
    )


def take_brought(uow: UnitOfWork, brought: Sequence[ToldEntry]) -> int:
    """Go on from a desk's own log: keep it as it is, and answer how far it is here.

    What is here already is passed over. Refuses AUDIT_BROKEN.
    """
    end = last_link(uow.session.connection(), uow.actor.centre_id)
    entries = [each.travelled for each in brought]
    known = [entry for entry in entries if entry.link.n <= end.n]
    if any(link_at(uow, entry.link.n) != entry.link for entry in known[-1:]):
        raise DomainError("AUDIT_BROKEN", n=known[-1].link.n)
    if fresh := entries[len(known) :]:
        end = check_follow(uow, end, fresh)
        _keep(uow, fresh)
        head = own_head(uow, _epoch(uow), end)
        if head is not None:
            keep_head(uow, head)
    return end.n


def _keep(uow: UnitOfWork, entries: Sequence[Travelled]) -> None:
    try:
        with uow.session.begin_nested():
            take_entries(uow, entries)
    except IntegrityError as error:  # one id for two entries
        raise DomainError("AUDIT_BROKEN", n=entries[0].link.n) from error


def _signed(uow: UnitOfWork, end: Link) -> SignedHead | None:
    head = own_head(uow, _epoch(uow), end)
    if head is None:
        return None
    return SignedHead(**end._asdict(), epoch=head.epoch, key=head.key, signature=head.signature)


def _epoch(uow: UnitOfWork) -> UUID | None:
    return uow.session.scalars(select(CentreCounter.epoch)).one()
