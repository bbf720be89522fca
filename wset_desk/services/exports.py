"""What the centre has, as rows for a file that can be imported again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidate_rows import LABELS
from wset_desk.domain.candidates import CandidateField, full_name
from wset_desk.domain.file_cells import Shown, shown
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.services.candidate_records import values_of
from wset_desk.services.candidates import found_by
from wset_desk.services.contract import query
from wset_desk.services.import_checks import Reporter, reporting
from wset_desk.services.records.base import Known
from wset_desk.services.records.kinds import RECORDS
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Among:
    """What a list shows: what is about candidates found by a text, or about one of these records.

    `ids` None: whatever record.
    """

    text: str = ""
    ids: frozenset[UUID] | None = None


EVERYTHING = Among()


@dataclass(frozen=True, slots=True)
class ExportCount:
    """How many rows an export would have, of how many that there are of its kind."""

    chosen: int
    total: int


@dataclass(frozen=True)
class Export:
    """`headings` are those by which an import knows the columns, in English everywhere.

    A datetime is what the centre's clocks show.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]


@query(Permission.IMPORT_DATA)
def export_records(
    uow: UnitOfWork,
    *,
    kind: FileKind,
    among: Among = EVERYTHING,
    progress: Reporter | None = None,
) -> Export:
    """Everything of one kind, or what a list shows of it."""
    known = LABELS if kind is FileKind.CANDIDATES else RECORDS[kind].spec.labels
    labels = {name: label for name, label in known.items() if name != CandidateField.FULL_NAME}
    rows = tuple(
        tuple(shown(getattr(each.values, name)) for name in labels)
        for each in reporting(_chosen(uow, list(_known(uow, kind)), among), progress)
    )
    return Export(tuple(labels.values()), rows)


@query(Permission.IMPORT_DATA)
def count_records(uow: UnitOfWork, *, kind: FileKind, among: Among = EVERYTHING) -> ExportCount:
    """How many `export_records` would write."""
    known = list(_known(uow, kind))
    return ExportCount(len(_chosen(uow, known, among)), len(known))


def _chosen(uow: UnitOfWork, known: list[Known[Any]], among: Among) -> list[Known[Any]]:
    wanted = among.ids
    if among.text.strip():
        people = uow.session.scalars(select(Candidate.id).where(*found_by(among.text)))
        wanted = frozenset(people) if wanted is None else wanted.intersection(people)
    if wanted is None:
        return known
    return [each for each in known if not wanted.isdisjoint((each.id, *each.about))]


def _known(uow: UnitOfWork, kind: FileKind) -> Iterator[Known[Any]]:
    if kind is FileKind.CANDIDATES:
        return _candidates(uow)
    return iter(RECORDS[kind](uow).known())


def _candidates(uow: UnitOfWork) -> Iterator[Known[Any]]:
    here = select(Candidate).where(*found_by(""))
    rows = uow.session.scalars(here.order_by(Candidate.search_text, Candidate.id))
    for row in rows:
        yield Known(row.id, full_name(row.first_name, row.last_name), values_of(row))
