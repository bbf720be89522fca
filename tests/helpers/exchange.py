"""Files brought in and taken out, as a command or the window does it."""

from collections.abc import Mapping
from pathlib import Path

from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.export_files import export_sheet
from wset_desk.exchange.import_files import read_import_file
from wset_desk.exchange.reconciliation import (
    Reconciliation,
    RefusedCell,
    reconcile,
    refused_cells,
    source_of,
)
from wset_desk.exchange.sheets import write_sheet
from wset_desk.services.exports import Export, export_records
from wset_desk.services.importing import importing
from wset_desk.services.workspace import Workspace
from wset_desk.system.resources import resource_path

KINDS = tuple(FileKind)
Exports = Mapping[FileKind, Export]


def bring_in(workspace: Workspace, path: Path, kind: FileKind, **options: object) -> Reconciliation:
    """Take a file up; `options` are those of the service."""
    steps = importing(kind)
    columns = read_import_file(path, kind)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    source = source_of(path, columns)
    report = workspace.call(steps.take_up, source=source, **arguments, **options)
    return reconcile(report.run)


def refused(workspace: Workspace, path: Path, kind: FileKind) -> list[RefusedCell]:
    """What a check has against a file."""
    steps = importing(kind)
    columns = read_import_file(path, kind)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    return list(refused_cells(workspace.run(steps.check, **arguments), columns))


def written(path: Path, kind: FileKind, export: Export) -> Path:
    """`path` with the export in it."""
    write_sheet(path, export_sheet(kind, export))
    return path


def export_of(workspace: Workspace, kind: FileKind) -> Export:
    return workspace.run(export_records, kind=kind)


def bring_in_samples(workspace: Workspace, before: FileKind | None = None) -> None:
    """The example files in their order, up to the kind that is to come."""
    for kind in KINDS[: None if before is None else KINDS.index(before)]:
        bring_in(workspace, resource_path(f"samples/{kind}.csv"), kind)
