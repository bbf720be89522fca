"""Rows of a file, read as candidates: cell by cell, everything wrong named by row and column."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from wset_desk.domain.candidates import (
    MAXIMUM_EXTRA_TIME,
    CandidateField,
    CandidateValues,
    problems,
    tidied,
)
from wset_desk.domain.errors import N_, DomainError, Refusal
from wset_desk.domain.file_cells import NO, read_day, read_yes_or_no
from wset_desk.domain.file_rows import CellProblem, ColumnMapping, ReadRow, TextRow
from wset_desk.domain.written_dates import DateOrder

_SHARE = re.compile(r"0?[.,]([0-9]{1,2})")
_TEXTS = frozenset(CandidateField) - {
    CandidateField.FULL_NAME,
    CandidateField.BIRTH_DATE,
    CandidateField.EXTRA_TIME_PERCENT,
    CandidateField.REST_BREAKS,
    CandidateField.LARGE_TEXT,
}

LABELS: Mapping[str, str] = {
    CandidateField.CANDIDATE_NUMBER: N_("Candidate number"),
    CandidateField.FULL_NAME: N_("Whole name"),
    CandidateField.FIRST_NAME: N_("First name"),
    CandidateField.LAST_NAME: N_("Last name"),
    CandidateField.BIRTH_DATE: N_("Date of birth"),
    CandidateField.EMAIL: N_("E-mail"),
    CandidateField.PHONE: N_("Telephone"),
    CandidateField.ADDRESS: N_("Address"),
    CandidateField.TIME_ZONE: N_("Time zone"),
    CandidateField.EXTRA_TIME_PERCENT: N_("Extra time in per cent"),
    CandidateField.REST_BREAKS: N_("Rest breaks"),
    CandidateField.LARGE_TEXT: N_("Large text"),
    CandidateField.ADJUSTMENT_NOTES: N_("Other arrangements"),
    CandidateField.NOTES: N_("Notes"),
}
"""What people call the fields, and what an export writes above them."""

CandidateRow = ReadRow[CandidateValues]


def check_mapping(mapping: ColumnMapping) -> None:
    """Refuse FIELD_MAPPED_TWICE and IMPORT_NEEDS_NAMES."""
    fields = list(mapping.values())
    for each in CandidateField:
        if fields.count(each) > 1:
            raise DomainError("FIELD_MAPPED_TWICE", name=each.value)
    both = {CandidateField.FIRST_NAME, CandidateField.LAST_NAME} <= set(fields)
    if not both and CandidateField.FULL_NAME not in fields:
        raise DomainError("IMPORT_NEEDS_NAMES")


def read_rows(
    rows: Iterable[TextRow], mapping: ColumnMapping, order: DateOrder, today: date
) -> Iterator[CandidateRow]:
    """Every row that isn't blank in its mapped columns, read and checked on its own."""
    for row in rows:
        if any(row.cell(column).strip() for column in mapping):
            yield _read(row, mapping, order, today)


def _read(row: TextRow, mapping: ColumnMapping, order: DateOrder, today: date) -> CandidateRow:
    values: dict[str, Any] = {"first_name": "", "last_name": ""}
    wrong: list[CellProblem] = []
    # a single column with the whole name first: names of their own columns win over it
    for column, kind in sorted(mapping.items(), key=lambda item: item[1] != "full_name"):
        text = row.cell(column).strip()
        try:
            values |= _cell(kind, text, order) if text else {}
        except DomainError as error:
            wrong.append(CellProblem(row.number, column, Refusal(error.code, error.parameters)))
    candidate = tidied(CandidateValues(**values))
    for problem in _problems(row.number, candidate, mapping, today):
        if all(problem.column != known.column for known in wrong):
            wrong.append(problem)
    given = frozenset(name for name, value in values.items() if value != "")
    return ReadRow(row.number, candidate, given, tuple(wrong))


def _problems(
    number: int, candidate: CandidateValues, mapping: ColumnMapping, today: date
) -> Iterator[CellProblem]:
    columns = {str(kind): column for column, kind in mapping.items()}
    for refusal in problems(candidate, today):
        name = str(refusal.parameters["field"])
        column = columns.get(name, columns.get("full_name") if name.endswith("_name") else None)
        yield CellProblem(number, column, refusal)


def _cell(kind: str, text: str, order: DateOrder) -> dict[str, Any]:
    if kind in _TEXTS:
        return {str(kind): text}
    return _READERS[kind](text, order)


def _full_name(text: str, _order: DateOrder) -> dict[str, Any]:
    last, first = split_name(text)
    return {"first_name": first, "last_name": last}


def split_name(text: str) -> tuple[str, str]:
    """(last, first) of "Silva, Ana Maria", "Ana Maria Silva" or "SILVA Ana"; refuses
    NAME_NOT_SPLIT.

    Small words before the last one belong to it: "Ana da Silva" has the last name "da Silva".
    """
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        last, first = _split_words(text.split())
    if not first or not last:
        raise DomainError("NAME_NOT_SPLIT", text=text)
    return last, first


def _split_words(words: list[str]) -> tuple[str, str]:
    capitals = [_is_in_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        last = [word for word, capital in zip(words, capitals, strict=True) if capital]
        first = [word for word, capital in zip(words, capitals, strict=True) if not capital]
        return " ".join(last), " ".join(first)
    place = len(words) - 1
    while place > 1 and words[place - 1].islower():
        place -= 1
    return " ".join(words[place:]), " ".join(words[:place])


def _is_in_capitals(word: str) -> bool:
    """A last name as some lists have it; an initial such as "J." is none."""
    return sum(sign.isalpha() for sign in word) > 1 and word.isupper() and "." not in word


def _birth_date(text: str, order: DateOrder) -> dict[str, Any]:
    return {"birth_date": read_day(text, order)}


def _extra_time(text: str, _order: DateOrder) -> dict[str, Any]:
    digits = text.removesuffix("%").strip().removesuffix(".0")
    if digits.casefold() in NO:
        return {"extra_time_percent": 0}
    if share := _SHARE.fullmatch(digits):  # a cell that shows 25 % holds 0.25
        return {"extra_time_percent": int(share[1].ljust(2, "0"))}
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAXIMUM_EXTRA_TIME))):
        raise DomainError("EXTRA_TIME_NOT_READ", text=text)
    return {"extra_time_percent": int(digits)}


def _yes_or_no(name: str) -> Callable[[str, DateOrder], dict[str, Any]]:
    return lambda text, order: {name: read_yes_or_no(text, order)}


_READERS: Mapping[str, Callable[[str, DateOrder], dict[str, Any]]] = {
    CandidateField.FULL_NAME: _full_name,
    CandidateField.BIRTH_DATE: _birth_date,
    CandidateField.EXTRA_TIME_PERCENT: _extra_time,
    CandidateField.REST_BREAKS: _yes_or_no("rest_breaks"),
    CandidateField.LARGE_TEXT: _yes_or_no("large_text"),
}
