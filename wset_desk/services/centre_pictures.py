"""The centre's pictures: its logo, a small PNG that letters and registers bear.

Windows bring whatever people choose into this form; here it is only checked.
"""

import base64
import struct
from binascii import crc32
from collections.abc import Iterator

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import CentreImage
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

LOGO = "logo"
PNG = "image/png"
LARGEST_SIDE = 1024
"""In pixels."""
MOST_BYTES = 512 * 1024

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")
_SUM = struct.Struct(">I")


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def logo(uow: UnitOfWork) -> bytes | None:
    """The logo as a PNG file, None where there is none."""
    row = uow.session.scalar(select(CentreImage).where(CentreImage.name == LOGO))
    return None if row is None else base64.b64decode(row.content)


@command(Permission.MANAGE_SETTINGS)
def set_logo(uow: UnitOfWork, *, content: bytes | None) -> bytes | None:
    """Take a PNG file as the logo, or none any more; answers the one before.

    Refuses IMAGE_NOT_READ for anything but a whole PNG, IMAGE_TOO_LARGE beyond `MOST_BYTES` or
    `LARGEST_SIDE`.
    """
    if content is not None:
        check_png(content)
    statement = select(CentreImage).where(CentreImage.name == LOGO)
    row = uow.session.scalar(statement, execution_options=WITH_DELETED)
    before = None if row is None or row.deleted_at else base64.b64decode(row.content)
    if content is None:
        if row is not None and row.deleted_at is None:
            uow.delete(row)
        return before
    kept = base64.b64encode(content).decode()
    if row is None:
        uow.add(CentreImage(name=LOGO, media_type=PNG, content=kept))
    else:  # the name is taken for good, even by one that was taken out
        row.content, row.deleted_at = kept, None
    return before


def check_png(content: bytes) -> None:
    """Refuse IMAGE_NOT_READ, IMAGE_TOO_LARGE; what is inside the picture isn't unpacked."""
    if len(content) > MOST_BYTES:
        raise DomainError("IMAGE_TOO_LARGE", field=LOGO, kilobytes=MOST_BYTES // 1024)
    try:
        chunks = list(_chunks(content))
        (first, header), last = chunks[0], chunks[-1][0]
        width, height = struct.unpack(">II", header[:8])
    except (struct.error, IndexError):
        raise DomainError("IMAGE_NOT_READ", field=LOGO) from None
    if (first, last) != (b"IHDR", b"IEND"):
        raise DomainError("IMAGE_NOT_READ", field=LOGO)
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise DomainError("IMAGE_TOO_LARGE", field=LOGO, kilobytes=MOST_BYTES // 1024)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file by kind; struct.error where one is cut short or its sum is wrong."""
    if not content.startswith(_SIGNATURE):
        raise struct.error("not a PNG file")
    at = len(_SIGNATURE)
    while at < len(content):
        length, kind = _CHUNK.unpack_from(content, at)
        end = at + _CHUNK.size + length
        if _SUM.unpack_from(content, end) != (crc32(content[at + 4 : end]),):
            raise struct.error("a damaged PNG file")
        yield kind, content[at + _CHUNK.size : end]
        at = end + _SUM.size
