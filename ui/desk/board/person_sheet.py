"""Somebody who waits: why, what is proposed, what it costs, what else they have booked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common import dates
from ui.common.badges import Avatar, Badge
from ui.common.buttons import Button
from ui.common.cards import Card, SectionHeader
from ui.common.layouts import clear, column, hide_unless, line, row
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.board import fit_words, paper_words, session_words, words
from ui.desk.board.actions import BoardActions
from ui.desk.candidates.timeline import TimelineEntry, exam_days
from ui.desk.context import DeskContext
from ui.desk.courses.facts import fact
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import Waiting
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _
from wset_desk.services.board.proposals import next_available_for
from wset_desk.services.board.rows import NextAvailable, WaitingPerson
from wset_desk.services.candidate_history import Sitting
from wset_desk.services.candidates import CandidateProfile, candidate

_WIDTH = 560
_MOST_SKIPPED = 4


class PersonSheet(Sheet):
    """``choose(person)`` goes on to the choice of a session."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        person: WaitingPerson,
        actions: BoardActions,
        choose: Callable[[WaitingPerson], object],
    ) -> None:
        self._context = context
        self._person = person
        self._actions = actions
        self._choose = choose
        self._may_assign = context.session.may(Permission.ENROL)
        self._proposal: QVBoxLayout = column(gap=2)
        self._bookings: QVBoxLayout = column(gap=4)
        content = QWidget()
        content.setLayout(
            column(self._facts(), line(), self._proposal, line(), self._bookings, gap=4)
        )
        super().__init__(
            owner,
            person.name,
            content,
            subtitle=" · ".join(
                part for part in (person.number, paper_words.wait_text(person)) if part
            ),
            width=_WIDTH,
        )
        self._add_buttons()
        tasks = context.tasks
        tasks.run(next_available_for, owner=self, on_done=self._show_proposal, key=person.key)
        tasks.run(
            candidate,
            owner=self,
            on_done=self._show_profile,
            candidate_id=person.candidate_id,
        )

    def _add_buttons(self) -> None:
        profile = Button(_("Open profile"), icon="user", on_click=self._open_profile)
        account = Button(_("Account"), icon="money", on_click=self._open_account)
        self.assign_button = Button(
            _("Assign to…"), kind="primary", icon="user_plus", on_click=self._choose_session
        )
        self.remote_button = Button(
            _("Remote queue"), kind="primary", icon="video", on_click=self._open_remote
        )
        is_remote = self._person.wait is Waiting.REMOTE_INVIGILATION
        hide_unless(self._context.session.may(Permission.VIEW_MONEY), account)
        hide_unless(self._may_assign and not is_remote, self.assign_button)
        hide_unless(is_remote, self.remote_button)
        self.footer.insertWidget(0, profile)
        self.footer.insertWidget(1, account)
        self.footer.addWidget(self.assign_button)
        self.footer.addWidget(self.remote_button)

    def _facts(self) -> QVBoxLayout:
        person, session = self._person, self._context.session
        zone, today = session.zone, session.today()
        why, tone = words.reason_line(person, zone, today)
        pill = Badge(paper_words.person_pill(person))
        facts = column(row(Avatar(person.name, size=40), pill, None, gap=3), gap=2)
        lines = [("info", why, tone), ("money", self._fee_text(), "")]
        if person.line_of:
            lines.append(("list", _("On the waiting list of a full session"), "info"))
        if person.owes:
            owed = money_text(person.owes, session.currency)
            lines.append(("warning", _("{amount} owed elsewhere").format(amount=owed), "danger"))
        if person.window is not None:
            window = _("Window: {first} – {last}").format(
                first=dates.day_short(person.window.first), last=dates.day_short(person.window.last)
            )
            lines.append(("calendar", window, ""))
        if person.extra_time_percent:
            extra = _("{percent} % extra time").format(percent=person.extra_time_percent)
            lines.append(("clock", extra, "info"))
        for icon, text, ink in lines:
            facts.addLayout(fact(icon, text, tone=ink))
        return facts

    def _fee_text(self) -> str:
        person = self._person
        if not person.fee:
            return _("Nothing is charged for this seat")
        amount = money_text(person.fee, self._context.session.currency)
        if person.fee_waived:
            return _("{amount} is waived: special consideration").format(amount=amount)
        return _("{amount} is charged with the seat").format(amount=amount)

    def _show_proposal(self, found: NextAvailable) -> None:
        clear(self._proposal)
        if found.person.wait is Waiting.REMOTE_INVIGILATION:
            text = _("This exam is booked in the remote queue.")
            self._proposal.addWidget(Label(text, tone="text2", wrap=True))
            return
        zone, session = self._context.session.zone, found.session
        self._proposal.addWidget(SectionHeader(_("Next available")))
        if session is None:
            text = _("No session of this paper is open.")
            self._proposal.addWidget(Label(text, tone="warning", wrap=True))
        else:
            card = Card(margins=3, gap=0, name=_("Next available"))
            when = Label(session_words.session_moment(session, zone), "bodyStrong", tabular=True)
            assign = Button(_("Assign here"), on_click=lambda: self._assign(found))
            hide_unless(self._may_assign, assign)
            told = column(when, Label(_where(found), "label", tone="text2", wrap=True), gap=0)
            beside = row(told, assign, gap=3)
            beside.setStretch(0, 1)
            card.body.addLayout(beside)
            self._proposal.addWidget(card)
            self._proposal.addLayout(row(self._invite_button(), None))
        for skipped in found.skipped[:_MOST_SKIPPED]:
            reasons = fit_words.skipped_text(skipped, self._context)
            self._proposal.addWidget(Label(reasons, "label", tone="text2", wrap=True))

    def _invite_button(self) -> Button:
        def invite() -> None:
            self.close_now()
            self._actions.invite([self._person])

        button = Button(_("Write an invitation"), kind="link", icon="mail", on_click=invite)
        button.setToolTip(_("A draft with this session and its price; nothing is booked by it"))
        missed = self._person.reason is WaitReason.MISSED
        hide_unless(self._may_assign and missed, button)
        return button

    def _assign(self, found: NextAvailable) -> None:
        if found.session is not None:
            self._actions.assign_from(self, [self._person], found.session)

    def _show_profile(self, profile: CandidateProfile) -> None:
        clear(self._bookings)
        person = self._person
        same = [
            sitting
            for sitting in profile.history
            if sitting.level == person.level and sitting.exam_type == person.exam_type
        ]
        self._add_sittings(_("This paper so far"), same, _("It hasn't been sat yet."))
        self._add_sittings(_("Other bookings"), profile.upcoming, _("Nothing is booked."))
        values = profile.detail.values
        notes = [text for text in (values.adjustment_notes, values.notes) if text]
        if notes:
            self._bookings.addWidget(line())
            self._bookings.addWidget(SectionHeader(_("Notes")))
            self._bookings.addWidget(Label("\n".join(notes), wrap=True))

    def _add_sittings(self, title: str, sittings: Sequence[Sitting], nothing: str) -> None:
        zone = self._context.session.zone
        days = exam_days(sittings, zone)
        self._bookings.addWidget(SectionHeader(title))
        for number, day in enumerate(days):
            last = number == len(days) - 1
            self._bookings.addWidget(TimelineEntry(day, zone, first=number == 0, last=last))
        if not days:
            self._bookings.addWidget(Label(nothing, tone="text2"))

    def _open_profile(self) -> None:
        self.close_now()
        self._context.navigate("candidates", candidate_id=self._person.candidate_id)

    def _open_account(self) -> None:
        self._actions.open_account(self._person.candidate_id, self._person.after)

    def _open_remote(self) -> None:
        """Remote exams are booked with their slots and invigilators."""
        self.close_now()
        self._context.navigate("remote", enrollment_id=self._person.key.enrollment_id)

    def _choose_session(self) -> None:
        self.close_now()
        self._choose(self._person)


def _where(found: NextAvailable) -> str:
    session = found.session
    if session is None:
        return ""
    seats = f"{session_words.taken_text(session)} · {session_words.left_text(session)}"
    return f"{session.place} · {seats}"
