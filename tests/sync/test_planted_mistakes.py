"""The simulator is worth something only if it finds mistakes: of these each, in a few seeds."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import Founded, World
from wset_desk.domain.errors import DomainError
from wset_desk.services.syncing import settling
from wset_desk.storage import arriving
from wset_desk.sync import client, hub, judging, outbox, receiving, replica, sending

MOST_SEEDS = 20
STEPS = 40
OFTEN = 0.3
SET_BACK = frozenset(
    {"the_servers_new_life_goes_unnoticed", "what_a_restored_server_lost_is_not_sent_again"}
)
"""These come to light only where a server is set back to its backup: it happens often then."""
BEGIN_AT = {
    "a_repeat_is_taken_for_new": 1,
    "half_of_an_action_is_taken": 1,
    "the_servers_new_life_goes_unnoticed": 2,
    "the_cursor_moves_before_the_rows": 3,
    "a_refused_change_stays_in_its_row": 4,
    "an_edit_of_a_deleted_row_is_taken": 7,
    "seats_are_counted_at_the_end_of_a_push": 10,
}
"""The first seed, where one of the first doesn't find it."""
Plant = Callable[[pytest.MonkeyPatch], None]
MISTAKES: dict[str, Plant] = {}


def mistake(plant: Plant) -> Plant:
    MISTAKES[plant.__name__] = plant
    return plant


@mistake
def last_writer_wins_on_a_score(patch: pytest.MonkeyPatch) -> None:
    right = judging.classes_of
    patch.setattr(judging, "classes_of", lambda entity: dict.fromkeys(right(entity), "merge"))


@mistake
def a_repeat_is_taken_for_new(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receiving, "_known", lambda uow, changes: {})
    patch.setattr(receiving, "_check_numbers", lambda uow, fresh: None)


@mistake
def capacity_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling.derived, "recount_seats", lambda uow, *sessions: None)


@mistake
def the_cursor_moves_to_the_head(patch: pytest.MonkeyPatch) -> None:
    right = sending.send

    def hasty(uow: Any, *, cursor: int, limit: int) -> Any:
        answer = right(uow, cursor=cursor, limit=3)
        return answer.model_copy(update={"next": answer.head, "more": False})

    patch.setattr(hub, "send", hasty)


@mistake
def the_cursor_moves_before_the_rows(patch: pytest.MonkeyPatch) -> None:
    right = client.Client._pull

    def hasty(self: client.Client, hello: Any) -> int:
        with self._store.replica(self._actor) as uow:
            cursor = client._cursor(uow)
            assert cursor is not None
        request = client.PullRequest(epoch=hello.epoch, cursor=cursor.seq)
        answer = self._transport.pull(request)
        with self._store.replica(self._actor) as uow:
            client._move_cursor(uow, answer.next)
            uow.commit()
        with self._store.replica(self._actor) as uow:
            replica.take_over(uow, answer.changes)
            uow.commit()
        return right(self, hello)

    patch.setattr(client.Client, "_pull", hasty)


@mistake
def a_refused_change_stays_in_its_row(patch: pytest.MonkeyPatch) -> None:
    right = replica.take_answers

    def careless(uow: Any, results: Sequence[Any]) -> None:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(replica, "_put", lambda uow, rows, waiting: None)
            right(uow, results)

    patch.setattr(client, "take_answers", careless)


@mistake
def an_edit_of_a_deleted_row_is_taken(patch: pytest.MonkeyPatch) -> None:
    right = judging.Judge._changed

    def careless(self: judging.Judge, change: Any, before: dict[str, Any]) -> judging.Verdict:
        return right(self, change, {k: v for k, v in before.items() if k != "deleted_at"})

    patch.setattr(judging.Judge, "_changed", careless)


@mistake
def half_of_an_action_is_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receiving, "_actions", lambda changes: [[change] for change in changes])


@mistake
def the_servers_new_life_goes_unnoticed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(hub, "begin_epoch", lambda store, centre_id: None)
    patch.setattr("tests.helpers.sync_world.begin_epoch", lambda store, centre_id: None)


@mistake
def what_a_restored_server_lost_is_not_sent_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(client, "_send_again", lambda uow, last_n: None)


@mistake
def an_answer_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A change that was refused leaves the outbox as if it had been taken."""
    right = replica.take_answers

    def careless(uow: Any, results: Sequence[Any]) -> None:
        right(uow, [each.model_copy(update={"status": "applied"}) for each in results])

    patch.setattr(client, "take_answers", careless)


@mistake
def a_retry_is_a_new_change(patch: pytest.MonkeyPatch) -> None:
    """The change gets another id each time it is sent, and the server knows it by that alone."""
    right, made = outbox.sent, count()

    def renamed(entry: Any) -> Any:
        sent = right(entry)
        last = format(next(made), "012x")
        return sent.model_copy(update={"change_id": type(sent.id)(f"{str(sent.id)[:24]}{last}")})

    patch.setattr(outbox, "sent", renamed)


@mistake
def rows_keep_no_number(patch: pytest.MonkeyPatch) -> None:
    """A row doesn't tell that it was changed: nobody looks for what others have done to it."""
    right = arriving.write_rows

    def careless(connection: Any, centre_id: Any, entity: str, rows: Sequence[Any]) -> None:
        unnumbered = [each._replace(values={**each.values, "seq": 0}) for each in rows]
        right(connection, centre_id, entity, unnumbered)

    patch.setattr(arriving, "write_rows", careless)


@mistake
def what_waits_is_written_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(replica, "waiting_rows", lambda uow: {})


@mistake
def seats_are_counted_at_the_end_of_a_push(patch: pytest.MonkeyPatch) -> None:
    """And what is too much is taken anyway."""
    right = settling.settle

    def careless(uow: Any, touched: Any) -> None:
        try:
            right(uow, touched)
        except DomainError:
            return

    patch.setattr(receiving, "settle", careless)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found(
    name: str, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MISTAKES[name](monkeypatch)
    disasters = OFTEN if name in SET_BACK else World.disasters
    begin = BEGIN_AT.get(name, 0)
    seeds = range(begin, begin + MOST_SEEDS)
    assert any(_goes_wrong(seed, founded, tmp_path, disasters) for seed in seeds)


def _goes_wrong(seed: int, founded: Founded, tmp_path: Path, disasters: float) -> bool:
    folder = tmp_path / str(seed)
    folder.mkdir()
    world = World(seed, folder, founded, disasters)
    try:
        world.run(STEPS)
        return bool(problems(world))
    except (DomainError, SQLAlchemyError, KeyError):
        return True  # it doesn't get as far as to differ
    finally:
        world.close()
