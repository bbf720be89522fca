"""The awarding body's file of results, compared with what an exam has: rule 14.

A row is about whoever has its candidate number, and about nobody else: a name that differs is
shown, and a person decides.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from wset_desk.domain.catalogue import HUNDRED_PERCENT, Award, Band, PaperPart
from wset_desk.domain.decimals import TWO_PLACES, parse_decimal
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.file_rows import ColumnMapping, TextRow, repeated
from wset_desk.domain.names import fold
from wset_desk.domain.paper_parts import part_marks, total_of
from wset_desk.domain.results import component_passed, paper_award, parse_mark, percentage
from wset_desk.domain.texts import N_

NUMBER, NAME, FIRST_NAME, LAST_NAME = "number", "name", "first_name", "last_name"
MARK, PERCENTAGE, GRADE = "mark", "percentage", "grade"
PART = "part:"
"""A column of a part's marks: `part:written`."""

LABELS: Mapping[str, str] = {
    NUMBER: N_("Candidate number"),
    NAME: N_("Name"),
    FIRST_NAME: N_("First name"),
    LAST_NAME: N_("Last name"),
    MARK: N_("Mark"),
    PERCENTAGE: N_("Percentage"),
    GRADE: N_("Grade"),
}


class RowGroup(StrEnum):
    """What a row comes to; each is in one group. `NAME_DIFFERS` and `MARK_DIFFERS` are only taken
    where a person says so, row by row."""

    NEW = "new"
    SAME = "same"
    NAME_DIFFERS = "name_differs"
    MARK_DIFFERS = "mark_differs"
    NO_SHOW = "no_show"
    UNKNOWN_NUMBER = "unknown_number"
    WRONG = "wrong"
    BLANK = "blank"


NEED_A_PERSON = frozenset({RowGroup.NAME_DIFFERS, RowGroup.MARK_DIFFERS})


class NameMatch(StrEnum):
    """`FOLDED`: the same but for case, accents and order."""

    SAME = "same"
    FOLDED = "folded"
    DIFFERENT = "different"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class Sitter:
    """A candidate of the exam: what stands of the paper, and why no mark can be given, if so.

    `mark` and `parts` are what stands. `refusal` is that of a new mark, with a reason.
    """

    registration_id: UUID
    number: str | None
    first_name: str
    last_name: str
    is_no_show: bool
    mark: Decimal | None
    parts: Mapping[str, Decimal]
    refusal: Refusal | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row with what it comes to. `mark` and `parts` are what it says, None and empty where that
    can't be read; `refusal` is why. `grade` is as the file has it, `award` what the paper's own
    rules make of the mark."""

    number: int
    group: RowGroup
    candidate_number: str
    name: str
    sitter: Sitter | None = None
    name_match: NameMatch = NameMatch.NOT_GIVEN
    mark: Decimal | None = None
    parts: Mapping[str, Decimal] | None = None
    grade: str = ""
    refusal: Refusal | None = None
    award: Award | None = None

    @property
    def grade_differs(self) -> bool:
        """Whether the file has another word than the rules have: "Pass" for a merit."""
        if self.award is None or not self.grade:
            return False
        return self.award.value not in fold(self.grade).split()


@dataclass(frozen=True)
class FileCheck:
    """Every row of the file, and who of the exam isn't in it though they came."""

    rows: tuple[FileRow, ...]
    missing: tuple[Sitter, ...]

    def count(self, group: RowGroup) -> int:
        return sum(row.group is group for row in self.rows)

    def taken(self, ticked: frozenset[int]) -> tuple[FileRow, ...]:
        """The rows to be taken up: new ones, and those of a person's choice by row number."""
        return tuple(
            row
            for row in self.rows
            if row.group is RowGroup.NEW or (row.group in NEED_A_PERSON and row.number in ticked)
        )


@dataclass(frozen=True)
class PaperScale:
    """What a mark is out of, and what it is worth: `parts` of a paper that is marked by part."""

    max_score: Decimal | int
    pass_mark: Decimal
    parts: Sequence[PaperPart] = ()
    bands: Sequence[Band] = ()

    def award(self, mark: Decimal, parts: Mapping[str, Decimal]) -> Award:
        passed = component_passed(
            mark, self.max_score, self.pass_mark, part_marks(self.parts, parts)
        )
        return paper_award(passed=passed, score=mark, max_score=self.max_score, bands=self.bands)


def check_mapping(mapping: ColumnMapping) -> None:
    """Refuse FIELD_MAPPED_TWICE, and IMPORT_NEEDS_COLUMN without numbers or marks."""
    names = list(mapping.values())
    for name, count in Counter(names).items():
        if count > 1:
            raise DomainError("FIELD_MAPPED_TWICE", name=name)
    if NUMBER not in names:
        raise DomainError("IMPORT_NEEDS_COLUMN", label=LABELS[NUMBER])
    if not any(name in {MARK, PERCENTAGE} or name.startswith(PART) for name in names):
        raise DomainError("IMPORT_NEEDS_COLUMN", label=LABELS[MARK])


def check_file(
    rows: Sequence[TextRow], mapping: ColumnMapping, sitters: Sequence[Sitter], scale: PaperScale
) -> FileCheck:
    """What each row comes to; refuses what `check_mapping` refuses."""
    check_mapping(mapping)
    known = {_key(each.number): each for each in sitters if each.number}
    texts = [_Texts(row, mapping) for row in rows]
    again = repeated(texts, lambda each: _key(each[NUMBER]) or None)
    checked = tuple(_checked(each, known, scale, again.get(each.number)) for each in texts)
    named = {row.sitter.registration_id for row in checked if row.sitter is not None}
    missing = (
        each for each in sitters if each.registration_id not in named and not each.is_no_show
    )
    return FileCheck(checked, tuple(missing))


class _Texts:
    """The cells of a row by what they hold, without blanks around."""

    def __init__(self, row: TextRow, mapping: ColumnMapping) -> None:
        self.number = row.number
        self._texts = {field: row.cell(column).strip() for column, field in mapping.items()}

    def __getitem__(self, field: str) -> str:
        return self._texts.get(field, "")

    @property
    def name(self) -> str:
        return self[NAME] or f"{self[FIRST_NAME]} {self[LAST_NAME]}".strip()

    @property
    def parts(self) -> dict[str, str]:
        return {
            field.removeprefix(PART): text
            for field, text in self._texts.items()
            if field.startswith(PART) and text
        }


def _checked(
    texts: _Texts, known: Mapping[str, Sitter], scale: PaperScale, first: int | None
) -> FileRow:
    """One row; `first` is the row that had its number before."""
    sitter = known.get(_key(texts[NUMBER]))
    try:
        mark, parts = _read(texts, scale)
        refusal = None if first is None else Refusal("ROW_REPEATED", {"row": first})
    except DomainError as error:
        mark, parts, refusal = None, {}, Refusal(error.code, error.parameters)
    match = NameMatch.NOT_GIVEN if sitter is None else name_match(texts.name, sitter)
    has_mark = mark is not None or bool(parts)
    group = _group(sitter, match, mark, parts)
    if refusal is None and sitter is not None and group in {RowGroup.NEW, *NEED_A_PERSON}:
        refusal = sitter.refusal
    if refusal is not None and group not in {RowGroup.UNKNOWN_NUMBER, RowGroup.NO_SHOW}:
        group = RowGroup.WRONG
    elif not has_mark and sitter is not None and refusal is None:
        group = RowGroup.BLANK
    return FileRow(
        number=texts.number,
        group=group,
        candidate_number=texts[NUMBER],
        name=texts.name,
        sitter=sitter,
        name_match=match,
        mark=mark,
        parts=parts,
        grade=texts[GRADE],
        refusal=refusal,
        award=None if mark is None else scale.award(mark, parts),
    )


def _group(
    sitter: Sitter | None, match: NameMatch, mark: Decimal | None, parts: Mapping[str, Decimal]
) -> RowGroup:
    """Of a row whose mark could be read."""
    if sitter is None:
        return RowGroup.UNKNOWN_NUMBER
    if sitter.is_no_show:
        return RowGroup.NO_SHOW
    if sitter.mark == mark and (not parts or dict(sitter.parts) == dict(parts)):
        return RowGroup.SAME
    if match is NameMatch.DIFFERENT:
        return RowGroup.NAME_DIFFERS
    has_other = sitter.mark is not None or sitter.parts
    return RowGroup.MARK_DIFFERS if has_other else RowGroup.NEW


def name_match(name: str, sitter: Sitter) -> NameMatch:
    """How the file's name compares; only its words count, not their order."""
    if not name:
        return NameMatch.NOT_GIVEN
    if name == sitter.name:
        return NameMatch.SAME
    words, own = (sorted(fold(each.replace(",", " ")).split()) for each in (name, sitter.name))
    return NameMatch.FOLDED if words == own else NameMatch.DIFFERENT


def _read(texts: _Texts, scale: PaperScale) -> tuple[Decimal | None, dict[str, Decimal]]:
    """The mark on the paper's own scale with those of its parts; None and none for a blank row."""
    parts = _read_parts(texts, scale)
    total = total_of(scale.parts, parts) if scale.parts else None
    mark = parse_mark(texts[MARK], scale.max_score)
    if mark is None:
        mark = total if parts else _from_percentage(texts[PERCENTAGE], scale)
    elif parts and total != mark:
        raise DomainError("PARTS_DIFFER_FROM_MARK", total=total or Decimal(0))
    if mark is not None and scale.parts and not parts:
        raise DomainError("MARK_BY_PARTS")
    if mark is not None and texts[PERCENTAGE]:
        _check_percentage(texts[PERCENTAGE], mark, scale)
    return mark, parts


def _read_parts(texts: _Texts, scale: PaperScale) -> dict[str, Decimal]:
    maxima = {part.name: part.max_score for part in scale.parts}
    found = {}
    for name, text in texts.parts.items():
        if name not in maxima:
            raise DomainError("PART_NOT_READ", text=name)
        mark = parse_mark(text, maxima[name])
        if mark is not None:
            found[name] = mark
    return found


def _from_percentage(text: str, scale: PaperScale) -> Decimal | None:
    """The mark of which it is the percentage: exactly, or else the one whole mark that comes to it
    when rounded or cut. Refuses PERCENTAGE_WITHOUT_MARK where there is none."""
    if not text:
        return None
    percent, places = _percentage(text)
    exact = percent * scale.max_score / HUNDRED_PERCENT
    if exact == exact.quantize(TWO_PLACES):
        return exact.quantize(TWO_PLACES)
    whole = (Decimal(mark) for mark in range(int(scale.max_score) + 1))
    fitting = [mark for mark in whole if percent in _percentages(mark, scale, places)]
    if len(fitting) != 1:
        raise DomainError("PERCENTAGE_WITHOUT_MARK", percent=percent)
    return fitting[0]


def _check_percentage(text: str, mark: Decimal, scale: PaperScale) -> None:
    """Refuse PERCENTAGE_DIFFERS unless it is the mark's, rounded or cut to the places it has."""
    percent, places = _percentage(text)
    if percent not in _percentages(mark, scale, places):
        raise DomainError("PERCENTAGE_DIFFERS", percent=percent, mark=mark)


def _percentage(text: str) -> tuple[Decimal, int]:
    """Its value and its places; refuses MARK_NOT_A_NUMBER, MARK_ABOVE_MAXIMUM."""
    typed = parse_decimal(text.removesuffix("%").strip())
    if typed is None or typed.negative:
        raise DomainError("MARK_NOT_A_NUMBER", text=text)
    if typed.value > HUNDRED_PERCENT:
        raise DomainError("MARK_ABOVE_MAXIMUM", mark=typed.value, maximum=HUNDRED_PERCENT)
    return typed.value, typed.places


def _percentages(mark: Decimal, scale: PaperScale, places: int) -> set[Decimal]:
    exact = percentage(mark, scale.max_score)
    step = Decimal(1).scaleb(-places)
    return {exact.quantize(step, rounding=each) for each in _ROUNDINGS}


_ROUNDINGS = (ROUND_DOWN, ROUND_HALF_UP)


def _key(number: str | None) -> str:
    """Numbers are compared without case and blanks; noughts in front are part of a number."""
    return "".join((number or "").split()).casefold()
