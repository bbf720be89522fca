"""What is printed for an exam day, by its kind."""

from collections.abc import Callable, Mapping, Sequence

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


def exam_lists_pdf(
    kind: ExamListKind,
    lists: Sequence[ExamList],
    report: Callable[[float], object] = lambda share: None,
) -> Printed:
    """The lists, notices or cards of some exams in one file; `report` is told the share done.

    Refuses LETTER_NOBODY_EXPECTED for cards of nobody.
    """
    sections = [section for each in lists for section in _MAKERS[kind](each)]
    if not sections:
        raise DomainError("LETTER_NOBODY_EXPECTED")
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        report(done / len(sections))

    return pdf(
        sections,
        title=f"{_(EXAM_LIST_TITLES[kind])} – {', '.join(each.exam for each in lists)}",
        author=lists[0].letterhead.name,
        language=formatting_locale().replace("_", "-"),
        done=one_more,
    )
