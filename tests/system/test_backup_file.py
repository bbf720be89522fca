"""A backup's body: every byte counts, wherever the file is cut or changed."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.system import backup_file
from wset_desk.system.backup_file import decrypt_body, encrypt_body

KEY = bytes(range(32))
DIGEST = bytes(32)
CHUNK = 16


@pytest.fixture(autouse=True, scope="module")
def short_chunks() -> object:
    """Several chunks in a few bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_file, "_CHUNK", CHUNK)
        yield


def sealed(content: bytes) -> bytes:
    target = BytesIO()
    encrypt_body(BytesIO(content), target, KEY, DIGEST, lambda _bytes: None)
    return target.getvalue()


def opened(body: bytes, key: bytes = KEY, digest: bytes = DIGEST) -> bytes:
    target = BytesIO()
    decrypt_body(BytesIO(body), target, key, digest, lambda _bytes: None)
    return target.getvalue()


def assert_refused(body: bytes, key: bytes = KEY, digest: bytes = DIGEST) -> None:
    with pytest.raises(DomainError, match="BACKUP_DAMAGED"):
        opened(body, key, digest)


@given(st.binary(max_size=5 * CHUNK))
def test_what_went_in_comes_out(content: bytes) -> None:
    assert opened(sealed(content)) == content


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_changed_or_missing_byte_anywhere_is_noticed(size: int) -> None:
    body = sealed(bytes(size))
    for place in range(len(body)):
        changed = bytearray(body)
        changed[place] ^= 1
        assert_refused(bytes(changed))
        assert_refused(body[:place])
    assert_refused(body + b"\x00")
    assert_refused(body + body)


def test_chunks_keep_their_order_and_their_number() -> None:
    body = sealed(bytes(4 * CHUNK))
    sealed_chunk = CHUNK + 16
    first, second, *rest = (body[i : i + sealed_chunk] for i in range(0, len(body), sealed_chunk))
    assert_refused(b"".join([second, first, *rest]))
    assert_refused(b"".join([first, *rest]))
    assert_refused(b"".join([first, first, second, *rest]))


def test_another_key_and_another_head_are_noticed() -> None:
    body = sealed(b"a store")
    assert_refused(body, key=bytes(32))
    assert_refused(body, digest=b"\x01" * 32)


def test_progress_counts_every_byte() -> None:
    counted: list[int] = []
    body = BytesIO()
    encrypt_body(BytesIO(bytes(40)), body, KEY, DIGEST, counted.append)
    assert counted == [16, 16, 8]
