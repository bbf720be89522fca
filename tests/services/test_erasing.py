"""People's data erased: nothing of them is found in the store any more, and the centre's records
hold together."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.privacy import LAST, REASON, Known, known_person, traces
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.services.available_actions import available_actions
from wset_desk.services.candidate_duplicates import duplicate_candidates
from wset_desk.services.candidate_merging import merge_candidates
from wset_desk.services.candidates import candidate, edit_candidate, find_candidates
from wset_desk.services.privacy.erasing import erase_people
from wset_desk.services.privacy.erasure_preview import Kept, Part, preview_erasures
from wset_desk.services.workspace import Workspace
from wset_desk.storage.personal import RESULTS, emptied, rows_about, ways_to_people
from wset_desk.storage.records import table_of
from wset_desk.storage.schema import (
    AuditEntry,
    Candidate,
    ExamRegistration,
    LedgerEntry,
    OutboxEntry,
)
from wset_desk.system.clock import FixedClock

YEARS_LATER = timedelta(days=366 * 7)


@pytest.fixture
def known(workspace: Workspace, clock: FixedClock) -> Known:
    """On each database."""
    return known_person(workspace, clock)


@pytest.fixture
def person(desk: Workspace, clock: FixedClock) -> Known:
    """On SQLite alone."""
    return known_person(desk, clock)


def erase(known: Known, *people: UUID, reason: str = REASON) -> None:
    known.workspace.call(erase_people, candidate_ids=people or (known.id,), reason=reason)


def values_of(known: Known) -> dict[tuple[str, str], list[Any]]:
    """What stands in each personal column of the person's rows."""
    with known.workspace.store.engine.connect() as connection:
        centre_id = known.workspace.actor.centre_id
        rows = rows_about(connection, centre_id, [known.id, known.former_id])
        found: dict[tuple[str, str], list[Any]] = {}
        for entity, ids in rows.items():
            table = table_of(entity)
            for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings():
                for name in emptied(entity, with_results=True):
                    found.setdefault((entity, name), []).append(row[name])
        return found


def test_nothing_of_an_erased_person_is_left_in_the_store(known: Known) -> None:
    before = values_of(known)
    everything = {(e, n) for e in ways_to_people() for n in emptied(e, with_results=True)}
    assert before.keys() == everything  # a new personal column is to be filled in the helper
    unfilled = [key for key, values in before.items() if not any(values)]
    assert not unfilled
    assert traces(known.workspace.store)
    erase(known)
    assert traces(known.workspace.store) == []
    for (entity, name), values in values_of(known).items():
        if name in RESULTS.get(entity, ()):
            assert any(values), (entity, name)  # kept, without a name
        else:
            assert set(map(str, values)) == {str(emptied(entity, with_results=True)[name])}


def test_once_their_period_is_over_marks_go_too(person: Known) -> None:
    erase(person)
    person.clock.instant += YEARS_LATER
    erase(person)
    for (entity, name), values in values_of(person).items():
        expected = str(emptied(entity, with_results=True)[name])
        assert {str(each).removesuffix(".00") for each in values} == {expected}, (entity, name)
    with pytest.raises(DomainError) as refused:
        erase(person)
    assert refused.value.code == "ERASED_ALREADY"


def test_of_whom_everything_is_old_marks_go_at_once(person: Known) -> None:
    person.clock.instant += YEARS_LATER
    erase(person)
    with person.workspace.store.unit_of_work(person.workspace.actor, write=False) as uow:
        rows = uow.session.scalars(
            select(ExamRegistration).where(ExamRegistration.candidate_id == person.id)
        ).all()
    assert [row.theory_score for row in rows] == [None] * len(rows)


def test_books_and_other_people_stay_as_they_were(person: Known) -> None:
    other = person.row(Candidate, person.other_id).last_name
    erase(person)
    with person.workspace.store.unit_of_work(person.workspace.actor, write=False) as uow:
        entries = uow.session.scalars(
            select(LedgerEntry).where(LedgerEntry.candidate_id == person.id)
        ).all()
        amounts = [each.amount for each in entries if each.reference is None]
        assert amounts.count(Decimal(40)) == 2
        assert uow.get(Candidate, person.id).last_name == "Erased"
        assert uow.get(Candidate, person.other_id).last_name == other


def test_that_somebody_was_erased_is_in_the_log_with_its_reason(person: Known) -> None:
    erase(person)
    with person.workspace.store.unit_of_work(person.workspace.actor, write=False) as uow:
        entries = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "erasing.erase_people")
        ).all()
        sent = uow.session.scalars(
            select(OutboxEntry).where(OutboxEntry.action == "erasing.erase_people")
        ).all()
    told = [each for each in entries if "erased_at" in each.changes]
    assert {each.row_id for each in told} == {person.id, person.former_id}
    assert {each.reason for each in told} == {REASON}
    assert {(each.entity, *each.patch) for each in sent} == {("candidates", "erased_at")}


def test_the_reason_names_nobody(person: Known) -> None:
    for reason, code in (("", "REASON_MISSING"), (f"{LAST} asked", "REASON_NAMES_PERSON")):
        with pytest.raises(DomainError) as refused:
            erase(person, reason=reason)
        assert refused.value.code == code
    assert person.row(Candidate, person.id).last_name == LAST


def test_who_has_something_open_is_not_erased_nor_anybody_else(person: Known) -> None:
    """The other one has neither a mark nor an absence, and owes the course's fee."""
    (preview,) = person.workspace.run(preview_erasures, candidate_ids=(person.other_id,))
    assert "ERASE_EXAM_UNMARKED" in {each.code for each in preview.open_matters}
    with pytest.raises(DomainError) as refused:
        erase(person, person.id, person.other_id)
    assert refused.value.code == "ERASE_OPEN_MATTERS"
    assert person.row(Candidate, person.id).last_name == LAST


def test_who_was_erased_is_offered_nowhere_and_changed_no_more(person: Known) -> None:
    work = person.workspace
    erase(person)
    found = work.run(find_candidates).rows
    assert person.id not in {each.id for each in found} and found
    assert work.run(candidate, candidate_id=person.id).erased_on is not None
    assert work.run(available_actions, candidate_id=person.id) == ()
    assert work.run(duplicate_candidates) == ()
    values = CandidateValues(first_name=LAST, last_name=LAST)
    merge = {"kept_id": person.other_id, "merged_id": person.id, "choices": {}}
    for service, arguments in (
        (edit_candidate, {"candidate_id": person.id, "values": values}),
        (merge_candidates, merge),
    ):
        with pytest.raises(DomainError) as refused:
            work.call(service, **arguments)
        assert refused.value.code == "PERSON_ERASED"


def test_the_preview_says_what_goes_and_what_is_kept_until_when(person: Known) -> None:
    (preview,) = person.workspace.run(preview_erasures, candidate_ids=(person.former_id,))
    assert preview.candidate_id == person.id and preview.open_matters == ()
    parts = {each.part: each.count for each in preview.erased}
    assert parts.keys() == set(Part) - {Part.MARKS}
    assert parts[Part.FORMER] == parts[Part.MESSAGES] == 1
    kept = {each.kept: each for each in preview.kept}
    assert kept.keys() == set(Kept)
    sat = person.clock.now().date() - timedelta(days=1)
    assert kept[Kept.RESULTS].until == sat.replace(year=sat.year + 6)
    assert kept[Kept.BOOKINGS].until is None
