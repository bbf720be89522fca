"""Which service checks a file of which kind, and which one takes it up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wset_desk.domain.file_fields import FileKind
from wset_desk.services.contract import Outcome
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.import_runs import ImportReport
from wset_desk.services.imports import check_candidates, import_candidates
from wset_desk.services.record_imports import check_records, import_records


@dataclass(frozen=True)
class Importing:
    """The services for a kind of file; both are given `arguments` beside the file's rows."""

    check: Callable[..., ImportCheck]
    take_up: Callable[..., Outcome[ImportReport]]
    arguments: Mapping[str, Any] = field(default_factory=dict)


def importing(kind: FileKind) -> Importing:
    if kind is FileKind.CANDIDATES:
        return Importing(check_candidates, import_candidates)
    return Importing(check_records, import_records, {"kind": kind})
