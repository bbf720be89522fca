"""What kept-out computers have handed in: action by action, what stands beside what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from ui.common.forms import Form
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.audit.actions import open_record
from ui.desk.audit.values import Values
from ui.desk.context import DeskContext
from ui.desk.start.password_field import PasswordField
from ui.desk.sync.compare_panel import ComparePanel, SettlingVerbs
from ui.desk.sync.judging import Judging
from ui.desk.sync_watch import JudgesHandedIn, SyncWatch
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.record_names import RecordRef
from wset_desk.services.syncing.handed_in import HandedIn, HandedInList
from wset_desk.services.syncing.handed_in_here import compare_handed_in
from wset_desk.services.syncing.not_taken import NotTaken

_WIDTH = 760


class HandedInSheet(Sheet):
    """The server tells it to an administrator who signs in there with their password."""

    fills = True

    def __init__(self, owner: QWidget, context: DeskContext, sync: SyncWatch) -> None:
        self._context, self._sync = context, sync
        self._found: list[tuple[HandedIn, NotTaken]] = []
        self._place = self._left_out = 0
        self.judging = Judging(self, context)
        self.fields = Form()
        self.fields.add(
            PasswordField(
                "password", _("Your password"), help_text=_("The server asks who judges it.")
            )
        )
        self._shown = self._what_is_judged()
        content = QWidget()
        held = column(self.fields, self._shown, gap=4)
        held.setAlignment(self.fields, Qt.AlignmentFlag.AlignTop)
        content.setLayout(held)
        super().__init__(
            owner,
            _("What was handed in"),
            content,
            subtitle=_("A computer that was kept out had this, and hadn't sent it."),
            save_text=_("Look at it"),
            on_save=self._sign_in,
            width=_WIDTH,
        )
        self._shown.hide()
        self.fields["password"].line.returnPressed.connect(self.save)  # type: ignore[attr-defined]

    def refuse(self, error: DomainError, text: str) -> None:
        """A wrong password stands beside it; what is against an action, below that."""
        if str(error.parameters.get("field", "")) == "password":
            self.fields.errors({"password": text})
        elif self._shown.isHidden():
            self.message.show_message(text)
        else:
            self.compare.refuse(text)

    def settled(self, action: NotTaken) -> None:
        """The server knows: the next one, if there is one."""
        self._found = [each for each in self._found if each[1].tx != action.tx]
        self._show()

    def handed_in(self, action: NotTaken) -> HandedIn:
        return next(given for given, shown in self._found if shown.tx == action.tx)

    def _sign_in(self) -> None:
        if not self.fields.check():
            return
        self.save_button.setEnabled(False)
        self._context.tasks.run_wide(
            self._ask,
            self.fields["password"].value(),
            owner=self,
            on_done=self._compare,
            on_refused=lambda error: self.refuse(error, self._context.tasks.describe(error)),
            on_settled=lambda: self.save_button.setEnabled(True),
        )

    def _ask(self, password: str) -> tuple[JudgesHandedIn, HandedInList]:
        judge = self._sync.judge_handed_in(password)
        return judge, judge.waiting()

    def _compare(self, answer: tuple[JudgesHandedIn, HandedInList]) -> None:
        self.judging.judge, found = answer
        self._left_out = found.total - len(found.actions)
        self._context.tasks.run(
            compare_handed_in, owner=self, actions=found.actions, on_done=self._begin
        )

    def _begin(self, found: tuple[tuple[HandedIn, NotTaken], ...]) -> None:
        self._found, self._place = list(found), 0
        self.fields.hide()
        self.save_button.hide()
        self.cancel_button.setText(_("Close"))
        self._shown.show()
        self._show()

    def _show(self) -> None:
        count = len(self._found)
        self._place = max(0, min(self._place, count - 1))
        self.back.setEnabled(self._place > 0)
        self.forth.setEnabled(self._place < count - 1)
        self._heading.setVisible(count > 0)
        if not count:
            self.compare.show_nothing(self._nothing())
            return
        given, shown = self._found[self._place]
        told = _("{n} of {count} · from {device}")
        self.where.setText(told.format(n=self._place + 1, count=count, device=given.device))
        self.compare.show_action(shown)

    def _nothing(self) -> str:
        if not self._left_out:
            return _("Everything that was handed in is settled.")
        told = ngettext(
            "{n} more action waits: open this again.",
            "{n} more actions wait: open this again.",
            self._left_out,
        )
        return told.format(n=self._left_out)

    def _go(self, steps: int) -> None:
        self._place += steps
        self._show()

    def _what_is_judged(self) -> QWidget:
        session = self._context.session
        verbs = SettlingVerbs(
            self.judging.write, self.judging.discard, lambda _action: None, self._open
        )
        values = Values(session.zone, session.currency)
        self.compare = ComparePanel(values, verbs, _("What was typed there"))
        self.where = Label("", "bodyStrong", wrap=True)
        self.back = IconButton("chevron_left", _("Previous"), on_click=lambda: self._go(-1))
        self.forth = IconButton("chevron_right", _("Next"), on_click=lambda: self._go(1))
        heading = row(self.where, self.back, self.forth, gap=1)
        heading.setStretch(0, 1)
        self._heading = QWidget()
        self._heading.setLayout(heading)
        held = QWidget()
        layout = column(self._heading, self.compare, gap=3)
        layout.setStretch(1, 1)
        held.setLayout(layout)
        return held

    def _open(self, record: RecordRef) -> None:
        self.close_now()
        open_record(self._context, record)
