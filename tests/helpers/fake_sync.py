"""What syncs a centre, for tests: it hears what it is asked for, and tells what the test says."""

from dataclasses import dataclass, field
from uuid import UUID

from tests.helpers.desk import settle
from ui.desk.sync_watch import SyncWatch, Told
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import SyncState
from wset_desk.services.syncing.handed_in import HandedIn, HandedInList
from wset_desk.services.workspace import Workspace


@dataclass
class FakeSync:
    """`asked` is what the window wanted, in its order; `refusal` is how `connect` and other
    questions end, `differing` how many rows a comparison finds."""

    told: Told | None = None
    asked: list[str] = field(default_factory=list)
    refusal: DomainError | None = None
    differing: int = 0
    handed_in: list[HandedIn] = field(default_factory=list)

    def __call__(self, workspace: Workspace, told: Told) -> "FakeSync":
        self.told = told
        return self

    def start(self) -> None:
        self.asked.append("start")

    def stop(self) -> None:
        self.asked.append("stop")

    def sync_now(self) -> None:
        self.asked.append("sync_now")

    def edited(self) -> None:
        self.asked.append("edited")

    def touched(self) -> None:
        self.asked.append("touched")

    def connect(self, address: str, code: str) -> None:
        self.asked.append(f"connect {address} {code}")
        if self.refusal is not None:
            raise self.refusal

    def new_code(self, password: str, staff_id: UUID | None) -> str:
        self.asked.append(f"new_code {'desk' if staff_id is None else 'invigilator'}")
        if self.refusal is not None:
            raise self.refusal
        return "ABCD-EFGH-JKMN"

    def compare(self) -> int:
        self.asked.append("compare")
        if self.refusal is not None:
            raise self.refusal
        return self.differing

    def count_handed_in(self) -> int:
        return len(self.handed_in)

    def judge_handed_in(self, password: str) -> "FakeSync":
        self.asked.append("judge_handed_in")
        if self.refusal is not None:
            raise self.refusal
        return self

    def waiting(self) -> HandedInList:
        return HandedInList(tuple(self.handed_in), len(self.handed_in))

    def settle(self, tx: UUID, *, is_written: bool) -> None:
        self.asked.append("settle" if is_written else "discard")
        if self.refusal is not None:
            raise self.refusal
        self.handed_in = [each for each in self.handed_in if each.tx != tx]

    def tell(self, state: SyncState, *changed: str) -> None:
        """As from the thread on which it works."""
        assert self.told is not None
        self.told(state, frozenset(changed))
        settle()


def watch_of(workspace: Workspace, sync: FakeSync) -> SyncWatch:
    """The window's, following that workspace."""
    watch = SyncWatch(sync)
    watch.follow(workspace)
    return watch
