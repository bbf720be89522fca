"""Inviting people who missed an exam to a makeup: a draft for each, with what is proposed."""

from collections.abc import Sequence
from uuid import UUID

from wset_desk.domain.availability import SessionFacts
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.scheduling import end_with_extra_time
from wset_desk.domain.seating import WaitingKey, WaitReason
from wset_desk.services.board.assigning import people_waiting, person_of
from wset_desk.services.board.proposals import first_fitting
from wset_desk.services.board.rows import WaitingPerson
from wset_desk.services.board.sessions import exams_with_seats
from wset_desk.services.contract import command
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.services.notices.phrases import (
    day_text,
    fee_text,
    moment_text,
    own_zone_text,
    place_of,
    time_text,
)
from wset_desk.services.notices.rows import DraftsMade
from wset_desk.services.notices.wording import booking_of
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.storage.schema import (
    Candidate,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Notice,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.ENROL)
def invite_to_makeup(uow: UnitOfWork, *, keys: tuple[WaitingKey, ...]) -> DraftsMade:
    """Write to each which makeup session they could sit, and what it costs.

    Nothing is booked or held by it, so several may be invited to the last seat. An unsent
    invitation for the same exam gives way. Whoever waits for another reason than a missed exam, or
    fits in no session, is left out. Discarding the drafts is the inverse. Refuses
    CANDIDATES_MISSING and NOT_WAITING.
    """
    if not keys:
        raise DomainError("CANDIDATES_MISSING")
    waiting = people_waiting(uow, keys)
    exams = exams_with_seats(uow)
    people = [person_of(uow, waiting, key) for key in dict.fromkeys(keys)]
    drafts = [(person, _invite(uow, person, exams)) for person in people]
    return DraftsMade(
        tuple(draft.id for _person, draft in drafts if draft is not None),
        tuple(person.name for person, draft in drafts if draft is None),
    )


def _invite(
    uow: UnitOfWork, person: WaitingPerson, exams: Sequence[ExamWithSeats]
) -> Notice | None:
    """The draft; None for whoever missed nothing, or fits in no session."""
    if person.reason is not WaitReason.MISSED or person.after is None:
        return None
    exam, _passed_over = first_fitting(uow, person, exams)
    return None if exam is None else _draft(uow, person, person.after, exam)


def _draft(uow: UnitOfWork, person: WaitingPerson, missed_id: UUID, exam: ExamWithSeats) -> Notice:
    missed = booking_of(uow, uow.get(ExamRegistration, missed_id))
    same = Notice.exam_registration_id == missed.registration.id
    withdraw(uow, [NoticeKind.MAKEUP_INVITATION], same)
    values = {
        "exam": uow.get(ExamTemplate, missed.exam.exam_template_id).name,
        "missed": day_text(missed.start, uow.zone),
        "fee": "" if person.fee_waived else fee_text(uow, person.fee),
        **_of_session(uow, exam.facts, missed.candidate),
    }
    return draft_to(
        uow,
        missed.candidate,
        NoticeKind.MAKEUP_INVITATION,
        values,
        registration_id=missed.registration.id,
    )


def _of_session(uow: UnitOfWork, facts: SessionFacts, candidate: Candidate) -> dict[str, str]:
    row = uow.get(ExamSession, facts.id)
    end = end_with_extra_time(facts, candidate.extra_time_percent)
    return {
        "when": time_text(facts.start, end, uow.zone),
        "own_zone": own_zone_text(facts.start, end, candidate.time_zone, uow.zone),
        "place": place_of(uow, row),
        "until": moment_text(row.registration_deadline or facts.start, uow.zone),
    }
