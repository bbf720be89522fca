"""What the sample's candidates were told: each week's messages go out on Friday."""

from datetime import date, timedelta

from sqlalchemy import select

from wset_desk.domain.notices import NoticeMethod, NoticeState
from wset_desk.domain.seating import WaitReason
from wset_desk.services.board.board import board
from wset_desk.services.board.invitations import invite_to_makeup
from wset_desk.services.demo.school import School, at
from wset_desk.services.notices.outbox import mark_sent
from wset_desk.storage.schema import Notice
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system import sample

_FRIDAY = 4
_WEEK = timedelta(days=7)
_INVITED = 4


def send_letters(school: School) -> None:
    """Put every Friday's post on the agenda; what was written since the last one is a draft."""
    opened = school.opened_on
    day: date = opened + timedelta(days=(_FRIDAY - opened.weekday()) % _WEEK.days)
    while day < sample.NOW.date() - timedelta(days=1):
        school.agenda.add(at(day, 16, 40), _send)
        day += _WEEK
    school.agenda.add(at(sample.NOW.date() - timedelta(days=1), 17, 20), _invite)


def _send(uow: UnitOfWork) -> None:
    """From the mail program: the sample's centre has no mail server."""
    drafts = select(Notice).where(Notice.state == NoticeState.DRAFT).order_by(Notice.id)
    for notice in list(uow.session.scalars(drafts)):
        mark_sent(uow, notice_id=notice.id, method=NoticeMethod.MAIL_PROGRAM)


def _invite(uow: UnitOfWork) -> None:
    """The most urgent of those who missed an exam; the drafts wait to be read."""
    missed = [each.key for each in board(uow).people if each.reason is WaitReason.MISSED]
    invite_to_makeup(uow, keys=tuple(missed[:_INVITED]))
