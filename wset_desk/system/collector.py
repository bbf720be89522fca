"""Python's search for unreachable cycles of objects, and when it is of no use."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Don't search while this runs.

    Ten thousand rows that are being taken up are all in use; to look through them again and again
    takes a third of the time. What goes out of use without a cycle is freed as ever.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()
