"""The messages to candidates: looked at, sent by a person, marked as sent, discarded.

Sending takes three steps, for a command never waits for a server: `send_notices` queues, a worker
hands the mails to the server, and `settle_deliveries` writes down what became of them.
"""

from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import MAYBE_SENT, UNSENT, NoticeKind, NoticeMethod, NoticeState
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.services.notices.mail_server import mail_server
from wset_desk.services.notices.rows import Delivery, NoticeRow, Outgoing, OutgoingMail
from wset_desk.services.syncing.provisional import provisional_seats
from wset_desk.services.waiting_lines import offer_stands
from wset_desk.storage.schema import Candidate, Notice, Staff, WaitingListEntry
from wset_desk.storage.unit_of_work import UnitOfWork

_LONGEST_FAILURE = 500
_OPEN = (*UNSENT, NoticeState.QUEUED)
"""What may still be marked as sent, or discarded: it isn't known what became of a queued one."""


@query(Permission.VIEW_CANDIDATES)
def notices(uow: UnitOfWork, *, candidate_id: UUID | None = None) -> tuple[NoticeRow, ...]:
    """All messages, or those to one candidate, the newest first."""
    wanted = (
        select(Notice, Candidate.first_name, Candidate.last_name, Staff.name)
        .join(Candidate, Candidate.id == Notice.candidate_id)
        .outerjoin(Staff, Staff.id == Notice.sent_by_id)
        .order_by(Notice.created_at.desc(), Notice.id.desc())
    )
    if candidate_id is not None:
        wanted = wanted.where(Notice.candidate_id == candidate_id)
    rows = uow.session.execute(wanted)
    provisional = provisional_seats(uow)
    return tuple(
        _row(notice, full_name(*name), by or "", waits=_is_unsure(notice, provisional))
        for notice, *name, by in rows
    )


@query(Permission.VIEW_CANDIDATES)
def count_drafts(uow: UnitOfWork) -> int:
    """How many wait for somebody to look at them, or failed."""
    count = select(func.count()).select_from(Notice).where(Notice.state.in_(UNSENT))
    return uow.session.scalar(count) or 0


@command(Permission.ENROL)
def send_notices(uow: UnitOfWork, *, notice_ids: tuple[UUID, ...]) -> Outgoing:
    """Queue messages that somebody has looked at; answers what a worker has to send.

    All of them or none. Refuses MAIL_SERVER_MISSING, MAIL_SENDER_MISSING, NOTICES_NOT_CHOSEN,
    NOTICE_NOT_WAITING (one on its way, too), NOTICE_WITHOUT_ADDRESS, NOTICE_OFFER_ENDED, and
    NOTICE_SEAT_PROVISIONAL until the server has the seat.
    """
    if not notice_ids:
        raise DomainError("NOTICES_NOT_CHOSEN")
    server, provisional = mail_server(uow), provisional_seats(uow)
    return Outgoing(server, tuple(_queued(uow, each, provisional) for each in notice_ids))


@command(Permission.ENROL)
def settle_deliveries(uow: UnitOfWork, *, deliveries: tuple[Delivery, ...]) -> None:
    """Write down what became of mails: sent, by whom and when, or why not."""
    for delivery in deliveries:
        notice = uow.get(Notice, delivery.notice_id)
        if delivery.failure:
            notice.state = NoticeState.FAILED
            notice.failure = delivery.failure[:_LONGEST_FAILURE]
        else:
            _mark(uow, notice, NoticeMethod.SMTP)


@command(Permission.ENROL)
def settle_unfinished(uow: UnitOfWork) -> int:
    """The program starts: what was on its way when it was closed has failed, perhaps after it was
    sent. Answers how many messages that were.
    """
    found = list(uow.session.scalars(select(Notice).where(Notice.state == NoticeState.QUEUED)))
    for notice in found:
        notice.state, notice.failure = NoticeState.FAILED, MAYBE_SENT
    return len(found)


@command(Permission.ENROL)
def mark_sent(uow: UnitOfWork, *, notice_id: UUID, method: NoticeMethod) -> None:
    """Somebody sent it by other means; `mark_unsent` is the inverse. Refuses NOTICE_NOT_WAITING."""
    _mark(uow, _waiting(uow, notice_id), method)


@command(Permission.ENROL)
def mark_unsent(uow: UnitOfWork, *, notice_id: UUID) -> None:
    """It wasn't sent after all. Refuses NOTICE_NOT_WAITING what the mail server took."""
    notice = uow.get(Notice, notice_id)
    if notice.state != NoticeState.SENT or notice.method == NoticeMethod.SMTP:
        raise DomainError("NOTICE_NOT_WAITING")
    notice.state = NoticeState.DRAFT
    notice.method = notice.sent_at = notice.sent_by_id = None


@command(Permission.ENROL)
def discard_notices(uow: UnitOfWork, *, notice_ids: tuple[UUID, ...]) -> None:
    """Nobody is told; `restore_notices` is the inverse. Refuses NOTICE_NOT_WAITING."""
    for notice_id in notice_ids:
        _waiting(uow, notice_id).state = NoticeState.DISCARDED


@command(Permission.ENROL)
def restore_notices(uow: UnitOfWork, *, notice_ids: tuple[UUID, ...]) -> None:
    """Make drafts of discarded messages again. Refuses NOTICE_NOT_WAITING."""
    for notice_id in notice_ids:
        notice = uow.get(Notice, notice_id)
        if notice.state != NoticeState.DISCARDED:
            raise DomainError("NOTICE_NOT_WAITING")
        notice.state = NoticeState.DRAFT


def _is_unsure(notice: Notice, provisional: frozenset[UUID]) -> bool:
    """Whether it would tell somebody of a seat that they may not have."""
    return (
        notice.kind in (NoticeKind.BOOKING, NoticeKind.MOVE)
        and notice.state in UNSENT
        and notice.exam_registration_id in provisional
    )


def _row(notice: Notice, name: str, by: str, *, waits: bool) -> NoticeRow:
    return NoticeRow(
        id=notice.id,
        candidate_id=notice.candidate_id,
        name=name,
        kind=NoticeKind(notice.kind),
        state=NoticeState(notice.state),
        recipient=notice.recipient or "",
        subject=notice.subject,
        body=notice.body,
        calendar=notice.calendar or "",
        made_at=notice.created_at,
        method=None if notice.method is None else NoticeMethod(notice.method),
        sent_at=notice.sent_at,
        sent_by=by,
        failure=notice.failure or "",
        waits_for_server=waits,
    )


def _waiting(uow: UnitOfWork, notice_id: UUID, states: tuple[NoticeState, ...] = _OPEN) -> Notice:
    notice = uow.get(Notice, notice_id)
    if notice.state not in states:
        raise DomainError("NOTICE_NOT_WAITING")
    return notice


def _queued(uow: UnitOfWork, notice_id: UUID, provisional: frozenset[UUID]) -> OutgoingMail:
    notice = _waiting(uow, notice_id, UNSENT)
    candidate = uow.get(Candidate, notice.candidate_id)
    name = full_name(candidate.first_name, candidate.last_name)
    notice.recipient = candidate.email or notice.recipient
    if not notice.recipient:
        raise DomainError("NOTICE_WITHOUT_ADDRESS", name=name)
    entry_id = notice.waiting_list_entry_id
    if entry_id is not None and not offer_stands(uow, uow.get(WaitingListEntry, entry_id)):
        raise DomainError("NOTICE_OFFER_ENDED", name=name)
    if _is_unsure(notice, provisional):
        raise DomainError("NOTICE_SEAT_PROVISIONAL", name=name)
    notice.state, notice.failure = NoticeState.QUEUED, None
    return OutgoingMail(
        notice.id, notice.recipient, notice.subject, notice.body, notice.calendar or ""
    )


def _mark(uow: UnitOfWork, notice: Notice, method: NoticeMethod) -> None:
    notice.state, notice.method, notice.failure = NoticeState.SENT, method, None
    notice.sent_at, notice.sent_by_id = uow.now, uow.actor.staff_id
