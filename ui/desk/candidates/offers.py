"""What can be done for a candidate next, each with its price, and what can't, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.badges import Badge, seats_text
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.folding import folding
from ui.common.layouts import column, row
from ui.common.money import money_text
from ui.common.tasks import Tasks
from ui.common.text import Label
from ui.desk.context import DeskSession
from wset_desk.domain.available_actions import Action
from wset_desk.i18n import N_, _
from wset_desk.services.available_actions import AvailableAction
from wset_desk.services.exam_facts import ExamWithSeats

Do = Callable[[AvailableAction], object]

_TITLES = {
    Action.MAKEUP: N_("{paper} makeup"),
    Action.RESIT: N_("{paper} resit"),
    Action.REMOTE: N_("{paper} with remote invigilation"),
    Action.TASTING: N_("{paper} in person"),
    Action.SEAT: N_("{paper}"),
}
_VERBS = {
    Action.MAKEUP: N_("Schedule makeup…"),
    Action.RESIT: N_("Book resit…"),
    Action.REMOTE: N_("Book remote…"),
    Action.TASTING: N_("Book tasting…"),
    Action.SEAT: N_("Book a seat…"),
}
_CATEGORIES = {
    Action.MAKEUP: "makeup",
    Action.RESIT: "resit",
    Action.REMOTE: "remote_invigilation",
    Action.TASTING: "bundled",
    Action.SEAT: "bundled",
}


def offers(
    actions: Sequence[AvailableAction],
    session: DeskSession,
    tasks: Tasks,
    verbs: Mapping[Action, Do],
) -> list[QWidget]:
    """A card for each action that can be done, then those that can't in one block.

    ``verbs`` are the actions that this person may start here.
    """
    cards: list[QWidget] = [
        OfferCard(each, session, verbs.get(each.action)) for each in actions if not each.reasons
    ]
    held = [each for each in actions if each.reasons]
    return [*cards, _HeldBlock(held, tasks)] if held else cards


class OfferCard(Card):
    """Something that can be done: what, for how much, and where next."""

    def __init__(self, action: AvailableAction, session: DeskSession, do: Do | None) -> None:
        title = title_of(action)
        super().__init__(margins=3, gap=1, name=title)
        kind = Badge(labels.category(_CATEGORIES[action.action]))
        self.body.addWidget(folding(row(Label(title, "bodyStrong"), None), row(kind, None)))
        price = f"{action.offering} · {_price(action, session)}"
        self.body.addWidget(Label(price, tabular=True, wrap=True))
        self.body.addWidget(Label(_next(action, session), tone="text2", tabular=True, wrap=True))
        for exam in action.in_line:
            self.body.addWidget(_line_place(exam, session, held=exam.facts.id in action.offered))
        if do is not None:
            start = do
            button = Button(_(_VERBS[action.action]), on_click=lambda: start(action))
            button.setAccessibleName(f"{button.text()} {title}")
            self.body.addLayout(row(button, None, margins=(0, 2, 0, 0)))


class _HeldBlock(QWidget):
    """What can't be done, a line for each reason."""

    def __init__(self, actions: Sequence[AvailableAction], tasks: Tasks) -> None:
        super().__init__()
        lines = [Label(_("Not possible now"), "label", tone="text2", weight=600)]
        reasons: dict[str, list[str]] = {}
        for each in actions:
            why = tasks.describe(each.reasons[0].as_error())
            what = _("{title} ({course})").format(title=title_of(each), course=each.offering)
            reasons.setdefault(why, []).append(what)
        for why, titles in reasons.items():
            text = _("{what}: {why}").format(what=", ".join(dict.fromkeys(titles)), why=why)
            lines.append(Label(text, "label", tone="text2", wrap=True))
        self.setLayout(column(*lines, gap=1))


def title_of(action: AvailableAction) -> str:
    """ "Level 3 Tasting Exam resit"."""
    return _(_TITLES[action.action]).format(paper=action.exam_name)


def _price(action: AvailableAction, session: DeskSession) -> str:
    if not action.price:
        return _("nothing is charged")
    amount = money_text(action.price, session.currency)
    if action.waived:
        return _("{amount}, waived: special consideration").format(amount=amount)
    return amount


def _next(action: AvailableAction, session: DeskSession) -> str:
    if action.next_session is not None:
        return _("Next: {session}").format(session=session_text(action.next_session, session))
    if action.action is Action.REMOTE:
        return _("At a time that is agreed with the candidate")
    return _("No session fits yet")


def _line_place(exam: ExamWithSeats, session: DeskSession, *, held: bool) -> Label:
    when = dates.moment_text(exam.facts.start, session.zone)
    text = _("A seat is held on {when}") if held else _("On the waiting list of {when}")
    return Label(text.format(when=when), tone="warning" if held else "info", wrap=True)


def session_text(exam: ExamWithSeats, session: DeskSession) -> str:
    """ "Sun 25 Oct 2026, 15:30 · Main Hall · 9 of 12 seats taken"."""
    when = dates.moment_text(exam.facts.start, session.zone)
    seats = seats_text(exam.taken + exam.held, exam.max_capacity)
    return " · ".join(part for part in (when, exam.place, seats) if part)
