"""Mistakes with whole centres and with copies: the simulator finds each, in a few seeds.

That a centre is checked before it takes its place is asked in test_snapshot, part by part.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from tests.helpers.sync_checks import problems
from tests.helpers.sync_whole_world import WholeWorld, few_rows_are_many
from tests.helpers.sync_world import Founded
from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Base
from wset_desk.storage.staging import Staging
from wset_desk.sync import forking, repairing, replica, staging

MOST_SEEDS = 20
STEPS = 40
BEGIN_AT = {
    "a_snapshot_is_not_pinned": 1,
    "a_fetched_centre_covers_what_was_typed": 2,
    "a_repair_drops_what_was_not_sent": 1,
    "a_copy_goes_on_with_its_numbers": 2,
}
"""The first seed, where the very first doesn't find it."""
Plant = Callable[[pytest.MonkeyPatch], None]
MISTAKES: dict[str, Plant] = {}


def mistake(plant: Plant) -> Plant:
    MISTAKES[plant.__name__] = plant
    return plant


@mistake
def a_snapshot_is_not_pinned(patch: pytest.MonkeyPatch) -> None:
    """It is taken for what the server has by the time that it is here."""

    def hasty(here: Staging, source: Any, epoch: Any) -> None:
        cursor = staging.cursor_of(here)
        answer = source.pull(staging.PullRequest(epoch=epoch, cursor=cursor))
        here.add_page((), cursor=answer.head)

    patch.setattr(staging, "_follow", hasty)


@mistake
def a_fetched_centre_covers_what_was_typed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("wset_desk.sync.client.lay_over", lambda uow, own: None)


@mistake
def a_repair_drops_what_was_not_sent(patch: pytest.MonkeyPatch) -> None:
    right = repairing.compare

    def careless(*arguments: Any) -> Any:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(repairing, "waiting_rows", lambda uow: {})
            inner.setattr(replica, "waiting_rows", lambda uow: {})
            return right(*arguments)

    patch.setattr("wset_desk.sync.client.compare", careless)


@mistake
def a_copy_goes_on_with_its_numbers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(forking, "number_anew", lambda connection, device, new_id: None)


@mistake
def a_copy_sends_nothing_that_waited(patch: pytest.MonkeyPatch) -> None:
    outbox = Base.metadata.tables["outbox"]

    def careless(connection: Any, device: Any, new_id: Any) -> None:
        waiting = outbox.c.state == "waiting"
        connection.execute(update(outbox).where(waiting).values(state="applied"))

    patch.setattr(forking, "number_anew", careless)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found(
    name: str, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MISTAKES[name](monkeypatch)
    begin = BEGIN_AT.get(name, 0)
    with few_rows_are_many():
        seeds = range(begin, begin + MOST_SEEDS)
        assert any(_goes_wrong(seed, founded, tmp_path) for seed in seeds)


def _goes_wrong(seed: int, founded: Founded, tmp_path: Path) -> bool:
    folder = tmp_path / str(seed)
    folder.mkdir()
    world = None
    try:
        world = WholeWorld(seed, folder, founded)
        world.run(STEPS)
        return bool(problems(world))
    except (DomainError, SQLAlchemyError, KeyError):
        return True  # it doesn't get as far as to differ
    finally:
        if world is not None:
            world.close()
