"""The first page of all: try the sample centre, set up one's own, or open one that is here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icon_tile import IconTile
from ui.common.labels import Look
from ui.common.layouts import column, hide_unless, row
from ui.common.messages import MessageBar
from ui.common.progress import Progress, ProgressLine
from ui.common.text import ElidedLabel, Label
from ui.desk.start.front_page import FrontPage, heading
from wset_desk.i18n import _
from wset_desk.system.paths import Profile, ProfileKind

_WIDTH = 820


class WelcomePage(FrontPage):
    """``sample_wanted()``, ``set_up_wanted()``, ``join_wanted()``, ``restore_wanted()``,
    ``profile_chosen(Profile)``.

    The last is a centre that is on this computer already. Without ``can_join`` there is no network.
    """

    help_topic = "set_up"
    sample_wanted = Signal()
    set_up_wanted = Signal()
    join_wanted = Signal()
    restore_wanted = Signal()
    profile_chosen = Signal(object)

    def __init__(self, profiles: Sequence[Profile], *, can_join: bool = False) -> None:
        super().__init__(_("Welcome"), width=_WIDTH)
        self.message = MessageBar()
        self.progress = Progress(self)
        self.sample_button = Button(_("Try the sample centre"), on_click=self.sample_wanted.emit)
        self.set_up_button = Button(
            _("Set up my centre"), kind="primary", on_click=self.set_up_wanted.emit
        )
        self.join_button = Button(_("Join a centre"), on_click=self.join_wanted.emit)
        self.restore_button = Button(_("Restore a backup"), on_click=self.restore_wanted.emit)
        words = _("The desk of a centre that holds wine and spirit exams.")
        self.body.addLayout(heading(_("Welcome"), words))
        self.body.addWidget(self.message)
        self.body.addLayout(self._ways())
        self.body.addLayout(self._other_ways(can_join))
        if profiles:
            self.body.addWidget(self._profiles(profiles))

    def first_focus(self) -> QWidget:
        return self.set_up_button

    def set_building(self, building: bool) -> None:
        """While the sample is built, nothing else can be begun."""
        self.sample_button.setEnabled(not building)
        self.set_up_button.setEnabled(not building)
        self.join_button.setEnabled(not building)
        self.restore_button.setEnabled(not building)

    def _ways(self) -> QLayout:
        sample = _way(
            IconTile("glass", "cat.resit.fg", "cat.resit.bg", size=44),
            _("Look around first"),
            _(
                "A fictional wine school with courses, exams, candidates and results, apart from "
                "every real centre."
            ),
        )
        # Beside the button, in its height: nothing on the page moves when it appears.
        begun = row(self.sample_button, ProgressLine(self.progress), None, gap=4)
        begun.setStretch(1, 1)
        sample.body.addLayout(begun)
        own = _way(
            IconTile("building", "accentText", "accentSoft", size=44),
            _("Begin with your centre"),
            _("Its name, its first administrator, and a recovery key to print."),
        )
        own.body.addLayout(row(self.set_up_button, None))
        ways = row(own, sample, gap=4)
        ways.setStretch(0, 1)
        ways.setStretch(1, 1)
        return ways

    def _other_ways(self, can_join: bool) -> QLayout:
        join = _other_way(
            IconTile("globe", "text2", "sunken", size=44),
            _("Join a centre on a server"),
            _("Its data come to this computer, once somebody there has approved it."),
            self.join_button,
        )
        restore = _other_way(
            IconTile("database", "text2", "sunken", size=44),
            _("Go on with a backup"),
            _("Your centre from another computer, or as it was before."),
            self.restore_button,
        )
        hide_unless(can_join, join)
        ways = row(join, restore, gap=4)
        ways.setStretch(0, 1)
        ways.setStretch(1, 1)
        return ways

    def _profiles(self, profiles: Sequence[Profile]) -> QWidget:
        listed = Card(margins=0, gap=0)
        listed.body.addLayout(
            column(Label(_("On this computer"), "title"), gap=0, margins=(5, 4, 5, 2))
        )
        for profile in profiles:
            listed.body.addLayout(self._entry(profile))
        return listed

    def _entry(self, profile: Profile) -> QLayout:
        name = ElidedLabel(profile.name, weight=600)
        entry = row(name, gap=3, margins=(5, 1, 4, 2))
        entry.setStretch(0, 1)
        if profile.kind is ProfileKind.SAMPLE:
            entry.addWidget(Badge(Look(_("Sample"), "glass", "cat.resit.fg", "cat.resit.bg")))
        if profile.joining_file.exists():
            entry.addWidget(Badge(Look(_("Joins"), "clock", "warning", "warningSoft")))
        button = Button(_("Open"), kind="link", on_click=lambda: self.profile_chosen.emit(profile))
        button.setAccessibleName(_("Open {name}").format(name=profile.name))
        entry.addWidget(button)
        return entry


def _way(tile: IconTile, title: str, text: str) -> Card:
    card = Card(margins=5, gap=3)
    card.body.addLayout(row(tile, None))
    card.body.addWidget(Label(title, "heading", wrap=True))
    card.body.addWidget(Label(text, tone="text2", wrap=True))
    card.body.addStretch(1)
    return card


def _other_way(tile: IconTile, title: str, text: str, button: Button) -> Card:
    words = column(Label(title, "title", wrap=True), Label(text, tone="text2", wrap=True), gap=0)
    card = Card(margins=5, gap=3)
    entry = row(tile, gap=4)
    entry.addLayout(words, 1)
    card.body.addLayout(entry)
    card.body.addStretch(1)
    card.body.addLayout(row(button, None))
    return card
