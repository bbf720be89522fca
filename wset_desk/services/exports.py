"""What the centre has, as rows for a file that can be imported again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wset_desk.domain.candidate_rows import LABELS
from wset_desk.domain.candidates import CandidateField
from wset_desk.domain.file_cells import Shown, shown
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.services.candidate_records import values_of
from wset_desk.services.contract import query
from wset_desk.services.import_checks import Reporter, reporting
from wset_desk.services.records.kinds import RECORDS
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork

_CANDIDATE_LABELS = {
    name: label for name, label in LABELS.items() if name != CandidateField.FULL_NAME
}


@dataclass(frozen=True)
class Export:
    """`headings` are those by which an import knows the columns, in English everywhere.

    A datetime is what the centre's clocks show.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]


@query(Permission.IMPORT_DATA)
def export_records(uow: UnitOfWork, *, kind: FileKind, progress: Reporter | None = None) -> Export:
    """Everything of one kind."""
    labels = _CANDIDATE_LABELS if kind is FileKind.CANDIDATES else RECORDS[kind].spec.labels
    records = list(_values(uow, kind))
    rows = tuple(
        tuple(shown(getattr(values, name)) for name in labels)
        for values in reporting(records, progress)
    )
    return Export(tuple(labels.values()), rows)


def _values(uow: UnitOfWork, kind: FileKind) -> Iterator[Any]:
    if kind is FileKind.CANDIDATES:
        return _candidates(uow)
    return (known.values for known in RECORDS[kind](uow).known())


def _candidates(uow: UnitOfWork) -> Iterator[Any]:
    rows: Sequence[Candidate] = uow.session.scalars(
        select(Candidate).order_by(Candidate.search_text, Candidate.id)
    ).all()
    return map(values_of, rows)
