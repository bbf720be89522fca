"""What joining a centre does: each function runs on a worker, and imports its services there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ui.common.progress import Progress
from ui.desk.start.actions import Centre, centre_of
from ui.desk.start.computer import Computer
from wset_desk.domain.errors import DomainError
from wset_desk.system.paths import Profile

if TYPE_CHECKING:
    from wset_desk.services.joining import Joining, LetsIn
    from wset_desk.services.workspace import Workspace


class JoinsCentre(Protocol):
    """The network's part, which the window itself doesn't know; see ``wset_desk.sync.joining``."""

    @property
    def let_in(self) -> LetsIn:
        """Asks the server to let this computer in."""

    def fetch(
        self,
        workspace: Workspace,
        on_progress: Callable[[int, int], object],
        is_over: Callable[[], bool],
    ) -> None:
        """Takes the whole centre over; refuses as long as that can't be."""


MakesJoins = Callable[[], JoinsCentre]


@dataclass(frozen=True)
class Begun:
    """A computer that was let in, and the recovery key of its store."""

    joining: Joining
    recovery_key: str


def begin(computer: Computer, makes: MakesJoins, values: dict[str, Any]) -> Begun:
    """Refuses what `begin_joining` refuses, and leaves nothing then."""
    from wset_desk.services.joining import JoinInput, begin_joining  # noqa: PLC0415
    from wset_desk.system.clock import clock_from  # noqa: PLC0415

    joining, recovery_key = begin_joining(
        JoinInput(
            address=values["address"],
            code=values["code"],
            device_name=values["device_name"],
            name=values["name"],
            passphrase=values.get("passphrase"),
        ),
        makes().let_in,
        keys=computer.keys(),
        clock=clock_from(computer.now, computer.environ),
        root=computer.root,
    )
    return Begun(joining, recovery_key)


def go_on(computer: Computer, profile: Profile, passphrase: str | None) -> Joining | None:
    """The profile that waits; None if somebody has to type its passphrase first."""
    from wset_desk.services.joining import open_joining  # noqa: PLC0415
    from wset_desk.services.opening import clock_of, needs_passphrase  # noqa: PLC0415

    keys = computer.keys()
    if passphrase is None and needs_passphrase(profile, keys):
        return None
    clock = clock_of(profile, computer.now, computer.environ)
    return open_joining(profile, clock, keys, passphrase)


def fetch(
    computer: Computer, makes: MakesJoins, joining: Joining, *, progress: Progress
) -> Centre | DomainError:
    """The centre, once it is here whole; else why it isn't yet."""
    from wset_desk.services.joining import finish_joining  # noqa: PLC0415

    try:
        makes().fetch(
            joining.workspace,
            lambda done, of: progress.report(done / max(1, of)),
            lambda: progress.cancelled,
        )
    except DomainError as error:
        return error
    finish_joining(joining.profile)
    return centre_of(computer, joining.profile, joining.workspace)


def give_up(computer: Computer, joining: Joining) -> None:
    from wset_desk.services.joining import give_up_joining  # noqa: PLC0415

    give_up_joining(joining, computer.keys())
