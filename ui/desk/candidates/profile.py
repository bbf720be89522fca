"""Everything about the candidate who is chosen in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.common import dates, labels
from ui.common.badges import Avatar, Badge
from ui.common.buttons import IconButton
from ui.common.cards import Card, EmptyState, SectionHeader
from ui.common.flow import FlowLayout
from ui.common.icons import pixmap
from ui.common.layouts import clear, column, line, row
from ui.common.scrolling import scrolling
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.candidates import words
from ui.desk.candidates.timeline import TimelineEntry, exam_days
from wset_desk.domain.candidates import CandidateValues
from wset_desk.i18n import _
from wset_desk.services.candidate_history import EnrolmentRow, Sitting
from wset_desk.services.candidates import CandidateDetail, CandidateProfile


class ProfilePanel(QFrame):
    """Who somebody is, what they need, what they are to sit, and what they have sat."""

    def __init__(
        self,
        zone: ZoneInfo,
        on_edit: Callable[[CandidateDetail], object] | None,
        on_open_course: Callable[[EnrolmentRow], object],
        on_history: Callable[[CandidateDetail], object] | None = None,
    ) -> None:
        super().__init__()
        self._zone = zone
        self._on_edit = on_edit
        self._on_history = on_history
        self._on_open_course = on_open_course
        self._profile: CandidateProfile | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("Candidate"))
        self._body = column(gap=4, margins=(5, 5, 5, 5))
        inner = QWidget()
        inner.setLayout(self._body)
        self._scroll = scrolling(inner, _("About the candidate"))
        self.setLayout(column(self._scroll, gap=0, margins=(0, 0, 0, 0)))
        theme().changed.connect(self._restyle)
        self.show_nobody()

    @property
    def profile(self) -> CandidateProfile | None:
        return self._profile

    def show_nobody(self) -> None:
        self._profile = None
        clear(self._body)
        self._body.addWidget(EmptyState(_("Choose somebody to see their exams."), icon="user"), 1)

    def show_profile(self, profile: CandidateProfile) -> None:
        same = self._profile is not None and self._profile.detail.id == profile.detail.id
        place = self._scroll.verticalScrollBar().value() if same else 0
        self._profile = profile
        clear(self._body)
        self._add_header(profile.detail)
        self._add_needs(profile.detail.values)
        self._add_exams(_("Upcoming exams"), profile.upcoming, _("Nothing is booked."))
        self._add_exams(_("Exam history"), profile.history, _("No exam has been sat yet."))
        self._add_enrolments(profile.enrolments)
        if profile.detail.values.notes:
            self._section(_("Notes"), Label(profile.detail.values.notes, wrap=True))
        self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(place)

    def _restyle(self) -> None:
        if self._profile is not None:
            self.show_profile(self._profile)

    def _add_header(self, detail: CandidateDetail) -> None:
        name = Label(detail.name, "heading", wrap=True)
        number = Label(detail.values.candidate_number or _("No number yet"), tone="text2")
        top = row(Avatar(detail.name, size=48), column(name, number, gap=0), gap=3)
        top.setStretch(1, 1)
        if self._on_history is not None:
            show = self._on_history
            text = _("History of {name}").format(name=detail.name)
            button = IconButton("history", text, kind="", on_click=lambda: show(detail))
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if self._on_edit is not None:
            edit = self._on_edit
            button = IconButton(
                "edit",
                _("Edit {name}").format(name=detail.name),
                kind="",
                shortcut_text=_("Ctrl+E"),
                on_click=lambda: edit(detail),
            )
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(column(top, *_contact(detail.values), gap=2))

    def _add_needs(self, values: CandidateValues) -> None:
        looks = list(words.needs(values))
        if not looks and not values.adjustment_notes:
            return
        self._body.addWidget(line())
        badges = QWidget()
        flow = FlowLayout(gap=1)
        for look in looks:
            flow.addWidget(Badge(look))
        badges.setLayout(flow)
        self._body.addLayout(column(SectionHeader(_("Adjustments")), badges, gap=2))
        if values.adjustment_notes:
            self._body.addWidget(Label(values.adjustment_notes, tone="text2", wrap=True))

    def _add_exams(self, title: str, sittings: Sequence[Sitting], nothing: str) -> None:
        days = exam_days(sittings, self._zone)
        last = len(days) - 1
        entries: list[QWidget] = [
            TimelineEntry(day, self._zone, first=number == 0, last=number == last)
            for number, day in enumerate(days)
        ]
        self._section(title, *(entries or [Label(nothing, tone="text2")]))

    def _add_enrolments(self, enrolments: Sequence[EnrolmentRow]) -> None:
        if enrolments:
            self._section(_("Enrolments"), *(self._enrolment(each) for each in enrolments))

    def _enrolment(self, enrolment: EnrolmentRow) -> QWidget:
        in_class = enrolment.course_session_id is not None
        card = Card(margins=3, gap=0, clickable=in_class, name=enrolment.offering_name)
        if in_class:
            card.clicked.connect(lambda: self._on_open_course(enrolment))
        level = Badge(labels.Look(labels.level_short(enrolment.level), "", "text2", "sunken"))
        title = ElidedLabel(enrolment.offering_name, "bodyStrong")
        heading = row(level, title, gap=2)
        heading.setStretch(1, 1)
        card.body.addLayout(heading)
        card.body.addWidget(Label(_period(enrolment), "label", tone="text2", wrap=True))
        return card

    def _section(self, title: str, *items: QWidget) -> None:
        self._body.addWidget(line())
        content = column(SectionHeader(title), gap=2)
        inside = column(*items, gap=0 if items and isinstance(items[0], TimelineEntry) else 2)
        content.addLayout(inside)
        self._body.addLayout(content)


def _contact(values: CandidateValues) -> list[QWidget]:
    born = dates.day_short(values.birth_date) if values.birth_date else ""
    facts = (
        ("mail", values.email or ""),
        ("phone", values.phone or ""),
        ("id_card", _("Born {day}").format(day=born) if born else ""),
        ("pin", ", ".join((values.address or "").split("\n"))),
        ("globe", (values.time_zone or "").replace("_", " ")),
    )
    return [_fact(icon, text) for icon, text in facts if text]


def _fact(icon: str, text: str) -> QWidget:
    picture = Label()
    picture.setPixmap(pixmap(icon, "text3", 16))
    shown = Label(text, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    fact = QWidget()
    layout = row(picture, shown, gap=2)
    layout.setStretch(1, 1)
    fact.setLayout(layout)
    return fact


def _period(enrolment: EnrolmentRow) -> str:
    """Course days, or the window of an online course."""
    start = dates.day_short(enrolment.starts_on) if enrolment.starts_on else ""
    if enrolment.window_ends_on is not None:
        last = dates.day_short(enrolment.window_ends_on)
        text = _("Online from {start}, exam until {last}").format(start=start, last=last)
    elif enrolment.ends_on is not None and enrolment.ends_on != enrolment.starts_on:
        text = _("{start} – {last}").format(start=start, last=dates.day_short(enrolment.ends_on))
    else:
        text = start
    if enrolment.status == "cancelled":
        return _("{period} · withdrawn").format(period=text)
    return text
