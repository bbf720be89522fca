"""Where not everybody who is chosen fits: who does, why the others don't, and whom to assign."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.common.badges import Avatar
from ui.common.forms import Form, TextField
from ui.common.inputs import Check
from ui.common.layouts import column, hide_unless, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.board import fit_words, session_words
from ui.desk.board.fits import Held, Verdict
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import BoardSession, WaitingPerson

Accept = Callable[[Sheet, Sequence[WaitingPerson], str | None], object]


class _PersonLine(QWidget):
    """One of those chosen; who can't be assigned can't be ticked."""

    def __init__(self, person: WaitingPerson, note: str, *, may: bool, ticked: bool) -> None:
        super().__init__()
        self.person = person
        self.check = Check(person.name, ticked)
        self.check.setEnabled(may)
        self.check.setAccessibleDescription(note)
        reason = Label(note, "label", tone="text2" if may else "warning", wrap=True)
        told = column(self.check, gap=0)
        beside = row(gap=0)
        beside.addSpacing(theme().px(26))
        beside.addWidget(reason, 1)
        hide_unless(bool(note), reason)
        told.addLayout(beside)
        shown = row(Avatar(person.name), told, gap=3)
        shown.setStretch(1, 1)
        self.setLayout(shown)


class WhoFitsSheet(Sheet):
    """Assigns nobody until somebody is chosen; asks for a reason past the deadline."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        session: BoardSession,
        verdict: Verdict,
        accept: Accept,
    ) -> None:
        form = Form()
        zone = context.session.zone
        super().__init__(
            owner,
            _("Who is assigned?"),
            form,
            subtitle=f"{session_words.session_moment(session, zone)} · {session.name}",
            save_text=_("Assign"),
            on_save=self._save,
        )
        self._accept = accept
        self._verdict = verdict
        self._may_override = context.session.may(Permission.OVERRIDE_DEADLINE)
        self.lines = [
            *(self._fitting(number, each) for number, each in enumerate(verdict.fitting)),
            *(
                self._held(each, fit_words.reasons_text(each, session, context))
                for each in verdict.held
            ),
        ]
        self._note = Label("", tone="warning", wrap=True)
        self._add(form)
        self._look()

    def people(self) -> list[WaitingPerson]:
        """Who is ticked."""
        return [line.person for line in self.lines if line.check.isChecked()]

    def _add(self, form: Form) -> None:
        for line in self.lines:
            form.add_widget(line)
            line.check.toggled.connect(lambda _on: self._look())
        form.add_widget(self._note)
        self.reason = form.add(
            TextField(
                "override_reason",
                _("Why after the deadline"),
                help_text=_("It is kept in the audit log."),
            )
        )

    def _fitting(self, number: int, person: WaitingPerson) -> _PersonLine:
        ticked = number < self._verdict.seats
        note = "" if ticked else _("Fits, but there are fewer seats than people.")
        return _PersonLine(person, note, may=True, ticked=ticked)

    def _held(self, held: Held, note: str) -> _PersonLine:
        may = held.is_late and self._may_override
        ticked = may and not self._verdict.fitting
        return _PersonLine(held.person, note, may=may, ticked=ticked)

    def _look(self) -> None:
        """What has to be said of those who are ticked now."""
        people = self.people()
        late = self._is_late(people)
        n = len(people)
        self.save_button.setText(ngettext("Assign {n}", "Assign {n}", n).format(n=n))
        seats = self._verdict.seats
        too_many = n > seats
        self.save_button.setEnabled(bool(people) and not too_many)
        text = ngettext("There is only {n} seat left.", "There are only {n} seats left.", seats)
        self._note.setText(text.format(n=seats) if too_many else "")
        self._note.setVisible(too_many)
        self.reason.setVisible(late)

    def _is_late(self, people: Sequence[WaitingPerson]) -> bool:
        late = {person.key for person in self._verdict.late}
        return any(person.key in late for person in people)

    def _save(self) -> None:
        people = self.people()
        reason = str(self.reason.value() or "") if self._is_late(people) else None
        if reason == "":
            self.reason.set_error(_("Give a reason."))
            self.reason.control.setFocus()
            return
        self._accept(self, people, reason)
