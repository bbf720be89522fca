"""The outbox says everything: a store that is written anew from it has the same rows."""

from pathlib import Path

from tests.helpers.replay import replay, rows_of
from tests.helpers.sample import FEW_WEEKS
from tests.helpers.stores import sqlite_store
from wset_desk.services.demo.build import fill_sample
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock


def test_the_sample_replayed(
    store: Store, clock: FixedClock, tmp_path: Path, sqlite_template: Path
) -> None:
    actor = fill_sample(store, clock, size=FEW_WEEKS)
    target = sqlite_store(tmp_path / "copy.db", sqlite_template, clock)
    replay(store, target, actor)
    rows = rows_of(store)
    assert all(rows[name] for name in ("candidates", "exam_registrations", "result_versions"))
    assert rows_of(target) == rows
    target.close()
