"""The sheets in which candidates are enrolled: in a course session, or online from a day on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import SeatsBar
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import DateField, Form, NumberField, TextField
from ui.common.layouts import column, hide_unless, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.notice import Notice
from ui.desk.courses.picker import CandidatePicker
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_rows import CourseSessionDetail

WIDTH = 560
_MOST_EXTRA_TIME = 300


class NewCandidateCard(Card):
    """A short form for somebody who isn't there yet; ``on_added(id, name)``."""

    def __init__(
        self,
        context: DeskContext,
        actions: SessionActions,
        on_added: Callable[[UUID, str], object],
        on_back: Callable[[], object],
    ) -> None:
        super().__init__(gap=3, name=_("New candidate"))
        self.body.addWidget(Label(_("New candidate"), "bodyStrong"))
        self._context = context
        self._actions = actions
        self._on_added = on_added
        self.form = Form()
        self.form.add_row(
            TextField("first_name", _("First name"), required=True),
            TextField("last_name", _("Last name"), required=True),
        )
        self.form.add_row(
            TextField("candidate_number", _("Candidate number")),
            DateField("birth_date", _("Date of birth")),
        )
        self.form.add_row(
            TextField("email", _("E-mail")),
            NumberField("extra_time_percent", _("Extra time in %"), maximum=_MOST_EXTRA_TIME),
        )
        self.notice = Notice()
        self.add_button = Button(_("Add and choose"), on_click=self.add)
        self.body.addWidget(self.form)
        self.body.addWidget(self.notice)
        back = Button(_("Back to the list"), kind="ghost", on_click=on_back)
        self.body.addLayout(row(None, back, self.add_button))

    def add(self) -> None:
        """Take the candidate up, if the form can be taken."""
        if not self.form.check():
            return
        values = self.form.values()
        values["extra_time_percent"] = values["extra_time_percent"] or 0
        values["candidate_number"] = values["candidate_number"] or None
        values["email"] = values["email"] or None
        self._actions.add_candidate(self, self._added, self._refused, **values)

    def _added(self, added: CandidateDetail) -> None:
        self.form.set_values({field.key: None for field in self.form})
        self.notice.say(())
        self._on_added(added.id, added.name)

    def _refused(self, error: DomainError) -> None:
        text = self._context.tasks.describe(error)
        field = str(error.parameters.get("field", ""))
        if any(each.key == field for each in self.form):
            self.form.errors({field: text})
        else:
            self.notice.say([text], "danger")


class PickingPanel(QWidget):
    """Something at the top, then who is chosen, a picker, and a way to take up somebody new."""

    def __init__(
        self, context: DeskContext, verbs: SessionActions, above: QWidget, **picking: Any
    ) -> None:
        super().__init__()
        self.picker = CandidatePicker(
            lambda text, then: verbs.find_candidates(self, text, then), **picking
        )
        self.new_button = Button(
            _("New candidate"), kind="link", icon="user_plus", on_click=self.open_new
        )
        self.new_card = NewCandidateCard(context, verbs, self._take_new, self.close_new)
        self._names = Label("", tone="text2", wrap=True)
        hide_unless(False, self._names, self.new_card)
        below = row(self.new_button, None)
        self.setLayout(column(above, self._names, self.new_card, self.picker, below, gap=3))
        self.picker.changed.connect(self._show_names)

    def close_new(self) -> bool:
        """Put the form for a new candidate away; False if it wasn't open."""
        was_open = not self.new_card.isHidden()
        self._show_only(self.picker, self.new_button)
        if was_open:
            self.picker.field.setFocus()
        return was_open

    def open_new(self) -> None:
        """Ask for somebody who isn't there yet, in the place of the list."""
        self._show_only(self.new_card)
        self.new_card.form["first_name"].control.setFocus()

    def _show_only(self, *shown: QWidget) -> None:
        for each in (self.new_card, self.picker, self.new_button):
            each.setVisible(each in shown)

    def _take_new(self, candidate_id: UUID, name: str) -> None:
        self.close_new()
        self.picker.choose(candidate_id, name)
        self.picker.look_for(self.picker.field.text())

    def _show_names(self) -> None:
        chosen = ", ".join(self.picker.chosen.values())
        self._names.setText(_("Chosen: {names}").format(names=chosen))
        self._names.setVisible(bool(chosen))


class SeatsLine(QWidget):
    """How full the course would be with those chosen."""

    def __init__(self, taken: int, capacity: int) -> None:
        super().__init__()
        self._taken, self._capacity = taken, capacity
        self._bar = SeatsBar(taken, capacity)
        self._text = Label("", tabular=True, wrap=True)
        self.setLayout(column(self._text, self._bar, gap=2))
        self.show_chosen(0)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_chosen(self, number: int) -> bool:
        """Count ``number`` more; False where there are too few seats for them."""
        left = self._capacity - self._taken - number
        fits = left >= 0
        words = ngettext("{n} seat left of {all}.", "{n} seats left of {all}.", left)
        if not fits:
            words = ngettext("{n} seat too few.", "{n} seats too few.", -left)
        self._text.setText(words.format(n=abs(left), all=self._capacity))
        self._text.set_tone("" if fits else "danger")
        self._bar.set_seats(min(self._taken + number, self._capacity), self._capacity)
        return fits


class EnrolSheet(Sheet):
    """Enrols several candidates in a course session at once."""

    def __init__(self, context: DeskContext, owner: QWidget, session: CourseSessionDetail) -> None:
        self._session_id = session.id
        self._verbs = SessionActions(context, owner)
        self.seats = SeatsLine(_fullest(session), session.max_capacity)
        self.content = PickingPanel(
            context,
            self._verbs,
            self.seats,
            taken=[each.candidate_id for each in session.people],
            taken_text=_("Enrolled"),
        )
        super().__init__(
            owner,
            _("Enrol in {course}").format(course=session.name),
            self.content,
            save_text=_("Enrol"),
            on_save=self._enrol,
            width=WIDTH,
        )
        self.content.picker.changed.connect(self._count)
        self._count()

    def dismiss(self) -> None:
        if not self.content.close_new():
            super().dismiss()

    def _count(self) -> None:
        number = len(self.content.picker.chosen)
        fits = self.seats.show_chosen(number)
        counted = ngettext("Enrol {n} candidate", "Enrol {n} candidates", number)
        self.save_button.setText(counted.format(n=number) if number else _("Enrol"))
        self.save_button.updateGeometry()
        self.save_button.setEnabled(fits and number > 0)

    def _enrol(self) -> None:
        self._verbs.enrol(self, self._session_id, tuple(self.content.picker.chosen))


class EnrolOnlineSheet(Sheet):
    """Enrols a candidate in an online offering from a day on."""

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        offering: OfferingDetail,
        taken: Collection[UUID],
    ) -> None:
        self._offering = offering
        self._verbs = SessionActions(context, owner)
        self.start_form = Form()
        self.start = self.start_form.add(DateField("start_date", _("Starts on"), required=True))
        self.start.set_value(context.session.today())
        self._window = Label("", "label", tone="text2", wrap=True)
        self.start_form.add_widget(self._window)
        self.content = PickingPanel(
            context,
            self._verbs,
            self.start_form,
            taken=taken,
            taken_text=_("Enrolled"),
            single=True,
        )
        super().__init__(
            owner,
            _("Enrol in {course}").format(course=offering.name),
            self.content,
            save_text=_("Enrol"),
            on_save=self._enrol,
            width=WIDTH,
        )
        self.start.edited.connect(self._show_window)
        self.content.picker.changed.connect(self._allow)
        self._show_window()
        self._allow()

    def dismiss(self) -> None:
        if not self.content.close_new():
            super().dismiss()

    def _allow(self) -> None:
        self.save_button.setEnabled(bool(self.content.picker.chosen))

    def _enrol(self) -> None:
        start = self.start.value()
        if self.start_form.check() and start is not None:
            (candidate_id,) = self.content.picker.chosen
            self._verbs.enrol_online(self, self._offering.id, candidate_id, start)

    def _show_window(self) -> None:
        start = self.start.value()
        days = [each.scheduling_window_days for each in self._offering.templates if each.active]
        shown = ""
        if start is not None and days:
            last = start + timedelta(days=max(days))
            shown = _("The exam may be sat until {day}.").format(day=dates.day_text(last))
        self._window.setText(shown)


def _fullest(session: CourseSessionDetail) -> int:
    """Seats taken in the fullest of the course and its exams."""
    taken = [
        session.max_capacity - (exam.max_capacity - exam.current_enrollment)
        for exam in session.exams
    ]
    return max([session.enrolled, *taken])
