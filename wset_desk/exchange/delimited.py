"""Delimited text: which encoding, which delimiter, and the records."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from wset_desk.domain.errors import DomainError
from wset_desk.exchange.formulas import restored
from wset_desk.exchange.tabular import LONGEST_CELL, MAXIMUM_ROWS, ReadAs

DELIMITERS = ",;\t|"
_SAMPLED_RECORDS = 200
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAIR = 2
_NO_COLUMNS = (0, 0)


def read_delimited(
    data: bytes, *, delimiter: str | None, encoding: str | None
) -> tuple[list[list[str]], ReadAs]:
    """Every record, blank ones included, so that positions are row numbers."""
    used = encoding or encoding_of(data)
    text = _decode(data, used)
    if "\0" in text:
        raise DomainError("FILE_NOT_TEXT")
    separator = delimiter or delimiter_of(text)
    return _records(text, separator), ReadAs(encoding=used, delimiter=separator)


def encoding_of(data: bytes) -> str:
    """By its byte order mark; else UTF-8 where it is that, else what Western Windows writes."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if found := marked or _unmarked_utf16(data):
        return found
    return next((name for name in ("utf-8", "cp1252") if _fits(data, name)), "latin-1")


def delimiter_of(text: str) -> str:
    """The delimiter by which most records have one and the same number of columns, above one."""
    scores = {each: _consistency(text, each) for each in DELIMITERS}
    best = max(scores, key=lambda each: scores[each])
    if scores[best] > _NO_COLUMNS:
        return best
    # a single column: anything that doesn't stand in it
    return next((each for each in reversed(DELIMITERS) if each not in text), best)


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        sample = [record for record in islice(reader, _SAMPLED_RECORDS) if record]
    except csv.Error:
        return _NO_COLUMNS
    widths = Counter(map(len, sample))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=_NO_COLUMNS)
    # a single column of "Silva, Ana" below a heading of one word
    only_names = width == _PAIR and len(sample[0]) == 1
    return (count / widths.total(), width) if width > 1 and not only_names else _NO_COLUMNS


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Strictly first, which notices a quotation mark that is never closed; else leniently."""
    try:
        return _parsed(text, delimiter, strict=True)
    except _QuoteAmidText:
        return _parsed(text, delimiter, strict=False)


class _QuoteAmidText(Exception):  # noqa: N818
    """A cell such as "Bob" Smith: against the rules, and clear enough."""


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for record in reader:
            records.append([restored(cell) for cell in record])
            if len(records) > 2 * MAXIMUM_ROWS:
                raise DomainError("TOO_MANY_ROWS", maximum=MAXIMUM_ROWS)
    except csv.Error as error:
        if "field limit" in str(error):
            raise _too_long(len(records) + 1) from None
        if "end of data" in str(error):
            raise DomainError("QUOTE_NOT_CLOSED", row=len(records) + 1) from None
        raise _QuoteAmidText from None
    return records


def _too_long(row: int) -> DomainError:
    return DomainError("CELL_TOO_LONG", row=row, maximum=LONGEST_CELL)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: mostly Western text, so every other byte is zero."""
    sample = data[: 2 * min(len(data) // 2, 1000)]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 4
    if half and odd > half and not even:
        return "utf-16-le"
    return "utf-16-be" if half and even > half and not odd else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise DomainError("FILE_ENCODING_UNKNOWN", encoding=encoding) from None
    except UnicodeDecodeError:
        raise DomainError("FILE_ENCODING_WRONG", encoding=encoding) from None
    return text.removeprefix("\ufeff")
