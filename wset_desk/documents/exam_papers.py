"""What is printed for an exam day, by its kind."""

from collections.abc import Callable, Mapping

from wset_desk.documents.desk_cards import desk_cards
from wset_desk.documents.door_notice import door_notice
from wset_desk.documents.exam_tables import register, seating_list
from wset_desk.documents.pages import Printed, Section, pdf
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import ExamListKind
from wset_desk.domain.texts import N_
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.letters.exam_lists import ExamList

EXAM_LIST_TITLES: Mapping[ExamListKind, str] = {
    ExamListKind.REGISTER: N_("Register"),
    ExamListKind.SEATING_LIST: N_("Seating list"),
    ExamListKind.DOOR_NOTICE: N_("Door notice"),
    ExamListKind.DESK_CARDS: N_("Desk cards"),
}
_MAKERS: Mapping[ExamListKind, Callable[[ExamList], list[Section]]] = {
    ExamListKind.REGISTER: lambda found: [register(found)],
    ExamListKind.SEATING_LIST: lambda found: [seating_list(found)],
    ExamListKind.DOOR_NOTICE: lambda found: [door_notice(found)],
    ExamListKind.DESK_CARDS: desk_cards,
}


def exam_list_pdf(kind: ExamListKind, found: ExamList) -> Printed:
    """The list, notice or cards. Refuses LETTER_NOBODY_EXPECTED for cards of nobody."""
    if kind is ExamListKind.DESK_CARDS and not found.candidates:
        raise DomainError("LETTER_NOBODY_EXPECTED")
    return pdf(
        _MAKERS[kind](found),
        title=f"{_(EXAM_LIST_TITLES[kind])} – {found.exam}",
        author=found.letterhead.name,
        language=formatting_locale().replace("_", "-"),
    )
