"""Which records are proposed as one person's, and which never are."""

from datetime import date
from uuid import UUID

import pytest

from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.errors import DomainError
from wset_desk.services.candidate_duplicates import (
    Likeness,
    duplicate_candidates,
    propose_again,
    tell_apart,
)
from wset_desk.services.candidate_merging import merge_candidates, undo_merge
from wset_desk.services.candidates import add_candidate
from wset_desk.services.workspace import Workspace

BORN = date(1990, 9, 5)


def add(workspace: Workspace, first: str, last: str, **values: object) -> UUID:
    return workspace.call(add_candidate, first_name=first, last_name=last, **values).id


def proposed(workspace: Workspace) -> list[tuple[str, str, Likeness]]:
    pairs = workspace.run(duplicate_candidates)
    return [(each.older.name, each.newer.name, each.likeness) for each in pairs]


def test_the_same_name_in_another_spelling_and_the_same_birth_date(workspace: Workspace) -> None:
    add(workspace, "Zoë", "O’Connor", birth_date=BORN)
    add(workspace, "zoe", "o'connor", birth_date=BORN)
    names = ("Zoë O’Connor", "zoe o'connor")
    assert proposed(workspace) == [(*names, Likeness.NAME_AND_BIRTH_DATE)]


def test_the_same_email_in_another_case(workspace: Workspace) -> None:
    add(workspace, "Ana", "Silva", email="Ana@Example.org", birth_date=BORN)
    add(workspace, "Ana", "Sousa", email="ana@example.org")
    assert proposed(workspace) == [("Ana Silva", "Ana Sousa", Likeness.EMAIL)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"birth_date": BORN}, {"birth_date": date(1991, 9, 5)}),
        ({"birth_date": BORN}, {}),
        ({}, {}),
        ({"email": "a@example.org"}, {"email": "b@example.org"}),
    ],
)
def test_a_name_alone_is_not_enough(
    workspace: Workspace, one: dict[str, object], other: dict[str, object]
) -> None:
    for values in (one, other):
        add(workspace, "Ana", "Silva", **values)
    assert proposed(workspace) == []


def test_mother_and_daughter_share_an_address(workspace: Workspace) -> None:
    add(workspace, "Ana", "Silva", email="silva@example.org", birth_date=BORN)
    add(workspace, "Eva", "Silva", email="silva@example.org", birth_date=date(2006, 1, 1))
    assert proposed(workspace) == []


def test_three_records_are_three_pairs_until_they_are_merged(workspace: Workspace) -> None:
    ids = [add(workspace, "Ana", "Silva", birth_date=BORN, email="a@b.org") for _ in range(3)]
    assert len(proposed(workspace)) == 3
    arguments = {"kept_id": ids[0], "merged_id": ids[1], "choices": {"notes": Pick.KEPT}}
    workspace.call(merge_candidates, **arguments)
    assert len(proposed(workspace)) == 1


def test_two_people_who_look_alike_are_proposed_no_more(workspace: Workspace) -> None:
    ids = [add(workspace, "Ana", "Silva", birth_date=BORN) for _ in range(3)]
    assert len(proposed(workspace)) == 3
    apart = workspace.call(tell_apart, candidate_id=ids[1], other_id=ids[0])
    left = {(each.older.id, each.newer.id) for each in workspace.run(duplicate_candidates)}
    assert left == {(ids[0], ids[2]), (ids[1], ids[2])}
    with pytest.raises(DomainError, match="TOLD_APART_ALREADY"):
        workspace.call(tell_apart, candidate_id=ids[0], other_id=ids[1])
    with pytest.raises(DomainError, match="MERGE_WITH_ITSELF"):
        workspace.call(tell_apart, candidate_id=ids[0], other_id=ids[0])
    workspace.call(propose_again, distinction_id=apart.id)
    assert len(proposed(workspace)) == 3


def test_who_was_told_apart_can_still_be_merged_and_taken_apart(workspace: Workspace) -> None:
    one, other = (add(workspace, "Ana", "Silva", birth_date=BORN) for _ in range(2))
    workspace.call(tell_apart, candidate_id=one, other_id=other)
    merged = workspace.call(merge_candidates, kept_id=one, merged_id=other, choices={})
    workspace.call(undo_merge, merge_id=merged.merge_id)
    assert proposed(workspace) == []
