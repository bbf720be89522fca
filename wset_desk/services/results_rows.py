"""What a results grid holds: its columns, its candidates and their marks."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import Award, Component, ExamType, PaperPart
from wset_desk.domain.double_entry import EntryStage
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.services.marking.holds import Hold


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of marks: one component of one paper, out of `max_score`.

    Of a paper that is marked by part there is a column for each `part`, then one for the total,
    which is computed.
    """

    exam_session_id: UUID
    component: Component
    exam_type: ExamType
    max_score: int | Decimal
    part: PaperPart | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """Who entered what a result says, those who typed a part of it too, and when the last did.

    A name is None where it was the program.
    """

    by: tuple[str | None, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class MarkCell:
    """A candidate's mark in one column; `locked` says why it can't be typed now.

    `percent` is cut after two decimals, so that 54.99 is never shown as 55. `state`,
    `version_id` and `entry` are those of the whole result, whichever of its columns this is.
    `is_own`: the actor entered it, and somebody else has to confirm it. `warning` says what looks
    odd about the mark. Of a mark that two people type, `typed` is the actor's own entry while there
    is no result of both; `stage` is how far the mark has come as far as the actor may know: that
    somebody else alone has typed it isn't said. `holds` are those of the result.
    """

    registration_id: UUID
    status: RegistrationStatus
    score: Decimal | None
    percent: Decimal | None
    passed: bool | None
    state: ResultState | None
    locked: Refusal | None
    version_id: UUID | None = None
    is_own: bool = False
    warning: Refusal | None = None
    entry: MarkEntry | None = None
    typed: Decimal | None = None
    stage: EntryStage | None = None
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsRow:
    """A candidate; one cell a column, None where they don't sit that paper.

    `registration_type` is that of the first paper. `award` is provisional: what the marks at hand
    come to, None until all of them are there.
    """

    candidate_id: UUID
    name: str
    number: str | None
    seat: str | None
    extra_time_percent: int
    registration_type: RegistrationType
    cells: tuple[MarkCell | None, ...]
    award: Award | None


@dataclass(frozen=True)
class ResultsGrid:
    """An exam's columns with some of its candidates; `is_last`: nobody comes behind these.

    `entered_twice`: two people type each mark.
    """

    name: str
    level: int
    starts_at: datetime
    places: tuple[str, ...]
    columns: tuple[PaperColumn, ...]
    rows: tuple[ResultsRow, ...]
    is_last: bool = True
    entered_twice: bool = False
