"""A candidate's enquiries on their page: what may be challenged, and what became of what was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.flow import flowing
from ui.common.layouts import column, row
from ui.common.money import money_text
from ui.common.tasks import Tasks
from ui.common.text import Label
from ui.desk.context import DeskSession
from ui.desk.enquiries import words
from wset_desk.i18n import _
from wset_desk.services.candidate_history import Sitting
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.enquiries.rows import EnquiryOption, EnquiryRow

Enquire = Callable[[Sequence[EnquiryOption]], object]
OpenEnquiry = Callable[[UUID], object]


@dataclass(frozen=True)
class EnquiryVerbs:
    """What may be done with results from a profile: challenge one of those that are given, see
    what was challenged."""

    enquire: Callable[[CandidateDetail, Sequence[EnquiryOption]], object]
    show: OpenEnquiry


@dataclass(frozen=True)
class CandidateEnquiries:
    """What somebody may ask for or may not, and what they have asked for."""

    options: tuple[EnquiryOption, ...] = ()
    rows: tuple[EnquiryRow, ...] = ()


def enquiry_offers(
    options: Sequence[EnquiryOption], session: DeskSession, tasks: Tasks, enquire: Enquire
) -> list[QWidget]:
    """A card with what can be challenged, below it the reasons against the rest, and the way to
    what could be challenged too late."""
    possible = [each for each in options if not each.reasons]
    late = [each for each in options if each.late_with_reason]
    held = [each for each in options if each.reasons]
    found: list[QWidget] = []
    if possible:
        found.append(_OfferCard(possible, session, enquire))
    if held:
        found.append(_held(held, tasks))
    if late:
        ask = Button(_("Enquire after the window…"), kind="ghost", on_click=lambda: enquire(late))
        found.append(flowing(ask, gap=2))
    return found


def enquiry_lines(
    sitting: Sitting, rows: Sequence[EnquiryRow], session: DeskSession, show: OpenEnquiry
) -> list[QWidget]:
    """Each enquiry about an exam that was sat: a link to it, and how far it is."""
    return [
        _line(each, session, show)
        for each in rows
        if each.registration_id == sitting.registration_id
    ]


class _OfferCard(Card):
    def __init__(
        self, options: Sequence[EnquiryOption], session: DeskSession, enquire: Enquire
    ) -> None:
        title = _("Enquire about a result")
        super().__init__(margins=3, gap=2, name=title)
        self.body.addWidget(Label(title, "bodyStrong"))
        for each in options:
            self.body.addWidget(_offer(each, session, enquire))


def _offer(option: EnquiryOption, session: DeskSession, enquire: Enquire) -> QWidget:
    what = words.option_title(option)
    price = money_text(option.price, session.currency)
    facts = " · ".join(part for part in (price, _until(option)) if part)
    texts = column(
        Label(what, wrap=True), Label(facts, "label", tone="text2", tabular=True, wrap=True), gap=0
    )
    button = Button(
        _("Appeal…") if option.appeal_of_id is not None else _("Enquire…"),
        on_click=lambda: enquire([option]),
    )
    button.setAccessibleName(f"{button.text()} {what}")
    held = QWidget()
    held.setLayout(column(texts, row(button, None), gap=1))
    return held


def _until(option: EnquiryOption) -> str:
    if option.last_day is None:
        return ""
    return _("until {day}").format(day=dates.day_short(option.last_day))


def _held(options: Sequence[EnquiryOption], tasks: Tasks) -> QWidget:
    """What can't be challenged, a line for each reason."""
    reasons: dict[str, list[str]] = {}
    for each in options:
        why = tasks.describe(each.reasons[0].as_error())
        reasons.setdefault(why, []).append(words.option_title(each))
    lines = [Label(_("No enquiry possible now"), "label", tone="text2", weight=600)]
    for why, titles in reasons.items():
        text = _("{what}: {why}").format(what=", ".join(dict.fromkeys(titles)), why=why)
        lines.append(Label(text, "label", tone="text2", wrap=True))
    held = QWidget()
    held.setLayout(column(*lines, gap=1))
    return held


def _line(row_: EnquiryRow, session: DeskSession, show: OpenEnquiry) -> QWidget:
    day = dates.day_short(dates.local_day(row_.submitted_at, session.zone))
    text = _("{enquiry} of {day}").format(enquiry=words.title_text(row_.enquiry_type), day=day)
    link = Button(text, kind="link", on_click=lambda: show(row_.id))
    return flowing(link, Badge(words.end_look(row_)), gap=2)
