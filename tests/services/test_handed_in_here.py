"""What a kept-out computer handed in: compared with what stands, and written as one's own."""

import pytest

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.handed_in import an_edit, of, with_code, written
from wset_desk.domain.errors import DomainError
from wset_desk.services import candidates
from wset_desk.services.refusals import describe
from wset_desk.services.syncing.handed_in import HandedInChange
from wset_desk.services.syncing.handed_in_here import compare_handed_in, write_handed_in
from wset_desk.services.workspace import Workspace


def test_it_is_compared_and_written_once(desk: Workspace) -> None:
    ann = ExamCentre(desk).candidate("Ann Lee")
    action = an_edit(desk, ann, last_name="Leigh", notes="Typed there")
    ((given, shown),) = desk.run(compare_handed_in, actions=(action,))
    assert given is action
    assert (shown.act.actor_name, shown.act.subject.name.name) == ("Kim Park", "Ann Lee")
    assert "Old laptop" in describe(shown.why)
    (record,) = shown.records
    assert {each.name: (each.before, each.after) for each in record.fields} == {
        "last_name": ("Lee", "Leigh"),
        "notes": (None, "Typed there"),
    }
    assert shown.can_keep
    before = len(written(desk))
    desk.call(write_handed_in, action=action)
    (entry,) = written(desk)[before:]
    assert (entry.patch, entry.user_id, entry.state) == (
        {"last_name": "Leigh", "notes": "Typed there"},
        desk.actor.staff_id,
        "waiting",
    )
    desk.call(write_handed_in, action=action)
    assert len(written(desk)) == before + 1, "the server didn't hear of it: it isn't written twice"


def test_what_was_added_there_is_added_here_once(desk: Workspace) -> None:
    room = HandedInChange(
        "rooms", desk.store.new_id(), "insert", {"name": "Cellar", "seats": 8, "active": True}
    )
    action = of(desk, "rooms.add_room", room)
    ((_given, shown),) = desk.run(compare_handed_in, actions=(action,))
    assert shown.act.subject.name.name == "Cellar"
    before = len(written(desk))
    for _time in range(2):
        desk.call(write_handed_in, action=action)
    assert [each.entity for each in written(desk)[before:]] == ["rooms"]


@pytest.mark.parametrize(
    "code",
    ["PERSON_ERASED", "NOT_ALLOWED", "FIELD_NOT_ALLOWED", "VALUE_NOT_ALLOWED"],
)
def test_what_may_not_be_written_is_shown_and_refused(desk: Workspace, code: str) -> None:
    ann = ExamCentre(desk).candidate("Ann Lee")
    action = with_code(an_edit(desk, ann, last_name="Leigh"), code)
    ((_given, shown),) = desk.run(compare_handed_in, actions=(action,))
    assert (shown.why.code, shown.can_keep) == (code, False)
    assert describe(shown.why)
    with pytest.raises(DomainError, match="KEEP_BY_HAND"):
        desk.call(write_handed_in, action=action)


def test_what_nobody_can_read_is_left_out(desk: Workspace) -> None:
    nonsense = HandedInChange(
        "made_up", desk.store.new_id(), "update", {"a": 1}, "ENTITY_NOT_SYNCED"
    )
    ((_given, shown),) = desk.run(compare_handed_in, actions=(of(desk, "", nonsense),))
    assert (shown.records, shown.left_out, shown.can_keep) == ((), 1, False)


def test_a_rule_that_is_against_it_refuses_it(desk: Workspace) -> None:
    gone = desk.store.new_id()
    action = an_edit(desk, gone, last_name="Leigh")
    desk.run(compare_handed_in, actions=(action,))
    with pytest.raises(DomainError, match="NOT_FOUND"):
        desk.call(write_handed_in, action=action)
    ann = ExamCentre(desk).candidate("Ann Lee")
    with pytest.raises(DomainError) as refused:
        desk.call(write_handed_in, action=an_edit(desk, ann, email="no address"))
    assert refused.value.parameters["field"] == "email"
    assert desk.run(candidates.candidate, candidate_id=ann).detail.values.email is None
