"""Telling candidates of their results: drafts that are written with the release (helpers)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.notices import NoticeKind
from wset_desk.i18n import _
from wset_desk.services.letters import words
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.services.release_rows import CandidateRelease, PaperRelease
from wset_desk.storage.schema import Candidate, ExamRegistration, Notice
from wset_desk.storage.unit_of_work import UnitOfWork


def draft_results(uow: UnitOfWork, releases: Iterable[CandidateRelease]) -> None:
    """A draft for each of what is released now; an unsent one of the same results gives way."""
    for release in releases:
        withdraw_results(uow, release.registration_ids)
        award = release.after.award
        values = {
            "exam": ", ".join(dict.fromkeys(paper.exam for paper in release.papers)),
            "results": "\n".join(_paper_text(paper) for paper in release.papers),
            "overall": ""
            if award is None
            else _("Overall result: {award}").format(award=words.award_text(award)),
        }
        draft_to(
            uow,
            uow.get(Candidate, release.candidate_id),
            NoticeKind.RESULT,
            values,
            registration_id=release.registration_ids[0],
        )


def withdraw_results(uow: UnitOfWork, registration_ids: Collection[UUID]) -> None:
    """These results aren't what they were: what wasn't sent of their enrolments is discarded."""
    enrolments = select(ExamRegistration.course_enrollment_id).where(
        ExamRegistration.id.in_(registration_ids)
    )
    theirs = select(ExamRegistration.id).where(
        ExamRegistration.course_enrollment_id.in_(enrolments)
        | ExamRegistration.id.in_(registration_ids)
    )
    withdraw(uow, [NoticeKind.RESULT], Notice.exam_registration_id.in_(theirs))


def _paper_text(paper: PaperRelease) -> str:
    """ "Tasting: 57 / 100, Pass"."""
    return _("{paper}: {mark}, {award}").format(
        paper=words.component_text(paper.component),
        mark=words.mark_text(paper.score, paper.max_score),
        award=words.award_text(paper.award),
    )
