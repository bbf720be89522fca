"""The sample centre taken out, kind by kind, and brought into an empty one: equal, row by row."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.helpers.courses import (
    LEVEL_2_DAYS,
    course_days,
    enrol_in,
    level_2_course,
    make_candidates,
    make_offering,
    shown,
)
from tests.helpers.exchange import KINDS, bring_in, bring_in_samples, refused
from tests.helpers.old_enquiries import challenge_results, release_everything
from tests.helpers.sample import FEW_WEEKS
from tests.helpers.stores import NOW, sqlite_store
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.domain.results import ResultState
from wset_desk.exchange.export_files import export_sheet
from wset_desk.exchange.import_files import read_import_file
from wset_desk.exchange.reconciliation import reconcile, refused_cells, source_of
from wset_desk.exchange.sheets import write_sheet
from wset_desk.exchange.tabular import read_table
from wset_desk.services.candidates import add_candidate
from wset_desk.services.course_sessions import create_course_session
from wset_desk.services.demo.build import fill_sample
from wset_desk.services.exports import Export, export_records
from wset_desk.services.import_runs import RowOutcome, list_imports
from wset_desk.services.importing import importing
from wset_desk.services.marking.holds import place_hold
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, ResultVersion
from wset_desk.system.clock import FixedClock
from wset_desk.system.resources import resource_path

FORMATS = ("csv", "xlsx")
TYPED: Mapping[FileKind, set[type]] = {
    FileKind.CANDIDATES: {date, float},
    FileKind.COURSES: {float},
    FileKind.SESSIONS: {date, float},
    FileKind.ENROLMENTS: {date},
    FileKind.BOOKINGS: {date, datetime, float},
    FileKind.RESULTS: {datetime, float},
    FileKind.ENQUIRIES: {date, datetime, float},
}


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Mapping[FileKind, Export]:
    """What the sample centre takes out, of each kind."""
    clock = FixedClock(NOW)
    store = sqlite_store(tmp_path_factory.mktemp("sample") / "store.db", sqlite_template, clock)
    workspace = Workspace(store, fill_sample(store, clock, size=FEW_WEEKS))
    release_everything(workspace)
    challenge_results(workspace)
    exports = {kind: workspace.run(export_records, kind=kind) for kind in KINDS}
    store.close()
    return exports


@pytest.mark.parametrize("ending", FORMATS)
def test_the_sample_centre_comes_back_as_it_was(
    workspace: Workspace, sample: Mapping[FileKind, Export], tmp_path: Path, ending: str
) -> None:
    for kind, export in sample.items():
        path = tmp_path / f"{kind}.{ending}"
        write_sheet(path, export_sheet(kind, export))
        found = bring_in(workspace, path, kind)
        assert (kind, found.new, found.in_file) == (kind, len(export.rows), len(export.rows))
        assert found.new > 0
        assert workspace.run(export_records, kind=kind) == export
    for kind in sample:
        again = bring_in(workspace, tmp_path / f"{kind}.{ending}", kind)
        assert (kind, again.already_there) == (kind, again.in_file)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_candidate_like_no_other_comes_back(desk: Workspace, tmp_path: Path, ending: str) -> None:
    values = CandidateValues(
        first_name="=Ana",
        last_name='\'-O’Brien; "the" tall',
        candidate_number="0012",
        birth_date=date(1900, 1, 1),
        phone="+44 20 7946 0018",
        address="1 Vine Street\nLondon",
        extra_time_percent=25,
        large_text=True,
        notes="@home, mostly",
    )
    desk.call(add_candidate, **{name: getattr(values, name) for name in values.__slots__})
    export = desk.run(export_records, kind=FileKind.CANDIDATES)
    path = tmp_path / f"one.{ending}"
    write_sheet(path, export_sheet(FileKind.CANDIDATES, export))
    found = bring_in(desk, path, FileKind.CANDIDATES)
    assert (found.in_file, found.already_there) == (1, 1)


def test_numbers_add_up_and_reasons_are_given(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text(
        "Candidate number,First name,Last name,Wine\n"
        "W1,Ana,Silva,\nW1,Ana,Silva,\nW2,,Moor,\n,,,Port\nW3,Eva,Li,\n",
        "utf-8",
    )
    desk.call(add_candidate, first_name="Eva", last_name="Lee", candidate_number="W3")
    steps = importing(FileKind.CANDIDATES)
    columns = read_import_file(path, FileKind.CANDIDATES)
    arguments = {"rows": columns.rows, "mapping": columns.mapping}
    with pytest.raises(DomainError):
        desk.call(steps.take_up, **arguments)
    source = source_of(path, columns)
    report = desk.call(steps.take_up, leave_out_wrong=True, source=source, **arguments)
    found = reconcile(report.run)
    assert [count for _label, count in found.counts()] == [5, 1, 1, 0, 1, 2]
    (why,) = found.why
    assert (why.row, why.heading, why.text) == (4, "First name", "Give the first name.")
    assert found.sheet().rows[6:] == [
        ("Row 2", "New", "", ""),
        ("Row 3", "Already there", "", ""),
        ("Row 4", "Refused", "First name", "Give the first name."),
        ("Row 5", "Left out", "", ""),
        ("Row 6", "Left out", "", ""),
    ]
    (kept,) = desk.run(list_imports)
    assert (kept.file_name, kept.imported_by, reconcile(kept)) == ("some.csv", "Ada Admin", found)


@pytest.mark.parametrize(("first", "second"), [FORMATS, FORMATS[::-1]])
def test_the_sample_files_come_in_in_order(workspace: Workspace, first: str, second: str) -> None:
    for kind in KINDS:
        found = bring_in(workspace, resource_path(f"samples/{kind}.{first}"), kind)
        assert (kind, found.new, found.why) == (kind, found.in_file, ())
        again = bring_in(workspace, resource_path(f"samples/{kind}.{second}"), kind)
        assert (kind, again.already_there) == (kind, again.in_file)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_workbook_opens_with_days_as_days_and_numbers_as_numbers(kind: FileKind) -> None:
    with CalamineWorkbook.from_path(resource_path(f"samples/{kind}.xlsx")) as book:
        headings, *rows = book.get_sheet_by_index(0).to_python()
    plain = read_table(resource_path(f"samples/{kind}.csv")).rows
    assert headings == list(plain[0].cells)
    assert len(rows) == len(plain) - 1
    typed = {type(cell) for row in rows for cell in row if cell != ""}
    assert typed - {str} == TYPED[kind]


@pytest.mark.parametrize(
    ("kind", "heading", "first"),
    [
        (FileKind.SESSIONS, "Offering", "courses"),
        (FileKind.ENROLMENTS, "Candidate number", "candidates"),
        (FileKind.BOOKINGS, "Exam", "sessions"),
        (FileKind.RESULTS, "Exam", "sessions"),
        (FileKind.ENQUIRIES, "Exam", "sessions"),
    ],
)
def test_what_is_to_come_first_is_said_by_row_and_column(
    desk: Workspace, kind: FileKind, heading: str, first: str
) -> None:
    columns = read_import_file(resource_path(f"samples/{kind}.csv"), kind)
    steps = importing(kind)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    cells = list(refused_cells(desk.run(steps.check, **arguments), columns))
    assert len(cells) == len(columns.rows)
    assert (cells[0].row, cells[0].heading) == (2, heading)
    assert f"Bring {first} in first." in cells[0].text


def test_nothing_is_charged_but_what_the_file_says(desk: Workspace) -> None:
    for kind in KINDS:
        bring_in(desk, resource_path(f"samples/{kind}.csv"), kind)
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        entries = uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
        booked = uow.session.scalars(select(ExamRegistration)).all()
    assert [(each.kind, f"{each.amount:f}") for each in entries] == [
        ("charge", "85.00"),
        ("payment", "85.00"),
        ("charge", "60.00"),
        ("charge", "50.00"),
        ("payment", "50.00"),
        ("charge", "50.00"),
    ]
    assert len(booked) == 7
    assert sorted(each.fee_amount for each in booked if each.fee_amount) == [60, 85]
    assert [each.fee_amount for each in booked if not each.fee_paid] == [60]


def test_old_results_keep_their_dates_and_are_judged(desk: Workspace) -> None:
    for kind in KINDS:
        bring_in(desk, resource_path(f"samples/{kind}.csv"), kind)
    then = datetime(2026, 2, 24, 12, tzinfo=UTC)
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        versions = uow.session.scalars(select(ResultVersion).order_by(ResultVersion.score)).all()
        assert [(each.entered_at, each.reason) for each in versions] == [(then, "import")] * 2
        found = uow.session.scalars(
            select(ExamRegistration)
            .where(ExamRegistration.theory_score.is_not(None))
            .order_by(ExamRegistration.theory_score)
        ).all()
        assert [(each.theory_passed, each.result_date) for each in found] == [
            (False, then),
            (True, then),
        ]


def test_parallel_groups_are_told_apart_by_their_course_session(
    desk: Workspace, tmp_path: Path
) -> None:
    offering = make_offering(desk, 2)
    for name, candidate_id in zip(("Group A", "Group B"), make_candidates(desk, 2), strict=True):
        session = desk.call(
            create_course_session,
            offering_id=offering.id,
            days=course_days(*LEVEL_2_DAYS),
            max_capacity=6,
            name=name,
        )
        enrol_in(desk, session.id, candidate_id)
    for kind in (FileKind.SESSIONS, FileKind.ENROLMENTS, FileKind.BOOKINGS):
        export = desk.run(export_records, kind=kind)
        path = tmp_path / f"{kind}.csv"
        write_sheet(path, export_sheet(kind, export))
        found = bring_in(desk, path, kind)
        assert (kind, found.already_there, found.why) == (kind, len(export.rows), ())


def test_a_full_course_takes_nobody_more(desk: Workspace, tmp_path: Path) -> None:
    session = level_2_course(desk, capacity=1)
    make_candidates(desk, 2)
    path = tmp_path / "enrolments.csv"
    path.write_text(
        "Candidate number,Offering,First day\n"
        f"100001,Level 2 Wines,{LEVEL_2_DAYS[0]}\n100002,Level 2 Wines,{LEVEL_2_DAYS[0]}\n",
        "utf-8",
    )
    columns = read_import_file(path, FileKind.ENROLMENTS)
    steps = importing(FileKind.ENROLMENTS)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    (problem,) = desk.run(steps.check, **arguments).problems
    assert (problem.row, problem.refusal.code) == (3, "SEATS_ALL_TAKEN")
    report = desk.call(steps.take_up, leave_out_wrong=True, **arguments)
    assert (len(report.added), report.run.count(RowOutcome.REFUSED)) == (1, 1)
    assert [exam.current_enrollment for exam in shown(desk, session.id).exams] == [1]


def test_what_somebody_confirmed_is_not_changed_by_a_file(desk: Workspace, tmp_path: Path) -> None:
    for kind in KINDS:
        bring_in(desk, resource_path(f"samples/{kind}.csv"), kind)
    text = resource_path("samples/results.csv").read_text("utf-8")
    path = tmp_path / "results.csv"
    path.write_text(text.replace(";84;", ";90;").replace(";47,5;", ";57,5;"), "utf-8")
    columns = read_import_file(path, FileKind.RESULTS)
    steps = importing(FileKind.RESULTS)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    (problem,) = desk.run(steps.check, **arguments).problems
    assert (problem.row, problem.refusal.code) == (2, "RECORD_FIXED")
    desk.call(
        steps.take_up,
        leave_out_wrong=True,
        on_duplicate=DuplicateAction.UPDATE,
        **arguments,
    )
    marks = {row[1]: row[9] for row in desk.run(export_records, kind=FileKind.RESULTS).rows}
    assert marks == {"Chidi": Decimal(84), "Maja": Decimal("57.5")}


@pytest.mark.parametrize("state", ["confirmed", "released"])
def test_a_result_on_hold_comes_no_further_through_a_file(
    desk: Workspace, tmp_path: Path, state: str
) -> None:
    bring_in_samples(desk, before=FileKind.ENQUIRIES)
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        waiting = ExamRegistration.theory_state == ResultState.PROVISIONAL
        held = uow.session.scalars(select(ExamRegistration.id).where(waiting)).one()
    desk.call(place_hold, results=((held, Component.THEORY),), reason="Who sat?")
    path = tmp_path / "results.csv"
    text = resource_path("samples/results.csv").read_text("utf-8")
    path.write_text(text.replace("provisional", state), "utf-8")
    (cell,) = refused(desk, path, FileKind.RESULTS)
    assert (cell.row, cell.heading) == (3, "State")
    assert cell.text == "The result of Maja Lindgren is on hold: Who sat?"
    again = bring_in(desk, resource_path("samples/results.csv"), FileKind.RESULTS)
    assert again.already_there == again.in_file
