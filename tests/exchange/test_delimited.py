"""Delimited text in every usual encoding and delimiter, and files that mean no good."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.exchange.delimited import DELIMITERS, encoding_of
from wset_desk.exchange.tabular import (
    LONGEST_CELL,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    MAXIMUM_SIZE,
    ReadAs,
    parse_table,
    read_table,
)

PEOPLE = [["Name", "City"], ["Zoë", "Kraków"], ["José", "São Paulo"]]
CELLS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=12
)


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def cells(data: bytes) -> list[list[str]]:
    return [list(row.cells) for row in parse_table(data).rows]


def refusal(data: bytes) -> DomainError:
    with pytest.raises(DomainError) as refused:
        parse_table(data)
    return refused.value


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiter_and_encoding_are_found_out(delimiter: str, encoding: str) -> None:
    table = parse_table(written(PEOPLE, delimiter).encode(encoding))
    assert [list(row.cells) for row in table.rows] == PEOPLE
    assert table.read_as == ReadAs(encoding=encoding, delimiter=delimiter)


def test_what_western_windows_writes_is_read() -> None:
    data = written([["Name", "Fee"], ["Zoë", "€ 85"]], ";").encode("cp1252")
    assert cells(data)[1] == ["Zoë", "€ 85"]
    assert encoding_of(b"\x81 has no letter in cp1252") == "latin-1"


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    rows = [["Heading", "Other", "Third"], *rows]
    table = parse_table(written(rows).encode(), delimiter=",")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert [list(row.cells) for row in table.rows] == filled


@given(st.binary(max_size=400))
def test_no_bytes_are_more_than_refused(data: bytes) -> None:
    try:
        table = parse_table(data)
    except DomainError:
        return
    assert table.rows


def test_rows_have_the_numbers_of_a_spreadsheet() -> None:
    data = b'Name,Address\n\nAna,"1 High Street\nLondon"\n ,\nBen,\n'
    assert [(row.number, row.cells[0]) for row in parse_table(data).rows] == [
        (1, "Name"),
        (3, "Ana"),
        (5, "Ben"),
    ]


def test_decimal_commas_are_no_delimiters() -> None:
    assert cells(b"a;b\n1,5;2,5\n3,5;4,5\n") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_a_single_column_of_names_stays_one() -> None:
    assert cells(b"Name\nSilva, Ana\nMoor, Ben\n") == [["Name"], ["Silva, Ana"], ["Moor, Ben"]]


def test_quotation_marks_within_text_are_text() -> None:
    assert cells(b'Name,Nick\n"Bob" Smith,x\n')[1] == ["Bob Smith", "x"]


def test_a_delimiter_and_an_encoding_can_be_given() -> None:
    data = "a,b|c\nd,ë|f\n".encode("latin-1")
    table = parse_table(data, delimiter="|", encoding="latin-1")
    assert [row.cells for row in table.rows] == [("a,b", "c"), ("d,ë", "f")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\n , \n\n", "FILE_EMPTY"),
        (b"Name,City\nAna\x00,London\n", "FILE_NOT_TEXT"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "FILE_NOT_TEXT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE_OLD_EXCEL"),
        (b'Name,City\nAna,"London\nBen,Leeds\n', "QUOTE_NOT_CLOSED"),
        (b"," * MAXIMUM_COLUMNS + b"x\n", "TOO_MANY_COLUMNS"),
        (b"a,b\n" * (MAXIMUM_ROWS + 1), "TOO_MANY_ROWS"),
        (b"\n" * (2 * MAXIMUM_ROWS + 1), "TOO_MANY_ROWS"),
        (b"Name\n" + b"x" * (LONGEST_CELL + 1), "CELL_TOO_LONG"),
        (b'Name,City\n"' + b"x" * 200_000 + b'",b\n', "CELL_TOO_LONG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_and_broken_files_are_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_the_row_of_an_open_quotation_mark_is_named() -> None:
    assert refusal(b'Name,City\nAna,"London\nBen,Leeds\n').parameters == {"row": 2}


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("klingon", "FILE_ENCODING_UNKNOWN"), ("ascii", "FILE_ENCODING_WRONG")],
)
def test_an_encoding_that_does_not_fit_is_refused(encoding: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_table("Zoë".encode(), encoding=encoding)
    assert refused.value.code == code


def test_files_that_are_not_there_too_large_or_no_files(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAXIMUM_SIZE + 1)
    for path, code in (
        (tmp_path / "none.csv", "FILE_NOT_FOUND"),
        (tmp_path, "FILE_NOT_READ"),
        (large, "FILE_TOO_LARGE"),
    ):
        with pytest.raises(DomainError) as refused:
            read_table(path)
        assert refused.value.code == code
