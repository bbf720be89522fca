"""Counts for Prometheus: requests by route and status, the time they took, changes by status."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock


class Metrics:
    """May be counted up from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def add(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Count `amount` more of `wset_desk_{name}`."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]

    def text(self) -> str:
        """All counts, one a line."""
        with self._lock:
            counts = sorted(self._counts.items())
        return "".join(
            f"wset_desk_{name}{_labels(dict(labels))} {value:g}\n"
            for (name, labels), value in counts
        )


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}"
