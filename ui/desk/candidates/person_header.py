"""Who a candidate is: name, number, contact, needs, and what they were called before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import Avatar, Badge
from ui.common.buttons import Button, IconButton
from ui.common.cards import SectionHeader
from ui.common.flow import FlowLayout
from ui.common.folding import folding
from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel, Label
from ui.desk.candidates import words
from wset_desk.domain.candidates import CandidateValues
from wset_desk.i18n import _
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.merged_records import FormerRecord

_LONGEST_IN_LINE = 24
Verb = Callable[[], object]


class PersonHeader(QWidget):
    """Name and number with a button for each verb: (icon, name, shortcut, what it does).

    ``unknown`` stands in the place of a number that there isn't."""

    def __init__(
        self, detail: CandidateDetail, verbs: list[tuple[str, str, str, Verb]], unknown: str = ""
    ) -> None:
        super().__init__()
        is_long = len(detail.name) > _LONGEST_IN_LINE
        name = Label(words.breakable(detail.name), "heading", wrap=is_long)
        unknown = unknown or _("No number yet")
        number = Label(detail.values.candidate_number or unknown, tone="text2")
        who = row(Avatar(detail.name, size=48), column(name, number, gap=0), gap=3)
        who.setStretch(1, 1)
        buttons = row(gap=2)
        for icon, text, shortcut, run in verbs:
            button = IconButton(icon, text, kind="", shortcut_text=shortcut, on_click=run)
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addStretch(1)
        # a name of several lines has the width for itself
        top = column(who, buttons, gap=2) if is_long else row(folding(who, buttons))
        self.setLayout(column(top, *_contact(detail.values), gap=2))


def needs_section(values: CandidateValues) -> QWidget | None:
    """The adjustments, if there are any."""
    looks = list(words.needs(values))
    if not looks and not values.adjustment_notes:
        return None
    badges = QWidget()
    flow = FlowLayout(gap=1)
    for look in looks:
        flow.addWidget(Badge(look))
    badges.setLayout(flow)
    section = QWidget()
    layout = column(SectionHeader(_("Adjustments")), badges, gap=2)
    if values.adjustment_notes:
        layout.addWidget(Label(words.breakable(values.adjustment_notes), tone="text2", wrap=True))
    section.setLayout(layout)
    return section


class FormerLine(QWidget):
    """A record that was merged into this one, and the way to take it apart again."""

    def __init__(self, former: FormerRecord, day: str, on_undo: Verb | None) -> None:
        super().__init__()
        name = f"{former.first_name} {former.last_name}"
        about = " · ".join(part for part in (name, former.candidate_number) if part)
        text = _("Also recorded as {who}, merged on {day}").format(who=about, day=day)
        layout = row(Label(words.breakable(text), "label", tone="text2", wrap=True), gap=2)
        layout.setStretch(0, 1)
        if on_undo is not None and former.undoable:
            undo = Button(_("Take apart"), kind="link", on_click=on_undo)
            undo.setAccessibleName(_("Take the record of {who} apart again").format(who=name))
            layout.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)


def _contact(values: CandidateValues) -> list[QWidget]:
    born = dates.day_short(values.birth_date) if values.birth_date else ""
    facts = (
        ("mail", values.email or ""),
        ("phone", values.phone or ""),
        ("id_card", _("Born {day}").format(day=born) if born else ""),
        ("pin", ", ".join((values.address or "").split("\n"))),
        ("globe", (values.time_zone or "").replace("_", " ")),
    )
    return [_fact(icon, text) for icon, text in facts if text]


def _fact(icon: str, text: str) -> QWidget:
    picture = Label()
    picture.setPixmap(pixmap(icon, "text3", 16))
    # what may be copied has no marks in it; an address of mail ends in "…" where it is too long
    shown = ElidedLabel(text) if "@" in text else Label(words.breakable(text), wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    fact = QWidget()
    layout = row(picture, shown, gap=2)
    layout.setStretch(1, 1)
    fact.setLayout(layout)
    return fact
