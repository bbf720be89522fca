"""What the candidate asked for, and how it was answered."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.layouts import row
from ui.common.text import Label
from ui.desk.candidates.words import breakable
from ui.desk.enquiries import words
from ui.desk.enquiries.case_card import CaseCard, Piece, quiet
from ui.desk.enquiries.mark_words import change_text
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryCase, EnquiryDecision


class RequestCard(CaseCard):
    """The candidate's reason, their consent, and who took it down."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(_("The candidate's reason"))
        self._zone = zone

    def show_case(self, case: EnquiryCase) -> None:
        pieces: list[Piece] = [Label(breakable(case.reason), wrap=True)]
        if case.consent_given_on is None:
            pieces.append(quiet(_("No consent is recorded.")))
        else:
            day = dates.day_short(case.consent_given_on)
            text = _("Consented on {day} that marks may go down.").format(day=day)
            pieces.append(quiet(text))
        asked = dates.moment_text(case.row.submitted_at, self._zone)
        by = case.submitted_by or _("The program")
        pieces.append(quiet(_("Taken down by {name}, {moment}").format(name=by, moment=asked)))
        self.show_pieces(pieces)


class DecisionCard(CaseCard):
    """How the enquiry ended, why, and who decided it; hidden until then."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(_("Decision"))
        self._zone = zone

    def show_case(self, case: EnquiryCase) -> None:
        decision = case.decision
        if decision is None:
            self.show_pieces([])
            return
        who = decision.resolved_by or _("The program")
        when = dates.moment_text(decision.resolved_at, self._zone)
        self.show_pieces(
            [
                *self._outcome(decision),
                Label(breakable(decision.resolution), wrap=True),
                quiet(_("{who} · {when}").format(who=who, when=when)),
            ]
        )

    def _outcome(self, decision: EnquiryDecision) -> list[Piece]:
        if decision.outcome is None:
            return [_first(Badge(words.status_look(EnquiryStatus.REJECTED)))]
        pieces: list[Piece] = [
            _first(Badge(words.outcome_look(decision.outcome)), *_changes(decision)),
            quiet(_(words.OUTCOME_MEANINGS[decision.outcome])),
        ]
        if decision.result_changed and decision.outcome is EnquiryOutcome.REJECTED:
            pieces.append(quiet(_("The result has changed to the candidate's disadvantage.")))
        if decision.fee_refunded:
            pieces.append(quiet(_("The fee was refunded.")))
        return pieces


def _changes(decision: EnquiryDecision) -> list[QWidget]:
    """ "Tasting +6", of each paper that it covered."""
    known = (
        (Component.THEORY, decision.score_change_theory),
        (Component.TASTING, decision.score_change_tasting),
    )
    return [
        Label(f"{labels.exam_type(component)} {change_text(change)}", "bodyStrong", tabular=True)
        for component, change in known
        if change is not None
    ]


def _first(*items: QWidget) -> Piece:
    return row(*items, None, gap=3)
