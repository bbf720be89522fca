"""One session: who has a seat, with what they owe, and who stands in its waiting line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Avatar, Badge, provisional_badge
from ui.common.buttons import Button, IconButton
from ui.common.cards import SectionHeader
from ui.common.layouts import clear, column, line, row
from ui.common.money import fee_state_look
from ui.common.seats import SeatsBar, seats_text, seats_tone
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.board import paper_words, session_words
from ui.desk.context import DeskContext
from ui.desk.letters.exam_lists_sheet import open_exam_prints
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.board.rows import BoardSession, LinePlace, SeatedPerson
from wset_desk.services.board.waiting_list import waiting_list

_WIDTH = 560


class SessionVerbs(Protocol):
    """What the sheet's buttons do; see ``actions.BoardActions``."""

    def reschedule(self, registration_id: UUID) -> None: ...

    def cancel(self, registration_id: UUID) -> None: ...

    def open_account(self, candidate_id: UUID, registration_id: UUID | None) -> None: ...

    def take_offer(self, place: LinePlace, session: BoardSession) -> None: ...

    def decline_offer(self, place: LinePlace) -> None: ...

    def leave_line(self, place: LinePlace) -> None: ...


class SessionSheet(Sheet):
    """Stays right while things change behind it; ``find`` answers the session as it is now."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        session: BoardSession,
        verbs: SessionVerbs,
        find: Callable[[UUID], BoardSession | None],
    ) -> None:
        self._context = context
        self._verbs = verbs
        self._find = find
        self._may_enrol = context.session.may(Permission.ENROL)
        self._facts: QVBoxLayout = column(gap=2)
        self._people: QVBoxLayout = column(gap=3)
        self._line: QVBoxLayout = column(gap=3)
        self._places: tuple[LinePlace, ...] | None = None
        content = QWidget()
        content.setLayout(column(self._facts, line(), self._people, line(), self._line, gap=4))
        zone = context.session.zone
        when = session_words.session_moment(session, zone)
        super().__init__(
            owner,
            f"{when} · {paper_words.paper_text(session.facts)}",
            content,
            subtitle=session.name,
            width=_WIDTH,
        )
        self.session = session
        calendar = Button(_("Open in the calendar"), icon="calendar", on_click=self._open_calendar)
        prints = Button(_("Print…"), icon="print", on_click=self._print)
        self.footer.insertWidget(0, calendar)
        self.footer.insertWidget(1, prints)
        self._show_session()
        self._ask_line()

    def refresh(self) -> None:
        """Something has changed: show the session anew, or go if it isn't there any more."""
        found = self._find(self.session.id)
        if found is None:
            self.close_now()
            return
        if found != self.session:
            self.session = found
            self._show_session()
        self._ask_line()

    def _print(self) -> None:
        open_exam_prints(self._context, self, (self.session.id,), self.session.name)

    def _open_calendar(self) -> None:
        day = dates.local_day(self.session.facts.start, self._context.session.zone)
        self.close_now()
        self._context.navigate("calendar", day=day, exam_session_id=self.session.id)

    def _show_session(self) -> None:
        clear(self._facts)
        clear(self._people)
        session, zone = self.session, self._context.session.zone
        used = session.max_capacity - session.facts.seats_left
        pill = Badge(paper_words.session_pill(session.facts, usual_subject=session.facts.subject))
        left = Label(seats_text(used, session.max_capacity), "label", weight=600)
        left.set_tone(seats_tone(used, session.max_capacity))
        self._facts.addLayout(row(Label(session_words.session_times(session, zone)), None, pill))
        closes = session_words.deadline_text(session, zone, self._context.session.now())
        self._facts.addWidget(Label(closes, "label", tone="text2"))
        self._facts.addLayout(
            row(
                Label(session_words.taken_text(session), "label", weight=600, tabular=True),
                None,
                left,
            )
        )
        self._facts.addWidget(SeatsBar(used, session.max_capacity))
        self._people.addWidget(SectionHeader(_("Has a seat"), note=str(len(session.people) or "")))
        for person in session.people:
            self._people.addWidget(self._seated(person))
        if not session.people:
            self._people.addWidget(Label(_("No one assigned yet"), tone="text2"))

    def _seated(self, person: SeatedPerson) -> QWidget:
        badges = [Badge(labels.category(person.type.value))]
        fee = fee_state_look(person.fee_state)
        if fee is not None:
            badges.append(Badge(fee))
        who = column(row(self._name(person.name, person.candidate_id), None), gap=0)
        if person.is_provisional:  # below: beside the other badges there is no room
            who.addLayout(row(provisional_badge(), None, margins=(1, 0, 0, 0)))
        shown = row(Avatar(person.name), gap=2)
        shown.addLayout(who, 1)
        for badge in badges:
            shown.addWidget(badge)
        for button in self._seat_buttons(person):
            shown.addWidget(button)
        return _boxed(shown)

    def _seat_buttons(self, person: SeatedPerson) -> list[IconButton]:
        verbs, seat = self._verbs, person.registration_id
        account = _("Account of {name}").format(name=person.name)
        move = _("Reschedule {name}…").format(name=person.name)
        cancel = _("Cancel the seat of {name}…").format(name=person.name)
        buttons = []
        if self._context.session.may(Permission.VIEW_MONEY):
            show = partial(verbs.open_account, person.candidate_id, seat)
            buttons.append(IconButton("money", account, on_click=show))
        if self._may_enrol:
            buttons += [
                IconButton("switch", move, on_click=partial(verbs.reschedule, seat)),
                IconButton("x_circle", cancel, on_click=partial(verbs.cancel, seat)),
            ]
        return buttons

    def _ask_line(self) -> None:
        self._context.tasks.run(
            waiting_list,
            owner=self,
            on_done=self._show_line,
            exam_session_id=self.session.id,
        )

    def _show_line(self, places: tuple[LinePlace, ...]) -> None:
        """What stays the same keeps the keyboard where it is."""
        if places == self._places:
            return
        self._places = places
        clear(self._line)
        self._line.addWidget(SectionHeader(_("Waiting list"), note=str(len(places) or "")))
        for number, place in enumerate(places, start=1):
            self._line.addWidget(self._in_line(number, place))
        if not places:
            self._line.addWidget(Label(_("Nobody is on the waiting list."), tone="text2"))

    def _in_line(self, number: int, place: LinePlace) -> QWidget:
        zone = self._context.session.zone
        head = row(
            Label(f"{number}.", tone="text2", tabular=True),
            Avatar(place.name),
            self._name(place.name, place.candidate_id),
            None,
            gap=2,
        )
        told = column(head, gap=0)
        if place.offered_until is not None:
            until = dates.moment_text(place.offered_until, zone)
            text = _("A seat is held until {when}").format(when=until)
            told.addWidget(Label(text, "label", tone="info", wrap=True))
        else:
            since = dates.moment_text(place.joined_at, zone)
            text = _("Waits since {when}").format(when=since)
            told.addWidget(Label(text, "label", tone="text2", wrap=True))
        if self._may_enrol:
            for button in self._line_buttons(place):
                head.addWidget(button)
        return _boxed(told)

    def _line_buttons(self, place: LinePlace) -> list[Button]:
        verbs, session = self._verbs, self.session
        leave = _("Take {name} off the waiting list").format(name=place.name)
        off = IconButton("x", leave, on_click=partial(verbs.leave_line, place))
        if place.offered_until is None:
            return [off]
        return [
            Button(_("Give the seat"), on_click=lambda: verbs.take_offer(place, session)),
            Button(_("Withdraw"), kind="ghost", on_click=lambda: verbs.decline_offer(place)),
            off,
        ]

    def _name(self, name: str, candidate_id: UUID) -> Button:
        def show() -> None:
            self.close_now()
            self._context.navigate("candidates", candidate_id=candidate_id)

        button = Button(name, kind="link", on_click=show)
        button.setToolTip(_("Open profile"))
        return button


def _boxed(layout: QLayout) -> QWidget:
    box = QWidget()
    box.setLayout(layout)
    return box
