"""Telling candidates of their results: drafts that are written with the release (helpers)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from wset_desk.domain.catalogue import Award
from wset_desk.domain.notices import NoticeKind
from wset_desk.i18n import _
from wset_desk.services.letters import words
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.services.release_rows import CandidateRelease, PaperRelease
from wset_desk.storage.schema import Candidate, Notice
from wset_desk.storage.unit_of_work import UnitOfWork


def draft_results(uow: UnitOfWork, releases: Iterable[CandidateRelease]) -> None:
    """A draft for each exam of which something is released now.

    One for each: what is corrected then withdraws nothing but what it concerns.
    """
    for release in releases:
        candidate = uow.get(Candidate, release.candidate_id)
        of_exam: dict[UUID, list[PaperRelease]] = defaultdict(list)
        for paper in release.papers:
            of_exam[paper.registration_id].append(paper)
        for registration_id, papers in of_exam.items():
            values = {
                "exam": papers[0].exam,
                "results": "\n".join(_paper_text(paper) for paper in papers),
                "overall": _overall_text(release.after.award),
            }
            draft_to(uow, candidate, NoticeKind.RESULT, values, registration_id=registration_id)


def withdraw_results(uow: UnitOfWork, registration_ids: Collection[UUID]) -> None:
    """These results aren't what they were: what wasn't sent of them is discarded."""
    theirs = Notice.exam_registration_id.in_(registration_ids)
    withdraw(uow, [NoticeKind.RESULT], theirs)


def _overall_text(award: Award | None) -> str:
    if award is None:
        return ""
    return _("Overall result: {award}").format(award=words.award_text(award))


def _paper_text(paper: PaperRelease) -> str:
    """ "Tasting: 57 / 100, Pass"."""
    return _("{paper}: {mark}, {award}").format(
        paper=words.component_text(paper.component),
        mark=words.mark_text(paper.score, paper.max_score),
        award=words.award_text(paper.award),
    )
