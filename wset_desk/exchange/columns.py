"""Which column of a file holds what, told by its heading."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from wset_desk.domain.candidates import is_plausible_email
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import ColumnMapping, TextRow
from wset_desk.domain.names import fold

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
    mapping: ColumnMapping
    rows: tuple[TextRow, ...]


class Headings:
    """The fields that the columns of one kind of file may hold, and what people call them.

    `headings` are set apart by "|"; a field's own label is always among them. `spare` are fields
    that give way where the others beside them are there: a whole name beside its parts.
    """

    def __init__(
        self,
        labels: Mapping[str, str],
        headings: Mapping[str, str],
        spare: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.labels = labels
        self._spare = spare or {}
        self._field_of = {
            _key(heading): field
            for field in labels
            for heading in (*headings.get(field, "").split("|"), labels[field])
            if heading
        }

    def recognise(self, rows: Sequence[TextRow]) -> RecognisedColumns:
        """Headings, mapping and data of a table's rows.

        The headings are the row among the first ten that tells most; a file without any is taken
        to begin with data, its columns named A, B, C.
        """
        found = [self._mapping(row) for row in rows[:_ROWS_ABOVE_HEADINGS]]
        best = max(range(len(found)), key=lambda n: (len(found[n]), -n))
        if found[best]:
            data = tuple(rows[best + 1 :])
            return RecognisedColumns(_columns(rows[best], data), found[best], data)
        if _looks_like_data(rows[0]):
            return RecognisedColumns(_columns(TextRow(0, ()), rows), {}, tuple(rows))
        return RecognisedColumns(_columns(rows[0], rows[1:]), {}, tuple(rows[1:]))

    def field_of(self, heading: str) -> str | None:
        """What a column with this heading holds: "Candidate no." → candidate_number."""
        return self._field_of.get(_key(heading))

    def others(self, field: str) -> tuple[str, ...]:
        """What else people write above a column that holds this field."""
        own = _key(self.labels[field])
        found = ((heading, of) for heading, of in self._field_of.items() if heading != own)
        return tuple(heading for heading, of in found if of == field)

    def field_named(self, text: str) -> str:
        """The field by its own name or by a heading; refuses FILE_FIELD_UNKNOWN."""
        wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
        own = next((field for field in self.labels if field == wanted), None)
        found = own or self.field_of(text)
        if found is None:
            raise DomainError("FILE_FIELD_UNKNOWN", name=text, names=", ".join(self.labels))
        return found

    def _mapping(self, row: TextRow) -> dict[int, str]:
        """The first column of each kind."""
        mapping: dict[int, str] = {}
        for position, heading in enumerate(row.cells):
            kind = self.field_of(heading)
            if kind is not None and kind not in mapping.values():
                mapping[position] = kind
        present = set(mapping.values())
        needless = {spare for spare, parts in self._spare.items() if present.issuperset(parts)}
        return {n: kind for n, kind in mapping.items() if kind not in needless}


def _key(heading: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in fold(heading))
    return " ".join(letters.split())


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
