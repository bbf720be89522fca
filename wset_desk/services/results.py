"""Marks: typed or pasted, each change a new version, each undo one more (rules 4 and 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.mark_entry import mark_refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState, parse_mark
from wset_desk.services.assigned import check_assigned
from wset_desk.services.contract import command
from wset_desk.services.derived import profile_of_offering, settle_results
from wset_desk.storage.schema import (
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    ResultVersion,
)
from wset_desk.storage.unit_of_work import UnitOfWork

UNDO_REASON = "undo"


@dataclass(frozen=True)
class MarkInput:
    """A mark as it was typed, on its component's own scale; empty text or None takes it back."""

    registration_id: UUID
    component: Component
    mark: str | Decimal | None


@dataclass(frozen=True)
class RefusedMark:
    registration_id: UUID
    component: Component
    refusal: Refusal


@dataclass(frozen=True)
class SavedMark:
    """A mark that changed; `version_id` is what `restore_marks` takes back."""

    version_id: UUID
    registration_id: UUID
    component: Component
    score: Decimal | None


@dataclass(frozen=True)
class MarksOutcome:
    """What became of each mark; one that is what it was before is in neither."""

    saved: tuple[SavedMark, ...]
    refused: tuple[RefusedMark, ...]

    @property
    def versions(self) -> tuple[UUID, ...]:
        return tuple(mark.version_id for mark in self.saved)


@command(Permission.ENTER_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def set_marks(uow: UnitOfWork, *, marks: tuple[MarkInput, ...]) -> MarksOutcome:
    """Save the good ones among `marks` and answer the others with what is wrong with them.

    A mark that changes makes a provisional version and completes the registration; one that
    doesn't makes none. Of two marks for one cell the later counts. A paper with parts takes its
    total here, and passes by its total. Raises NOT_ASSIGNED and NOT_FOUND for the whole call.
    """
    cells = {(each.registration_id, Component(each.component)): each.mark for each in marks}
    sheet = _Sheet(uow, {registration_id for registration_id, _ in cells})
    saved, refused = [], []
    for (registration_id, component), mark in cells.items():
        try:
            change = sheet.enter(registration_id, component, mark)
        except DomainError as error:
            refusal = Refusal(error.code, error.parameters)
            refused.append(RefusedMark(registration_id, component, refusal))
        else:
            saved += [change] if change is not None else []
    sheet.settle()
    return MarksOutcome(tuple(saved), tuple(refused))


@command(Permission.ENTER_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def restore_marks(uow: UnitOfWork, *, versions: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `set_marks`, and of itself: give each cell the mark from before its version.

    Makes new versions with the reason "undo" and answers them. All or none: refuses
    RESULT_BUILT_UPON where another mark stands by now, RESULT_CONFIRMED,
    MARK_FOR_NO_SHOW, NOT_ASSIGNED, NOT_FOUND.
    """
    uow.reason = UNDO_REASON
    rows = [uow.get(ResultVersion, version) for version in versions]
    sheet = _Sheet(uow, {row.exam_registration_id for row in rows})
    restored = [sheet.take_back(row) for row in rows]
    sheet.settle()
    return tuple(change.version_id for change in restored if change is not None)


class _Sheet:
    """The registrations of one command with what their marks depend on."""

    def __init__(self, uow: UnitOfWork, registration_ids: set[UUID]) -> None:
        self._uow = uow
        self._today = uow.now.astimezone(uow.zone).date()
        rows = uow.session.execute(
            select(ExamRegistration, ExamSession, ExamTemplate)
            .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
            .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
            .where(ExamRegistration.id.in_(registration_ids))
        )
        self._rows = {row[0].id: (row[0], row[1], row[2]) for row in rows}
        if self._rows.keys() != registration_ids:
            raise DomainError("NOT_FOUND", entity=ExamRegistration.__tablename__)
        sessions = {exam.id for _, exam, _ in self._rows.values()}
        check_assigned(uow, sessions, Permission.ENTER_RESULTS)
        self._numbers = _latest_numbers(uow, registration_ids)
        self._components = _components(uow, {each.id: each for _, _, each in self._rows.values()})
        self._changed: dict[UUID, ExamRegistration] = {}

    def enter(
        self, registration_id: UUID, component: Component, mark: str | Decimal | None
    ) -> SavedMark | None:
        """Write the next version, unless the mark is what it was."""
        registration, exam, template = self._rows[registration_id]
        self._check(registration, exam, template, component)
        text = f"{mark:f}" if isinstance(mark, Decimal) else mark or ""
        score = parse_mark(text, template.max_score)
        previous: Decimal | None = getattr(registration, f"{component}_score")
        if score == previous:
            return None
        version_id = self._write(registration, template, component, previous, score)
        return SavedMark(version_id, registration_id, component, score)

    def take_back(self, version: ResultVersion) -> SavedMark | None:
        """Versions in between don't matter as long as the mark that stands is this one's."""
        component = Component(version.component)
        registration, _, _ = self._rows[version.exam_registration_id]
        if getattr(registration, f"{component}_score") != version.score:
            raise DomainError("RESULT_BUILT_UPON")
        return self.enter(version.exam_registration_id, component, version.previous_score)

    def settle(self) -> None:
        """Bring what is computed from the changed marks up to date."""
        for registration in self._changed.values():
            marked = (registration.theory_score, registration.tasting_score) != (None, None)
            registration.status = (
                RegistrationStatus.COMPLETED if marked else RegistrationStatus.REGISTERED
            )
            registration.result_date = self._uow.now if marked else None
            with self._uow.session.no_autoflush:  # one audit entry with mark and outcome
                settle_results(self._uow, registration)

    def _check(
        self,
        registration: ExamRegistration,
        exam: ExamSession,
        template: ExamTemplate,
        component: Component,
    ) -> None:
        if component not in self._components[template.id]:
            raise DomainError("COMPONENT_NOT_EXAMINED")
        state = getattr(registration, f"{component}_state")
        refusal = mark_refusal(
            status=RegistrationStatus(registration.status),
            state=ResultState(state) if state else None,
            exam_day=exam.exam_date.astimezone(self._uow.zone).date(),
            today=self._today,
        )
        if refusal is not None:
            raise refusal.as_error()

    def _write(
        self,
        registration: ExamRegistration,
        template: ExamTemplate,
        component: Component,
        previous: Decimal | None,
        score: Decimal | None,
    ) -> UUID:
        number = self._numbers.get((registration.id, component), 0) + 1
        version = self._uow.add(
            ResultVersion(
                exam_registration_id=registration.id,
                component=component,
                number=number,
                state=ResultState.PROVISIONAL,
                score=score,
                previous_score=previous,
                max_score=template.max_score,
                pass_mark_percentage=template.pass_mark_percentage,
                reason=self._uow.reason,
                entered_by_id=self._uow.actor.staff_id,
                entered_at=self._uow.now,
            )
        )
        self._numbers[registration.id, component] = number
        setattr(registration, f"{component}_score", score)
        setattr(
            registration, f"{component}_state", None if score is None else ResultState.PROVISIONAL
        )
        self._changed[registration.id] = registration
        return version.id


def components_of(
    uow: UnitOfWork, offering: Offering, exam_types: Iterable[str]
) -> dict[str, tuple[Component, ...]]:
    """Which components each kind of the offering's papers takes a mark for."""
    profile = profile_of_offering(uow, offering.id)
    return {
        kind: profile.paper(offering.wset_level, ExamType(kind)).components for kind in exam_types
    }


def _components(
    uow: UnitOfWork, templates: dict[UUID, ExamTemplate]
) -> dict[UUID, tuple[Component, ...]]:
    found = {}
    for template in templates.values():
        offering = uow.get(Offering, template.course_offering_id)
        kinds = components_of(uow, offering, [template.exam_type])
        found[template.id] = kinds[template.exam_type]
    return found


def _latest_numbers(
    uow: UnitOfWork, registration_ids: set[UUID]
) -> dict[tuple[UUID, Component], int]:
    rows = uow.session.execute(
        select(
            ResultVersion.exam_registration_id,
            ResultVersion.component,
            func.max(ResultVersion.number),
        )
        .where(ResultVersion.exam_registration_id.in_(registration_ids))
        .group_by(ResultVersion.exam_registration_id, ResultVersion.component)
    )
    return {(registration, Component(kind)): number for registration, kind, number in rows}
