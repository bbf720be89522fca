"""The most people in seats, as early as can be: one kind of paper, where seats never clash.

A set of seats is *possible* when different people can sit on all of them. Possible sets form a
matroid (a transversal one), and the earlier a seat the lighter it is, whoever sits there; so taking
the seats from the earliest on, each if it is possible together with those taken before, gives the
largest set, and of the largest the one with the smallest sum of starts. Whether one more seat is
possible is found by an augmenting path: somebody who has no seat sits down, others move up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Matching:
    """People (by number) in places (by number, the earliest first), as sets of bits.

    `fits`: by place, who may sit there; `seats`: by place. Of people who are alike, those with
    lower numbers come first.
    """

    fits: Mapping[int, int]
    seats: Mapping[int, int]
    unseated: int
    at: dict[int, int] = field(default_factory=dict)

    def fill(self) -> None:
        """Take the seats of all places, from the first on."""
        for place in sorted(self.fits):
            for _seat in range(self.seats[place]):
                if not self._take_seat(place):
                    break

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Who sits where."""
        for place, people in self.at.items():
            for person in bits(people):
                yield person, place

    def _take_seat(self, place: int) -> bool:
        """Fill one more seat of the place; who sits anywhere keeps some seat."""
        came_from: dict[int, tuple[int, int]] = {}
        reached = [place]
        for hole in reached:
            willing = self.fits[hole] & self.unseated
            if willing:
                self._sit_down(willing & -willing, hole, came_from)
                return True
            for other, people in self.at.items():
                movable = people & self.fits[hole]
                if movable and other != place and other not in came_from:
                    came_from[other] = (hole, movable & -movable)
                    reached.append(other)
        return False

    def _sit_down(self, person: int, hole: int, came_from: Mapping[int, tuple[int, int]]) -> None:
        """Seat somebody in the hole, and move along the path back to the place with a seat."""
        self.unseated &= ~person
        self.at[hole] = self.at.get(hole, 0) | person
        while hole in came_from:
            target, mover = came_from[hole]
            self.at[hole] &= ~mover
            self.at[target] = self.at.get(target, 0) | mover
            hole = target


def matched(fits: Mapping[int, int], seats: Mapping[int, int], people: int) -> dict[int, int]:
    """Place by person: the best seats for so many people."""
    matching = Matching(fits, seats, (1 << people) - 1)
    matching.fill()
    return dict(matching.pairs())


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
