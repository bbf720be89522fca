"""What a window needs of the network to join a centre: to be let in, and to fetch the centre."""

from collections.abc import Callable

from wset_desk.domain.errors import DomainError
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.connecting import join_centre, sync_once
from wset_desk.sync.staging import OnProgress


class Joins:
    """Over HTTP; nobody answering is a refusal like any other."""

    def let_in(
        self, store: Store, *, address: str, code: str, device_name: str
    ) -> tuple[Actor, str]:
        """See `services.joining.LetsIn`. Refuses SERVER_UNREACHABLE, too."""
        try:
            actor, let_in = join_centre(store, address=address, code=code, device_name=device_name)
        except ConnectionError as error:
            raise DomainError("SERVER_UNREACHABLE", what=str(error), field="address") from error
        return actor, let_in.fingerprint

    def fetch(
        self, workspace: Workspace, on_progress: OnProgress, is_over: Callable[[], bool]
    ) -> None:
        """Take the whole centre over. Refuses DEVICE_NOT_APPROVED as long as nobody has approved
        this computer, SERVER_UNREACHABLE, SERVER_MODE, and what `sync_once` refuses."""
        try:
            synced = sync_once(
                workspace.store, workspace.actor, on_progress=on_progress, is_over=is_over
            )
        except ConnectionError as error:
            raise DomainError("SERVER_UNREACHABLE", what=str(error)) from error
        if not synced.is_through:
            raise DomainError("SERVER_MODE", mode=synced.mode)
