"""Which column of a file holds what of a candidate, told by its heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wset_desk.domain.candidate_rows import TextRow
from wset_desk.domain.candidates import CandidateField, is_plausible_email
from wset_desk.domain.errors import DomainError
from wset_desk.domain.names import fold

_HEADINGS: Mapping[CandidateField, str] = {
    CandidateField.CANDIDATE_NUMBER: (
        "candidate number|candidate no|candidate id|candidate|number|no|wset number|wset no|"
        "wset id|wset candidate number|wset candidate no|student number|student no|student id|"
        "membership number|id|nr|num|ref|reference"
    ),
    CandidateField.FULL_NAME: (
        "name|full name|candidate name|student name|student|name of candidate|learner|learner name"
    ),
    CandidateField.FIRST_NAME: (
        "first name|first names|firstname|given name|given names|forename|forenames|christian name|"
        "first|vorname|prenom|nombre|nome|imie"
    ),
    CandidateField.LAST_NAME: (
        "last name|lastname|surname|family name|familyname|second name|last|nachname|nom|"
        "apellido|apellidos|cognome|nazwisko"
    ),
    CandidateField.BIRTH_DATE: (
        "date of birth|dob|d o b|birth date|birthdate|birthday|born|date birth|birth|"
        "geburtsdatum|date de naissance|fecha de nacimiento|data di nascita"
    ),
    CandidateField.EMAIL: (
        "email|e mail|email address|e mail address|mail|contact email|candidate email"
    ),
    CandidateField.PHONE: (
        "phone|telephone|phone number|telephone number|mobile|mobile number|mobile phone|tel|"
        "contact number|cell|cell phone|telefon"
    ),
    CandidateField.ADDRESS: "address|postal address|home address|full address",
    CandidateField.EXTRA_TIME_PERCENT: (
        "extra time|extra time percent|extra time percentage|additional time|et"
    ),
    CandidateField.REST_BREAKS: "rest breaks|rest break|breaks|supervised breaks",
    CandidateField.LARGE_TEXT: "large text|large print|enlarged paper|large type",
    CandidateField.ADJUSTMENT_NOTES: (
        "adjustments|adjustment|adjustment notes|reasonable adjustments|access arrangements|"
        "special requirements|needs"
    ),
    CandidateField.NOTES: "notes|note|comments|comment|remarks",
}
_FIELD_OF = {
    heading: kind for kind, headings in _HEADINGS.items() for heading in headings.split("|")
}
_ROWS_ABOVE_HEADINGS = 10
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column: its position from 0, its heading, and some of its values."""

    position: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedColumns:
    """A table split into headings and rows, and what its columns were taken to hold."""

    columns: tuple[FileColumn, ...]
    mapping: Mapping[int, CandidateField]
    rows: tuple[TextRow, ...]


def recognise(rows: Sequence[TextRow]) -> RecognisedColumns:
    """Headings, mapping and data of a table's rows.

    The headings are the row among the first ten that tells most; a file without any is taken to
    begin with data, its columns named A, B, C.
    """
    found = [_mapping(row) for row in rows[:_ROWS_ABOVE_HEADINGS]]
    best = max(range(len(found)), key=lambda n: (len(found[n]), -n))
    if found[best]:
        data = tuple(rows[best + 1 :])
        return RecognisedColumns(_columns(rows[best], data), found[best], data)
    if _looks_like_data(rows[0]):
        return RecognisedColumns(_columns(TextRow(0, ()), rows), {}, tuple(rows))
    return RecognisedColumns(_columns(rows[0], rows[1:]), {}, tuple(rows[1:]))


def field_of(heading: str) -> CandidateField | None:
    """What a column with this heading holds: "Candidate no." → candidate_number."""
    letters = "".join(c if c.isalnum() else " " for c in fold(heading))
    return _FIELD_OF.get(" ".join(letters.split()))


def field_named(text: str) -> CandidateField:
    """The field by its own name or by a heading; refuses CANDIDATE_FIELD_UNKNOWN."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted in set(CandidateField):
        return CandidateField(wanted)
    found = field_of(text)
    if found is None:
        raise DomainError(
            "CANDIDATE_FIELD_UNKNOWN", name=text, names=", ".join(each for each in CandidateField)
        )
    return found


def _mapping(row: TextRow) -> dict[int, CandidateField]:
    """The first column of each kind; a whole name only where its parts have no columns."""
    mapping: dict[int, CandidateField] = {}
    for position, heading in enumerate(row.cells):
        kind = field_of(heading)
        if kind is not None and kind not in mapping.values():
            mapping[position] = kind
    if {CandidateField.FIRST_NAME, CandidateField.LAST_NAME} <= set(mapping.values()):
        return {n: kind for n, kind in mapping.items() if kind is not CandidateField.FULL_NAME}
    return mapping


def _columns(headings: TextRow, data: Sequence[TextRow]) -> tuple[FileColumn, ...]:
    width = max((len(row.cells) for row in (headings, *data)), default=0)
    columns = (_column(position, headings, data) for position in range(width))
    return tuple(column for column in columns if column.samples or column.heading)


def _column(position: int, headings: TextRow, data: Sequence[TextRow]) -> FileColumn:
    filled = (row.cell(position).strip() for row in data)
    samples = [text for text, _ in zip(filter(None, filled), range(_SAMPLES), strict=False)]
    given = " ".join(headings.cell(position).split())
    heading = given or (_letters(position) if samples else "")
    return FileColumn(position, heading, tuple(samples))


def _letters(position: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    rest, last = divmod(position, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _looks_like_data(row: TextRow) -> bool:
    """Numbers or addresses: no heading has them."""
    return any(any(c.isdigit() for c in cell) or is_plausible_email(cell) for cell in row.cells)
