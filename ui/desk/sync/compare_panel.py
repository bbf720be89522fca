"""The refused action that is chosen: why, what stands and what was typed, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from ui.common import dates
from ui.common.badges import Avatar
from ui.common.buttons import Button
from ui.common.cards import EmptyState
from ui.common.flow import FlowLayout
from ui.common.layouts import clear, column, line, row
from ui.common.messages import MessageBar
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.desk.audit import words
from ui.desk.audit.values import Values
from ui.desk.courses.notice import Notice
from ui.desk.sync.compare_grid import CompareGrid
from wset_desk.i18n import _, ngettext
from wset_desk.services.record_names import RecordRef
from wset_desk.services.refusals import describe
from wset_desk.services.syncing.not_taken import NotTaken


@dataclass(frozen=True)
class SettlingVerbs:
    """What can be done about an action; `edit` opens the record's own form."""

    keep_mine: Callable[[NotTaken], object]
    keep_theirs: Callable[[NotTaken], object]
    edit: Callable[[NotTaken], object]
    open_record: Callable[[RecordRef], object]


class ComparePanel(QFrame):
    """The buttons stay in sight whatever the length of what is compared."""

    def __init__(self, values: Values, verbs: SettlingVerbs, typed_title: str = "") -> None:
        super().__init__()
        self._typed_title = typed_title
        self._values, self._verbs = values, verbs
        self.action: NotTaken | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("What stands and what was typed"))
        self._body = column(gap=3, margins=(5, 5, 5, 4))
        inner = QWidget()
        inner.setLayout(self._body)
        self._scroll = scrolling(inner, _("What stands and what was typed"))
        self.message = MessageBar(around=(5, 0, 5, 2))
        self.mine_button = Button(_("Keep what was typed"), on_click=self._keep_mine)
        self.theirs_button = Button(_("Keep what stands"), on_click=self._keep_theirs)
        self.edit_button = Button(_("Edit…"), icon="edit", on_click=self._edit)
        foot = FlowLayout(gap=2)
        for button in (self.mine_button, self.theirs_button, self.edit_button):
            foot.addWidget(button)
        self._foot = QWidget()
        self._foot.setLayout(column(foot, gap=0, margins=(5, 3, 5, 4)))
        self._line = line()
        layout = column(self._scroll, self.message, self._line, self._foot, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.show_nothing()

    def show_nothing(self, text: str = "") -> None:
        self.action = None
        clear(self._body)
        self._show_foot(False)
        shown = text or _("Choose an action to see what stands instead of it.")
        self._body.addWidget(EmptyState(shown, icon="check_circle" if text else "layers"), 1)

    def show_action(self, action: NotTaken) -> None:
        self.action = action
        clear(self._body)
        self.message.clear()
        self._show_foot(True)
        self.mine_button.setVisible(action.can_keep)
        self.edit_button.setVisible(action.typed is not None)
        self._add_heading(action)
        for record in action.records:
            self._body.addWidget(line())
            grid = CompareGrid(record, self._values, self._verbs.open_record, self._typed_title)
            self._body.addWidget(grid)
        self._add_rest(action)
        self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def refuse(self, text: str) -> None:
        """It can't be kept as it was typed: why not. It stays."""
        self.message.show_message(text)

    def _show_foot(self, shown: bool) -> None:
        self._foot.setVisible(shown)
        self._line.setVisible(shown)
        if not shown:
            self.message.clear()

    def _add_heading(self, action: NotTaken) -> None:
        act, zone = action.act, self._values.zone
        name = act.actor_name or _("WSET Desk")
        who = column(
            Label(name, "bodyStrong"),
            Label(dates.moment_text(act.key.at, zone), tone="text2", wrap=True),
            gap=0,
        )
        top = row(Avatar(name), who, gap=3)
        top.setStretch(1, 1)
        self._body.addLayout(top)
        self._body.addWidget(Label(words.sentence(act), "title", wrap=True))
        notice = Notice()
        self._body.addWidget(notice)
        notice.say(list(self._reasons(action)))

    def _reasons(self, action: NotTaken) -> list[str]:
        said = [describe(action.why)]
        if action.seat_of is not None:
            said.append(_("The last seat went to {name}.").format(name=action.seat_of))
        if action.theirs_by is not None and action.theirs_at is not None:
            moment = dates.moment_text(action.theirs_at, self._values.zone)
            told = _("What stands was written by {name}, {moment}.")
            said.append(told.format(name=action.theirs_by, moment=moment))
        if not action.can_keep:
            said.append(
                _("It can't be written again as it was: do it anew on its page, or leave it.")
            )
        elif action.typed is None and not self._typed_title:
            said.append(
                _("It has no form to edit it in: keep one of the two, or change it on its page.")
            )
        return said

    def _add_rest(self, action: NotTaken) -> None:
        if action.left_out:
            text = ngettext("{n} more record", "{n} more records", action.left_out)
            self._body.addWidget(Label(text.format(n=action.left_out), tone="text2"))
        if action.followers:
            told = _("Done later, builds on it, and is settled with it:")
            sentences = "\n".join(words.sentence(each) for each in action.followers)
            self._body.addWidget(line())
            self._body.addWidget(Label(told, "label", tone="text2", wrap=True))
            self._body.addWidget(Label(sentences, wrap=True))

    def _keep_mine(self) -> None:
        if self.action is not None:
            self._verbs.keep_mine(self.action)

    def _keep_theirs(self) -> None:
        if self.action is not None:
            self._verbs.keep_theirs(self.action)

    def _edit(self) -> None:
        if self.action is not None:
            self._verbs.edit(self.action)
