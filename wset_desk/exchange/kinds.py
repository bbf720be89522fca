"""The headings of every kind of file."""

from collections.abc import Mapping

from wset_desk.domain.file_fields import FileKind, RecordSpec
from wset_desk.exchange.candidate_columns import CANDIDATE_COLUMNS
from wset_desk.exchange.columns import Headings
from wset_desk.services.records.kinds import SPECS


def _headings(spec: RecordSpec[object]) -> Headings:
    return Headings(spec.labels, {each.name: each.headings for each in spec.fields})


HEADINGS: Mapping[FileKind, Headings] = {
    FileKind.CANDIDATES: CANDIDATE_COLUMNS,
    **{kind: _headings(spec) for kind, spec in SPECS.items()},
}
