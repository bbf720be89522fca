"""Texts in the domain, which knows nothing of languages."""


def N_(message: str) -> str:  # noqa: N802
    """Mark `message` for extraction; it is translated where it is shown."""
    return message
