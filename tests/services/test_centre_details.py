"""The centre's name, address, time zone, currency and logo."""

import struct
import zlib
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.audit import act_records, find_acts
from wset_desk.services.centre_details import CentreDetails, centre_details, edit_centre
from wset_desk.services.centre_pictures import LARGEST_SIDE, MOST_BYTES, logo, set_logo
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import LedgerEntry

FOUNDED = CentreDetails(
    name="Test Centre",
    address="",
    email="",
    phone="",
    time_zone="Europe/London",
    currency="GBP",
    time_zone_fixed=False,
    currency_fixed=False,
)
NAMES = ("name", "address", "email", "phone", "time_zone", "currency")


def edit(workspace: Workspace, **values: str) -> CentreDetails:
    present = workspace.run(centre_details)
    kept = {name: getattr(present, name) for name in NAMES}
    return workspace.call(edit_centre, **{**kept, **values})


def refused(workspace: Workspace, code: str, **values: str) -> Any:
    before = workspace.run(centre_details)
    with pytest.raises(DomainError, match=code) as error:
        edit(workspace, **values)
    assert workspace.run(centre_details) == before
    return error.value.parameters["field"]


def png(width: int = 2, height: int = 2, padding: int = 0) -> bytes:
    """A PNG file of so many grey pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    parts = chunk(b"IHDR", header), chunk(b"tEXt", b"x" * padding), chunk(b"IDAT", rows)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def test_what_a_centre_says_of_itself_is_changed_and_taken_back(workspace: Workspace) -> None:
    values = {
        "name": "Borough Wine School",
        "address": "12 Stoney Street\nLondon SE1 9AD",
        "email": "exams@borough.example",
        "phone": "020 7946 0000",
        "time_zone": "Europe/Paris",
        "currency": "EUR",
    }
    before = edit(workspace, **values)
    assert before == FOUNDED
    after = workspace.run(centre_details)
    assert {name: getattr(after, name) for name in NAMES} == values
    edit(workspace, **{name: getattr(before, name) for name in NAMES})
    assert workspace.run(centre_details) == FOUNDED


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "NAME_MISSING"),
        ({"name": "x" * 201}, "TEXT_TOO_LONG"),
        ({"address": "x" * 1001}, "TEXT_TOO_LONG"),
        ({"email": "exams at borough"}, "EMAIL_NOT_PLAUSIBLE"),
        ({"time_zone": "Europe/Atlantis"}, "TIME_ZONE_UNKNOWN"),
        ({"currency": "pounds"}, "CURRENCY_UNKNOWN"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    workspace: Workspace, values: dict[str, str], code: str
) -> None:
    assert refused(workspace, code, **values) == next(iter(values))


def test_the_time_zone_stays_once_something_is_scheduled(workspace: Workspace) -> None:
    centre = ExamCentre(workspace)
    centre.exam(centre.offering()[ExamType.THEORY], date(2026, 11, 2))
    assert refused(workspace, "TIME_ZONE_FIXED", time_zone="Europe/Paris") == "time_zone"
    edit(workspace, currency="EUR", name="Another name")


def test_the_currency_stays_once_something_is_charged(workspace: Workspace) -> None:
    charge(workspace, ExamCentre(workspace).candidate("Ben Okafor"))
    assert refused(workspace, "CURRENCY_FIXED", currency="EUR") == "currency"
    edit(workspace, time_zone="Europe/Paris")


def charge(workspace: Workspace, candidate_id: UUID) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(
            LedgerEntry(
                candidate_id=candidate_id,
                kind=LedgerKind.CHARGE,
                amount=Decimal("85.00"),
                currency="GBP",
            )
        )
        uow.commit()


def test_a_logo_is_taken_changed_taken_out_and_put_back(workspace: Workspace) -> None:
    first, second = png(2), png(3)
    assert workspace.run(logo) is None
    assert workspace.call(set_logo, content=first) is None
    assert workspace.call(set_logo, content=second) == first
    assert workspace.run(logo) == second
    assert workspace.call(set_logo, content=None) == second
    assert workspace.run(logo) is None
    assert workspace.call(set_logo, content=None) is None
    assert workspace.call(set_logo, content=first) is None
    assert workspace.run(logo) == first


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "IMAGE_NOT_READ"),
        (b"GIF89a", "IMAGE_NOT_READ"),
        (png()[:-1], "IMAGE_NOT_READ"),
        (png()[:40], "IMAGE_NOT_READ"),
        (png().replace(b"IDAT", b"IDAX"), "IMAGE_NOT_READ"),
        (png(LARGEST_SIDE + 1), "IMAGE_TOO_LARGE"),
        (png(padding=MOST_BYTES), "IMAGE_TOO_LARGE"),
    ],
    ids=["empty", "gif", "cut at the end", "cut early", "damaged", "wide", "heavy"],
)
def test_what_is_no_small_png_is_refused(workspace: Workspace, content: bytes, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        workspace.call(set_logo, content=content)
    assert workspace.run(logo) is None


def test_changes_are_in_the_audit_log_without_the_picture(workspace: Workspace) -> None:
    edit(workspace, phone="020 7946 0000")
    workspace.call(set_logo, content=png())
    acts = {act.key.action: act for act in workspace.run(find_acts).acts}
    edited = workspace.run(act_records, key=acts["centre_details.edit_centre"].key)
    assert [field.name for field in edited.records[0].fields] == ["phone"]
    taken = workspace.run(act_records, key=acts["centre_pictures.set_logo"].key)
    assert png().hex()[:20] not in str(taken)
