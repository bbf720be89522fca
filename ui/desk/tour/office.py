"""The tour's scenes behind the day's work: remote exams, money, results' life, audit, settings."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from ui.desk.audit.view import AuditView
from ui.desk.candidates.view import CandidatesView
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.view import EnquiriesView
from ui.desk.help.panel import HelpPanel
from ui.desk.letters.letters_sheet import LettersSheet
from ui.desk.letters.preview import Preview
from ui.desk.notices.review_sheet import ReviewSheet
from ui.desk.notices.view import NoticesView
from ui.desk.remote.view import HOURS, RemoteView
from ui.desk.reports.view import ReportsView
from ui.desk.results.view import ResultsView
from ui.desk.revenue.view import RevenueView
from ui.desk.settings.price_sheet import PriceSheet
from ui.desk.settings.prices import PricesSection
from ui.desk.settings.profile_form import LevelSheet
from ui.desk.settings.profile_preview import ProfilePreviewDialog
from ui.desk.settings.profiles import ProfilesSection
from ui.desk.settings.section import SettingsSection
from ui.desk.settings.text_sheet import TextSheet
from ui.desk.settings.view import SettingsView
from ui.desk.sync.view import SyncView
from ui.desk.tour.guide import Guide
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryStep
from wset_desk.domain.remote import RemoteState
from wset_desk.domain.rule_profile_checks import field_of

_LARGE = frozenset({"all", "profiles"})
"""Sections of the settings that are worth a look with large text."""
_PROFILE, _LEVEL, _HIGHER = "Seed", 3, Decimal(65)
_TEXT = "notice.booking"
_WITH_PARTS = "Level 3 Spirits"


def remote_queue(guide: Guide) -> None:
    """Somebody to book, somebody whose checks are missing, and who can invigilate."""
    view = guide.go("remote", RemoteView)
    for state, name in (
        (RemoteState.READY, "remote-book"),
        (RemoteState.CHECKS_MISSING, "remote-checks"),
    ):
        rows = [n for n, case in enumerate(view.model.rows) if case.state is state]
        if rows:
            view.table.selectRow(rows[-1])
            guide.settle()
            guide.picture(name, large=state is RemoteState.READY)
    view.show_part(HOURS)
    view.hours.turn(1)
    guide.settle()
    guide.picture("remote-hours")
    view.show_part("queue")


def messages(guide: Guide) -> None:
    """What candidates are to be told, and all of it looked through before it goes out."""
    view = guide.go("notices", NoticesView)
    guide.picture("messages", large=True)
    if view.review_button.isEnabled():
        view.review_drafts()
        guide.settle()
        guide.picture("messages-review")
        guide.find(ReviewSheet).close_now()


def enquiries(guide: Guide) -> None:
    """The board; one that is upheld and what it makes needless; another one while it's decided."""
    view = guide.go("enquiries", EnquiriesView)
    guide.picture("enquiries", large=True)
    rows = view.overview.rows
    upheld = [row for row in rows if row.outcome is EnquiryOutcome.UPHELD]
    reviewed = [row for row in rows if row.status is EnquiryStatus.UNDER_REVIEW]
    for row in upheld[:1]:
        view.open(enquiry_id=row.id)
        guide.settle()
        guide.picture("enquiry", large=True)
    for row in reviewed[-1:]:
        view.open(enquiry_id=row.id)
        guide.settle()
        view.page.verbs.run(EnquiryStep.DECIDE, view.page.case)
        guide.settle()
        sheet = guide.find(DecideSheet)
        mark = next(iter(sheet.marks.values()))
        mark.control.setFocus()
        guide.press(Qt.Key.Key_End)
        guide.picture("enquiry-decision")
        sheet.close_now()
    view.show_all()
    guide.settle()


def letters(guide: Guide) -> None:
    """The letters to somebody whose result was challenged, and one before it is printed."""
    rows = guide.go("enquiries", EnquiriesView).overview.rows
    for row in rows[:1]:
        view = guide.go("candidates", CandidatesView, candidate_id=row.candidate_id)
        view.print_letters()
        guide.settle()
        guide.picture("letters")
        sheet = guide.find(LettersSheet)
        for button in sheet.previews[:1]:
            button.click()
            guide.settle()
            guide.picture("letter-preview", large=True)
            guide.find(Preview).close_now()
        sheet.close_now()


def papers_in_parts(guide: Guide) -> None:
    """A theory paper of two parts, under the profile with bands."""
    view = guide.go("results", ResultsView)
    view.list.search.setText(_WITH_PARTS)
    view.list.search.search_now()
    guide.settle()
    if view.list.model.rows:
        row = view.list.model.rows[0]
        view.open(course_session_id=row.course_session_id, exam_session_id=row.exam_session_id)
        guide.settle()
        guide.picture("results-by-part", large=True)
    view.show_list()
    view.list.search.clear()
    view.list.search.search_now()
    guide.settle()


def revenue(guide: Guide) -> None:
    guide.go("revenue", RevenueView)
    guide.picture("revenue", large=True)


def reports(guide: Guide) -> None:
    """How exams went, one of the pictures as its numbers."""
    view = guide.go("reports", ReportsView)
    guide.picture("reports", large=True)
    view.show_report("papers")
    view.charts.cards[0].flip.click()
    guide.settle()
    guide.picture("reports-papers")
    view.charts.cards[0].flip.click()


def all_kinds_of_files(guide: Guide) -> None:
    """The page on which a centre's data comes in."""
    view = guide.go("candidates", CandidatesView)
    view.bring_in()
    guide.settle()
    guide.picture("bring-in")
    view.show_list()


def audit(guide: Guide) -> None:
    view = guide.go("audit", AuditView)
    view.table.selectRow(0)
    guide.settle()
    guide.picture("audit", large=True)


def settings(guide: Guide) -> None:
    """Every section, and what opens in some."""
    view = guide.go("settings", SettingsView)
    opening = {"profiles": _changed_profile, "prices": _price, "texts": _text}
    for name in view.names:
        view.show_section(name)
        guide.settle()
        guide.picture(f"settings-{name.replace('_', '-')}", large=name in _LARGE)
        if name in opening:
            opening[name](guide, view.section(name))


def sync(guide: Guide) -> None:
    """How this computer stands with a server: the sample has none."""
    guide.go("sync", SyncView)
    guide.picture("sync", large=True)


def _changed_profile(guide: Guide, section: SettingsSection) -> None:
    """A higher pass mark, and what that would change for those who have marks already.

    Where such results are confirmed, the sheet says so instead, and offers a copy.
    """
    if not isinstance(section, ProfilesSection):
        raise TypeError("the profiles have another section now")
    section.cards[_PROFILE].level_buttons[_LEVEL].click()
    sheet = guide.find(LevelSheet)
    pass_mark = field_of(_LEVEL, ExamType.THEORY, "pass_mark_percentage")
    if sheet.form is None:
        raise TypeError("a level isn't asked for in a form any more")
    sheet.form[pass_mark].set_value(_HIGHER)
    guide.settle()
    guide.picture("profile-level")
    sheet.save_button.click()
    guide.settle()
    guide.picture("profile-preview", large=True)
    for each in guide.window.findChildren(ProfilePreviewDialog):
        each.close_now()
    sheet.close_now()
    guide.settle()


def _price(guide: Guide, section: SettingsSection) -> None:
    """A price with its days."""
    if not isinstance(section, PricesSection):
        raise TypeError("the prices have another section now")
    dated = next(each for each in section.model.rows if each.coming)
    section.open_line(dated)
    guide.settle()
    guide.picture("price")
    guide.find(PriceSheet).close_now()


def _text(guide: Guide, section: SettingsSection) -> None:
    """What a message says, with its preview."""
    section.open_entry(_TEXT)
    guide.settle()
    guide.picture("text", large=True)
    guide.find(TextSheet).close_now()


def help_page(guide: Guide) -> None:
    guide.window.open_help()
    guide.settle()
    guide.picture("help")
    guide.find(HelpPanel).close_now()
    guide.settle()


def lock(guide: Guide) -> None:
    """The last picture: the desk is locked until somebody signs in."""
    guide.press(Qt.Key.Key_Escape)
    guide.window.lock_requested.emit()
    guide.settle()
    guide.picture("locked")
