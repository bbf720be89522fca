"""What the marks of a results grid come to, candidate by candidate."""

from collections.abc import Sequence
from decimal import Decimal

from wset_desk.domain.catalogue import Award, ExamType, RuleProfile
from wset_desk.domain.results import PaperOutcome, award_band, paper_award
from wset_desk.services.results_rows import MarkCell, PaperColumn

Mark = tuple[Decimal | None, bool | None] | None


class Awards:
    """The words for the cells of these columns: of the whole level where all its papers are here,
    else of the one paper.

    Candidates with the same marks have the same word, and it takes long to work out.
    """

    def __init__(self, profile: RuleProfile, level: int, columns: Sequence[PaperColumn]) -> None:
        self._profile = profile
        self._level = level
        self._columns = columns
        self._papers = {paper.exam_type for paper in profile.papers_of(level)}
        self._known: dict[tuple[Mark, ...], Award | None] = {}

    def of(self, cells: Sequence[MarkCell | None]) -> Award | None:
        """None until all the marks are there."""
        marks = tuple(
            None if cell is None or column.part is not None else (cell.score, cell.passed)
            for column, cell in zip(self._columns, cells, strict=True)
        )
        if marks not in self._known:
            self._known[marks] = self._award(marks)
        return self._known[marks]

    def _award(self, marks: Sequence[Mark]) -> Award | None:
        outcomes = self._outcomes(marks)
        if {outcome.exam_type for outcome in outcomes} == self._papers:
            return award_band(self._profile, self._level, outcomes)
        return self._one_paper(outcomes[0]) if outcomes else None

    def _outcomes(self, marks: Sequence[Mark]) -> list[PaperOutcome]:
        papers: dict[ExamType, list[tuple[PaperColumn, Decimal | None, bool | None]]] = {}
        for column, mark in zip(self._columns, marks, strict=True):
            if mark is not None:
                papers.setdefault(column.exam_type, []).append((column, *mark))
        return [_outcome(kind, marked) for kind, marked in papers.items()]

    def _one_paper(self, outcome: PaperOutcome) -> Award | None:
        if outcome.passed is None or outcome.score is None or outcome.max_score is None:
            return None
        return paper_award(
            passed=outcome.passed,
            score=outcome.score,
            max_score=outcome.max_score,
            bands=self._profile.paper(self._level, outcome.exam_type).bands,
        )


def _outcome(
    kind: ExamType, marked: Sequence[tuple[PaperColumn, Decimal | None, bool | None]]
) -> PaperOutcome:
    """A paper of two components is passed when both are; its mark is then their sum."""
    scores = [score for _, score, _ in marked if score is not None]
    if len(scores) < len(marked):
        return PaperOutcome(kind, None)
    return PaperOutcome(
        kind,
        all(passed for _, _, passed in marked),
        sum(scores, Decimal(0)),
        sum((Decimal(column.max_score) for column, _, _ in marked), Decimal(0)),
    )
