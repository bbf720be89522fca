"""A draft to one candidate, in the centre's words (helpers).

Whatever is to be told is drafted here, in the transaction of what it tells of. Nothing is sent.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.notice_texts import body_of, subject_of
from wset_desk.domain.notices import UNSENT, NoticeKind, NoticeState
from wset_desk.services.text_blocks import in_words
from wset_desk.storage.schema import Candidate, Notice
from wset_desk.storage.unit_of_work import UnitOfWork

_LONGEST_SUBJECT = 300


def draft_to(
    uow: UnitOfWork,
    candidate: Candidate,
    kind: NoticeKind,
    values: Mapping[str, str],
    *,
    registration_id: UUID | None = None,
    enquiry_id: UUID | None = None,
    calendar: str | None = None,
) -> Notice:
    """A draft of this kind, from the centre's text of it.

    `values` are those of the kind's placeholders (`domain.notice_texts`); name and centre are
    known, and what is missing is empty. `calendar` is an iCalendar file.
    """
    draft = written_to(uow, candidate, kind, values)
    draft.exam_registration_id = registration_id
    draft.exam_enquiry_id = enquiry_id
    draft.calendar = calendar
    return uow.add(draft)


def written_to(
    uow: UnitOfWork,
    candidate: Candidate,
    kind: NoticeKind,
    values: Mapping[str, str],
    *,
    waiting_list_entry_id: UUID | None = None,
) -> Notice:
    """The same, not yet taken up."""
    told = {**of_person_and_centre(uow, candidate), **values}
    subject = " ".join(in_words(uow, subject_of(kind), told).split())
    return Notice(
        candidate_id=candidate.id,
        waiting_list_entry_id=waiting_list_entry_id,
        kind=kind,
        recipient=candidate.email,
        subject=subject[:_LONGEST_SUBJECT],
        body=in_words(uow, body_of(kind), told),
        state=NoticeState.DRAFT,
    )


def withdraw(
    uow: UnitOfWork, kinds: Collection[NoticeKind], *conditions: ColumnElement[bool]
) -> list[Notice]:
    """Discard the unsent messages of these kinds that meet the conditions, and answer them."""
    uow.session.flush()
    unsent = select(Notice).where(Notice.kind.in_(kinds), Notice.state.in_(UNSENT), *conditions)
    found = list(uow.session.scalars(unsent))
    for notice in found:
        notice.state = NoticeState.DISCARDED
    return found


def of_person_and_centre(uow: UnitOfWork, candidate: Candidate) -> dict[str, str]:
    """The placeholders that every text knows."""
    centre = uow.centre
    return {
        "name": full_name(candidate.first_name, candidate.last_name),
        "first_name": candidate.first_name,
        "number": candidate.candidate_number or "",
        "centre": centre.name,
        "centre_email": centre.email or "",
        "centre_phone": centre.phone or "",
    }
