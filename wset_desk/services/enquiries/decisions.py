"""What a review's marks would make of a result, and of everything after it (helpers)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.enquiries import EnquiryOutcome
from wset_desk.domain.enquiry_decisions import Finding, Judgement, ReviewedPaper, outcome_of
from wset_desk.domain.errors import DomainError
from wset_desk.domain.paper_parts import total_of
from wset_desk.domain.results import ResultState, parse_mark, percentage, shown_percentage
from wset_desk.services.attempts import (
    Enrolled,
    Qualification,
    ResultKey,
    SupposedMark,
    enrolled,
)
from wset_desk.services.enquiries.asked_papers import (
    AskedPaper,
    asked_papers,
    covered_results,
    disputed_versions,
    versions_by_id,
)
from wset_desk.services.enquiries.needless import needless_of, passed_papers
from wset_desk.services.enquiries.rows import DecidedMark, DecidedPaper, DecisionPreview
from wset_desk.services.enquiries.versions import award_of, passes
from wset_desk.services.ledger import account_of
from wset_desk.services.marking.holds import check_not_held
from wset_desk.services.result_versions import (
    ResultValue,
    StandingResult,
    standing_results,
    value_of,
)
from wset_desk.storage.schema import ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork

UNDECIDED = Qualification(None, None)


class Decision:
    """An enquiry's results as they were told, as they stand, and as a review found them.

    Refuses ENQUIRY_RESULT_WITHDRAWN where one isn't released now, ENQUIRY_PAPER_UNFIT and
    MARK_BY_PARTS for a mark of something else, and what `parse_mark` refuses, with its
    `component` and `part`; RESULT_ON_HOLD where a result that waits would be released anew.
    """

    def __init__(self, uow: UnitOfWork, enquiry: ExamEnquiry, marks: Sequence[DecidedMark]) -> None:
        self._uow = uow
        self._enquiry = enquiry
        self.papers = asked_papers(uow, covered_results(enquiry))
        self.standing = _standing(uow, self.papers)
        self.told = self._read_told()
        self.found = {key: self.standing[key].value for key in self.papers}
        for mark in marks:
            self._take(mark)
        check_not_held(uow, self.changed)
        self._before = self._supposing(self.told)
        self._after = self._supposing(self.found)

    @property
    def changed(self) -> tuple[ResultKey, ...]:
        """The results of which there is a new version to write."""
        return tuple(key for key in self.papers if self.found[key] != self.standing[key].value)

    @property
    def unseen(self) -> frozenset[UUID]:
        """The versions by which what was told has been changed meanwhile."""
        moved = [key for key in self.papers if self.told[key] != self.standing[key].value]
        return frozenset(self.standing[key].version_id for key in moved)

    def finding(self) -> Finding:
        papers = [
            ReviewedPaper(
                old_score=_score(self.told[key]),
                new_score=_score(self.found[key]),
                old=_judged(paper, self.told[key]),
                new=_judged(paper, self.found[key]),
            )
            for key, paper in self.papers.items()
        ]
        return outcome_of(papers, _overall(self._before), _overall(self._after))

    def change(self, key: ResultKey) -> Decimal:
        """Signed, from what was told."""
        return _score(self.found[key]) - _score(self.told[key])

    def preview(self) -> DecisionPreview:
        finding = self.finding()
        refundable = max(account_of(self._uow, self._enquiry).received, Decimal("0.00"))
        return DecisionPreview(
            papers=tuple(self._decided(paper) for paper in self.papers.values()),
            overall_old=_qualification(self._before),
            overall_new=_qualification(self._after),
            outcome=finding.outcome,
            result_changed=finding.result_changed,
            refundable=refundable,
            refund_due=finding.outcome is EnquiryOutcome.UPHELD and refundable > 0,
            refund_is_choice=finding.outcome is EnquiryOutcome.PARTIAL and refundable > 0,
            needless=needless_of(self._uow, self._after) if self._after else (),
            reopens=self._reopens(),
            standing=tuple(each.version_id for each in self.standing.values()),
        )

    def _take(self, mark: DecidedMark) -> None:
        paper = next((p for p in self.papers.values() if p.key[1] == mark.component), None)
        if paper is None:
            raise DomainError("ENQUIRY_PAPER_UNFIT", component=str(mark.component))
        typed = self._parsed(paper, mark)
        if typed is None:
            return
        if mark.part is None:
            self.found[paper.key] = ResultValue(typed, {})
            return
        parts = {**self.found[paper.key].parts, mark.part: typed}
        self.found[paper.key] = ResultValue(total_of(paper.rules.parts, parts), parts)

    def _parsed(self, paper: AskedPaper, mark: DecidedMark) -> Decimal | None:
        text = f"{mark.mark:f}" if isinstance(mark.mark, Decimal) else mark.mark or ""
        try:
            return parse_mark(text, self._maximum(paper, mark.part))
        except DomainError as error:
            where = {"component": str(mark.component), "part": mark.part}
            raise DomainError(error.code, **{**error.parameters, **where}) from None

    def _maximum(self, paper: AskedPaper, part: str | None) -> Decimal | int:
        by_parts = bool(self.standing[paper.key].value.parts)
        if part is None:
            if by_parts:
                raise DomainError("MARK_BY_PARTS")
            return paper.sitting.template.max_score
        for each in paper.rules.parts:
            if by_parts and each.name == part:
                return each.max_score
        raise DomainError("ENQUIRY_PAPER_UNFIT")

    def _read_told(self) -> dict[ResultKey, ResultValue]:
        told = disputed_versions(self._enquiry)
        rows = versions_by_id(self._uow, told.values())
        return {
            key: value_of(rows[told[key]]) if key in told else self.standing[key].value
            for key in self.papers
        }

    def _supposing(self, values: Mapping[ResultKey, ResultValue]) -> Enrolled | None:
        enrollment_id = next(iter(self.papers.values())).sitting.registration.course_enrollment_id
        if enrollment_id is None:
            return None
        marks = {
            key: SupposedMark(_score(value), passes(self.papers[key], value))
            for key, value in values.items()
        }
        return enrolled(self._uow, [enrollment_id])[enrollment_id].supposing(marks)

    def _reopens(self) -> tuple[ExamType, ...]:
        if self._before is None or self._after is None:
            return ()
        return tuple(sorted(passed_papers(self._before) - passed_papers(self._after)))

    def _decided(self, paper: AskedPaper) -> DecidedPaper:
        old, new = self.told[paper.key], self.found[paper.key]
        maximum = paper.sitting.template.max_score
        return DecidedPaper(
            registration_id=paper.key[0],
            component=paper.key[1],
            exam_name=paper.sitting.template.name,
            max_score=maximum,
            old=_score(old),
            new=_score(new),
            change=self.change(paper.key),
            old_percent=shown_percentage(percentage(_score(old), maximum)),
            new_percent=shown_percentage(percentage(_score(new), maximum)),
            old_passed=passes(paper, old),
            new_passed=passes(paper, new),
            old_award=award_of(paper, old),
            new_award=award_of(paper, new),
            parts=tuple(
                (part.name, old.parts.get(part.name), new.parts.get(part.name))
                for part in paper.rules.parts
                if part.name in new.parts
            ),
        )


def _standing(
    uow: UnitOfWork, papers: Mapping[ResultKey, AskedPaper]
) -> dict[ResultKey, StandingResult]:
    found = standing_results(uow, {registration_id for registration_id, _ in papers})
    standing = {key: found[key] for key in papers if key in found}
    released = [each.state is ResultState.RELEASED for each in standing.values()]
    if len(standing) < len(papers) or not all(released):
        raise DomainError("ENQUIRY_RESULT_WITHDRAWN")
    return standing


def _score(value: ResultValue) -> Decimal:
    return Decimal("0.00") if value.score is None else value.score


def _judged(paper: AskedPaper, value: ResultValue) -> Judgement:
    return Judgement(passes(paper, value), award_of(paper, value))


def _qualification(enrolment: Enrolled | None) -> Qualification:
    return UNDECIDED if enrolment is None else enrolment.qualification()


def _overall(enrolment: Enrolled | None) -> Judgement:
    qualification = _qualification(enrolment)
    return Judgement(qualification.passed, qualification.award)
