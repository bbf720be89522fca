"""What a candidate may challenge, appeal, or not, and why (rule 15; helpers of this layer)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import COVERED, OPEN_STATUSES, EnquiryStatus, EnquiryType
from wset_desk.domain.enquiry_eligibility import (
    OVERRIDABLE,
    AppealedEnquiry,
    ChallengedResult,
    appeal_refusals,
    appeal_until,
    enquiry_refusals,
    last_day,
)
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import ProductKind
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import ResultKey
from wset_desk.services.enquiries.asked_papers import AskedPaper, asked_papers, covered_results
from wset_desk.services.enquiries.rows import EnquiryKey, EnquiryOption
from wset_desk.services.prices import price_on, product_of, today
from wset_desk.services.result_versions import standing_results
from wset_desk.services.setting_values import CentreSettings
from wset_desk.settings import (
    BANK_HOLIDAY_REGION,
    ENQUIRY_APPEAL_DAYS,
    ENQUIRY_WEEKS_LEVEL_3,
    ENQUIRY_WEEKS_LEVELS_1_2,
)
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_HIGHEST_LEVEL = 3


class Challenges:
    """The results of a candidate, with the enquiries that there are about them."""

    def __init__(self, uow: UnitOfWork, candidate_id: UUID) -> None:
        self._uow = uow
        self._today = today(uow)
        self._settings = CentreSettings(uow)
        self._papers = _papers(uow, candidate_id)
        self._standing = standing_results(uow, {key[0] for key in self._papers})
        self._enquiries = list(
            uow.session.scalars(
                select(ExamEnquiry)
                .where(ExamEnquiry.candidate_id == candidate_id)
                .order_by(ExamEnquiry.submitted_at, ExamEnquiry.id)
            )
        )

    def covered(self, key: EnquiryKey) -> tuple[ResultKey, ...]:
        """The results that an enquiry is about; ENQUIRY_TYPE_UNFIT where the paper has none."""
        registration_id, enquiry_type = key
        if enquiry_type is not EnquiryType.BOTH:
            return (self._checked(registration_id, COVERED[enquiry_type][0]),)
        theory = self._checked(registration_id, Component.THEORY)
        same = (registration_id, Component.TASTING)
        if same in self._papers:
            return theory, same
        tasting = self._latest(self._enrolment(theory), Component.TASTING)
        return (theory,) if tasting is None else (theory, tasting)

    def refusals(
        self, key: EnquiryKey, appeal_of: ExamEnquiry | None = None
    ) -> tuple[Refusal, ...]:
        """Everything against an enquiry, or against an appeal."""
        results = [self._result(each) for each in self.covered(key)]
        if appeal_of is not None:
            return self._against_appeal(key.enquiry_type, results, appeal_of)
        weeks = self._weeks(self.level(key))
        return enquiry_refusals(key.enquiry_type, results, weeks=weeks, today=self._today)

    def level(self, key: EnquiryKey) -> int:
        return self._papers[self.covered(key)[0]].offering.wset_level

    def price(self, enquiry_type: EnquiryType) -> Decimal | None:
        """What it is charged today; None: it isn't for sale."""
        product = product_of(self._uow, ProductKind.ENQUIRY, enquiry_type=enquiry_type)
        return None if product is None else price_on(self._uow, product, self._today)

    def standing_version(self, key: ResultKey) -> UUID:
        """The version that the candidate was told."""
        return self._standing[key].version_id

    def options(self) -> tuple[EnquiryOption, ...]:
        """The newest exam first."""
        return tuple(self._option(key) for key in self._keys())

    def appeal_until(self, first: ExamEnquiry) -> date | None:
        """The last day for an appeal of an enquiry, None while it isn't answered."""
        answered = _answered_on(self._uow, first)
        if answered is None:
            return None
        days, region = self._settings[ENQUIRY_APPEAL_DAYS], self._settings[BANK_HOLIDAY_REGION]
        return appeal_until(answered, days, region)

    def _keys(self) -> Iterator[EnquiryKey]:
        """Each released result, and of what has none the latest."""
        for registration_id, component in self._papers:
            key = (registration_id, component)
            enrolment = self._enrolment(key)
            if self._is_released(key) or self._latest(enrolment, component) == key:
                yield EnquiryKey(registration_id, EnquiryType(component.value))
            if component is Component.THEORY and self._latest(enrolment, component) == key:
                yield from self._both(registration_id)

    def _both(self, registration_id: UUID) -> Iterator[EnquiryKey]:
        both = EnquiryKey(registration_id, EnquiryType.BOTH)
        if len(self.covered(both)) > 1:
            yield both

    def _option(self, key: EnquiryKey) -> EnquiryOption:
        covered = self.covered(key)
        papers = [self._papers[each] for each in covered]
        first, reasons = self._way(key, covered)
        price = self.price(key.enquiry_type)
        if price is None:
            reasons = (*reasons, Refusal("PRICE_UNKNOWN"))
        return EnquiryOption(
            key=key,
            enquiry_type=key.enquiry_type,
            registration_ids=tuple(dict.fromkeys(each[0] for each in covered)),
            offering=papers[0].offering.name,
            exam_name=", ".join(dict.fromkeys(each.sitting.template.name for each in papers)),
            level=papers[0].offering.wset_level,
            day=max(each.day for each in papers),
            price=Decimal("0.00") if price is None else price,
            last_day=self._last_day(papers, first),
            appeal_of_id=None if first is None else first.id,
            reasons=reasons,
            late_with_reason=self._only_late(reasons),
        )

    def _way(
        self, key: EnquiryKey, covered: Sequence[ResultKey]
    ) -> tuple[ExamEnquiry | None, tuple[Refusal, ...]]:
        """An enquiry, or an appeal where the result was looked into already, and what is against
        it."""
        reasons = self.refusals(key)
        first = self._latest_closed(covered)
        if not reasons or first is None:
            return None, reasons
        against = self.refusals(key, first)
        decided = any(each.code == "ENQUIRY_DECIDED" for each in reasons)
        return (first, against) if decided or not against else (None, reasons)

    def _last_day(self, papers: Sequence[AskedPaper], first: ExamEnquiry | None) -> date | None:
        if first is not None:
            return self.appeal_until(first)
        if not all(self._is_released(each.key) for each in papers):
            return None
        weeks = self._weeks(papers[0].offering.wset_level)
        return min(last_day(each.day, weeks) for each in papers)

    def _only_late(self, reasons: Sequence[Refusal]) -> bool:
        may = Permission.OVERRIDE_DEADLINE in self._uow.actor.permissions
        return may and bool(reasons) and all(each.code in OVERRIDABLE for each in reasons)

    def _against_appeal(
        self, enquiry_type: EnquiryType, results: Sequence[ChallengedResult], first: ExamEnquiry
    ) -> tuple[Refusal, ...]:
        appealed = AppealedEnquiry(
            status=EnquiryStatus(first.status),
            covers=frozenset(component for _, component in covered_results(first)),
            answered_on=_answered_on(self._uow, first),
            is_appeal=first.appeal_of_id is not None,
            was_appealed=any(each.appeal_of_id == first.id for each in self._enquiries),
        )
        until = self.appeal_until(first)
        return appeal_refusals(enquiry_type, results, appealed, until=until, today=self._today)

    def _result(self, key: ResultKey) -> ChallengedResult:
        paper = self._papers[key]
        about = [each for each in self._enquiries if key in covered_results(each)]
        standing = self._standing.get(key)
        entered_at = None if standing is None else standing.entered_at
        return ChallengedResult(
            exam_day=paper.day,
            is_released=self._is_released(key),
            allows_enquiries=paper.sitting.template.allows_enquiries,
            is_open=any(each.status in OPEN_STATUSES for each in about),
            was_decided=any(
                each.status == EnquiryStatus.COMPLETED
                and each.resolved_at is not None
                and entered_at is not None
                and entered_at <= each.resolved_at
                for each in about
            ),
        )

    def _is_released(self, key: ResultKey) -> bool:
        standing = self._standing.get(key)
        return (
            standing is not None
            and standing.state is ResultState.RELEASED
            and standing.value.score is not None
        )

    def _latest(self, enrolment: UUID, component: Component) -> ResultKey | None:
        """Of an enrolment's attempts the latest that is released, else the latest of all."""
        keys = [
            key for key in self._papers if key[1] == component and self._enrolment(key) == enrolment
        ]
        released = [key for key in keys if self._is_released(key)]
        return next(iter([*released, *keys]), None)

    def _latest_closed(self, covered: Sequence[ResultKey]) -> ExamEnquiry | None:
        closed = [each for each in self._enquiries if each.status not in OPEN_STATUSES]
        about = [each for each in closed if set(covered) <= set(covered_results(each))]
        return about[-1] if about else None

    def _checked(self, registration_id: UUID, component: Component) -> ResultKey:
        key = (registration_id, component)
        if key not in self._papers:
            raise DomainError("ENQUIRY_TYPE_UNFIT", field="enquiry_type")
        return key

    def _enrolment(self, key: ResultKey) -> UUID:
        """The enrolment; who has none has a qualification of this registration alone."""
        return self._papers[key].sitting.registration.course_enrollment_id or key[0]

    def _weeks(self, level: int) -> int:
        highest = level == _HIGHEST_LEVEL
        return self._settings[ENQUIRY_WEEKS_LEVEL_3 if highest else ENQUIRY_WEEKS_LEVELS_1_2]


def _papers(uow: UnitOfWork, candidate_id: UUID) -> dict[ResultKey, AskedPaper]:
    """Every component that the candidate sat or will sit, the newest exam first."""
    ids = uow.session.scalars(
        select(ExamRegistration.id).where(
            ExamRegistration.candidate_id == candidate_id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
    ).all()
    found = asked_papers(uow, [(each, component) for each in ids for component in Component])
    examined = [each for each in found.values() if each.key[1] in each.rules.components]
    examined.sort(key=lambda each: (each.sitting.exam.exam_date, each.key[0]), reverse=True)
    return {each.key: each for each in examined}


def _answered_on(uow: UnitOfWork, enquiry: ExamEnquiry) -> date | None:
    if enquiry.resolved_at is None:
        return None
    return enquiry.resolved_at.astimezone(uow.zone).date()
