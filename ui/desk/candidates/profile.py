"""Everything about the candidate who is chosen in the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import EmptyState, SectionHeader
from ui.common.layouts import clear, column, hide_unless, line, row
from ui.common.scrolling import scrolling
from ui.common.segmented import Segmented
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.candidates import words
from ui.desk.candidates.enquiry_part import (
    CandidateEnquiries,
    EnquiryVerbs,
    enquiry_lines,
    enquiry_offers,
)
from ui.desk.candidates.kept_focus import KeptFocus
from ui.desk.candidates.offers import Do, offers
from ui.desk.candidates.person_header import FormerLine, PersonHeader, needs_section
from ui.desk.candidates.qualifications import QualificationCard, attempts
from ui.desk.candidates.timeline import ShowVersions
from ui.desk.candidates.upcoming import Change, UpcomingCard
from ui.desk.context import DeskContext
from ui.desk.money.account_card import AccountCard
from wset_desk.domain.available_actions import Action
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.available_actions import AvailableAction
from wset_desk.services.candidate_history import EnrolmentRow, Sitting
from wset_desk.services.candidates import CandidateDetail, CandidateProfile
from wset_desk.services.merged_records import FormerRecord

EXAMS, ACCOUNT = "exams", "account"
NO_ENQUIRIES = CandidateEnquiries()
About = Callable[[CandidateDetail], object]


@dataclass(frozen=True)
class ProfileVerbs:
    """What somebody may do from a profile; what is missing isn't offered."""

    open_course: Callable[[EnrolmentRow], object]
    edit: About | None = None
    messages: About | None = None
    letters: About | None = None
    history: About | None = None
    merge: About | None = None
    personal: About | None = None
    enrol: About | None = None
    take_apart: Callable[[FormerRecord], object] | None = None
    versions: ShowVersions | None = None
    reschedule: Change | None = None
    cancel: Change | None = None
    offers: Mapping[Action, Do] = field(default_factory=dict)
    enquiries: EnquiryVerbs | None = None


class ProfilePanel(QFrame):
    """Who somebody is, what they are to sit, what can be done next, and what they have sat."""

    def __init__(self, context: DeskContext, verbs: ProfileVerbs) -> None:
        super().__init__()
        self._session = context.session
        self._tasks = context.tasks
        self.verbs = verbs
        self._profile: CandidateProfile | None = None
        self._actions: Sequence[AvailableAction] = ()
        self._enquiries = NO_ENQUIRIES
        self.setProperty("role", "card")
        self.setAccessibleName(_("Candidate"))
        self._person = column(gap=4)
        self._exams = column(gap=4)
        self.account = AccountCard(context)
        self.tabs = Segmented(_("Show"), self._tab_texts(), EXAMS)
        self.tabs.chosen.connect(self.show_tab)
        self._nobody = EmptyState(_("Choose somebody to see their exams."), icon="user")
        inner = QWidget()
        inner.setLayout(self._laid_out(context.session.may(Permission.VIEW_MONEY)))
        self._scroll = scrolling(inner, _("About the candidate"))
        self.setLayout(column(self._scroll, gap=0, margins=(0, 0, 0, 0)))
        theme().changed.connect(self._restyle)
        self.show_nobody()

    @property
    def profile(self) -> CandidateProfile | None:
        return self._profile

    def show_nobody(self) -> None:
        self._profile = None
        clear(self._person)
        clear(self._exams)
        self._shown_person.hide()
        self._nobody.show()

    def show_tab(self, key: str) -> None:
        """Exams, or what was charged and paid for them."""
        self.tabs.set_current(key)
        self._shown_exams.setVisible(key == EXAMS)
        self.account.setVisible(key == ACCOUNT)
        self._fill_account()

    def show_profile(
        self,
        profile: CandidateProfile,
        actions: Sequence[AvailableAction] = (),
        enquiries: CandidateEnquiries = NO_ENQUIRIES,
    ) -> None:
        same = self._profile is not None and self._profile.detail.id == profile.detail.id
        place = self._scroll.verticalScrollBar().value() if same else 0
        self._profile, self._actions, self._enquiries = profile, actions, enquiries
        focus = KeptFocus(self)
        clear(self._person)
        clear(self._exams)
        self._nobody.hide()
        self._shown_person.show()
        self._add_person(profile)
        self._add_upcoming(profile)
        if profile.erased_on is None:
            self._add_actions(profile.detail, actions)
        self._add_qualifications(profile)
        if profile.detail.values.notes:
            self._section(
                _("Notes"), Label(words.breakable(profile.detail.values.notes), wrap=True)
            )
        if self.verbs.personal is not None and profile.erased_on is None:
            self._add_personal(self.verbs.personal, profile.detail)
        self._fill_account()
        self._scroll.verticalScrollBar().setValue(place)
        focus.restore(instead=self._scroll)

    def _laid_out(self, has_account: bool) -> QVBoxLayout:
        """Somebody and below them one of the tabs; nobody in the place of both."""
        self._shown_person, self._shown_exams = QWidget(), QWidget()
        self._shown_exams.setLayout(self._exams)
        hide_unless(has_account, self.tabs)
        hide_unless(False, self.account)
        shown = column(self._person, self.tabs, self._shown_exams, self.account, None, gap=4)
        self._shown_person.setLayout(shown)
        return column(self._nobody, self._shown_person, gap=0, margins=(5, 5, 5, 5))

    def _tab_texts(self) -> dict[str, str]:
        return {EXAMS: _("Exams"), ACCOUNT: _("Account")}

    def _fill_account(self) -> None:
        if self._profile is not None and self.tabs.current == ACCOUNT:
            self.account.show_candidate(self._profile.detail.id)

    def _restyle(self) -> None:
        if self._profile is not None:
            self.show_profile(self._profile, self._actions, self._enquiries)

    def _add_person(self, profile: CandidateProfile) -> None:
        detail, offered = profile.detail, []
        texts = {
            "mail": (_("Messages to {name}"), "", self.verbs.messages),
            "print": (_("Letters to {name}"), _("Ctrl+P"), self.verbs.letters),
            "history": (_("History of {name}"), "", self.verbs.history),
            "users": (_("Merge {name} with another record"), "", self.verbs.merge),
            "edit": (_("Edit {name}"), _("Ctrl+E"), self.verbs.edit),
        }
        for icon, (text, shortcut, verb) in texts.items():
            if verb is not None and (profile.erased_on is None or icon == "history"):
                run = _bound(verb, detail)
                offered.append((icon, text.format(name=detail.name), shortcut, run))
        erased = "" if profile.erased_on is None else _erased_note(profile.erased_on)
        self._person.addWidget(PersonHeader(detail, offered, erased))
        if erased:
            names_nobody = _("Their data was erased: what is left names nobody.")
            self._person.addWidget(Label(names_nobody, tone="text2", wrap=True))
        for former in profile.former:
            self._person.addWidget(self._former(former))
        needs = needs_section(detail.values)
        if needs is not None:
            self._person.addWidget(line())
            self._person.addWidget(needs)

    def _former(self, former: FormerRecord) -> QWidget:
        day = dates.day_short(dates.local_day(former.merged_at, self._session.zone))
        take_apart = self.verbs.take_apart
        undo = _bound(take_apart, former) if take_apart is not None else None
        return FormerLine(former, day, undo)

    def _add_upcoming(self, profile: CandidateProfile) -> None:
        cards: list[QWidget] = [
            UpcomingCard(
                each,
                self._session,
                own_zone=profile.detail.values.time_zone,
                reschedule=self.verbs.reschedule,
                cancel=self.verbs.cancel,
            )
            for each in profile.upcoming
        ]
        nothing = Label(_("Nothing is booked."), tone="text2")
        self._section(_("Upcoming exams"), *(cards or [nothing]))

    def _add_actions(self, detail: CandidateDetail, actions: Sequence[AvailableAction]) -> None:
        items = offers(actions, self._session, self._tasks, self.verbs.offers)
        if self.verbs.enquiries is not None:
            enquire = partial(self.verbs.enquiries.enquire, detail)
            options = self._enquiries.options
            items += enquiry_offers(options, self._session, self._tasks, enquire)
        if self.verbs.enrol is not None:
            enrol = _bound(self.verbs.enrol, detail)
            items.append(_left(Button(_("Enrol in a course…"), icon="plus", on_click=enrol)))
        if items:
            self._section(_("What can be done"), *items)

    def _add_qualifications(self, profile: CandidateProfile) -> None:
        cards: list[QWidget] = [
            QualificationCard(
                each,
                self._session,
                open_course=self.verbs.open_course,
                show_versions=self.verbs.versions,
                beside=self._enquiry_lines,
            )
            for each in profile.qualifications
        ]
        nothing = Label(_("Not enrolled in any course yet."), tone="text2")
        self._section(_("Qualifications"), *(cards or [nothing]))
        if profile.others:
            others = attempts(
                profile.others, self._session, self.verbs.versions, self._enquiry_lines
            )
            self._section(_("Exams without a course"), *others)

    def _add_personal(self, show: About, detail: CandidateDetail) -> None:
        button = Button(_("Personal data…"), icon="lock", on_click=_bound(show, detail))
        button.setAccessibleName(_("Personal data of {name}").format(name=detail.name))
        self._section(_("Export or erase"), _left(button))

    def _enquiry_lines(self, sitting: Sitting) -> Sequence[QWidget]:
        verbs = self.verbs.enquiries
        if verbs is None:
            return ()
        return enquiry_lines(sitting, self._enquiries.rows, self._session, verbs.show)

    def _section(self, title: str, *items: QWidget) -> None:
        if self._exams.count():
            self._exams.addWidget(line())
        self._exams.addLayout(column(SectionHeader(title), *items, gap=2))


def _bound(verb: Callable[..., object], *arguments: object) -> Callable[[], object]:
    return lambda: verb(*arguments)


def _erased_note(day: date) -> str:
    return _("Erased on {day}").format(day=dates.day_short(day))


def _left(button: Button) -> QWidget:
    """The button as wide as its text."""
    holder = QWidget()
    holder.setLayout(row(button, None))
    return holder
