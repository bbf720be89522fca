"""Confirming results: a second person looks at what was entered (rule 14)."""

from uuid import UUID

from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import UNDO_REASON
from wset_desk.domain.results import ResultState
from wset_desk.services.contract import command
from wset_desk.services.result_states import StandingVersions
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.CONFIRM_RESULTS)
def confirm_results(uow: UnitOfWork, *, versions: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Confirm results as they stand in these versions; answers the versions that say so.

    All or none. Refuses SECOND_PERSON_NEEDED where the actor entered one of them (unless the
    centre switched that off), RESULT_ON_HOLD, RESULT_CHANGED_SINCE, RESULT_WITHOUT_MARK,
    RESULT_STATE_NOT_ALLOWED, NOT_FOUND.
    """
    return StandingVersions(uow, versions).move(ResultState.PROVISIONAL, ResultState.CONFIRMED)


@command(Permission.CONFIRM_RESULTS)
def take_back_confirmation(uow: UnitOfWork, *, versions: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `confirm_results`: they are provisional again, whoever entered them.

    All or none. Refuses RESULT_CHANGED_SINCE where one was released or corrected meanwhile,
    RESULT_STATE_NOT_ALLOWED for what isn't confirmed.
    """
    uow.reason = UNDO_REASON
    return StandingVersions(uow, versions).move(ResultState.CONFIRMED, ResultState.PROVISIONAL)
