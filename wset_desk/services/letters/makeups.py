"""Invitations to a makeup, for whoever missed an exam."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.available_actions import Action
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.scheduling import end_with_extra_time
from wset_desk.i18n import _
from wset_desk.services.available_actions import AvailableAction, available_actions
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import Letter, LetterBatch
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.services.notices.phrases import (
    amount_text,
    moment_text,
    own_zone_text,
    place_of,
    time_text,
)
from wset_desk.services.notices.wording import booking_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_CANDIDATES)
def makeup_invitations(uow: UnitOfWork, *, registration_ids: Collection[UUID]) -> LetterBatch:
    """To the next makeup that fits, for each of these who missed their exam; by name.

    Refuses LETTER_NO_MAKEUP where there is none for anybody in the lot.
    """
    missed = uow.session.execute(
        select(ExamRegistration, ExamTemplate.exam_type)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(
            ExamRegistration.id.in_(registration_ids),
            ExamRegistration.status == RegistrationStatus.NO_SHOW,
        )
        .order_by(*BY_NAME, ExamSession.exam_date)
    )
    found = (_invitation(uow, row[0], ExamType(row[1])) for row in missed)
    letters = [letter for letter in found if letter is not None]
    if not letters:
        raise DomainError("LETTER_NO_MAKEUP")
    return batch_of(uow, letters)


def _invitation(uow: UnitOfWork, missed: ExamRegistration, paper: ExamType) -> Letter | None:
    """None where no makeup session fits."""
    for each in available_actions(uow, candidate_id=missed.candidate_id):
        is_it = (each.key.enrollment_id, each.key.exam_type) == (missed.course_enrollment_id, paper)
        if is_it and each.action is Action.MAKEUP and each.next_session is not None:
            return _letter(uow, missed, each, each.next_session)
    return None


def _letter(
    uow: UnitOfWork, missed: ExamRegistration, makeup: AvailableAction, session: ExamWithSeats
) -> Letter:
    was = booking_of(uow, missed)
    place = place_of(uow, uow.get(ExamSession, session.facts.id))
    start, zone = session.facts.start, was.candidate.time_zone
    end = end_with_extra_time(session.facts, was.candidate.extra_time_percent)
    when = time_text(start, end, uow.zone)
    until = session.facts.deadline or session.facts.start
    fee = amount_text(uow, makeup.price) if makeup.price else ""
    values = {
        "exam": was.name,
        "missed": words.plain_date(was.start.astimezone(uow.zone).date()),
        "when": when,
        "place": place,
        "fee": fee,
        "until": moment_text(until, uow.zone),
    }
    facts = (
        (_("Makeup exam"), makeup.exam_name),
        (_("Day and time"), when),
        ("", own_zone_text(start, end, zone, uow.zone)),
        (_("Place"), place),
        (_("Fee"), fee),
    )
    return letter_to(uow, was.candidate, LetterKind.MAKEUP_INVITATION, values, facts=facts)
