"""Letters say what is so, in the centre's words, and results only once they are released."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.money import FEE, Till, till
from tests.helpers.pdfs import pdf_text
from tests.helpers.result_life import confirm, officer, release
from wset_desk.documents.letters import letters_pdf
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.letters import LetterKind, closing_of, opening_of
from wset_desk.services.candidates import candidate, edit_candidate
from wset_desk.services.letters.bookings import (
    booking_confirmations,
    booking_confirmations_of_sessions,
)
from wset_desk.services.letters.makeups import makeup_invitations
from wset_desk.services.letters.receipts import booking_receipt, candidate_receipt
from wset_desk.services.letters.result_slips import result_slips, result_slips_of_session
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.results import correct_marks, set_marks
from wset_desk.services.text_blocks import set_text_blocks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EVENING = datetime(2026, 9, 6, 18, tzinfo=UTC)


def marked(workspace: Workspace, clock: FixedClock, level: int = 3, **values: str) -> ExamDay:
    """Three candidates of a course whose exams are over, with these marks of theirs."""
    day = exam_day(workspace, level=level, candidates=3, **values)
    clock.instant = EVENING
    marks = {"theory": ("68", "83", "54.99"), "tasting": ("51", "48", "90")}
    for component in day.papers:
        for number, text in enumerate(marks[component], 1):
            workspace.call(set_marks, marks=(day.mark(number, text, component),))
    return day


def slip_of(workspace: Workspace, day: ExamDay, number: int) -> tuple[tuple[str, ...], ...]:
    """The lines of the statement of the candidate with this number."""
    ids = (day.registrations[Component.THEORY][number - 1],)
    (letter,) = workspace.run(result_slips, registration_ids=ids).letters
    assert letter.table is not None
    return letter.table.rows


def test_nothing_is_stated_before_it_is_released(workspace: Workspace, clock: FixedClock) -> None:
    day = marked(workspace, clock)
    everybody = day.registrations[Component.THEORY]
    for ids in (everybody, (), day.registrations[Component.TASTING]):
        with pytest.raises(DomainError) as refused:
            workspace.run(result_slips, registration_ids=ids)
        assert refused.value.code == "LETTER_NOTHING_RELEASED"
    confirm(officer(workspace), day)
    with pytest.raises(DomainError):
        workspace.run(result_slips_of_session, course_session_id=day.course_session_id)


def test_a_statement_has_the_word_that_the_rules_give(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = marked(workspace, clock, level=2, profile="WSET")
    release(officer(workspace), day)
    batch = workspace.run(result_slips_of_session, course_session_id=day.course_session_id)
    assert [letter.verdict for letter in batch.letters] == [
        "Overall result: Pass",
        "Overall result: Pass with merit",
        "Overall result: Fail",
    ]
    assert slip_of(workspace, day, 2)[0][2:] == ("83 / 100", "83 %", "Pass with merit")


def test_a_provisional_mark_is_on_no_page(workspace: Workspace, clock: FixedClock) -> None:
    """Theory of the second is released; the tasting, and the others, are on no page."""
    day = marked(workspace, clock)
    second = officer(workspace)
    release(second, day, 2)
    workspace.call(correct_marks, marks=(day.mark(2, "49", "tasting"),), reason="Added up wrongly")
    batch = workspace.run(result_slips_of_session, course_session_id=day.course_session_id)
    assert [letter.name for letter in batch.letters] == ["Ines Duarte"]
    text = pdf_text(letters_pdf(batch).content)
    assert "83 / 100" in text
    hidden = ("48", "49", "68", "51", "54.99", "90")
    assert not any(f"{mark} / 100" in text or f"{mark} %" in text for mark in hidden)
    assert "The overall result follows when every paper has a result." in text


def test_statements_of_a_session_go_by_name(workspace: Workspace, clock: FixedClock) -> None:
    day = marked(workspace, clock)
    release(officer(workspace), day)
    batch = workspace.run(result_slips_of_session, exam_session_id=day.papers[Component.TASTING])
    told = [(letter.name, letter.verdict) for letter in batch.letters]
    assert told == [
        ("Aoife Byrne", "Overall result: Fail"),
        ("Ines Duarte", "Overall result: Fail"),
        ("Tomás Ferreira", "Overall result: Fail"),
    ]
    assert slip_of(workspace, day, 3) == (
        ("Level 3 Theory Exam", "6 Sept 2026", "54.99 / 100", "54.99 %", "Fail"),
        ("Level 3 Tasting Exam", "6 Sept 2026", "90 / 100", "90 %", "Pass"),
    )


def test_a_statement_says_until_when_it_can_be_challenged(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = marked(workspace, clock)
    release(officer(workspace), day)
    ids = day.registrations[Component.THEORY][:1]
    (letter,) = workspace.run(result_slips, registration_ids=ids).letters
    assert "write to us by 29 November 2026." in letter.closing
    clock.instant = datetime(2026, 11, 30, 9, tzinfo=UTC)
    (letter,) = workspace.run(result_slips, registration_ids=ids).letters
    assert "looked at again" not in letter.closing


def test_the_centre_says_it_in_its_own_words(workspace: Workspace, clock: FixedClock) -> None:
    day = marked(workspace, clock)
    release(officer(workspace), day)
    own = {
        opening_of(LetterKind.RESULT_SLIP): "Hello {first_name} ({number}): {exam}!",
        closing_of(LetterKind.RESULT_SLIP): "Cheers, {centre}",
    }
    workspace.call(set_text_blocks, texts=own)
    ids = day.registrations[Component.THEORY][:1]
    (letter,) = workspace.run(result_slips, registration_ids=ids).letters
    assert letter.opening.startswith("Hello Aoife (")
    assert letter.opening.endswith("): Level 3 Award in Wines!")
    assert letter.closing == "Cheers, Test Centre"


def test_a_confirmation_has_the_candidates_own_times(workspace: Workspace) -> None:
    day = exam_day(workspace, candidates=2)
    ids = day.registrations[Component.THEORY]
    (first, second) = workspace.run(booking_confirmations, registration_ids=ids).letters
    facts = dict(first.facts)
    assert facts["Day"] == "Sunday 6 September 2026"
    assert facts["Time"] == "15:30 – 16:30"
    assert facts["Place"] == "Main Hall"
    assert "Fee" not in facts
    known = workspace.run(candidate, candidate_id=second.candidate_id).detail.values
    workspace.call(
        edit_candidate,
        candidate_id=second.candidate_id,
        values=replace(known, extra_time_percent=25, address="1 Vine Street\nLondon"),
    )
    batch = workspace.run(
        booking_confirmations_of_sessions, exam_session_ids=[day.papers[Component.THEORY]]
    )
    assert dict(batch.letters[1].facts)["Time"] == "15:30 – 16:45, with your extra time of 25 %"
    assert batch.letters[1].address == "1 Vine Street\nLondon"


def test_who_has_no_place_gets_no_confirmation(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=1)
    clock.instant = EVENING
    with pytest.raises(DomainError) as refused:
        workspace.run(booking_confirmations, registration_ids=day.registrations[Component.THEORY])
    assert refused.value.code == "LETTER_NOT_BOOKED"


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    return till(workspace, clock)


def test_who_missed_an_exam_is_invited_to_the_next_makeup(money: Till) -> None:
    with pytest.raises(DomainError) as refused:
        money.workspace.run(makeup_invitations, registration_ids=(money.missed,))
    assert refused.value.code == "LETTER_NO_MAKEUP"
    money.session()
    (letter,) = money.workspace.run(makeup_invitations, registration_ids=(money.missed,)).letters
    assert dict(letter.facts)["Day and time"] == "Sunday 25 October 2026, 15:30 – 16:30"
    assert dict(letter.facts)["Fee"] == "£85.00"
    assert "6 September 2026" in letter.opening
    assert "by Thursday 8 October 2026, 17:00" in letter.closing


def pay(money: Till, registration_id: UUID, amount: Decimal, **values: str) -> UUID:
    entered = money.workspace.call(
        record_payment,
        registration_id=registration_id,
        amount=amount,
        method=PaymentMethod.CARD,
        **values,
    )
    return entered.entry_id


def test_a_receipt_adds_up_what_came_in_and_went_back(money: Till) -> None:
    booking = money.makeup()
    with pytest.raises(DomainError) as refused:
        money.workspace.run(booking_receipt, registration_id=booking)
    assert refused.value.code == "LETTER_NOTHING_PAID"
    wrong = pay(money, booking, Decimal("8.50"))
    money.workspace.call(take_back_payment, entry_id=wrong, reason="Typed wrongly")
    pay(money, booking, FEE, reference="4711")
    money.workspace.call(
        refund_payment,
        registration_id=booking,
        amount=Decimal("20.00"),
        method=PaymentMethod.CARD,
        reason="Goodwill",
    )
    for batch in (
        money.workspace.run(booking_receipt, registration_id=booking),
        money.workspace.run(candidate_receipt, candidate_id=money.candidate_id),
    ):
        table = batch.letters[0].table
        assert table is not None
        assert [row[1:] for row in table.rows] == [
            ("Level 2 Theory Exam", "Card · 4711", "£85.00"),
            ("Refund: Level 2 Theory Exam", "Card", "-£20.00"),
        ]
        assert table.total[-1] == "£65.00"
        assert "£65.00" in pdf_text(letters_pdf(batch).content)
    assert money.raw_received(booking) == Decimal("65.00")
    assert batch.day == date(2026, 9, 8)
