"""All that is known of one person as a ZIP: for people as a PDF, for sheets, and for programs.

`person.json` has `format`, `version`, `centre`, `exportedAt`, `exportedBy`, `person`, `records` (by
the names of the specification and the store: table → rows → column → value), `names` (what the ids
stand for that rows refer to) and `audit`. Instants are in UTC, amounts and marks exact texts.
"""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from wset_desk.exchange.sheets import Cell, Sheet, csv_bytes
from wset_desk.services.privacy.exporting import AuditLine, PersonExport, Values
from wset_desk.storage.wire import encode

FORMAT, VERSION = "wset-desk-person", 1
_OLDEST_IN_ZIP = 1980


def person_zip(export: PersonExport, pdf: bytes) -> bytes:
    """The file as it is handed over; `pdf` is the export in a readable form."""
    files = {"person.pdf": pdf, "person.json": _json(export)}
    for entity, rows in export.records.items():
        files[f"csv/{entity}.csv"] = csv_bytes(_sheet(entity, rows, export))
    files["csv/audit.csv"] = csv_bytes(_audit_sheet(export))
    packed = io.BytesIO()
    moment = export.exported_at.astimezone(export.zone)
    stamp = (max(moment.year, _OLDEST_IN_ZIP), *moment.timetuple()[1:6])
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def suggested_name(number: str | None, candidate_id: UUID) -> str:
    """What the file is called unless somebody says otherwise: by number, not by name."""
    known = "".join(letter for letter in number or "" if letter.isalnum())
    return f"{known or candidate_id.hex[-8:]}.zip"


def _json(export: PersonExport) -> bytes:
    told = {
        "format": FORMAT,
        "version": VERSION,
        "centre": export.centre,
        "exportedAt": encode(export.exported_at),
        "exportedBy": export.exported_by,
        "person": {
            "id": str(export.candidate_id),
            "name": export.name,
            "number": export.number,
        },
        "records": {
            entity: [{name: encode(value) for name, value in row.items()} for row in rows]
            for entity, rows in export.records.items()
        },
        "names": {str(id_): name for id_, name in sorted(export.names.items())},
        "audit": [_audit_line(each) for each in export.audit],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _audit_line(line: AuditLine) -> dict[str, Any]:
    return {
        "at": encode(line.at),
        "by": line.actor_name,
        "action": line.action,
        "table": line.entity,
        "row": str(line.row_id),
        "op": line.op,
        "changes": line.changes,
        "reason": line.reason,
    }


def _sheet(entity: str, rows: Sequence[Values], export: PersonExport) -> Sheet:
    headings = tuple(rows[0])
    cells = [[_cell(value, export) for value in row.values()] for row in rows]
    return Sheet(entity, headings, cells)


def _audit_sheet(export: PersonExport) -> Sheet:
    headings = ("at", "by", "action", "table", "row", "op", "changes", "reason")
    rows = [[_cell(each, export) for each in _audit_line(line).values()] for line in export.audit]
    return Sheet("audit", headings, rows)


def _cell(value: Any, export: PersonExport) -> Cell:
    """An id as what it stands for, where that has a name."""
    if isinstance(value, UUID):
        return export.names.get(value, str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return encode(value)  # type: ignore[no-any-return]
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return json.dumps(value, ensure_ascii=False)
