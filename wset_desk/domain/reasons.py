"""The reasons that people give for what they do."""

from wset_desk.domain.errors import DomainError

LONGEST_REASON = 500
LONGEST_STATEMENT = 4000
"""Of what candidates state, and what they are answered."""
UNDO_REASON = "undo"
"""What the program itself gives where something is taken back."""


def checked_reason(text: str, *, field: str = "reason", longest: int = LONGEST_REASON) -> str:
    """`text` without blanks around it.

    Refuses TEXT_TOO_LONG, and REASON_MISSING where nothing of it is a letter or a digit: a dot, or
    what no screen shows, is no reason.
    """
    reason = text.strip()
    if not any(character.isalnum() for character in reason):
        raise DomainError("REASON_MISSING", field=field)
    if len(reason) > longest:
        raise DomainError("TEXT_TOO_LONG", field=field, maximum=longest)
    return reason
