"""A candidate's enquiries one after another: which is appealed, which is in the way of which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wset_desk.domain.enquiries import OPEN_STATUSES
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_enquiries import EnquiryValues
from wset_desk.services.attempts import ResultKey
from wset_desk.services.enquiries.asked_papers import covered_results
from wset_desk.services.records.challenges import Challenge
from wset_desk.services.records.references import as_local
from wset_desk.storage.schema import ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass
class PastEnquiry:
    """`asked` is what the centre's clocks showed. Without `row_id` it is one of the file's rows,
    which isn't taken up yet.
    """

    asked: datetime
    results: set[ResultKey]
    is_closed: bool
    appeals: "PastEnquiry | None" = None
    is_appealed: bool = False
    row_id: UUID | None = None


class PastEnquiries:
    """Those that are known, and one by one those of a file, in the order of their moments."""

    def __init__(self, uow: UnitOfWork, known: Iterable[ExamEnquiry]) -> None:
        self._of: dict[UUID, list[PastEnquiry]] = defaultdict(list)
        found: dict[UUID, PastEnquiry] = {}
        for row in known:
            asked, is_closed = as_local(uow, row.submitted_at), row.status not in OPEN_STATUSES
            found[row.id] = PastEnquiry(asked, set(covered_results(row)), is_closed, row_id=row.id)
            self._of[row.candidate_id].append(found[row.id])
            if row.appeal_of_id is not None:
                found[row.appeal_of_id].is_appealed = True  # submitted earlier: found already

    def accept(self, values: EnquiryValues, challenge: Challenge) -> PastEnquiry:
        """The next one of a candidate.

        Refuses ENQUIRY_OPEN, ENQUIRY_APPEALED_UNKNOWN and APPEALED_ALREADY.
        """
        past = self._of[challenge.booking.candidate_id]
        new = PastEnquiry(
            values.submitted_at, challenge.results, values.status not in OPEN_STATUSES
        )
        others = [each for each in past if each.results & new.results]
        if not new.is_closed and not all(each.is_closed for each in others):
            raise DomainError("ENQUIRY_OPEN", field="status")
        if values.appeal_of is not None:
            new.appeals = _appealed(values.appeal_of, others)
            new.appeals.is_appealed = True
        past.append(new)
        return new


def _appealed(asked: datetime, others: Iterable[PastEnquiry]) -> PastEnquiry:
    decided = [each for each in others if each.is_closed and each.asked == asked]
    if not decided:
        raise DomainError("ENQUIRY_APPEALED_UNKNOWN", field="appeal_of")
    found = next((each for each in decided if not each.is_appealed), None)
    if found is None:
        raise DomainError("APPEALED_ALREADY", field="appeal_of")
    return found
