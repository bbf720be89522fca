"""The marks of one command: checked cell by cell, then written as one version a result."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Component, PaperRules
from wset_desk.domain.errors import DomainError
from wset_desk.domain.mark_entry import mark_refusal
from wset_desk.domain.paper_parts import total_of
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState, parse_mark
from wset_desk.services.assigned import check_assigned
from wset_desk.services.attempts import ResultKey
from wset_desk.services.derived import paper_rules, settle_results
from wset_desk.services.result_versions import (
    NO_RESULT,
    Entered,
    ResultChange,
    ResultValue,
    sittings,
    standing_results,
    write_version,
)
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_TOTAL = ""


@dataclass(frozen=True)
class SavedMark:
    """A mark that changed; `version_id` is what `restore_marks` takes back."""

    version_id: UUID
    registration_id: UUID
    component: Component
    score: Decimal | None
    part: str | None = None


class MarkSheet:
    """The registrations of one command with what their marks depend on.

    Raises NOT_FOUND and NOT_ASSIGNED for all of them. `corrects`: confirmed results open too.
    """

    def __init__(
        self, uow: UnitOfWork, registration_ids: set[UUID], *, corrects: bool = False
    ) -> None:
        self._uow = uow
        self._corrects = corrects
        self._today = uow.now.astimezone(uow.zone).date()
        self._sittings = sittings(uow, registration_ids)
        sessions = {each.exam.id for each in self._sittings.values()}
        check_assigned(uow, sessions, Permission.ENTER_RESULTS)
        self._standing = standing_results(uow, registration_ids)
        self._papers = paper_rules(uow, {each.template for each in self._sittings.values()})
        self._typed: dict[ResultKey, dict[str, Decimal | None]] = defaultdict(dict)
        self._wanted: dict[ResultKey, ResultValue] = {}

    def take(self, key: ResultKey, part: str | None, mark: str | Decimal | None) -> None:
        """Take up a typed mark, or refuse it."""
        self.put(key, part, self.read(key, part, mark))

    def read(self, key: ResultKey, part: str | None, mark: str | Decimal | None) -> Decimal | None:
        """What a typed mark says, where one can be given now; None for nothing."""
        paper = self._check(key)
        text = f"{mark:f}" if isinstance(mark, Decimal) else mark or ""
        return parse_mark(text, self._maximum(key, paper, part))

    def offering_of(self, registration_id: UUID) -> UUID:
        """The offering whose exam it is."""
        return self._sittings[registration_id].template.course_offering_id

    def put(self, key: ResultKey, part: str | None, mark: Decimal | None) -> None:
        """Have a mark that was read written with the others."""
        self._typed[key][part or _TOTAL] = mark

    def take_back(self, change: ResultChange) -> None:
        """Take up what stood before a version.

        Versions in between don't matter as long as what stands is this one's.
        """
        self._check(change.key)
        if self.stands(change.key) != change.new:
            raise DomainError("RESULT_BUILT_UPON")
        self._wanted[change.key] = change.old

    def write(self, entered: Entered | None = None) -> tuple[SavedMark, ...]:
        """Make a version of each result that changes; answers the marks that did.

        `entered` is given where it wasn't the actor, now.
        """
        for key, typed in self._typed.items():
            self._wanted[key] = self._with(key, typed)
        changed = [key for key, value in self._wanted.items() if value != self.stands(key)]
        saved = [mark for key in changed for mark in self._write(key, self._wanted[key], entered)]
        registrations = [self._sittings[each].registration for each, _ in changed]
        for registration in registrations:
            self._complete(registration)
        settle_results(self._uow, *registrations)
        return tuple(saved)

    def begin_anew(self) -> None:
        """After `write`: take up more, upon what was written."""
        self._typed.clear()
        self._wanted.clear()
        self._standing = standing_results(self._uow, list(self._sittings))

    def _check(self, key: ResultKey) -> PaperRules:
        registration, exam, template = self._sittings[key[0]]
        paper = self._papers[template.id]
        if key[1] not in paper.components:
            raise DomainError("COMPONENT_NOT_EXAMINED")
        state = getattr(registration, f"{key[1]}_state")
        refusal = mark_refusal(
            status=RegistrationStatus(registration.status),
            state=ResultState(state) if state else None,
            exam_day=exam.exam_date.astimezone(self._uow.zone).date(),
            today=self._today,
            corrects=self._corrects,
        )
        if refusal is not None:
            raise refusal.as_error()
        return paper

    def _maximum(self, key: ResultKey, paper: PaperRules, part: str | None) -> Decimal | int:
        """A paper with parts is marked by them alone, any other by its total alone."""
        if not (paper.parts or part):
            return self._sittings[key[0]].template.max_score
        for each in paper.parts:
            if each.name == part:
                return each.max_score
        raise DomainError("COMPONENT_NOT_EXAMINED" if part else "MARK_BY_PARTS")

    def _with(self, key: ResultKey, typed: Mapping[str, Decimal | None]) -> ResultValue:
        if _TOTAL in typed:
            return ResultValue(typed[_TOTAL], {})
        marks = {**self.stands(key).parts, **typed}
        parts = {name: mark for name, mark in marks.items() if mark is not None}
        template = self._sittings[key[0]].template
        return ResultValue(total_of(self._papers[template.id].parts, parts), parts)

    def stands(self, key: ResultKey) -> ResultValue:
        """What the result says now."""
        standing = self._standing.get(key)
        return NO_RESULT if standing is None else standing.value

    def _write(
        self, key: ResultKey, value: ResultValue, entered: Entered | None
    ) -> list[SavedMark]:
        before = self.stands(key)
        version_id = write_version(
            self._uow,
            self._sittings[key[0]],
            key[1],
            self._standing.get(key),
            state=ResultState.PROVISIONAL,
            value=value,
            entered=entered,
        )
        if not value.parts and not before.parts:
            return [SavedMark(version_id, *key, value.score)]
        return [
            SavedMark(version_id, *key, value.parts.get(part), part)
            for part in {**before.parts, **value.parts}
            if before.parts.get(part) != value.parts.get(part)
        ]

    def _complete(self, registration: ExamRegistration) -> None:
        """Who has any mark has sat the exam."""
        marked = any(self._has_mark((registration.id, component)) for component in Component)
        registration.status = (
            RegistrationStatus.COMPLETED if marked else RegistrationStatus.REGISTERED
        )
        registration.result_date = self._uow.now if marked else None

    def _has_mark(self, key: ResultKey) -> bool:
        return self._wanted.get(key, self.stands(key)) != NO_RESULT
