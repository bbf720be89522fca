"""Whether somebody in a file is a candidate that the centre knows: by number, else by name and
birth date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues, full_name, name_key, number_key
from wset_desk.services.merged_records import former_records
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork

_FIELDS = tuple(field.name for field in fields(CandidateValues))


@dataclass(frozen=True, slots=True)
class KnownCandidate:
    id: UUID
    values: CandidateValues

    @property
    def name(self) -> str:
        return full_name(self.values.first_name, self.values.last_name)

    def differences(self, other: CandidateValues) -> Iterator[str]:
        """The names of the values in which `other` differs; a number's spaces don't count."""
        for name in _FIELDS:
            ours, theirs = getattr(self.values, name), getattr(other, name)
            if name == "candidate_number" and ours and theirs:
                ours, theirs = number_key(ours), number_key(theirs)
            if ours != theirs:
                yield name


class KnownCandidates:
    """The centre's candidates, found by number and by name.

    `former` are the numbers of records that were merged, with the records that stand for them.
    """

    def __init__(
        self, candidates: Iterable[KnownCandidate], former: Iterable[tuple[str, UUID]] = ()
    ) -> None:
        self._by_number: dict[str, KnownCandidate] = {}
        self._by_name: dict[str, list[KnownCandidate]] = defaultdict(list)
        self._all = list(candidates)
        for each in self._all:
            if each.values.candidate_number:
                self._by_number[number_key(each.values.candidate_number)] = each
            self._by_name[name_key(each.values)].append(each)
        by_id = {each.id: each for each in self._all}
        self._by_former_number = {number_key(number): by_id[id_] for number, id_ in former}

    def __iter__(self) -> Iterator[KnownCandidate]:
        return iter(self._all)

    def with_number(self, number: str | None) -> KnownCandidate | None:
        return self._by_number.get(number_key(number)) if number else None

    def with_former_number(self, number: str) -> KnownCandidate | None:
        """Whoever had the number in a record that was merged into theirs."""
        return self._by_former_number.get(number_key(number))

    def alike(self, values: CandidateValues) -> list[KnownCandidate]:
        """Those of the same name whose birth date is the same, or isn't known of either."""
        named = self._by_name.get(name_key(values), [])
        return [each for each in named if _may_be_one(each.values, values)]


def known_candidates(uow: UnitOfWork) -> KnownCandidates:
    columns = [getattr(Candidate, name) for name in _FIELDS]
    rows = uow.session.execute(select(Candidate.id, *columns).where(Candidate.erased_at.is_(None)))
    candidates = [
        KnownCandidate(row[0], CandidateValues(**dict(zip(_FIELDS, row[1:], strict=True))))
        for row in rows
    ]
    former = former_records(uow, [each.id for each in candidates])
    numbers = [
        (record.candidate_number, kept_id)
        for kept_id, records in former.items()
        for record in records
        if record.candidate_number
    ]
    return KnownCandidates(candidates, numbers)


def _may_be_one(known: CandidateValues, other: CandidateValues) -> bool:
    """Birth dates decide where both are known; without them, two numbers are two people."""
    if known.birth_date and other.birth_date:
        return known.birth_date == other.birth_date
    return not (known.candidate_number and other.candidate_number)
