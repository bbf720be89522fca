"""What a release changes for a candidate."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Award, Component, ExamType
from wset_desk.services.attempts import Qualification


@dataclass(frozen=True)
class PaperRelease:
    """One result that is released; `before` is the mark that was released for it already.

    `exam` is what the paper is called.
    """

    registration_id: UUID
    exam: str
    exam_type: ExamType
    component: Component
    score: Decimal
    max_score: int
    award: Award
    before: Decimal | None


@dataclass(frozen=True)
class CandidateRelease:
    """What a candidate hears: their papers, and the qualification `before` and `after`."""

    candidate_id: UUID
    name: str
    number: str | None
    papers: tuple[PaperRelease, ...]
    before: Qualification
    after: Qualification
