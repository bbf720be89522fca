"""Lists as schools keep them: titles above, names in every order, days without times, signs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.helpers.exchange import bring_in, bring_in_samples, export_of, refused
from wset_desk.domain.candidate_rows import split_name
from wset_desk.domain.file_cells import read_money
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.written_dates import DateOrder, column_order, with_century
from wset_desk.exchange.import_files import read_import_file
from wset_desk.services.workspace import Workspace


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("Okafor, Chidi", "Okafor", "Chidi"),
        ("Maja Lindgren", "Lindgren", "Maja"),
        ("BIANCHI Giulia", "BIANCHI", "Giulia"),
        ("Giulia BIANCHI ROSSI", "BIANCHI ROSSI", "Giulia"),
        ("MAJA LINDGREN", "LINDGREN", "MAJA"),
        ("Ana Maria da Silva", "da Silva", "Ana Maria"),
        ("Hans-Peter van der Berg", "van der Berg", "Hans-Peter"),
        ("J. Moor", "Moor", "J."),
        ("Ana de", "de", "Ana"),
    ],
)
def test_whole_names_are_split_as_their_writers_meant_them(
    text: str, last: str, first: str
) -> None:
    assert split_name(text) == (last, first)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("£85.00", "85.00"), ("85,00 €", "85.00"), ("GBP 85", "85.00"), ("85.5 GBP", "85.50")],
)
def test_the_sign_of_the_currency_says_nothing(text: str, amount: str) -> None:
    assert f"{read_money(text, DateOrder.DAY_FIRST):f}" == amount


def test_short_years_are_of_this_century_and_as_much_in_doubt_as_long_ones() -> None:
    assert with_century("15/02/26 10:00") == "15/02/2026 10:00"
    assert with_century("15.2.26") == "15.2.2026"
    for text in ("15/02/2026", "2026-02-14", "14 Feb 26"):
        assert with_century(text) == text
    doubt = column_order(["03/04/26"])
    assert doubt is not None and not doubt.certain


def students(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Students")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 6, "Vineyard Wine School, students 2025/26")
        headings = ("", "Student ID", "Student name", "D.O.B.", "E-Mail", "Mobile no.", "ET")
        sheet.write_row(2, 0, headings)
        for number, row in enumerate(rows, 3):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, day)
                elif cell != "":
                    sheet.write(number, column, cell)
    return path


def test_a_list_of_students_comes_in_but_for_what_is_wrong(desk: Workspace, tmp_path: Path) -> None:
    path = students(
        tmp_path / "WSET students FINAL (2).xlsx",
        (
            (1, "W105001 ", "Okafor, Chidi", datetime(1988, 2, 14), "Chidi@Example.org", "", ""),  # noqa: DTZ001
            (
                2,
                105002,
                "Maja Lindgren",
                "23/11/1992",
                "maja@example.org ",
                "+44 7700 900456",
                "25%",
            ),
            (3, "", "Niamh O’Sullivan", "1990", "niamh@example", "", "no"),
            ("", "", "", "", "", "", ""),
            (4, "W105004", "BIANCHI Giulia", "5th Sept 1987", "", "", "N/A"),
            ("Total", 4, "", "", "", "", ""),
        ),
    )
    assert [(cell.row, cell.heading) for cell in refused(desk, path, FileKind.CANDIDATES)] == [
        (6, "D.O.B."),
        (6, "E-Mail"),
        (9, "Student name"),
    ]
    found = bring_in(desk, path, FileKind.CANDIDATES, leave_out_wrong=True)
    assert (found.in_file, found.new) == (5, 3)
    names = [row[1:3] for row in export_of(desk, FileKind.CANDIDATES).rows]
    assert names == [("Giulia", "BIANCHI"), ("Maja", "Lindgren"), ("Chidi", "Okafor")]


def test_an_exam_is_found_by_its_day(desk: Workspace, tmp_path: Path) -> None:
    bring_in_samples(desk, before=FileKind.BOOKINGS)
    path = tmp_path / "bookings.csv"
    path.write_text(
        "Student ID,Student,Exam,When,Type,Fee,Paid?\n"
        ',"Okafor, Chidi","Level 2 theory, spring",15/02/26,bundled,,\n'
        'W105 002,Maja Lindgren,"Level 2 resit, March",20/03/2026,resit,£85.00,Y\n',
        "utf-8",
    )
    assert bring_in(desk, path, FileKind.BOOKINGS).new == 2
    assert bring_in(desk, path, FileKind.BOOKINGS).already_there == 2


def test_a_list_of_enquiries_is_read_as_people_keep_it(desk: Workspace, tmp_path: Path) -> None:
    bring_in_samples(desk, before=FileKind.ENQUIRIES)
    path = tmp_path / "enquiries.csv"
    path.write_text(
        "Student,Exam,When,Paper,Enquiry date,Grounds,Fee,Paid?,State,Decision,Theory change,"
        "Closed on,Examiner\n"
        '"Okafor, Chidi","Level 2 theory, spring",15/02/26,Theory,2.3.2026,"One short,\nhe says",'
        "£50,Y,Completed,Partial,+0.5,20/03/26,Lee Hartmann\n",
        "utf-8",
    )
    assert bring_in(desk, path, FileKind.ENQUIRIES).new == 1
    assert bring_in(desk, path, FileKind.ENQUIRIES).already_there == 1


@pytest.mark.parametrize("mark", ["84%", "0.84", "0,9"])
def test_a_percentage_is_no_mark(desk: Workspace, tmp_path: Path, mark: str) -> None:
    bring_in_samples(desk, before=FileKind.RESULTS)
    path = tmp_path / "results.csv"
    exam = "Level 2 theory, spring;15/02/2026"
    path.write_text(f"Candidate;Exam;Date;Score %\nW105 001;{exam};{mark}\n", "utf-8")
    (cell,) = refused(desk, path, FileKind.RESULTS)
    assert (cell.heading, cell.text.partition(":")[0][-23:]) == (
        "Score %",
        "looks like a percentage",
    )


def test_headings_of_people_are_known_in_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("Student ID,Surname,Forename,DOB\nW1,Silva,Ana,\n", "utf-8")
    for kind in list(FileKind)[list(FileKind).index(FileKind.ENROLMENTS) :]:
        found = read_import_file(path, kind).mapping
        assert list(found.values()) == ["candidate_number", "last_name", "first_name", "birth_date"]


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        (
            "Nobody Known",
            "Student",
            "Nobody is known as “Nobody Known”. Bring candidates in first.",
        ),
        ("Chidi", "Student", "“Chidi” should be a first and a last name."),
        ("", "", "Give the candidate's number, or their name."),
    ],
)
def test_who_is_not_known_by_a_whole_name_is_said(
    desk: Workspace, tmp_path: Path, name: str, heading: str, words: str
) -> None:
    bring_in_samples(desk, before=FileKind.BOOKINGS)
    path = tmp_path / "bookings.csv"
    exam = "Level 2 resit, March;20/03/2026;resit"
    path.write_text(f"Student;Exam;When;Type\n{name};{exam}\n", "utf-8")
    (cell,) = refused(desk, path, FileKind.BOOKINGS)
    assert (cell.heading, cell.text) == (heading, words)
