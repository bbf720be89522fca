"""Many write while a device reads on: it misses nothing, on either database.

Half of them write on the server itself, as its commands do; half are devices that push.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.helpers.callers import let_in
from tests.helpers.stores import NOW, found_test_centre
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import (
    PROTOCOL,
    HelloRequest,
    PullAnswer,
    PullRequest,
    PushRequest,
    SentChange,
)

WRITERS = 16
COMMITS = 4
PAGE = 7


@pytest.fixture
def office(store: Store) -> Workspace:
    return found_test_centre(replace(store, is_server=True))


class Reader:
    """A device that pulls, page by page, and remembers what it was told."""

    def __init__(self, office: Workspace) -> None:
        actor = office.actor
        self._hub = Hub(office.store, actor.centre_id, actor.device_id, is_trusted=True)
        self._cursor = 0
        self.seen: set[UUID] = set()
        hello = HelloRequest(
            protocol=PROTOCOL,
            schema_revision="0005",
            device=actor.device_id,
            n=0,
            epoch=None,
            cursor=0,
        )
        self.epoch = self._hub.hello(hello).epoch

    def pull(self) -> PullAnswer:
        request = PullRequest(epoch=self.epoch, cursor=self._cursor, limit=PAGE)
        answer = self._hub.pull(request)
        self._cursor = answer.next
        self.seen.update(each.id for each in answer.changes)
        return answer


def test_a_reader_misses_none_of_sixteen_writers(office: Workspace) -> None:
    reader = Reader(office)
    devices = [let_in(office)[0] for _ in range(WRITERS // 2)]
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(_write, office, number) for number in range(WRITERS // 2)]
        writers += [pool.submit(_push, office, device, reader.epoch) for device in devices]
        while not all(writer.done() for writer in writers):
            reader.pull()
    written = {row_id for writer in writers for row_id in writer.result()}
    while reader.pull().more:
        pass
    assert len(written) == WRITERS * COMMITS
    assert written <= reader.seen


def _write(office: Workspace, number: int) -> list[UUID]:
    """Commits of one and of two rows, so that numbers are claimed in steps."""
    made = []
    for commit in range(COMMITS):
        with office.store.unit_of_work(office.actor, write=True) as uow:
            row = Candidate(first_name="Ann", last_name=f"Lee {number}", search_text="")
            made.append(uow.add(row).id)
            uow.session.flush()
            if commit % 2:
                row.notes = f"commit {commit}"
            uow.commit()
    return made


def _push(office: Workspace, device: UUID, epoch: UUID) -> list[UUID]:
    """A new candidate in each push."""
    hub = Hub(office.store, office.actor.centre_id, device)
    made = []
    for n in range(1, COMMITS + 1):
        change = SentChange(
            change_id=uuid4(),
            n=n,
            tx=uuid4(),
            entity="candidates",
            id=uuid4(),
            op="insert",
            base_seq=None,
            patch={"first_name": "Bo", "last_name": "Park", "created_at": NOW.isoformat()},
            user=office.actor.staff_id,
            client_time=NOW,
        )
        answer = hub.push(PushRequest(epoch=epoch, answered_n=n - 1, changes=[change]))
        assert answer.results[0].status == "applied"
        made.append(change.id)
    return made
