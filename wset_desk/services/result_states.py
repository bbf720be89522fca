"""From provisional to confirmed to released: each step a new version of the result (rule 14)."""

from collections.abc import Sequence
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState, check_state_change
from wset_desk.services.attempts import ResultKey
from wset_desk.services.marking.holds import check_not_held
from wset_desk.services.result_versions import (
    StandingResult,
    changes_of,
    sittings,
    standing_results,
    write_version,
)
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import RESULT_NEEDS_SECOND_PERSON
from wset_desk.storage.unit_of_work import UnitOfWork


class StandingVersions:
    """The results of some versions, which have to be those that stand: what was seen is meant.

    Refuses RESULT_CHANGED_SINCE for a version that doesn't stand any more, NOT_FOUND.
    """

    def __init__(self, uow: UnitOfWork, versions: Sequence[UUID]) -> None:
        self._uow = uow
        self.keys = [each.key for each in changes_of(uow, versions)]
        registrations = {registration_id for registration_id, _ in self.keys}
        standing = standing_results(uow, registrations)
        if {standing[key].version_id for key in self.keys} != set(versions):
            raise DomainError("RESULT_CHANGED_SINCE")
        self.standing = {key: standing[key] for key in self.keys}
        self.sittings = sittings(uow, registrations)

    def check(self, old: ResultState, new: ResultState) -> None:
        """Refuse RESULT_STATE_NOT_ALLOWED, RESULT_WITHOUT_MARK, SECOND_PERSON_NEEDED, and
        RESULT_ON_HOLD where it isn't a step back."""
        needs_second_person = centre_setting(self._uow, RESULT_NEEDS_SECOND_PERSON)
        for result in self.standing.values():
            if result.state is not old:
                raise DomainError("RESULT_STATE_NOT_ALLOWED")
            check_state_change(
                result.state,
                new,
                entered_by=result.entered_by,
                by=self._uow.actor.staff_id,
                needs_second_person=needs_second_person,
            )
            if result.value.score is None:
                raise DomainError("RESULT_WITHOUT_MARK")
        if new is not ResultState.PROVISIONAL:
            check_not_held(self._uow, self.standing)

    def move(self, old: ResultState, new: ResultState) -> tuple[UUID, ...]:
        """Write the versions in which the results go from one state to the next; answers those."""
        self.check(old, new)
        return tuple(self._write(key, result, new) for key, result in self.standing.items())

    def _write(self, key: ResultKey, result: StandingResult, new: ResultState) -> UUID:
        sitting = self.sittings[key[0]]
        return write_version(self._uow, sitting, key[1], result, state=new, value=result.value)
