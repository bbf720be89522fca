"""What a new centre does first: its catalogue, its candidates, its people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLayout

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icon_tile import IconTile
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.today import TodayView


class FirstSteps(Card):
    """Shown until there are courses and candidates."""

    def __init__(self, context: DeskContext, view: TodayView) -> None:
        super().__init__(margins=6, gap=5)
        go = context.navigate
        self.body.addWidget(Label(_("First steps"), "heading"))
        self._add(
            _("Say what you teach"),
            _("A course with its level brings its exams along."),
            done=view.has_offerings,
            link=(_("Courses"), lambda: go("courses", part="offerings")),
        )
        self._add(
            _("Bring in your candidates"),
            _("From a CSV or Excel file, or one by one."),
            done=view.has_candidates,
            link=(_("Candidates"), lambda: go("candidates", bring_in=True)),
        )
        if context.session.may(Permission.MANAGE_STAFF):
            self._add(
                _("Let your colleagues in"),
                _("Exams officers, educators and invigilators, each with what they may do."),
                done=False,
                link=(_("Settings"), lambda: go("settings", section="people")),
            )

    def _add(
        self, title: str, text: str, *, done: bool, link: tuple[str, Callable[[], object]]
    ) -> None:
        self.body.addLayout(_step(title, text, done=done, link=link))


def _step(title: str, text: str, *, done: bool, link: tuple[str, Callable[[], object]]) -> QLayout:
    tile = (
        IconTile("check", "success", "successSoft")
        if done
        else IconTile("arrow_right", "accentText", "accentSoft")
    )
    told = column(
        Label(title, "bodyStrong", wrap=True), Label(text, "label", tone="text2", wrap=True), gap=0
    )
    shown = row(tile, gap=3)
    shown.addLayout(told, 1)
    shown.addWidget(Button(link[0], on_click=link[1]))
    return shown
