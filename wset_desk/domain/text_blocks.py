"""Texts that a centre may word for itself, and the placeholders that are filled in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wset_desk.domain.errors import DomainError
from wset_desk.domain.texts import N_

LONGEST_LINE = 200
LONGEST_TEXT = 10_000

PLACEHOLDERS: Mapping[str, str] = {
    "name": N_("Name"),
    "first_name": N_("First name"),
    "number": N_("Candidate number"),
    "exam": N_("Exam"),
    "paper": N_("Paper"),
    "when": N_("Day and time"),
    "own_zone": N_("Time in the candidate's zone"),
    "place": N_("Place"),
    "was": N_("Time before the move"),
    "missed": N_("Day of the missed exam"),
    "bring": N_("What to bring"),
    "deadline": N_("Until when another date can be asked for"),
    "times": N_("Times to choose from"),
    "until": N_("Last day or time"),
    "results": N_("Results, a line each"),
    "overall": N_("Result of the qualification"),
    "received": N_("Day on which it came in"),
    "outcome": N_("Outcome"),
    "explanation": N_("Explanation"),
    "challenge": N_("Until when a result can be challenged"),
    "fee": N_("Fee"),
    "centre": N_("Name of the centre"),
    "centre_email": N_("E-mail of the centre"),
    "centre_phone": N_("Telephone of the centre"),
}
"""Every placeholder that there is, with what it stands for."""
OF_PERSON_AND_CENTRE = (
    "name",
    "first_name",
    "number",
    "centre",
    "centre_email",
    "centre_phone",
)
"""What every text may say."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text as shipped; all texts in it are marked, and translated where they are shown.

    `section` and `title` say what it belongs to, `part` which of its texts this is. `is_line`: it
    has no line breaks.
    """

    name: str
    section: str
    title: str
    part: str
    text: str
    placeholders: tuple[str, ...]
    is_line: bool = False


def checked_text(block: TextBlock, text: str) -> str:
    """What a centre wants it to say, without blanks around it.

    Refuses TEXT_MISSING, TEXT_TOO_LONG and TEXT_PLACEHOLDER_UNKNOWN; the field is the block.
    """
    said = " ".join(text.split()) if block.is_line else text.strip()
    if not said:
        raise DomainError("TEXT_MISSING", field=block.name)
    longest = LONGEST_LINE if block.is_line else LONGEST_TEXT
    if len(said) > longest:
        raise DomainError("TEXT_TOO_LONG", field=block.name, maximum=longest)
    for name in _PLACEHOLDER.findall(said):
        if name not in block.placeholders:
            raise DomainError("TEXT_PLACEHOLDER_UNKNOWN", field=block.name, name=name)
    return said


def filled(template: str, values: Mapping[str, str], known: Iterable[str] = ()) -> str:
    """`template` with its placeholders' values; a line that has nothing but empty ones falls out.

    Of `known` placeholders those without a value are empty. Refuses TEXT_PLACEHOLDER_UNKNOWN.
    """
    given = {**dict.fromkeys(known, ""), **values}
    lines = (_filled_line(line, given) for line in template.splitlines())
    return _GAPS.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip()


def _filled_line(line: str, values: Mapping[str, str]) -> str | None:
    names = _PLACEHOLDER.findall(line)
    unknown = [name for name in names if name not in values]
    if unknown:
        raise DomainError("TEXT_PLACEHOLDER_UNKNOWN", name=unknown[0])
    text = _PLACEHOLDER.sub(lambda found: values[found[1]], line)
    return None if names and not text.strip() else text
