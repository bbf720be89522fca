"""The headings of every kind of file."""

from collections.abc import Collection, Iterator, Mapping

from wset_desk.domain.file_fields import FileField, FileKind, RecordSpec
from wset_desk.exchange.candidate_columns import CANDIDATE_COLUMNS
from wset_desk.exchange.columns import Headings
from wset_desk.services.records.kinds import SPECS

_OF_PEOPLE = frozenset({"candidate_number", "full_name", "first_name", "last_name", "birth_date"})
_PARTS_OF_NAMES = {"full_name": ("first_name", "last_name")}


def _headings(spec: RecordSpec[object]) -> Headings:
    """Its own, then those by which a file of candidates names people."""
    own = {
        heading
        for each in spec.fields
        for heading in (*each.headings.split("|"), each.label.casefold())
    }
    return Headings(
        spec.labels,
        {each.name: "|".join([each.headings, *_of_people(each, own)]) for each in spec.fields},
        spare=_PARTS_OF_NAMES,
    )


def _of_people(field: FileField, own: Collection[str]) -> Iterator[str]:
    if field.name in _OF_PEOPLE:
        others = CANDIDATE_COLUMNS.others(field.name)
        yield from (heading for heading in others if heading not in own)


HEADINGS: Mapping[FileKind, Headings] = {
    FileKind.CANDIDATES: CANDIDATE_COLUMNS,
    **{kind: _headings(spec) for kind, spec in SPECS.items()},
}
