"""The enquiries' page in a window, on a real store, and ways to work it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, ShortMemory, session_of, settle
from tests.helpers.enquiries import Desk
from ui.common.bus import bus
from ui.common.dialogs import Dialog
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.enquiries.view import EnquiriesView
from wset_desk.domain.enquiries import EnquiryStatus, EnquiryStep
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace


class Shell(Recorder):
    """Follows links to the page itself, as the window does."""

    view: EnquiriesView | None = None

    def navigate(self, page_name: str, **arguments: object) -> None:
        super().navigate(page_name, **arguments)
        if page_name == "enquiries" and self.view is not None:
            self.view.open(**arguments)


class EnquiriesScreen:
    """What one person sees of the enquiries; the centre behind it is ``desk``."""

    def __init__(self, desk: Desk, qtbot: QtBot, by: Workspace) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.memory = ShortMemory()
        self.shell = Shell()
        roles = tuple(by.actor.roles)
        session = session_of(*roles, staff_id=by.actor.staff_id, name=by.actor.name)
        self.context = DeskContext(
            InlineTasks(by, describe),
            bus,
            theme(),
            replace(session, clock=desk.clock.now),
            self.shell.navigate,
            self.shell.toast,
            memory=self.memory,
        )
        self.view = EnquiriesView(self.context)
        self.shell.view = self.view

    @property
    def window(self) -> QWidget:
        return self.view.window()

    @property
    def case(self) -> EnquiryCase:
        """What the page of the case shows."""
        shown = self.view.page.case
        assert shown is not None
        return shown

    def cards(self, status: EnquiryStatus) -> list[str]:
        """Whose cards are in a column, from above."""
        rows = self.view.overview.board.columns[status].cards.enquiries.rows
        return [row.candidate for row in rows]

    def verb(self, step: EnquiryStep) -> QWidget:
        return self.view.page.verbs.shown[step]

    def open(self, case: EnquiryCase) -> None:
        self.view.open(enquiry_id=case.id)
        settle()

    def refresh(self) -> None:
        """Somebody else has changed something."""
        self.view.refresh()
        settle()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def sheet(self) -> Sheet:
        """The newest that is open."""
        return [each for each in self.window.findChildren(Sheet) if each.is_open][-1]

    def has_sheet(self) -> bool:
        return any(each.is_open for each in self.window.findChildren(Sheet))

    def save(self) -> None:
        self.click(self.sheet().save_button)

    def answer(self) -> None:
        """Say yes to the question that is open."""
        (dialog,) = [each for each in self.window.findChildren(Dialog) if each.is_open]
        self.click(dialog.focusable()[-1])

    def undo(self) -> None:
        """Take the newest action back, as its toast does."""
        inverse = self.shell.undos[-1]
        assert inverse is not None
        inverse()
        settle()
