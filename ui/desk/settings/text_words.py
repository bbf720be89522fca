"""The centre's texts in words: what each is, how it stands, and what an example would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.common.labels import Look
from wset_desk.domain.text_blocks import PLACEHOLDERS
from wset_desk.i18n import N_, _
from wset_desk.services.text_blocks import TextBlockRow

_EXAMPLES = {
    "name": N_("Ana Silva"),
    "first_name": N_("Ana"),
    "number": N_("100482"),
    "exam": N_("Level 2 Theory"),
    "paper": N_("Theory"),
    "when": N_("Sunday 4 October 2026, 15:30 – 16:30"),
    "own_zone": N_(
        "That is Sunday 4 October 2026, 10:30 – 11:30 in your time zone (America/New_York)."
    ),
    "place": N_("Main Hall, 12 Vine Street"),
    "was": N_("It was to begin on Sunday 27 September 2026 at 15:30."),
    "missed": N_("Sunday 6 September 2026"),
    "bring": N_("Please bring an identity document with your photograph."),
    "deadline": N_("If you need another date, tell us by Thursday 17 September 2026, 17:00."),
    "times": N_(
        "Tuesday 22 September 2026, 18:00 – 18:45\nWednesday 23 September 2026, 18:00 – 18:45"
    ),
    "until": N_("Wednesday 30 September 2026"),
    "results": N_("Theory: Pass with merit, 72 of 100"),
    "overall": N_("Qualification: Pass with merit"),
    "received": N_("Monday 7 September 2026"),
    "outcome": N_("Your enquiry is upheld."),
    "explanation": N_("Two marks were added up wrongly."),
    "challenge": N_(
        "If you would like a result to be looked at again, write to us by 15 November 2026."
    ),
    "fee": N_("The fee is £85.00."),
    "centre_email": N_("exams@example.org"),
    "centre_phone": N_("020 7946 0000"),
}


@dataclass(frozen=True, slots=True)
class CentreText:
    """A message or a letter with the texts that it is made of."""

    section: str
    title: str
    blocks: tuple[TextBlockRow, ...]

    @property
    def key(self) -> str:
        """What all its blocks' names begin with: "notice.booking"."""
        return self.blocks[0].name.rpartition(".")[0]

    @property
    def is_own(self) -> bool:
        """Whether the centre words any of it itself."""
        return any(block.own is not None for block in self.blocks)

    @property
    def placeholders(self) -> list[str]:
        """What its texts may say, in the order in which it is mostly said."""
        return [name for name in PLACEHOLDERS if name in self.blocks[0].shipped.placeholders]


def centre_texts(rows: Iterable[TextBlockRow]) -> list[CentreText]:
    """The blocks put together, in their order."""
    found: dict[str, list[TextBlockRow]] = {}
    for row in rows:
        found.setdefault(row.name.rpartition(".")[0], []).append(row)
    return [
        CentreText(blocks[0].shipped.section, blocks[0].shipped.title, tuple(blocks))
        for blocks in found.values()
    ]


def section_text(text: CentreText) -> str:
    return _(text.section)


def title_text(text: CentreText) -> str:
    return _(text.title)


def state_look(text: CentreText) -> Look:
    if text.is_own:
        return Look(_("Changed"), "edit", "warning", "warningSoft")
    return Look(_("As shipped"), "check", "text2", "sunken")


def placeholder_text(name: str) -> str:
    """What it stands for."""
    return _(PLACEHOLDERS[name])


def examples(names: Iterable[str], centre_name: str) -> dict[str, str]:
    """What the placeholders could say to somebody."""
    return {name: centre_name if name == "centre" else _(_EXAMPLES[name]) for name in names}
