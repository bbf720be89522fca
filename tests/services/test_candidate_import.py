"""Import of candidates: all rows or none, nobody twice, and nothing overwritten unasked."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from tests.helpers.courses import enrol_in, level_2_course
from wset_desk.domain.candidates import CandidateField, CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import DuplicateAction, TextRow
from wset_desk.domain.written_dates import ColumnOrder, DateOrder
from wset_desk.services.candidates import (
    add_candidate,
    candidate,
    edit_candidate,
    find_candidates,
    remove_candidate,
)
from wset_desk.services.import_checks import CheckedRow, ImportCheck, RowState
from wset_desk.services.import_removal import remove_import
from wset_desk.services.import_runs import ImportReport, RowOutcome
from wset_desk.services.imports import (
    RowChoice,
    check_candidates,
    import_candidates,
)
from wset_desk.services.workspace import Workspace

F = CandidateField
MAPPING = {0: F.CANDIDATE_NUMBER, 1: F.FIRST_NAME, 2: F.LAST_NAME, 3: F.BIRTH_DATE, 4: F.EMAIL}
ANA = ("W1", "Ana", "Silva", "5 Sep 1990", "ana@example.org")
BEN = ("W2", "Ben", "Moor", "1971-01-31", "")
ADD, SKIP, UPDATE = DuplicateAction.ADD, DuplicateAction.SKIP, DuplicateAction.UPDATE


def table(*rows: Sequence[str]) -> tuple[TextRow, ...]:
    """Data rows below a heading, so that the first is row 2."""
    return tuple(TextRow(number, tuple(cells)) for number, cells in enumerate(rows, 2))


def check(workspace: Workspace, *rows: Sequence[str]) -> ImportCheck:
    return workspace.run(check_candidates, rows=table(*rows), mapping=MAPPING)


def states(workspace: Workspace, *rows: Sequence[str]) -> list[RowState]:
    return [row.state for row in check(workspace, *rows).rows]


def bring_in(workspace: Workspace, *rows: Sequence[str], **options: object) -> ImportReport:
    return workspace.call(import_candidates, rows=table(*rows), mapping=MAPPING, **options)


def everybody(workspace: Workspace) -> dict[str, CandidateValues]:
    rows = workspace.run(find_candidates).rows
    return {row.name: workspace.run(candidate, candidate_id=row.id).detail.values for row in rows}


def only(check_: ImportCheck) -> CheckedRow:
    (row,) = check_.rows
    return row


def id_of(workspace: Workspace, name: str) -> UUID:
    return workspace.run(find_candidates, text=name).rows[0].id


def test_new_candidates_are_taken_up(workspace: Workspace) -> None:
    report = bring_in(workspace, ANA, BEN)
    assert len(report.added) == 2
    assert everybody(workspace)["Ana Silva"] == CandidateValues(
        first_name="Ana",
        last_name="Silva",
        candidate_number="W1",
        birth_date=date(1990, 9, 5),
        email="ana@example.org",
    )


@pytest.mark.parametrize(
    "rows",
    [
        (ANA, BEN),
        (("", "Ana", "Silva", "", ""), ("", "Ana", "Silva", "", "other@example.org")),
        (("", "Ana", "Silva", "5 Sep 1990", ""), ("W2", "Ben", "Moor", "", "")),
        (ANA, ANA, BEN),
    ],
    ids=["numbers", "names alone", "mixed", "with a row twice"],
)
def test_the_same_file_twice_adds_nothing(
    workspace: Workspace, rows: tuple[Sequence[str], ...]
) -> None:
    first = bring_in(workspace, *rows)
    before = everybody(workspace)
    again = bring_in(workspace, *rows)
    assert again.added == again.updated == ()
    assert again.run.count(RowOutcome.ALREADY_THERE) == len(rows)
    assert workspace.run(find_candidates).total == len(first.added)
    assert everybody(workspace) == before


def test_one_wrong_row_keeps_everybody_out(workspace: Workspace) -> None:
    wrong = ("W3", "", "Li", "soon", "li")
    with pytest.raises(DomainError) as refused:
        bring_in(workspace, ANA, wrong, BEN)
    assert (refused.value.code, refused.value.parameters["count"]) == ("IMPORT_HAS_ERRORS", 1)
    assert everybody(workspace) == {}
    found = {(p.row, p.column, p.refusal.code) for p in check(workspace, ANA, wrong).problems}
    assert found == {
        (3, 1, "FIRST_NAME_MISSING"),
        (3, 3, "DATE_NOT_READ"),
        (3, 4, "EMAIL_NOT_PLAUSIBLE"),
    }


def test_wrong_rows_are_left_out_only_when_asked(workspace: Workspace) -> None:
    wrong = ("W3", "", "Li", "", "")
    report = bring_in(workspace, ANA, wrong, leave_out_wrong=True)
    assert (len(report.added), report.run.count(RowOutcome.REFUSED)) == (1, 1)
    assert list(everybody(workspace)) == ["Ana Silva"]


def test_a_known_number_with_other_values_is_a_change(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    moved = ("w1", "Ana", "Sousa", "", "new@example.org")
    row = only(check(workspace, moved))
    assert row.state is RowState.CHANGED
    assert row.matches[0].differs == ("last_name", "email")
    assert bring_in(workspace, moved).run.outcomes == {2: RowOutcome.LEFT_OUT}
    assert list(everybody(workspace)) == ["Ana Silva"]
    report = bring_in(workspace, moved, on_duplicate=UPDATE)
    assert len(report.updated) == 1
    updated = everybody(workspace)["Ana Sousa"]
    assert (updated.email, updated.birth_date) == ("new@example.org", date(1990, 9, 5))


def test_a_known_number_is_never_added_again(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    report = bring_in(workspace, ("W1", "Ana", "Sousa", "", ""), on_duplicate=ADD)
    assert (report.added, report.run.outcomes) == ((), {2: RowOutcome.LEFT_OUT})


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (("", "ANA", "silva", "5 Sep 1990", "other@example.org"), RowState.DUPLICATE),
        (("W9", "Ana", "Silva", "5 Sep 1990", ""), RowState.DUPLICATE),
        (("", "Ana", "Silva", "", "other@example.org"), RowState.DUPLICATE),
        (("", "Ana", "Silva", "6 Sep 1990", ""), RowState.NEW),
        (("W9", "Ana", "Silva", "", ""), RowState.NEW),
        (("", "Ana", "Silva", "5 Sep 1990", ""), RowState.SAME),
    ],
    ids=["name and date", "other number", "no date", "other date", "only other number", "same"],
)
def test_who_may_be_known_by_name_and_birth_date(
    workspace: Workspace, row: Sequence[str], state: RowState
) -> None:
    bring_in(workspace, ANA)
    assert states(workspace, row) == [state]


def test_each_duplicate_is_decided_on_its_own(workspace: Workspace) -> None:
    bring_in(workspace, ANA, BEN)
    report = bring_in(
        workspace,
        ("", "Ana", "Silva", "5 Sep 1990", "new@example.org"),
        ("", "Ben", "Moor", "31 Jan 1971", "ben@example.org"),
        choices={2: RowChoice(UPDATE), 3: RowChoice(ADD)},
    )
    assert (len(report.updated), len(report.added)) == (1, 1)
    assert everybody(workspace)["Ana Silva"].email == "new@example.org"
    assert workspace.run(find_candidates, text="moor").total == 2


def test_an_update_needs_to_know_which_of_several(workspace: Workspace) -> None:
    for number in ("W1", "W2"):
        workspace.call(add_candidate, first_name="Ana", last_name="Silva", candidate_number=number)
    row = ("", "Ana", "Silva", "", "new@example.org")
    with pytest.raises(DomainError) as refused:
        bring_in(workspace, row, on_duplicate=UPDATE)
    assert refused.value.code == "SEVERAL_CANDIDATES_FIT"
    chosen = next(
        m.id for m in only(check(workspace, row)).matches if m.values.candidate_number == "W2"
    )
    bring_in(workspace, row, choices={2: RowChoice(UPDATE, chosen)})
    detail = workspace.run(candidate, candidate_id=chosen).detail
    assert (detail.values.candidate_number, detail.values.email) == ("W2", "new@example.org")


def test_a_choice_of_somebody_else_is_refused(workspace: Workspace) -> None:
    bring_in(workspace, ANA, BEN)
    choice = RowChoice(UPDATE, id_of(workspace, "Ben Moor"))
    with pytest.raises(DomainError) as refused:
        bring_in(workspace, ("W1", "Ana", "Sousa", "", ""), choices={2: choice})
    assert refused.value.code == "ROW_MATCHES_NOBODY"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (("W 1", "Ana", "Sousa", "", ""), "NUMBER_REPEATED"),
        (("", "Ana", "Silva", "1971-01-31", "x@example.org"), None),
    ],
)
def test_a_number_stands_once_in_a_file(
    workspace: Workspace, second: Sequence[str], code: str | None
) -> None:
    problems = check(workspace, ANA, second).problems
    assert [problem.refusal.code for problem in problems] == ([code] if code else [])


def test_somebody_without_number_stands_once_in_a_file(workspace: Workspace) -> None:
    rows = [("", "Ben", "Moor", "1971-01-31", email) for email in ("", "ben@example.org")]
    (problem,) = check(workspace, *rows).problems
    assert (problem.row, problem.refusal.code) == (3, "CANDIDATE_REPEATED")
    assert problem.refusal.parameters == {"row": 2}


def test_two_rows_cannot_update_the_same_candidate(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    rows = [("", "Ana", "Silva", "", f"{n}@example.org") for n in (1, 2)]
    with pytest.raises(DomainError) as refused:
        bring_in(workspace, *rows, on_duplicate=UPDATE)
    assert refused.value.code == "CANDIDATE_REPEATED"
    assert everybody(workspace)["Ana Silva"].email == "ana@example.org"


def test_dates_in_doubt_are_never_guessed(workspace: Workspace) -> None:
    row = ("", "Ana", "Silva", "05/09/1990", "")
    assert check(workspace, row).date_order == ColumnOrder(DateOrder.DAY_FIRST, certain=False)
    with pytest.raises(DomainError) as refused:
        bring_in(workspace, row)
    assert (refused.value.code, refused.value.parameters) == (
        "DATE_ORDER_IN_DOUBT",
        {"text": "05/09/1990"},
    )
    bring_in(workspace, row, date_order=DateOrder.MONTH_FIRST)
    assert everybody(workspace)["Ana Silva"].birth_date == date(1990, 5, 9)


def test_an_import_is_taken_back(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    before = everybody(workspace)
    report = bring_in(workspace, ("W1", "Ana", "Sousa", "", ""), BEN, on_duplicate=UPDATE)
    assert set(everybody(workspace)) == {"Ana Sousa", "Ben Moor"}
    removal = workspace.call(remove_import, run_id=report.run.id)
    assert (removal.removed, removal.restored) == ({"candidates": 1}, {"candidates": 1})
    assert everybody(workspace) == before


def test_what_was_built_upon_an_import_stays(workspace: Workspace) -> None:
    report = bring_in(workspace, ANA, BEN)
    enrol_in(workspace, level_2_course(workspace).id, id_of(workspace, "Ben Moor"))
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_import, run_id=report.run.id)
    assert refused.value.code == "IMPORT_BUILT_UPON"
    assert set(everybody(workspace)) == {"Ana Silva", "Ben Moor"}


def test_a_number_that_somebody_else_has_by_now_is_not_given_back(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    renumbered = ("W9", *ANA[1:])
    report = bring_in(workspace, renumbered, on_duplicate=UPDATE)
    bring_in(workspace, ("W1", *BEN[1:]))
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_import, run_id=report.run.id)
    assert refused.value.code == "CANDIDATE_NUMBER_TAKEN"


def test_an_update_that_was_edited_since_is_not_taken_back(workspace: Workspace) -> None:
    bring_in(workspace, ANA)
    report = bring_in(workspace, ("W1", "Ana", "Sousa", "", ""), on_duplicate=UPDATE)
    ana = id_of(workspace, "Ana Sousa")
    values = CandidateValues(first_name="Ana", last_name="Santos", candidate_number="W1")
    workspace.call(edit_candidate, candidate_id=ana, values=values)
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_import, run_id=report.run.id)
    assert refused.value.code == "IMPORT_BUILT_UPON"


def test_who_was_removed_since_is_no_hindrance(workspace: Workspace) -> None:
    report = bring_in(workspace, ANA, BEN)
    workspace.call(remove_candidate, candidate_id=report.added[0])
    removal = workspace.call(remove_import, run_id=report.run.id)
    assert removal.removed == {"candidates": 1}
    assert everybody(workspace) == {}


class StoppedError(Exception):
    """The person said stop."""


class StopAfter:
    """Hears of progress until `fraction`, then stops."""

    def __init__(self, fraction: float) -> None:
        self.heard: list[float] = []
        self._limit = fraction

    def report(self, fraction: float) -> None:
        self.heard.append(fraction)
        if fraction > self._limit:
            raise StoppedError


def many(count: int) -> list[tuple[str, ...]]:
    return [(f"W{n}", f"Ana{n}", "Silva", "", "") for n in range(count)]


def test_progress_goes_up_to_the_end(desk: Workspace) -> None:
    progress = StopAfter(1)
    bring_in(desk, *many(1500), progress=progress)
    assert progress.heard == sorted(progress.heard)
    assert progress.heard[0] == 0
    assert progress.heard[-1] > 0.9


def test_a_stopped_import_keeps_nothing(desk: Workspace) -> None:
    with pytest.raises(StoppedError):
        bring_in(desk, *many(1500), progress=StopAfter(0.9))
    assert everybody(desk) == {}


def test_whoever_was_brought_in_is_found(desk: Workspace) -> None:
    assert len(bring_in(desk, *many(300)).added) == 300
    assert desk.run(find_candidates, text="ana299 silva w299").total == 1
