"""`python -m tests.benchmarks [NAME …]`: median and spread, ours and a bare program side by side.

Run it on a quiet computer. Names are those of the modules beside this one; all by default.
"""

import importlib
import sys
from collections.abc import Sequence

from tests.benchmarks.measure import table

NAMES = (
    *("first_paint", "calendar_open", "calendar_switch"),
    *(
        "saving",
        "importing",
        "exchanging",
        "syncing",
        "syncing_year",
        "first_sync",
        "board",
        "seats",
        "results_grid",
    ),
)


def main(names: Sequence[str]) -> int:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; known: {', '.join(NAMES)}\n")
        return 2
    measurements = []
    for name in names or NAMES:
        measurements += importlib.import_module(f"tests.benchmarks.{name}").measure()
    sys.stdout.write("\n".join(table(measurements)) + "\n")
    return 0 if all(each.met for each in measurements) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
