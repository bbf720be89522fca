"""The results that enquiries are about (helpers of this layer)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component, ExamType, PaperRules
from wset_desk.domain.enquiries import COVERED, EnquiryType
from wset_desk.services.attempts import ResultKey
from wset_desk.services.derived import paper_rules
from wset_desk.services.result_versions import Sitting, sittings
from wset_desk.storage.schema import ExamEnquiry, Offering, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A result with the rules that it is judged by; `day` is the centre's."""

    key: ResultKey
    sitting: Sitting
    rules: PaperRules
    offering: Offering
    day: date

    @property
    def exam_type(self) -> ExamType:
        return ExamType(self.sitting.template.exam_type)


def covered_results(enquiry: ExamEnquiry) -> tuple[ResultKey, ...]:
    """The results that an enquiry is about, theory first."""
    components = COVERED[EnquiryType(enquiry.enquiry_type)]
    return tuple((_registration_of(enquiry, each), each) for each in components)


def _registration_of(enquiry: ExamEnquiry, component: Component) -> UUID:
    other = enquiry.tasting_registration_id
    return other if other and component is Component.TASTING else enquiry.exam_registration_id


def disputed_versions(enquiry: ExamEnquiry) -> dict[ResultKey, UUID]:
    """The versions that the candidate had been told, by result."""
    known = {
        Component.THEORY: enquiry.disputed_theory_version_id,
        Component.TASTING: enquiry.disputed_tasting_version_id,
    }
    found = {key: known[key[1]] for key in covered_results(enquiry)}
    return {key: version for key, version in found.items() if version is not None}


def asked_papers(uow: UnitOfWork, keys: Iterable[ResultKey]) -> dict[ResultKey, AskedPaper]:
    """The results with their rules; NOT_FOUND where a registration is missing."""
    wanted = list(keys)
    found = sittings(uow, {registration_id for registration_id, _ in wanted})
    rules = paper_rules(uow, {each.template for each in found.values()})
    return {key: _paper(uow, key, found[key[0]], rules) for key in wanted}


def _paper(
    uow: UnitOfWork, key: ResultKey, sitting: Sitting, rules: Mapping[UUID, PaperRules]
) -> AskedPaper:
    return AskedPaper(
        key=key,
        sitting=sitting,
        rules=rules[sitting.template.id],
        offering=uow.get(Offering, sitting.template.course_offering_id),
        day=day_of(uow, sitting),
    )


def day_of(uow: UnitOfWork, sitting: Sitting) -> date:
    """The centre's day of an exam."""
    return sitting.exam.exam_date.astimezone(uow.zone).date()


def versions_by_id(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, ResultVersion]:
    found = uow.session.scalars(select(ResultVersion).where(ResultVersion.id.in_(list(ids))))
    return {each.id: each for each in found}
