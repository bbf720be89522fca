"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version

_UNKNOWN = "0"


def program_version() -> str:
    """As the installed package says; "0" where none is installed."""
    try:
        return version("wset-desk")
    except PackageNotFoundError:
        return _UNKNOWN
