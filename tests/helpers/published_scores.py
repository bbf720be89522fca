"""Item scores that are published, with what others have worked out from them."""

from itertools import product

from wset_desk.domain.item_statistics import Item, ItemTable

_PATTERNS = [*product((0, 1), repeat=5)]
_FREQUENCIES = """
    3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15
    10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298
"""


def lsat() -> ItemTable:
    """Section 6 of the Law School Admission Test, 1000 candidates and five questions: how often
    each pattern of answers occurred, 00000 to 11111 (Bock and Lieberman 1970, Psychometrika 35)."""
    rows = [
        pattern
        for pattern, times in zip(_PATTERNS, _FREQUENCIES.split(), strict=True)
        for _ in range(int(times))
    ]
    return _right_or_wrong(rows)


def wuensch() -> ItemTable:
    """Ten students, ten questions: K. L. Wuensch, East Carolina University, KR20.txt."""
    rows = """
        1111110110 1011011101 1111011001 0010001000 0000010010
        1110111111 1101110111 1111111101 0101111101 1101101110
    """
    return _right_or_wrong([tuple(int(digit) for digit in row) for row in rows.split()])


def worksheet() -> ItemTable:
    """The Item Analysis Worksheet of teacher training: ten students, ten questions, from Joe with
    all right to Anita with three (studylib.net/doc/25270846)."""
    rows = """
        1111111111 1111111101 1101111100 0111110101 1110111001
        1110110100 0110110101 0111001010 1110100001 0100010010
    """
    return _right_or_wrong([tuple(int(digit) for digit in row) for row in rows.split()])


def attitude() -> ItemTable:
    """A survey of 30 departments on seven questions, each in per cent (Chatterjee and Price 1977,
    Regression Analysis by Example; R's data set `attitude`)."""
    names = ("rating", "complaints", "privileges", "learning", "raises", "critical", "advance")
    numbers = [int(word) for word in _ATTITUDE.split()]
    rows = [tuple(numbers[start : start + 7]) for start in range(0, len(numbers), 7)]
    return ItemTable(tuple(Item(name, 100) for name in names), tuple(rows))


def _right_or_wrong(rows: list[tuple[int, ...]]) -> ItemTable:
    return ItemTable(tuple(Item(f"{n + 1}") for n in range(len(rows[0]))), tuple(rows))


_ATTITUDE = """
    43 51 30 39 61 92 45   63 64 51 54 63 73 47   71 70 68 69 76 86 48   61 63 45 47 54 84 35
    81 78 56 66 71 83 47   43 55 49 44 54 49 34   58 67 42 56 66 68 35   71 75 50 55 70 66 41
    72 82 72 67 71 83 31   67 61 45 47 62 80 41   64 53 53 58 58 67 34   67 60 47 39 59 74 41
    69 62 57 42 55 63 25   68 83 83 45 59 77 35   77 77 54 72 79 77 46   81 90 50 72 60 54 36
    74 85 64 69 79 79 63   65 60 65 75 55 80 60   65 70 46 57 75 85 46   50 58 68 54 64 78 52
    50 40 33 34 43 64 33   64 61 52 62 66 80 41   53 66 52 50 63 80 37   40 37 42 58 50 57 49
    63 54 42 48 66 75 33   66 77 66 63 88 76 72   78 75 58 74 80 78 49   48 57 44 45 51 83 38
    85 85 71 71 77 74 55   82 82 39 59 64 78 39
"""
