"""An import of each kind taken out again as one, as long as nothing was built upon it."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.exchange import KINDS, bring_in
from tests.helpers.result_life import officer
from tests.helpers.same_tables import contents
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.exam_places import take_payment
from wset_desk.services.import_removal import Removal, preview_removal, remove_import
from wset_desk.services.import_runs import ImportRunDetail, RowOutcome, list_imports
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ResultVersion
from wset_desk.system.resources import resource_path

STAYS = ("rooms", "staff", "result_versions")
"""What an import leaves behind: places, people, and that there was a result."""
UP_TO_BOOKINGS = KINDS[: KINDS.index(FileKind.BOOKINGS) + 1]
UP_TO_RESULTS = KINDS[: KINDS.index(FileKind.RESULTS) + 1]


def sample_in(workspace: Workspace, kind: FileKind) -> ImportRunDetail:
    bring_in(workspace, resource_path(f"samples/{kind}.csv"), kind)
    return latest(workspace)


def latest(workspace: Workspace) -> ImportRunDetail:
    return workspace.run(list_imports)[0]


def out(workspace: Workspace, run: ImportRunDetail) -> Removal:
    return workspace.call(remove_import, run_id=run.id)


def refusal(workspace: Workspace, run: ImportRunDetail) -> str:
    with pytest.raises(DomainError) as refused:
        out(workspace, run)
    return refused.value.code


def tables(workspace: Workspace) -> Mapping[str, Any]:
    return {k: rows for k, rows in contents(workspace.store).items() if k not in STAYS}


def rows(workspace: Workspace, model: Any) -> list[Any]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.scalars(select(model).order_by(model.id)))


def test_what_came_in_last_goes_out_first_and_nothing_is_left(workspace: Workspace) -> None:
    before, runs = [], []
    for kind in KINDS:
        before.append(tables(workspace))
        runs.append(sample_in(workspace, kind))
    for run, then in zip(reversed(runs), reversed(before), strict=True):
        removal = workspace.run(preview_removal, run_id=run.id)
        assert removal.obstacles == ()
        assert out(workspace, run) == removal
        assert tables(workspace) == then
    assert all(each.taken_out_at for each in workspace.run(list_imports))
    assert refusal(workspace, runs[0]) == "IMPORT_TAKEN_OUT"


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_nothing_goes_out_beneath_what_was_built_upon_it(desk: Workspace, kind: FileKind) -> None:
    runs = {each: sample_in(desk, each) for each in KINDS}
    before = tables(desk)
    (first, *_) = desk.run(preview_removal, run_id=runs[kind].id).obstacles
    assert first.name.name
    assert refusal(desk, runs[kind]) == "IMPORT_BUILT_UPON"
    assert tables(desk) == before


def test_the_same_files_come_in_again_afterwards(desk: Workspace) -> None:
    runs = [sample_in(desk, kind) for kind in KINDS]
    before = tables(desk)
    for run in reversed(runs):
        out(desk, run)
    for kind in KINDS:
        found = bring_in(desk, resource_path(f"samples/{kind}.csv"), kind)
        assert (kind, found.new) == (kind, found.in_file)
    assert tables(desk) == before


def test_results_are_taken_back_by_versions_with_a_reason(desk: Workspace) -> None:
    *_, run = [sample_in(desk, kind) for kind in UP_TO_RESULTS]
    removal = out(desk, run)
    assert removal.removed == {"result_versions": 2}
    versions = [(x.number, x.score, x.reason) for x in rows(desk, ResultVersion)]
    assert versions == [
        (1, Decimal(84), "import"),
        (1, Decimal("47.5"), "import"),
        (2, None, "import taken out"),
        (2, None, "import taken out"),
    ]
    marked = [each for each in rows(desk, ExamRegistration) if each.theory_score is not None]
    assert marked == []
    again = bring_in(desk, resource_path("samples/results.csv"), FileKind.RESULTS)
    assert again.new == 2
    assert [each.number for each in rows(desk, ResultVersion)][-2:] == [3, 3]


def test_what_an_import_changed_is_put_back(desk: Workspace, tmp_path: Path) -> None:
    for kind in KINDS:
        sample_in(desk, kind)
    before = tables(desk)
    for kind, old, new in (
        (FileKind.CANDIDATES, ";Okafor;", ";Adeyemi;"),
        (FileKind.COURSES, "480.00", "500.00"),
        (FileKind.SESSIONS, "Library;8;6;", "Cellar Room;8;5;"),
        (FileKind.RESULTS, ";47,5;", ";57,5;"),
    ):
        text = resource_path(f"samples/{kind}.csv").read_text("utf-8")
        path = tmp_path / f"{kind}.csv"
        path.write_text(text.replace(old, new), "utf-8")
        found = bring_in(desk, path, kind, on_duplicate=DuplicateAction.UPDATE)
        assert found.count(RowOutcome.CHANGED) == 1
        assert tables(desk) != before
        assert out(desk, latest(desk)).restored
        assert tables(desk) == before


def test_a_payment_since_keeps_a_booking_in(desk: Workspace) -> None:
    *_, run = [sample_in(desk, kind) for kind in UP_TO_BOOKINGS]
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        owing = next(each for each in rows(desk, ExamRegistration) if not each.fee_paid)
        take_payment(uow, uow.get(ExamRegistration, owing.id), "card")
        uow.commit()
    assert refusal(desk, run) == "IMPORT_BUILT_UPON"
    (obstacle,) = desk.run(preview_removal, run_id=run.id).obstacles
    assert (obstacle.by, obstacle.name.name) == ("ledger_entries", "Niamh O’Sullivan")


def test_a_mark_given_since_keeps_results_in(desk: Workspace) -> None:
    *_, run = [sample_in(desk, kind) for kind in UP_TO_RESULTS]
    provisional = next(
        each for each in rows(desk, ExamRegistration) if each.theory_state == "provisional"
    )
    mark = MarkInput(provisional.id, Component.THEORY, "50")
    desk.call(set_marks, marks=(mark,))
    assert refusal(desk, run) == "IMPORT_BUILT_UPON"


def test_a_confirmation_since_keeps_results_in(desk: Workspace) -> None:
    *_, run = [sample_in(desk, kind) for kind in UP_TO_RESULTS]
    provisional = next(each for each in rows(desk, ResultVersion) if each.state == "provisional")
    officer(desk).call(confirm_results, versions=(provisional.id,))
    before = tables(desk)
    assert refusal(desk, run) == "IMPORT_BUILT_UPON"
    assert tables(desk) == before


def test_a_run_that_this_store_has_no_log_of_stays(desk: Workspace) -> None:
    run = sample_in(desk, FileKind.CANDIDATES)
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_entries")
    assert refusal(desk, run) == "IMPORT_MADE_ELSEWHERE"
