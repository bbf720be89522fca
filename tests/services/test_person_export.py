"""Everything that is known of one person, in one file."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.pdfs import pdf_text
from tests.helpers.privacy import (
    FIRST,
    FORMER_LAST,
    LAST,
    NUMBER,
    REASON,
    WORD,
    Known,
    known_person,
)
from wset_desk.documents.person import person_pdf
from wset_desk.documents.person_sections import SECTIONS
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.person_files import person_zip, suggested_name
from wset_desk.services.privacy.erasing import erase_people
from wset_desk.services.privacy.exporting import PersonExport, export_person
from wset_desk.services.workspace import Workspace
from wset_desk.storage.personal import ways_to_people
from wset_desk.storage.records import table_of
from wset_desk.storage.schema import AuditEntry, OutboxEntry
from wset_desk.system.clock import FixedClock


@pytest.fixture
def known(desk: Workspace, clock: FixedClock) -> Known:
    return known_person(desk, clock)


def export(known: Known) -> PersonExport:
    return known.workspace.call(export_person, candidate_id=known.former_id)


def unpacked(exported: PersonExport) -> dict[str, bytes]:
    content = person_zip(exported, person_pdf(exported).content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_has_every_kind_of_record_for_people_sheets_and_programs(known: Known) -> None:
    exported = export(known)
    files = unpacked(exported)
    told: dict[str, Any] = json.loads(files["person.json"])
    kinds = ways_to_people().keys() - {"candidate_distinctions"}
    assert told["records"].keys() == kinds
    assert {name for name in files if name.startswith("csv/")} == {
        f"csv/{name}.csv" for name in (*kinds, "audit")
    }
    assert (told["format"], told["version"]) == ("wset-desk-person", 1)
    assert told["person"]["number"] == NUMBER
    names = {each["last_name"] for each in told["records"]["candidates"]}
    assert names == {LAST, FORMER_LAST}
    assert told["records"]["exam_registrations"][0]["theory_score"] == "80.00"
    assert any(each["changes"].get("last_name") for each in told["audit"])
    assert suggested_name(exported.number, known.id) == f"{NUMBER}.zip"


def test_what_is_to_be_read_has_every_text_and_what_rows_refer_to_by_name(known: Known) -> None:
    text = pdf_text(unpacked(export(known))["person.pdf"])
    for wanted in (f"What is known of {FIRST} {LAST}", WORD, FORMER_LAST, "Theory mark", "Level 2"):
        assert wanted in text
    for section in SECTIONS.values():
        if section.title != SECTIONS["candidate_distinctions"].title:
            assert section.title in text


def test_what_can_be_read_is_of_columns_that_there_are() -> None:
    assert SECTIONS.keys() == ways_to_people().keys()
    for entity, section in SECTIONS.items():
        assert {*section.facts, *section.texts} <= set(table_of(entity).columns.keys())


def test_that_it_was_exported_is_in_the_log_and_goes_to_the_server(known: Known) -> None:
    export(known)
    with known.workspace.store.unit_of_work(known.workspace.actor, write=False) as uow:
        for journal in (AuditEntry, OutboxEntry):
            of_export = select(journal).where(journal.action == "exporting.export_person")
            (entry,) = uow.session.scalars(of_export)
            assert (entry.entity, entry.row_id, entry.op) == ("candidates", known.id, "update")


def test_of_somebody_erased_there_is_nothing_to_export(known: Known) -> None:
    known.workspace.call(erase_people, candidate_ids=(known.id,), reason=REASON)
    with pytest.raises(DomainError) as refused:
        export(known)
    assert refused.value.code == "PERSON_ERASED"
