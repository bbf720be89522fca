"""The recovery key on paper: 256 random bits as fourteen groups of four characters.

Crockford's base 32: no letter I, L, O or U, and whoever reads a 0 as an O is understood. The last
24 of the 280 bits are a checksum, so that a slip of the pen is told from a wrong key.
"""

import hashlib

from wset_desk.domain.errors import DomainError

KEY_BYTES = 32
_CHECKSUM_BYTES = 3
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_A_CHARACTER = 5
_CHARACTERS = (KEY_BYTES + _CHECKSUM_BYTES) * 8 // _BITS_A_CHARACTER
_GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "–": "", ".": ""})


def to_text(key: bytes) -> str:
    """`key` (32 bytes) as it is printed: "0G4M-…", 14 groups of 4."""
    number = int.from_bytes(key + _checksum(key))
    digits = [_ALPHABET[number >> shift & 31] for shift in _shifts()]
    groups = ("".join(digits[i : i + _GROUP]) for i in range(0, _CHARACTERS, _GROUP))
    return "-".join(groups)


def from_text(text: str) -> bytes:
    """The key as it was typed off the paper, in any case and grouping.

    Refuses RECOVERY_KEY_MISTYPED.
    """
    plain = "".join(text.split()).upper().translate(_READ_AS)
    if len(plain) != _CHARACTERS or not set(plain) <= set(_ALPHABET):
        raise DomainError("RECOVERY_KEY_MISTYPED", field="recovery_key")
    number = 0
    for character in plain:
        number = number << _BITS_A_CHARACTER | _ALPHABET.index(character)
    raw = number.to_bytes(KEY_BYTES + _CHECKSUM_BYTES)
    key = raw[:KEY_BYTES]
    if raw[KEY_BYTES:] != _checksum(key):
        raise DomainError("RECOVERY_KEY_MISTYPED", field="recovery_key")
    return key


def _shifts() -> range:
    return range((_CHARACTERS - 1) * _BITS_A_CHARACTER, -1, -_BITS_A_CHARACTER)


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"wset-desk recovery key" + key).digest()[:_CHECKSUM_BYTES]
