"""The simulator is worth something only if it finds mistakes: of these each, in a few seeds."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import Founded, World
from wset_desk.storage import change_log
from wset_desk.sync import client, hub, judging, receiving, replica, sending, settling

MOST_SEEDS = 60
STEPS = 40
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

    def hasty(self: client.Client, epoch: Any) -> int:
        with self._store.replica(self._actor) as uow:
            cursor = client._cursor(uow)
            assert cursor is not None
        request = client.PullRequest(epoch=epoch, cursor=cursor.seq)
        answer = self._transport.pull(request)
        with self._store.replica(self._actor) as uow:
            client._move_cursor(uow, answer.next)
            uow.commit()
        with self._store.replica(self._actor) as uow:
            replica.take_over(uow, answer.changes)
            uow.commit()
        return right(self, epoch)

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
    patch.setattr(receiving, "_actions", lambda changes: ([change] for change in changes))


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
    right, made = client._sent, count()

    def renamed(entry: Any) -> Any:
        sent = right(entry)
        last = format(next(made), "012x")
        return sent.model_copy(update={"change_id": type(sent.id)(f"{str(sent.id)[:24]}{last}")})

    patch.setattr(client, "_sent", renamed)


@mistake
def rows_are_numbered_outside_the_counter(patch: pytest.MonkeyPatch) -> None:
    """Every other change gets the number of the one before it."""
    right = change_log._number_rows

    def careless(connection: Any, changes: Sequence[Any], numbers: Sequence[int]) -> None:
        right(connection, changes, [0 for _ in numbers])

    patch.setattr(change_log, "_number_rows", careless)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found(
    name: str, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MISTAKES[name](monkeypatch)
    assert any(_goes_wrong(seed, founded, tmp_path) for seed in range(MOST_SEEDS))


def _goes_wrong(seed: int, founded: Founded, tmp_path: Path) -> bool:
    folder = tmp_path / str(seed)
    folder.mkdir()
    world = World(seed, folder, founded)
    try:
        world.run(STEPS)
        return bool(problems(world))
    except Exception:
        return True  # it doesn't get as far as to differ
    finally:
        world.close()
