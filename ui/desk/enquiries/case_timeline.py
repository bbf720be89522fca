"""Everything that happened to an enquiry, in its order: events, money, marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.candidates.words import breakable
from ui.desk.context import DeskSession
from ui.desk.enquiries import timeline_words
from ui.desk.enquiries.case_card import CaseCard, Piece, quiet
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryCase, TimelineEntry

_DOT = 9
_GUTTER = 20


class TimelineCard(CaseCard):
    """The newest at the top."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__(_("Timeline"))
        self._session = session

    def show_case(self, case: EnquiryCase) -> None:
        newest = tuple(reversed(case.timeline))
        last = len(newest) - 1
        entries: list[Piece] = [
            EntryRow(each, self._session, first=n == 0, last=n == last)
            for n, each in enumerate(newest)
        ]
        self.show_pieces(entries)


class EntryRow(QWidget):
    """One entry with its dot on the line; its words are the row's accessible name."""

    def __init__(
        self, entry: TimelineEntry, session: DeskSession, *, first: bool, last: bool
    ) -> None:
        super().__init__()
        self._first, self._last = first, last
        self._tone = timeline_words.tone(entry)
        said = timeline_words.what(entry, session.currency)
        when = dates.moment_text(entry.at, session.zone)
        who = entry.by or _("The program")
        source = _("{who} · {when}").format(who=who, when=when)
        note = timeline_words.note(entry)
        self.setAccessibleName(", ".join(part for part in (said, source, note) if part))
        self._title = Label(said, "body", weight=600, wrap=True)
        texts: list[QWidget] = [self._title, quiet(source)]
        if note:
            texts.append(Label(breakable(note), wrap=True))
        layout = row(gap=0, margins=(0, 0, 0, 0 if last else 3))
        layout.addSpacing(theme().px(_GUTTER))
        layout.addLayout(column(*texts, gap=0), 1)
        self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme().px(_DOT) / 2
        x = self.width() - radius - 1 if self.isRightToLeft() else radius + 1
        y = self._title.y() + self._title.fontMetrics().height() / 2
        painter.setPen(QPen(theme().color("border"), 2))
        top, bottom = y if self._first else 0, y if self._last else self.height()
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._tone))
        painter.drawEllipse(QPointF(x, y), radius, radius)
