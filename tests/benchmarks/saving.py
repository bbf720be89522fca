"""One save: the row, its audit entry and its outbox entry, durable in an encrypted store."""

from dataclasses import replace
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.benchmarks.measure import Measurement, timed
from tests.benchmarks.store import BarePerson, Stores, counted_commits, stores
from wset_desk.services.candidates import CandidateDetail, add_candidate, edit_candidate

ROUNDS = 300
TARGET = 3.0


def measure() -> list[Measurement]:
    with stores() as both:
        ours, commits = _ours(both)
        bare = _bare(both)
    note = f"{commits:g} commit a save"
    return [Measurement("a save, CPU", ours, TARGET, bare, note)]


def _ours(both: Stores) -> tuple[list[float], float]:
    workspace = both.workspace
    candidate: CandidateDetail = workspace.call(add_candidate, first_name="Ana", last_name="Silva")
    number = count()

    def save() -> None:
        values = replace(candidate.values, notes=f"note {next(number)}")
        workspace.call(edit_candidate, candidate_id=candidate.id, values=values)

    save()
    with counted_commits(workspace.store.engine) as commits:
        times = [timed(save, cpu=True) for _ in range(ROUNDS)]
    _check_traces(both, candidate.id)
    return times, len(commits) / ROUNDS


def _check_traces(both: Stores, candidate_id: UUID) -> None:
    """Nothing was gained by leaving something out."""
    from wset_desk.storage.schema import AuditEntry, OutboxEntry

    with both.workspace.store.engine.connect() as connection:
        for entity in (AuditEntry, OutboxEntry):
            traces = connection.execute(select(entity.id).where(entity.row_id == candidate_id))
            assert len(traces.all()) == ROUNDS + 2


def _bare(both: Stores) -> list[float]:
    number = count()
    with Session(both.bare) as session:
        session.add(BarePerson(id=1, first_name="Ana", last_name="Silva", number="1"))
        session.commit()

    def save() -> None:
        with Session(both.bare) as session:
            person = session.get_one(BarePerson, 1)
            person.number = f"note {next(number)}"
            session.commit()

    save()
    return [timed(save, cpu=True) for _ in range(ROUNDS)]
