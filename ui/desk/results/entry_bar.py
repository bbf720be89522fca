"""Says above the grid how far two people have come with typing the same marks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.common.buttons import Button
from ui.common.icons import pixmap
from ui.common.layouts import row
from ui.common.tasks import later
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.results.reading import Source
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.marking.progress import EntryProgress, entry_progress

_TABLES = frozenset({"mark_entries", "result_versions", "exam_registrations", "settings"})
_BEGINNING = frozenset({"mark_entries", "settings"})
_PAUSE_MS = 150


class EntryBar(QFrame):
    """Hidden where nobody types marks twice. ``adopt_wanted`` comes where they don't any more, and
    what one person had typed is to become results."""

    adopt_wanted = Signal()

    def __init__(self, context: DeskContext, on_differences: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self._source: Source | None = None
        self._asked = 0
        self.setProperty("role", "message")
        self.setProperty("tone", "info")
        self._icon = Label()
        self._title = Label(style="body", weight=600)
        self._details = ElidedLabel(style="body")
        self.differences_button = Button("", kind="link", on_click=on_differences, tool_tip=_("D"))
        self.adopt_button = Button(
            _("Take them over"), kind="link", on_click=self.adopt_wanted.emit
        )
        layout = row(
            *(self._icon, self._title, self._details),
            *(self.adopt_button, self.differences_button),
            gap=3,
            margins=(4, 1, 3, 1),
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        theme().changed.connect(self._restyle)
        context.bus.changed.connect(self._on_changed)
        self._restyle()
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title.text()} {self._details.text()}".strip()

    def show_source(self, source: Source) -> None:
        """Tell of another exam."""
        if source != self._source:
            self.hide()
        self._source = source
        self._ask()

    def _on_changed(self, changes: frozenset[str]) -> None:
        """Typing goes on meanwhile: one question follows a burst of marks, and none where nobody
        types them twice."""
        tables = _BEGINNING if self.isHidden() else _TABLES
        if self._source is None or tables.isdisjoint(changes):
            return
        self._asked += 1
        asked = self._asked
        later(self, _PAUSE_MS, lambda: self._ask() if asked == self._asked else None)

    def _ask(self) -> None:
        source = self._source
        if source is not None:
            self._context.tasks.run(
                entry_progress,
                owner=self,
                on_done=lambda found: self._show(found) if source == self._source else None,
                exam_session_id=source.exam_session_id,
                course_session_id=source.course_session_id,
            )

    def _show(self, found: EntryProgress) -> None:
        session = self._context.session
        self._title.setText(_title(found))
        self._details.setText(_details(found))
        self.setAccessibleName(self.text)
        open_ = found.once + found.differing
        self.differences_button.setText(_differences_text(found))
        self.differences_button.setVisible(bool(open_) and session.may(Permission.CONFIRM_RESULTS))
        may_adopt = session.may(Permission.ENTER_RESULTS)
        self.adopt_button.setVisible(bool(found.once) and not found.is_on and may_adopt)
        self.setVisible(found.is_on or bool(open_))

    def _restyle(self) -> None:
        self._icon.setPixmap(pixmap("users", "info"))
        self.setMinimumHeight(theme().size("controlLg"))


def _title(found: EntryProgress) -> str:
    if found.is_on:
        return _("Two people type each mark.")
    return _("Marks aren't typed twice any more.")


def _details(found: EntryProgress) -> str:
    """ "4 of 18 agree · You typed 7 more · Kim Keen typed 9 more"."""
    parts = [_("{done} of {all} are results").format(done=found.settled, all=found.marks)]
    if not found.is_on and found.once:
        typed = ngettext("one person typed {n} more", "one person typed {n} more", found.once)
        return " · ".join((*parts, typed.format(n=found.once)))
    for each in found.typists:
        text = _("you typed {n} more") if each.is_own else _("{name} typed {n} more")
        parts.append(text.format(name=each.name, n=each.typed))
    return " · ".join(parts)


def _differences_text(found: EntryProgress) -> str:
    if not found.differing:
        return _("What was typed…")
    text = ngettext("{n} differs…", "{n} differ…", found.differing)
    return text.format(n=found.differing)
