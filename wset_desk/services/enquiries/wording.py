"""How letters and messages put an enquiry and its answer (helpers)."""

from collections.abc import Mapping
from datetime import date

from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.letters import words
from wset_desk.services.notices.phrases import amount_text
from wset_desk.storage.unit_of_work import UnitOfWork

_OUTCOMES: Mapping[EnquiryOutcome, str] = {
    EnquiryOutcome.UPHELD: N_("Your enquiry is upheld: the result has changed."),
    EnquiryOutcome.PARTIAL: N_("A mark has gone up; the result stays as it was."),
    EnquiryOutcome.REJECTED: N_("The review found nothing in your favour."),
}
_NOT_ADMISSIBLE = N_("Your enquiry could not be admitted.")
_WORSE_ALL_THE_SAME = N_("A mark has gone up, but the result is no better for it.")


def papers_text(case: EnquiryCase) -> str:
    """ "Theory, Tasting"."""
    return ", ".join(words.component_text(paper.component) for paper in case.papers)


def received_on(uow: UnitOfWork, case: EnquiryCase) -> date:
    """The centre's day on which it was submitted."""
    return case.row.submitted_at.astimezone(uow.zone).date()


def outcome_text(case: EnquiryCase) -> str:
    """How it ended, in a sentence; nothing while it is open."""
    if case.decision is None:
        return ""
    outcome = case.decision.outcome
    if outcome is None:
        return _(_NOT_ADMISSIBLE)
    if outcome is EnquiryOutcome.PARTIAL and case.decision.result_changed:
        return _(_WORSE_ALL_THE_SAME)
    return _(_OUTCOMES[outcome])


def overall_text(case: EnquiryCase) -> str:
    """The word for the qualification, of a case that was looked into; nothing while undecided."""
    if case.row.status is EnquiryStatus.REJECTED or case.overall.award is None:
        return ""
    return words.award_text(case.overall.award)


def fee_owed_text(uow: UnitOfWork, case: EnquiryCase) -> str:
    """What is still to be paid, else what has been; nothing where there is neither."""
    if case.account.owed > 0:
        owed = amount_text(uow, case.account.owed)
        return _("The fee of {amount} is still to be paid.").format(amount=owed)
    return amount_text(uow, case.account.received) if case.account.received > 0 else ""


def fee_returned_text(uow: UnitOfWork, case: EnquiryCase) -> str:
    """What has been refunded; nothing where nothing was."""
    if case.account.refunded <= 0:
        return ""
    back = amount_text(uow, case.account.refunded)
    return _("We have refunded the fee of {amount}.").format(amount=back)
