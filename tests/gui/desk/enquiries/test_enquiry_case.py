"""The page of a case: what can be done, by whom, and what comes of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.enquiries import MARTA, TASTING, TOM, Desk, mark, release
from tests.helpers.enquiries_screen import EnquiriesScreen
from tests.helpers.pdfs import pdf_text
from ui.common.overlay import open_overlays
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.file_sheets import AnswerSheet, ForwardSheet, NoteSheet, RejectSheet
from ui.desk.enquiries.needless_sheet import NeedlessSheet
from ui.desk.enquiries.submit_sheet import FindSheet, SubmitSheet
from ui.desk.letters.preview import Preview
from ui.desk.money.sheets import PaymentSheet
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryStep
from wset_desk.services.confirmations import confirm_results

Open = Callable[..., EnquiriesScreen]
MARK = (Component.TASTING, None)


def test_an_enquiry_is_asked_for_from_the_page(open_as: Open, centre: Desk) -> None:
    screen = open_as()
    screen.view.create_new()
    settle()
    find = screen.sheet()
    assert isinstance(find, FindSheet)
    assert not find.save_button.isEnabled()
    marta = next(r for r in find.picker.model.rows if r.name.startswith("Marta"))
    for _again in range(2):  # Enter on who is chosen, as people press it to go on
        find.picker.toggle(marta)
    screen.click(find.save_button)
    sheet = screen.sheet()
    assert isinstance(sheet, SubmitSheet)
    kinds = [each.enquiry_type for each in sheet.possible]
    assert kinds[kinds.index(TASTING)] is TASTING
    sheet.option.set_value(sheet.possible[kinds.index(TASTING)].key)
    sheet.option.edited.emit()
    terms = "£50.00 is charged with the enquiry.\nIt can be asked for until Sun 13 December 2026."
    assert terms in texts_in(sheet)
    sheet.reason.set_value("The note on wine 2")
    screen.save()
    assert sheet.consent.error == "Without the candidate's consent no mark is looked at."
    sheet.consent.set_value(True)
    screen.save()
    assert not screen.has_sheet()
    assert screen.view.shows_case
    assert (screen.case.row.candidate, screen.case.row.status) == ("Marta Candidate", "submitted")
    assert screen.shell.toasts == ["The enquiry of Marta Candidate is submitted."]
    screen.undo()
    assert screen.cards(EnquiryStatus.SUBMITTED) == []
    assert not screen.view.shows_case


def test_from_the_payment_to_the_decision(open_as: Open, centre: Desk) -> None:
    screen = open_as(centre.eva)
    screen.open(centre.submit(MARTA))
    assert not screen.verb(EnquiryStep.START_REVIEW).isEnabled()
    assert "The fee is owed: the review starts" in screen.view.page.notice.text
    screen.click(button(screen.view.page.fee, "Record payment"))
    assert isinstance(screen.sheet(), PaymentSheet)
    screen.save()
    assert screen.view.page.notice.text == ""
    screen.click(screen.verb(EnquiryStep.START_REVIEW))
    assert screen.case.row.reviewer == "Eva Exact"
    screen.click(screen.verb(EnquiryStep.DECIDE))
    sheet = screen.sheet()
    assert isinstance(sheet, DecideSheet)
    assert sheet.marks[MARK].value() == "51"
    sheet.resolution.set_value("Two notes were right")
    retype(screen, sheet, "57")
    preview = sheet.preview.preview
    assert preview is not None
    assert preview.outcome is EnquiryOutcome.UPHELD
    said = texts_in(sheet.preview)
    assert {"51 → 57 of 100 (+6)", "£50.00 goes back to the candidate."} <= set(said)
    screen.save()
    screen.answer()
    assert not screen.has_sheet()
    assert screen.shell.toasts[-1] == "The enquiry of Marta Candidate is completed: Upheld."
    assert screen.case.row.status is EnquiryStatus.COMPLETED
    assert {"Tasting +6", "The fee was refunded.", "Two notes were right"} <= set(
        texts_in(screen.view.page.decision)
    )
    assert screen.cards(EnquiryStatus.COMPLETED) == ["Marta Candidate"]


def test_a_mark_that_cannot_be_is_said_beside_it(open_as: Open, centre: Desk) -> None:
    case = centre.under_review(MARTA)
    screen = open_as(centre.eva)
    screen.open(case)
    screen.click(screen.verb(EnquiryStep.DECIDE))
    sheet = screen.sheet()
    assert isinstance(sheet, DecideSheet)
    retype(screen, sheet, "100.01")
    assert "100" in sheet.marks[MARK].error
    assert not sheet.preview.isVisible()  # it would only say the same once more
    assert not sheet.save_button.isEnabled()
    retype(screen, sheet, "53")
    assert sheet.marks[MARK].error == ""
    assert sheet.preview.isVisible()
    screen.save()
    assert sheet.resolution.error == "This is needed."
    assert sheet.refund.isVisible()
    sheet.resolution.set_value("Two marks more")
    screen.save()
    screen.answer()
    assert screen.case.row.outcome is EnquiryOutcome.PARTIAL
    assert not centre.enquiry(case.id).fee_refunded


def test_who_marked_it_reads_why_they_may_not_review_it(open_as: Open, centre: Desk) -> None:
    case = centre.submit(MARTA)
    centre.pay(case)
    screen = open_as(centre.dan)
    screen.open(case)
    assert not screen.verb(EnquiryStep.START_REVIEW).isEnabled()
    assert "You entered or confirmed this result" in screen.view.page.notice.text


def test_the_review_is_taken_over_with_a_reason(open_as: Open, centre: Desk) -> None:
    case = centre.under_review(TOM)
    screen = open_as(centre.admin)
    screen.open(case)
    assert "Eva Exact is the reviewer" in screen.view.page.notice.text
    screen.click(screen.verb(EnquiryStep.TAKE_OVER))
    screen.save()
    assert screen.has_sheet()
    reason = screen.sheet().form
    assert reason is not None
    reason["reason"].set_value("Eva is ill")
    screen.save()
    assert screen.case.row.reviewer == centre.admin.actor.name
    assert screen.verb(EnquiryStep.DECIDE).isEnabled()


def test_the_case_file_takes_notes_and_the_awarding_bodys_answer(
    open_as: Open, centre: Desk
) -> None:
    case = centre.under_review(MARTA)
    screen = open_as(centre.eva)
    screen.open(case)
    press(screen, Qt.Key.Key_N)
    note = screen.sheet()
    assert isinstance(note, NoteSheet)
    note.fields["text"].set_value("Called on Monday")
    screen.save()
    screen.click(button(screen.view.page.awarding_body, "Forwarded…"))
    sent = screen.sheet()
    assert isinstance(sent, ForwardSheet)
    sent.fields["reference"].set_value("AB 118")
    screen.save()
    assert screen.case.row.is_forwarded
    screen.click(button(screen.view.page.awarding_body, "Answer…"))
    answer = screen.sheet()
    assert isinstance(answer, AnswerSheet)
    screen.save()
    assert answer.fields["text"].error == "This is needed."
    answer.fields["text"].set_value("They agree")
    screen.save()
    assert not screen.case.row.is_forwarded
    told = texts_in(screen.view.page.timeline)
    assert {"Called on Monday", "Reference AB 118", "They agree"} <= set(told)
    assert told.index("Review started") > told.index("Note")


def test_it_is_rejected_and_the_fee_offered_back(open_as: Open, centre: Desk) -> None:
    case = centre.submit(TOM)
    centre.pay(case)
    screen = open_as()
    screen.open(case)
    screen.click(screen.verb(EnquiryStep.REJECT))
    sheet = screen.sheet()
    assert isinstance(sheet, RejectSheet)
    assert sheet.refund is not None
    assert sheet.refund.value()
    screen.save()
    assert sheet.fields["reason"].error == "This is needed."
    sheet.fields["reason"].set_value("It is about the room")
    screen.save()
    assert screen.case.row.status is EnquiryStatus.REJECTED
    assert screen.cards(EnquiryStatus.REJECTED) == ["Tom Candidate"]
    assert centre.enquiry(case.id).fee_refunded


def test_a_needless_resit_is_cancelled_and_its_fee_is_a_choice(open_as: Open, centre: Desk) -> None:
    (seat,) = centre.school.seat(centre.resit(), centre.school.key(MARTA, ExamType.TASTING))
    case = centre.under_review(MARTA)
    screen = open_as(centre.eva)
    screen.open(centre.complete(case, mark(TASTING, "57")))
    screen.click(button(screen.view.page.needless, "Cancel the seat…"))
    sheet = screen.sheet()
    assert isinstance(sheet, NeedlessSheet)
    screen.save()
    assert "Choose what becomes of the fee." in texts_in(sheet)
    sheet.keep.setChecked(True)
    screen.save()
    assert not screen.has_sheet()
    assert screen.case.needless == ()
    assert not screen.view.page.needless.isVisible()
    screen.undo()
    (place,) = screen.case.needless
    assert place.registration_id == seat.registration_id
    assert place.owed == place.fee > 0


def test_an_answer_is_appealed_once_and_both_lead_to_one_another(
    open_as: Open, centre: Desk
) -> None:
    first = centre.complete(centre.under_review(TOM))
    screen = open_as()
    screen.open(first)
    assert "Can be appealed until Mon 26 October 2026" in texts_in(screen.view.page.answer)
    screen.click(screen.verb(EnquiryStep.APPEAL))
    sheet = screen.sheet()
    assert isinstance(sheet, SubmitSheet)
    sheet.reason.set_value("The answer says nothing of wine 2")
    sheet.consent.set_value(True)
    screen.save()
    assert screen.case.row.is_appeal
    link = button(screen.view.page.answer, "Tasting enquiry of 28 Sept 2026")
    screen.click(link)
    assert screen.case.id == first.id
    assert EnquiryStep.APPEAL not in screen.view.page.verbs.shown
    assert "It was appealed by" in texts_in(screen.view.page.answer)


def test_the_page_leads_to_the_candidate_and_their_messages(open_as: Open, centre: Desk) -> None:
    screen = open_as()
    case = centre.submit(TOM)
    screen.open(case)
    screen.click(button(screen.view.page.answer, "Open profile"))
    assert screen.shell.visits[-1] == ("candidates", {"candidate_id": case.row.candidate_id})
    screen.click(button(screen.view.page.answer, "Messages"))
    assert screen.shell.visits[-1] == ("notices", {"text": "Tom Candidate"})


def test_what_was_changed_meanwhile_is_looked_at_before_it_is_decided(
    open_as: Open, centre: Desk
) -> None:
    case = centre.under_review(MARTA)
    screen = open_as(centre.eva)
    screen.open(case)
    screen.click(screen.verb(EnquiryStep.DECIDE))
    sheet = screen.sheet()
    assert isinstance(sheet, DecideSheet)
    sheet.resolution.set_value("As it was")
    screen.save()
    versions = centre.corrected(MARTA, "52", centre.dan)
    release(centre.cleo, centre.cleo.call(confirm_results, versions=versions))
    screen.answer()
    assert screen.has_sheet()
    assert "The result has changed since. Look at it once more." in texts_in(sheet)
    assert sheet.preview.preview is not None
    assert sheet.preview.preview.papers[0].change == 0


def test_others_who_may_be_affected_are_looked_up(open_as: Open, centre: Desk) -> None:
    screen = open_as(centre.eva)
    screen.open(centre.submit(MARTA))
    card = screen.view.page.affected
    screen.click(button(card, "Look them up"))
    names = [each.name for each in card.model.rows]
    assert (names[0], names[-1]) == ("Ines Candidate", "Rolf Candidate")
    assert len(names) == 7
    assert [str(card.model.index(0, n).data()) for n in (1, 2, 3)] == [
        "51",
        "4 short",
        "Session, marker",
    ]
    screen.click(button(card, "Open profile"))
    assert screen.shell.visits[-1][0] == "candidates"


def button(inside: QWidget, text: str) -> QAbstractButton:
    """The one with these words."""
    found = [each for each in inside.findChildren(QAbstractButton) if each.text() == text]
    return found[-1]


def retype(screen: EnquiriesScreen, sheet: DecideSheet, text: str) -> None:
    """Another tasting mark, as it is typed, and what the sheet makes of it."""
    line = sheet.marks[MARK].line
    line.selectAll()
    screen.qtbot.keyClicks(line, text)
    screen.qtbot.waitUntil(lambda: not sheet.is_waiting)
    settle()


def press(screen: EnquiriesScreen, key: Qt.Key) -> None:
    screen.qtbot.keyClick(screen.view.page, key)
    settle()


def test_a_letter_is_written_from_the_case(open_as: Open, centre: Desk) -> None:
    screen = open_as()
    screen.open(centre.submit(MARTA))
    page = screen.view.page
    page.print_letter()
    found = open_overlays(page.window())[-1]
    assert isinstance(found, Preview)
    assert found.printed is not None
    assert "Your enquiry about a result" in pdf_text(found.printed.content)
