"""What may be done from a candidate's profile, by whoever is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.commands import Command
from ui.desk.board.booking_changes import open_cancel, open_reschedule
from ui.desk.candidates.actions import CandidateActions
from ui.desk.candidates.enquiry_part import EnquiryVerbs
from ui.desk.candidates.enrol_sheet import open_enrolling
from ui.desk.candidates.merge_actions import MergeActions
from ui.desk.candidates.offers import Do, title_of
from ui.desk.candidates.profile import ProfileVerbs
from ui.desk.candidates.seat_sheet import open_seats
from ui.desk.candidates.versions import open_versions
from ui.desk.context import DeskContext
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.submit_sheet import open_submitting
from ui.desk.histories import may_see_histories, open_history
from ui.desk.letters.letters_sheet import open_letters
from ui.desk.privacy.personal_sheet import open_personal_data
from wset_desk.domain.available_actions import Action
from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.available_actions import AvailableAction
from wset_desk.services.candidate_history import EnrolmentRow, Sitting
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.enquiries.rows import EnquiryOption

_SEATED = (Action.MAKEUP, Action.RESIT, Action.TASTING, Action.SEAT)
"""What is done with a seat in a session; remote exams are booked in their own queue."""


def profile_verbs(
    page: QWidget, context: DeskContext, actions: CandidateActions, merging: MergeActions
) -> ProfileVerbs:
    """Everything that the person's roles allow; what they don't isn't offered."""
    session = context.session
    manages = session.may(Permission.MANAGE_CANDIDATES)
    enrols = session.may(Permission.ENROL)

    def open_course(enrolment: EnrolmentRow) -> None:
        context.navigate("courses", session_id=enrolment.course_session_id)

    def show_history(detail: CandidateDetail) -> None:
        open_history(context, page, "candidates", detail.id, detail.name)

    def show_messages(detail: CandidateDetail) -> None:
        context.navigate("notices", text=detail.name)

    def cancel(sitting: Sitting) -> None:
        open_cancel(context, page, sitting.registration_id)

    def reschedule(sitting: Sitting) -> None:
        if sitting.delivery_method == DeliveryMethod.REMOTE_INVIGILATION:
            context.navigate("remote", enrollment_id=sitting.course_enrollment_id)
        else:
            open_reschedule(context, page, sitting.registration_id)

    def book(action: AvailableAction) -> None:
        open_seats(context, page, title_of(action), action.key)

    def book_remotely(action: AvailableAction) -> None:
        context.navigate("remote", enrollment_id=action.key.enrollment_id)

    offers: dict[Action, Do] = {}
    if enrols:
        offers = {**dict.fromkeys(_SEATED, book), Action.REMOTE: book_remotely}
    return ProfileVerbs(
        open_course=open_course,
        edit=actions.edit if manages else None,
        messages=show_messages,
        letters=lambda detail: open_letters(context, page, detail.id, detail.name),
        history=show_history if may_see_histories(session) else None,
        merge=merging.choose_other if manages else None,
        personal=partial(open_personal_data, context, page) if manages else None,
        enrol=partial(open_enrolling, context, page) if enrols else None,
        take_apart=(lambda former: merging.take_apart(former.merge_id)) if manages else None,
        versions=(
            partial(open_versions, context, page) if session.may(Permission.VIEW_RESULTS) else None
        ),
        reschedule=reschedule if enrols else None,
        cancel=cancel if enrols else None,
        offers=offers,
        enquiries=_enquiry_verbs(page, context),
    )


def _enquiry_verbs(page: QWidget, context: DeskContext) -> EnquiryVerbs | None:
    """Challenging a result, and the way to what was challenged; none for who may not."""
    if not context.session.may(Permission.MANAGE_ENQUIRIES):
        return None

    def enquire(detail: CandidateDetail, options: Sequence[EnquiryOption]) -> None:
        keys = {each.key for each in options}
        open_submitting(
            EnquiryActions(page, context), detail.id, detail.name, lambda each: each.key in keys
        )

    def show(enquiry_id: UUID) -> None:
        context.navigate("enquiries", enquiry_id=enquiry_id)

    return EnquiryVerbs(enquire, show)


def profile_commands(verbs: ProfileVerbs, shown: CandidateDetail) -> list[Command]:
    """What the palette offers for whoever is shown, beside editing them."""
    texts = (
        (_("Messages to {name}"), "mail", verbs.messages),
        (_("Letters to {name}"), "print", verbs.letters),
        (_("History of {name}"), "history", verbs.history),
        (_("Merge {name} with another record"), "users", verbs.merge),
        (_("Personal data of {name}"), "lock", verbs.personal),
        (_("Enrol {name} in a course"), "plus", verbs.enrol),
    )
    return [
        Command(text.format(name=shown.name), partial(verb, shown), icon)
        for text, icon, verb in texts
        if verb is not None
    ]
