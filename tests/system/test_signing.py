"""With what the end of the audit log is signed."""

import stat
from pathlib import Path

import pytest

from tests.helpers.stores import KEY
from wset_desk.domain.errors import DomainError
from wset_desk.system.signing import Signer, is_signed, signer_in, signer_of

MESSAGE = b"the end of the log"


def test_a_signature_is_of_one_message_and_one_key() -> None:
    signer, other = signer_of(KEY), Signer(bytes(32))
    signature = signer.sign(MESSAGE)
    assert is_signed(signer.key, MESSAGE, signature)
    assert not is_signed(signer.key, MESSAGE + b"!", signature)
    assert not is_signed(other.key, MESSAGE, signature)
    assert (signer_of(KEY).key, signer_of(KEY).sign(MESSAGE)) == (signer.key, signature)


@pytest.mark.parametrize("rubbish", ["", "zz", "00" * 31, "é"])
def test_what_is_no_signature_isnt_one(rubbish: str) -> None:
    signer = signer_of(KEY)
    assert not is_signed(signer.key, MESSAGE, rubbish)
    assert not is_signed(rubbish, MESSAGE, signer.sign(MESSAGE))


def test_a_key_in_a_file_is_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "server" / "audit.key"
    made = signer_in(file, makes=True)
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert signer_in(file, makes=True).key == signer_in(file, makes=False).key == made.key


@pytest.mark.parametrize("content", [None, "", "00", "no key at all"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "audit.key"
    if content is not None:
        file.write_text(content, "ascii")
    with pytest.raises(DomainError, match="SIGNING_KEY_"):
        signer_in(file, makes=False)
