"""Imports and what taking one out does, in lines; records are named as the specification does."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.import_removal import Obstacle, Removal
from wset_desk.services.import_runs import ImportRunDetail, RowOutcome

_HANDLE = 8


def handle_of(run_id: UUID) -> str:
    """The end of an identifier, which is chance alone: enough to tell imports apart."""
    return run_id.hex[-_HANDLE:]


def import_named(runs: Iterable[ImportRunDetail], handle: str) -> ImportRunDetail:
    """The import of which `handle` is what `import_lines` begins its line with.

    Refuses IMPORT_UNKNOWN.
    """
    for run in runs:
        if handle_of(run.id) == handle.strip().lower():
            return run
    raise DomainError("IMPORT_UNKNOWN", name=handle)


def import_lines(runs: Iterable[ImportRunDetail], zone: ZoneInfo) -> Iterator[str]:
    """A line for each, its columns apart by tabs: which, when, what, how much of it, who."""
    for run in runs:
        changes = _("{new} new, {changed} changed").format(
            new=run.count(RowOutcome.NEW), changed=run.count(RowOutcome.CHANGED)
        )
        when = f"{run.imported_at.astimezone(zone):%Y-%m-%d %H:%M}"
        state = _("taken out") if run.taken_out_at else ""
        parts = (when, run.kind.value, run.file_name, changes, run.imported_by, state)
        yield "\t".join((handle_of(run.id), *parts)).rstrip()


def removal_lines(removal: Removal) -> Iterator[str]:
    """What is removed and what is put back."""
    if removal.removed:
        yield _("Removed: {what}").format(what=_counted(removal.removed))
    if removal.restored:
        yield _("Put back as it was: {what}").format(what=_counted(removal.restored))


def obstacle_lines(obstacles: Iterable[Obstacle]) -> Iterator[str]:
    """What is in the way, each once."""
    yield from dict.fromkeys(map(_in_the_way, obstacles))


def _counted(records: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in records.items())


def _in_the_way(obstacle: Obstacle) -> str:
    name = obstacle.name.name or f"{obstacle.record.entity} {obstacle.record.id}"
    if not obstacle.by:
        return _("{name}: changed since").format(name=name)
    return _("{name}: {record} was added since").format(name=name, record=obstacle.by)
