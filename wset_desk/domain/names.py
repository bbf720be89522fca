"""Names as they are looked for: without case, accents or apostrophes."""

import unicodedata

_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʼ"))


def fold(text: str) -> str:
    """`text` for comparing and searching: "Zoë O’Connor-Łuk" → "zoe oconnor-luk"."""
    letters = text.casefold()
    if not letters.isascii():  # most names are, and there are many
        parts = unicodedata.normalize("NFKD", letters)
        plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
        letters = plain.translate(_LETTERS_WITHOUT_PARTS)
    return " ".join(letters.translate(_APOSTROPHES).split())
