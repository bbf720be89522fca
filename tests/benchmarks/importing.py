"""Ten thousand candidates from a CSV file: read, recognised, checked, taken up."""

import csv
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.benchmarks.measure import Measurement, folder, timed
from tests.benchmarks.store import BarePerson, stores
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.exchange.import_files import read_import_file
from wset_desk.services.demo.people import candidates
from wset_desk.services.imports import import_candidates
from wset_desk.services.workspace import Workspace

PEOPLE = 10_000
ROUNDS = 3
TARGET = 5000.0
_DISTINCT = 800


def measure() -> list[Measurement]:
    ours, bare = [], []
    with folder() as place:
        file = _file(place / "candidates.csv")
        for _ in range(ROUNDS):
            with stores() as both:
                ours.append(timed(lambda: _import(file, both.workspace)))
                bare.append(timed(lambda: _bare_import(file, both.bare)))
    return [Measurement("import of 10,000 candidates", ours, TARGET, bare)]


def _file(path: Path) -> Path:
    """The sample's names over and over, each person with a number of their own."""
    people = candidates(Random(1))
    named = [next(people) for _ in range(_DISTINCT)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("First name", "Last name", "Candidate number", "E-mail", "Date of birth"))
        for n in range(PEOPLE):
            each = named[n % _DISTINCT]
            born = each.birth_date.isoformat() if each.birth_date else ""
            writer.writerow((each.first_name, each.last_name, f"W{n:06}", each.email, born))
    return path


def _import(file: Path, workspace: Workspace) -> None:
    columns = read_import_file(file, FileKind.CANDIDATES)
    report = workspace.call(
        import_candidates,
        rows=columns.rows,
        mapping=columns.mapping,
        on_duplicate=DuplicateAction.ADD,
    )
    assert len(report.added) == PEOPLE


def _bare_import(file: Path, engine: Engine) -> None:
    with file.open(encoding="utf-8", newline="") as stream, Session(engine) as session:
        rows = list(csv.reader(stream))[1:]
        session.add_all(
            BarePerson(first_name=row[0], last_name=row[1], number=row[2]) for row in rows
        )
        session.commit()
