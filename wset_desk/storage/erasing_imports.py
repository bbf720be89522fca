"""Reports of imports without one person: a row that was refused is kept with what stood in it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, select, update

from wset_desk.domain.erasing import PersonWords
from wset_desk.storage.audit_personal import erase_audit
from wset_desk.storage.change_log import Logged
from wset_desk.storage.erasing_journal import rewrite_journal
from wset_desk.storage.schema import ImportRun

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_RUNS = cast(Table, ImportRun.__table__)
_ENTITY = "import_runs"


def imports_without(uow: "UnitOfWork", words: PersonWords) -> list[Logged]:
    """Take the person out of the reports that mention them; answers what became of these."""
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    found = connection.execute(
        select(_RUNS.c.id, _RUNS.c.file_name, _RUNS.c.report).where(_RUNS.c.centre_id == centre_id)
    ).all()
    changed = []
    for run in found:
        before = {"file_name": run.file_name, "report": run.report}
        after = _without(words, before)
        if after != before:
            connection.execute(update(_RUNS).where(_RUNS.c.id == run.id).values(after))
            changed.append(Logged(_ENTITY, run.id, "update", after))
    ids = {_ENTITY: [each.row_id for each in changed]}
    rewrite_journal(connection, centre_id, ids, lambda _entity, values: _without(words, values))
    erase_audit(uow, _ENTITY, ids[_ENTITY])
    return changed


def _without(words: PersonWords, values: Mapping[str, Any]) -> dict[str, Any]:
    """File name and report without what mentions the person; the rest as it is."""
    left = dict(values)
    if words.are_in(left.get("file_name") or ""):
        left["file_name"] = ""
    if left.get("report"):
        problems = [_problem(words, each) for each in left["report"]["problems"]]
        left["report"] = {**left["report"], "problems": problems}
    return left


def _problem(words: PersonWords, problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem that mentions the person says no more what stood in the file."""
    parameters = problem["parameters"]
    if any(words.are_in(each) for each in _texts(parameters)):
        parameters = dict.fromkeys(parameters, "")
    return {**problem, "parameters": parameters}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
