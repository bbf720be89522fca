"""The tasks before a remote exam, each ticked off with what there is to note."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.inputs import LineEdit, set_invalid
from ui.common.layouts import clear, column, hide_unless, row
from ui.common.text import Label
from ui.desk.context import DeskSession
from ui.desk.remote import words
from ui.desk.remote.actions import RemoteActions
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.remote.rows import RemoteBooking
from wset_desk.services.remote.tasks import TaskRow


class TaskList(QWidget):
    """One line for each task: what it is, when it is due, a field and a button."""

    def __init__(self, session: DeskSession, actions: RemoteActions) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self._body = column(gap=3)
        self.setLayout(self._body)
        self.lines: dict[str, TaskLine] = {}

    def show_tasks(self, booking: RemoteBooking | None) -> None:
        clear(self._body)
        self.lines = {}
        for task in () if booking is None else booking.tasks:
            line = TaskLine(self._session, self._actions, task)
            self.lines[task.kind.value] = line
            self._body.addWidget(line)


class TaskLine(QWidget):
    """One task; what is refused is said below the field."""

    def __init__(self, session: DeskSession, actions: RemoteActions, task: TaskRow) -> None:
        super().__init__()
        self._actions = actions
        self._task = task
        name = _(words.TASKS[task.kind])
        done = task.done_at is not None
        late = not done and task.due_at < session.now()
        due = Label(words.task_text(task, session.now(), session.zone), "label")
        due.set_tone("danger" if late else "success" if done else "text2")
        self.field = LineEdit(name)
        self.field.setPlaceholderText(_(words.DETAILS[task.kind]))
        self.field.setText(task.detail)
        self.field.setReadOnly(done)
        self.field.returnPressed.connect(self.press)
        self.button = Button(
            _("Not done") if done else _("Done"),
            icon="undo" if done else "check",
            on_click=self.press,
            tool_tip=name,
        )
        hide_unless(session.may(Permission.MANAGE_SESSIONS), self.button)
        self.error = Label("", "label", tone="danger", wrap=True)
        hide_unless(False, self.error)
        entry = row(self.field, self.button, gap=2)
        entry.setStretch(0, 1)
        head = row(Label(name, "bodyStrong"), None, due, gap=2)
        self.setLayout(column(head, entry, self.error, gap=1))

    def press(self) -> None:
        """Tick it off, or take the tick off."""
        if self._task.done_at is not None:
            self._actions.untick(self._task)
        else:
            self._actions.tick(self._task, self.field.text(), self._refuse)

    def _refuse(self, error: DomainError) -> None:
        text = self._actions.describe(error)
        set_invalid(self.field, True)
        self.error.setText(text)
        self.error.show()
        self.field.setFocus()
