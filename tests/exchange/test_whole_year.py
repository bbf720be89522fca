"""A centre's whole year taken out, kind by kind, and brought into an empty one: the same tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.exchange import KINDS, bring_in, export_of, written
from tests.helpers.same_tables import CALLED, contents
from tests.helpers.stores import found_test_centre, sqlite_store
from wset_desk.services.workspace import Workspace
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Iterator[Workspace]:
    """A centre on the sample's last day that knows nobody but its administrator."""
    clock = FixedClock(sample.NOW)
    store = sqlite_store(tmp_path / "empty.db", sqlite_template, clock)
    yield found_test_centre(store)
    store.close()


@pytest.mark.parametrize("ending", ["csv", pytest.param("xlsx", marks=pytest.mark.slow)])
def test_the_sample_year_comes_back_row_by_row_and_table_by_table(
    sample_year: Workspace, empty: Workspace, tmp_path: Path, ending: str
) -> None:
    for kind in KINDS:
        export = export_of(sample_year, kind)
        path = written(tmp_path / f"{kind}.{ending}", kind, export)
        found = bring_in(empty, path, kind)
        assert (kind, found.new, found.why) == (kind, found.in_file, ())
        assert found.new == len(export.rows) > 0
        assert export_of(empty, kind) == export
    before, after = contents(sample_year.store), contents(empty.store)
    for name in CALLED:
        if name != "staff":
            assert (name, after[name]) == (name, before[name])
    names = {row["name"] for row in after["staff"]} - {"Ada Admin"}
    assert names <= {row["name"] for row in before["staff"]}
