"""Texts in CSV files that a spreadsheet program would take for formulas."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """`text` for a CSV cell, so that no program takes it for a formula.

    A text that begins like a formula gets an apostrophe in front; `restored` takes it away again.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_SIGNS) else text


def restored(text: str) -> str:
    """What `defused` was given."""
    guarded = text.startswith("'") and text.lstrip("'").startswith(FORMULA_SIGNS)
    return text[1:] if guarded else text
