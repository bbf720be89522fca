"""Columns are known by their headings, in the words that centres use."""

import pytest

from wset_desk.domain.candidates import CandidateField
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import TextRow
from wset_desk.exchange.candidate_columns import CANDIDATE_COLUMNS

F = CandidateField
field_of, field_named = CANDIDATE_COLUMNS.field_of, CANDIDATE_COLUMNS.field_named
recognise = CANDIDATE_COLUMNS.recognise


def rows(*lines: str) -> list[TextRow]:
    return [TextRow(n, tuple(line.split("|"))) for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Candidate no", F.CANDIDATE_NUMBER),
        ("WSET number", F.CANDIDATE_NUMBER),
        ("Candidate No.", F.CANDIDATE_NUMBER),
        ("Nr.", F.CANDIDATE_NUMBER),
        ("First name", F.FIRST_NAME),
        ("Given names", F.FIRST_NAME),
        ("PRÉNOM", F.FIRST_NAME),
        ("first_name", F.FIRST_NAME),
        ("Surname", F.LAST_NAME),
        ("DOB", F.BIRTH_DATE),
        ("D.O.B.", F.BIRTH_DATE),
        ("Date of birth", F.BIRTH_DATE),
        ("E-mail", F.EMAIL),
        ("Email address", F.EMAIL),
        ("Telephone", F.PHONE),
        ("Extra time (%)", F.EXTRA_TIME_PERCENT),
        ("Name", F.FULL_NAME),
        ("Time zone", F.TIME_ZONE),
        ("Favourite wine", None),
        ("", None),
    ],
)
def test_a_heading_tells_the_field(heading: str, field: CandidateField | None) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize("field", CandidateField)
def test_every_field_has_a_heading_and_its_own_name(field: CandidateField) -> None:
    assert field_named(field.value) is field
    assert field_named(field.value.replace("_", "-").upper()) is field


def test_an_unknown_field_is_refused_with_those_there_are() -> None:
    with pytest.raises(DomainError) as refused:
        field_named("favourite wine")
    assert refused.value.code == "FILE_FIELD_UNKNOWN"
    assert "birth_date" in str(refused.value.parameters["names"])


def test_a_table_is_split_into_headings_and_data() -> None:
    found = recognise(rows("Surname|Given names|Wine", "Silva|Ana|Port", "Moor|Ben|"))
    assert found.mapping == {0: F.LAST_NAME, 1: F.FIRST_NAME}
    assert [row.number for row in found.rows] == [2, 3]
    assert [(c.heading, c.samples) for c in found.columns][2] == ("Wine", ("Port",))


def test_lines_above_the_headings_are_passed_over() -> None:
    found = recognise(rows("Autumn intake", "Printed 1 August 2026|", "Surname|First name", "S|A"))
    assert [row.number for row in found.rows] == [4]


def test_each_field_is_taken_from_one_column() -> None:
    found = recognise(rows("Name|First name|Last name|Phone|Mobile", "a|b|c|d|e"))
    assert found.mapping == {1: F.FIRST_NAME, 2: F.LAST_NAME, 3: F.PHONE}


def test_unknown_headings_are_headings_still() -> None:
    found = recognise(rows("Osoba|Miasto", "Ana Silva|Porto"))
    assert (found.mapping, len(found.rows)) == ({}, 1)


def test_without_headings_the_columns_have_letters_and_nothing_is_lost() -> None:
    found = recognise(rows("Ana Silva|ana@example.org", "Ben Moor|ben@example.org"))
    assert [column.heading for column in found.columns] == ["A", "B"]
    assert [row.number for row in found.rows] == [1, 2]


def test_columns_without_heading_and_values_are_left_away() -> None:
    found = recognise(rows("Surname||First name||", "Silva||Ana||"))
    assert [column.position for column in found.columns] == [0, 2]
