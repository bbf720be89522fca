"""What is printed for an exam day: who is expected, and what stands on the pages."""

from dataclasses import replace

import pytest

from tests.helpers.hostile_names import HOSTILE_NAMES
from tests.helpers.marking import exam_day
from tests.helpers.pdfs import page_texts, pdf_text
from tests.helpers.stores import as_role
from wset_desk.documents.exam_papers import EXAM_LIST_TITLES, exam_lists_pdf
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import ExamListKind
from wset_desk.domain.permissions import Role
from wset_desk.services.letters.exam_lists import ExamList, ListedCandidate, exam_lists
from wset_desk.services.letters.rows import Letterhead
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, ExamRegistration
from wset_desk.system.clock import FixedClock

PEOPLE = tuple(
    ListedCandidate(name, f"W{at}", f"A{at}" if at else "", "", "16:45" if at == 2 else "", "")
    for at, name in enumerate(HOSTILE_NAMES)
)
LIST = ExamList(
    letterhead=Letterhead("Borough Wine School", "12 Vine Street\nLondon"),
    exam="Level 2 Theory Exam",
    day="Sunday 6 September 2026",
    start="15:30",
    end="16:30",
    place="Main Hall",
    invigilators=("Kim Novak", "Lee Chang"),
    candidates=PEOPLE,
    ends=("16:30", "16:45"),
)


def test_everybody_who_is_expected_is_on_the_list(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=3)
    registrations = day.registrations[Component.THEORY]
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        row = uow.get(ExamRegistration, registrations[1])
        who = uow.get(Candidate, row.candidate_id)
        row.seat = "A2"
        who.rest_breaks = who.large_text = True
        gone = uow.get(ExamRegistration, registrations[2])
        gone.status = "cancelled"
        uow.commit()
    (found,) = workspace.run(exam_lists, exam_session_ids=[day.papers[Component.THEORY]])
    assert [each.name for each in found.candidates] == ["Aoife Byrne", "Ines Duarte"]
    assert (found.start, found.end, found.ends) == ("15:30", "16:30", ("16:30",))
    assert found.candidates[1].seat == "A2"
    assert found.candidates[1].needs == "Rest breaks, Large text"
    assert found.day == "Sunday 6 September 2026"


def test_an_invigilator_prints_their_own_exams_only(workspace: Workspace) -> None:
    day = exam_day(workspace, candidates=1)
    with pytest.raises(DomainError) as refused:
        as_role(workspace, Role.INVIGILATOR).run(
            exam_lists, exam_session_ids=[day.papers[Component.THEORY]]
        )
    assert refused.value.code == "NOT_ASSIGNED"


@pytest.mark.parametrize(
    "kind", [ExamListKind.REGISTER, ExamListKind.SEATING_LIST, ExamListKind.DESK_CARDS]
)
def test_every_name_is_on_the_pages(kind: ExamListKind) -> None:
    text = pdf_text(exam_lists_pdf(kind, [LIST]).content)
    for each in PEOPLE:
        assert "".join(each.name.split()) in "".join(text.split())
        assert each.number in text
    assert "15:30 – 16:45" in text


def test_a_register_is_signed_and_numbered() -> None:
    many = replace(LIST, candidates=PEOPLE * 4)
    pages = page_texts(exam_lists_pdf(ExamListKind.REGISTER, [many]).content)
    assert len(pages) > 2
    for at, page in enumerate(pages, 1):
        assert f"Page {at} of {len(pages)}" in page
        assert "Signature" in page
    assert "Kim Novak, Lee Chang" in pages[0]
    assert "Invigilator (name and signature)" in pages[-1]


def test_a_seating_list_goes_by_seat() -> None:
    text = pdf_text(exam_lists_pdf(ExamListKind.SEATING_LIST, [LIST]).content)
    seats = [word for word in text.split() if word in {f"A{n}" for n in range(1, 20)}]
    assert seats == [f"A{n}" for n in range(1, len(PEOPLE))]
    assert text.index("W0") > text.index(f"W{len(PEOPLE) - 1}")


def test_a_door_notice_names_nobody() -> None:
    (page,) = page_texts(exam_lists_pdf(ExamListKind.DOOR_NOTICE, [LIST]).content)
    assert "Level 2 Theory Exam" in page
    assert "15:30 – 16:30" in page
    assert "With extra time until 16:45" in page
    assert not any(each.name in page for each in PEOPLE)


def test_desk_cards_dont_tell_what_was_agreed() -> None:
    told = replace(LIST, candidates=(replace(PEOPLE[0], needs="25 % more time"),))
    text = pdf_text(exam_lists_pdf(ExamListKind.DESK_CARDS, [told]).content)
    assert "25 %" not in text


def test_there_are_no_cards_for_nobody() -> None:
    with pytest.raises(DomainError) as refused:
        exam_lists_pdf(ExamListKind.DESK_CARDS, [replace(LIST, candidates=())])
    assert refused.value.code == "LETTER_NOBODY_EXPECTED"


@pytest.mark.parametrize("kind", ExamListKind)
def test_the_same_list_is_the_same_file(kind: ExamListKind) -> None:
    assert exam_lists_pdf(kind, [LIST]) == exam_lists_pdf(kind, [LIST])
    assert kind in EXAM_LIST_TITLES
