"""The history of a mark: who gave it, who confirmed it, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.results.cells import mark_text
from wset_desk.domain.reasons import UNDO_REASON
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.result_history import Change, VersionRow


class VersionSheet(Sheet):
    """All versions of one result, the latest at the top; ``on_correct`` where one may."""

    def __init__(
        self,
        owner: QWidget,
        title: str,
        subtitle: str,
        *,
        versions: Sequence[VersionRow],
        zone: ZoneInfo,
        on_correct: Callable[[], object] | None,
    ) -> None:
        self.entries = [_Entry(version, zone) for version in versions]
        content = QWidget()
        nothing = [] if versions else [Label(_("No mark has been given yet."), tone="text2")]
        content.setLayout(column(*self.entries, *nothing, gap=2))
        super().__init__(owner, title, content, subtitle=subtitle)
        if on_correct is not None:
            self.correct_button = Button(_("Correct the mark…"), icon="edit")
            self.correct_button.clicked.connect(lambda: self._go_on(on_correct))
            self.footer.insertWidget(0, self.correct_button)

    def _go_on(self, act: Callable[[], object]) -> None:
        self.close_now()
        act()


class _Entry(Card):
    """One version."""

    def __init__(self, version: VersionRow, zone: ZoneInfo) -> None:
        self.words = _what(version)
        who = version.by or _("The program")
        when = dates.moment_text(version.at, zone)
        self.source = _("{who} · {when}").format(who=who, when=when)
        super().__init__(margins=3, gap=1, name=f"{self.words}, {self.source}")
        heading = row(
            Label(self.words, "bodyStrong", tabular=True, wrap=True),
            Badge(labels.result_state_look(version.state)),
            gap=2,
        )
        heading.setStretch(0, 1)
        items: list[QWidget | QLayout] = [heading, Label(self.source, "label", tone="text2")]
        self.typed = _typed(version)
        if self.typed:
            items.append(Label(self.typed, "label", tone="text2", tabular=True, wrap=True))
        self.reason = _why(version.reason)
        if self.reason:
            items.append(Label(self.reason, wrap=True))
        for item in items:
            if isinstance(item, QWidget):
                self.body.addWidget(item)
            else:
                self.body.addLayout(item)


def _what(version: VersionRow) -> str:
    """ "92 → 29", "Written: 80, Total: 120", or the step that it took."""
    if version.changes:
        by_part = any(change.part is not None for change in version.changes)
        return ", ".join(_change_text(change, by_part=by_part) for change in version.changes)
    steps = {
        ResultState.PROVISIONAL: _("Confirmation taken back"),
        ResultState.CONFIRMED: _("Confirmed as {mark}"),
        ResultState.RELEASED: _("Released as {mark}"),
    }
    return steps[version.state].format(mark=mark_text(version.score))


def _change_text(change: Change, *, by_part: bool) -> str:
    new = mark_text(change.new) or _("no mark")
    text = (
        new if change.old is None else _("{old} → {new}").format(old=mark_text(change.old), new=new)
    )
    if change.part is None:
        return _("Total: {marks}").format(marks=text) if by_part else text
    return _("{part}: {marks}").format(part=labels.paper_part(change.part), marks=text)


def _typed(version: VersionRow) -> str:
    """ "Typed: 71 by Ada Admin, 17 by Bea Both", where two people did."""
    if not version.typed:
        return ""
    one, of_part = _("{mark} by {name}"), _("{part} {mark} by {name}")
    texts = [
        (one if each.part is None else of_part).format(
            mark=mark_text(each.mark),
            name=each.by,
            part="" if each.part is None else labels.paper_part(each.part),
        )
        for each in version.typed
    ]
    return _("Typed: {entries}").format(entries=", ".join(texts))


def _why(reason: str | None) -> str:
    if reason == UNDO_REASON:
        return _("Undone")
    return _("Reason: {reason}").format(reason=reason) if reason else ""
