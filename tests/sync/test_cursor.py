"""Many write while a device reads on: it misses nothing, on either database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest

from tests.helpers.stores import found_test_centre
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import PROTOCOL, HelloRequest, PullAnswer, PullRequest

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
        self._epoch = self._hub.hello(hello).epoch

    def pull(self) -> PullAnswer:
        request = PullRequest(epoch=self._epoch, cursor=self._cursor, limit=PAGE)
        answer = self._hub.pull(request)
        self._cursor = answer.next
        self.seen.update(each.id for each in answer.changes)
        return answer


def test_a_reader_misses_none_of_sixteen_writers(office: Workspace) -> None:
    reader = Reader(office)
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(_write, office, number) for number in range(WRITERS)]
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
