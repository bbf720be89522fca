"""The columns of the awarding body's file of results, by their headings."""

from collections.abc import Sequence
from pathlib import Path

from wset_desk.domain.awarding_file import LABELS, PART
from wset_desk.domain.catalogue import PaperPart
from wset_desk.exchange.columns import Headings, RecognisedColumns
from wset_desk.exchange.tabular import read_table

_HEADINGS = {
    "number": "candidate no|candidate id|number|no|id|student number|student id|wset number|"
    "wset candidate number|learner number|learner id|cand no",
    "name": "candidate|candidate name|full name|student|student name|learner|learner name",
    "first_name": "forename|forenames|first names|given name|given names",
    "last_name": "surname|family name",
    "mark": "marks|score|raw mark|raw score|total|total mark|total score|result mark|points",
    "percentage": "percent|per cent|pct|percentage mark|percentage score",
    "grade": "result|award|outcome|final grade|band",
}


def awarding_headings(parts: Sequence[PaperPart] = ()) -> Headings:
    """Those of a paper; each of its parts has a column of its own."""
    own = {f"{PART}{part.name}": part.name.replace("_", " ") for part in parts}
    return Headings(
        {**LABELS, **own}, {**_HEADINGS, **{name: f"{label} mark" for name, label in own.items()}}
    )


def read_awarding_file(path: Path, parts: Sequence[PaperPart] = ()) -> RecognisedColumns:
    """The file's columns and rows; refuses what `read_table` refuses."""
    return awarding_headings(parts).recognise(read_table(path).rows)
