"""When a desk syncs: the clock and the dice are the test's, nothing waits."""

import pytest

from wset_desk.sync.pace import Pace


class Watch:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pace(watch: Watch) -> Pace:
    """Of a desk that has just synced, with somebody at work."""
    made = Pace(watch, lambda: 1.0)
    made.settle()
    return made


def test_a_desk_that_opens_asks_at_once(watch: Watch) -> None:
    assert Pace(watch).left == 0


def test_every_half_minute_while_somebody_works_then_every_five(pace: Pace, watch: Watch) -> None:
    assert pace.left == 30
    watch.seconds += 121
    pace.settle()
    assert pace.left == 300
    pace.touch()
    assert pace.left == 30


def test_edits_go_together_soon(pace: Pace, watch: Watch) -> None:
    pace.edit()
    watch.seconds += 1
    pace.edit()
    assert pace.left == 1


def test_a_person_needn_t_wait(pace: Pace) -> None:
    pace.fail()
    pace.ask()
    assert pace.left == 0


def test_ever_later_while_nobody_answers(pace: Pace) -> None:
    waits = []
    for _attempt in range(8):
        pace.fail()
        waits.append(pace.left)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    pace.edit()
    pace.touch()
    assert pace.left == 60
    pace.settle()
    pace.fail()
    assert pace.left == 1


def test_desks_that_failed_together_don_t_come_back_together(watch: Watch) -> None:
    hasty, slow = Pace(watch, lambda: 0.0), Pace(watch, lambda: 1.0)
    for pace in (hasty, slow):
        pace.fail()
    assert (hasty.left, slow.left) == (0.5, 1.0)


def test_a_server_may_ask_for_patience(pace: Pace) -> None:
    pace.fail(least=90)
    assert pace.left == 90


def test_less_at_a_time_after_each_failure(pace: Pace) -> None:
    batches = [pace.batch]
    for _ in range(7):
        pace.fail()
        batches.append(pace.batch)
    assert batches == [2000, 1000, 500, 250, 125, 62, 50, 50]
    pace.settle()
    assert pace.batch == 2000
