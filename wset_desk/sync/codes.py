"""Codes with which computers come to a server, as people read them out and type them.

The code of a server that no authority knows is longer: its end says which certificate is the
server's.
"""

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 12
_PIN_BYTES, _PIN_LENGTH = 17, 28
"""Of a SHA-256 the first 136 bits: nobody makes another certificate that begins so."""
_GROUP = 4


def plain_code(code: str) -> str:
    """A code as it was typed, without what people add or leave out."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)


def in_groups(letters: str) -> str:
    """As people read it out: `ABCD-EFGH-JKLM`."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def with_pin(code: str, pin: str) -> str:
    """The code of a server whose certificate has this SHA-256, in hexadecimal digits."""
    return in_groups(plain_code(code) + end_of(pin))


def has_pin(code: str) -> bool:
    return len(plain_code(code)) == LENGTH + _PIN_LENGTH


def end_of(pin: str) -> str:
    """What a code says about a certificate."""
    number, letters = int.from_bytes(bytes.fromhex(pin)[:_PIN_BYTES]), ""
    for _ in range(_PIN_LENGTH):
        number, digit = divmod(number, len(LETTERS))
        letters += LETTERS[digit]
    return letters
