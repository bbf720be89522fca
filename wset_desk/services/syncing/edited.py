"""What the server didn't take, looked over in the record's own form before it is written again.

A form saves by a service of its own; which one settles the action, too, is told here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wset_desk.domain.errors import DomainError
from wset_desk.services.accounts import edit_account
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.contract import Outcome, service_of
from wset_desk.services.course_sessions import edit_course_session
from wset_desk.services.exam_sessions import edit_exam_session
from wset_desk.services.price_list import edit_price
from wset_desk.services.results import MarksOutcome, correct_marks
from wset_desk.services.rooms import edit_room
from wset_desk.services.syncing.typed import Typed, typed_of_one
from wset_desk.services.text_blocks import set_text_blocks
from wset_desk.storage.schema import OutboxEntry
from wset_desk.storage.unit_of_work import UnitOfWork

Command = Callable[..., Outcome[Any]]

SAVED_BY: Mapping[str, Command] = {
    "candidates": edit_candidate,
    "exam_sessions": edit_exam_session,
    "product_prices": edit_price,
    "result_versions": correct_marks,
    "rooms": edit_room,
    "sessions": edit_course_session,
    "settings": change_setting,
    "staff": edit_account,
    "text_blocks": set_text_blocks,
}


def typed_in(uow: UnitOfWork, entries: Sequence[OutboxEntry]) -> Typed | None:
    """Where the record that an action is about has a form that shows all that was typed of it, and
    the actor may save it."""
    typed = typed_of_one(uow, entries)
    if typed is None:
        return None
    allowed = service_of(SAVED_BY[typed.entity]).permissions
    return None if uow.actor.permissions.isdisjoint(allowed) else typed


def is_saved_by(typed: Typed, service: Callable[..., Any]) -> bool:
    """Whether that is the command by which the record's own form is saved."""
    return service is SAVED_BY[typed.entity]


def save_edited(
    uow: UnitOfWork,
    entries: Sequence[OutboxEntry],
    service: Command,
    arguments: Mapping[str, Any],
) -> Any:
    """Have the form's own command write it. Refuses KEEP_BY_HAND for any other, and what the
    command refuses."""
    typed = typed_in(uow, entries)
    if typed is None or not is_saved_by(typed, service):
        raise DomainError("KEEP_BY_HAND")
    return service(uow, **arguments).value


def is_written(answer: Any) -> bool:
    """Of marks each is taken or refused by itself; nothing else is answered if it isn't written."""
    return not isinstance(answer, MarksOutcome) or bool(answer.saved and not answer.refused)
