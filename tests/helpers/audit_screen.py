"""The audit log's screen in a window, on a real store, and ways to work it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.audited import AuditedCentre
from tests.helpers.desk import Recorder, context_of, session_of, settle
from ui.common.buttons import Button
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.desk.audit.record_block import RecordBlock
from ui.desk.audit.view import AuditView
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.system.clock import FixedClock

DATA = (  # what comes from the store, as against what the program says
    *("Chloé Martin", "Omar Haddad", "Lena Vogt", "Ada Admin", "Kim Adler"),
    *("Chloé", "Martin", "Omar", "Haddad", "Lena", "Vogt"),
    *("Level 2 Theory Exam", "Level 2 Wines", "Level 2 Award in Wines", "The tutor is ill"),
    *("Wednesday", "Tuesday", "Monday", "Wed", "Tue", "Mon", "August", "Aug", "Sept", "Sep", "Sun"),
    *("W104", "Test Centre", "Sat", "kim", "Seed", "WSET", "Cancelled: "),
    *("English", "Wines", "Test PC", "Europe", "London", "ada", "Level 1", "Level 2", "Level 3"),
)


class AuditScreen:
    """The screen with what it asked of the shell."""

    def __init__(self, centre: AuditedCentre, show: Callable[..., QWidget]) -> None:
        self.centre = centre
        self.shell = Recorder()
        self.view = AuditView(audit_context(centre, self.shell))
        show(self.view, 1300, 850)

    def sentences(self) -> list[str]:
        return [str(self.cell(row, "what")) for row in range(self.view.model.rowCount())]

    def cell(self, row: int, key: str) -> object:
        keys = [column.key for column in self.view.model.columns]
        return self.view.model.index(row, keys.index(key)).data()

    def click_row(self, sentence: str) -> None:
        row = next(n for n, text in enumerate(self.sentences()) if text.startswith(sentence))
        rect = self.view.table.visualRect(self.view.model.index(row, 0))
        click(self.view.table.viewport(), rect.center())

    def search(self, text: str) -> None:
        self.view.focus_filter()
        QTest.keyClicks(self.view.filters.search, text)
        QTest.keyClick(self.view.filters.search, Qt.Key.Key_Return)
        settle()

    def choose(self, name: str, value: object) -> None:
        """Pick in one of the filters, as a person does."""
        combo = getattr(self.view.filters, name)
        combo.set_value(value)
        assert combo.value() == value
        combo.activated.emit(combo.currentIndex())
        settle()


def audit_context(
    centre: AuditedCentre, shell: Recorder, clock: FixedClock | None = None
) -> DeskContext:
    actor = centre.workspace.actor
    assert actor.staff_id is not None
    session = session_of(Role.ADMINISTRATOR, staff_id=actor.staff_id, name=actor.name)
    return context_of(InlineTasks(centre.workspace, describe), session, shell)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    place = at or widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()


def texts_of(widget: QWidget) -> list[str]:
    """What the labels in it say, in their order, without the places where words may break."""
    return [
        label.text().replace("\u200b", "")
        for label in widget.findChildren(Label)
        if label.text() and label.isVisibleTo(widget)
    ]


def blocks_of(widget: QWidget) -> list[list[str]]:
    return [texts_of(block) for block in widget.findChildren(RecordBlock)]


def button_called(widget: QWidget, name: str) -> Button:
    found = [
        button
        for button in widget.findChildren(Button)
        if name in (button.text(), button.accessibleName()) and button.isVisible()
    ]
    return found[0]
