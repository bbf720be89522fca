"""The audit log: what is found in it, how actions are put together, and what never stands in it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.audited import REASON, TUESDAY, AuditedCentre, audited_centre
from tests.helpers.courses import make_candidates
from wset_desk.domain.errors import DomainError
from wset_desk.services import audit, record_names
from wset_desk.services.audit import Act, ExportedAct
from wset_desk.services.audit_filters import AuditFilter
from wset_desk.services.audit_records import FieldChange, FieldKind, Op, RecordChange
from wset_desk.services.candidates import add_candidate
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.record_names import RecordName, RecordRef
from wset_desk.services.rooms import add_room, edit_room
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ENTITIES, Candidate
from wset_desk.storage.unit_of_work import WITH_DELETED
from wset_desk.system.clock import FixedClock


@pytest.fixture
def centre(workspace: Workspace, clock: FixedClock) -> AuditedCentre:
    return audited_centre(workspace, clock)


def found(workspace: Workspace, **wanted: Any) -> tuple[Act, ...]:
    return workspace.run(audit.find_acts, wanted=AuditFilter(**wanted)).acts


def actions(acts: tuple[Act, ...]) -> list[str]:
    return [act.key.action.partition(".")[2] for act in acts]


def changes_of(workspace: Workspace, act: Act) -> tuple[RecordChange, ...]:
    return workspace.run(audit.act_records, key=act.key).records


def newest(workspace: Workspace) -> RecordChange:
    """The first record of what was done last."""
    return changes_of(workspace, found(workspace)[0])[0]


def fields(record: RecordChange) -> dict[str, tuple[Any, Any]]:
    return {field.name: (field.before, field.after) for field in record.fields}


def test_the_newest_action_comes_first(centre: AuditedCentre) -> None:
    assert actions(found(centre.workspace))[:5] == [
        "cancel_course_session",
        "remove_candidate",
        "add_candidate",
        "enrol",
        "edit_candidate",
    ]


def test_pages_are_parts_of_one_list(centre: AuditedCentre) -> None:
    whole = centre.workspace.run(audit.find_acts)
    assert whole.total == len(whole.acts)
    parts = [
        centre.workspace.run(audit.find_acts, limit=2, offset=offset)
        for offset in range(0, whole.total, 2)
    ]
    assert tuple(act for part in parts for act in part.acts) == whole.acts
    assert {part.total for part in parts} == {whole.total}
    assert centre.workspace.run(audit.find_acts, offset=1000).acts == ()


def test_an_action_says_who_when_and_why(centre: AuditedCentre) -> None:
    cancelled, enrolled = found(centre.workspace)[0], found(centre.workspace)[3]
    assert (cancelled.actor_name, cancelled.reason) == ("Ada Admin", REASON)
    assert (enrolled.actor_name, enrolled.reason) == ("Kim Adler", None)
    assert enrolled.key.at == TUESDAY


def test_an_action_is_named_after_its_record(centre: AuditedCentre) -> None:
    (edited,) = found(centre.workspace, action="candidates.edit_candidate")
    assert edited.subject.name == RecordName(
        "Chloé Martin", opens=RecordRef("candidates", centre.chloe)
    )
    assert (edited.subject.op, edited.subject.count) == (Op.UPDATE, 1)


def test_an_action_on_several_is_named_after_what_they_share(centre: AuditedCentre) -> None:
    (enrolled,) = found(centre.workspace, action="enrollments.enrol")
    assert (enrolled.subject.entity, enrolled.subject.count) == ("course_enrollments", 2)
    assert enrolled.subject.name == RecordName("", "Level 2 Wines", date(2026, 9, 5))
    assert {(each.entity, each.count, each.op) for each in enrolled.counts} == {
        ("course_enrollments", 2, Op.INSERT),
        ("exam_registrations", 2, Op.INSERT),
        ("exam_sessions", 1, Op.UPDATE),
    }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"from_day": date(2026, 8, 5)}, ["cancel_course_session", "remove_candidate"]),
        ({"to_day": date(2026, 8, 2)}, ["found_centre"]),
        ({"from_day": date(2026, 8, 4), "to_day": date(2026, 8, 4)}, ["enrol", "edit_candidate"]),
        ({"entity": "result_versions"}, []),
        ({"entity": "course_enrollments"}, ["enrol"]),
        ({"action": "enrollments.enrol"}, ["enrol"]),
        ({"entity": "staff", "from_day": date(2026, 8, 3)}, ["add_staff"]),
    ],
)
def test_filters(centre: AuditedCentre, wanted: dict[str, Any], expected: list[str]) -> None:
    acts = actions(found(centre.workspace, **wanted))
    assert [name for name in acts if name != "add_candidate"] == expected


def test_people_are_filtered_by_who_they_are(centre: AuditedCentre) -> None:
    assert actions(found(centre.workspace, actor_id=centre.kim)) == ["enrol", "edit_candidate"]
    choices = centre.workspace.run(audit.audit_choices)
    assert [name for _id, name in choices.people] == ["Ada Admin", "Kim Adler"]
    assert "candidates" in choices.entities
    assert "enrollments.enrol" in choices.actions


def test_a_day_ends_at_the_centres_midnight(workspace: Workspace, clock: FixedClock) -> None:
    clock.instant = TUESDAY.replace(hour=23, minute=30)  # 00:30 on Wednesday in London
    workspace.call(add_room, name="Cellar", seats=8)
    assert actions(found(workspace, from_day=date(2026, 8, 5))) == ["add_room"]
    assert "add_room" not in actions(found(workspace, to_day=date(2026, 8, 4)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vogt", ["remove_candidate", "add_candidate"]),
        (
            "chloe MARTIN",
            ["cancel_course_session", "enrol", "edit_candidate", "add_candidate"],
        ),
        ("W104 kim", ["enrol", "edit_candidate"]),
        ("KIM enrol", ["enrol"]),
        ("tutor", ["cancel_course_session"]),
        ("utor", []),
        ("100%", []),
    ],
)
def test_words_are_looked_for_in_names_values_people_and_reasons(
    centre: AuditedCentre, text: str, expected: list[str]
) -> None:
    acts = actions(found(centre.workspace, text=text))
    assert acts == expected


def test_a_name_made_of_hexadecimal_letters_isnt_found_in_ids(centre: AuditedCentre) -> None:
    assert found(centre.workspace, text="bea") == ()


def test_fields_stand_with_old_and_new_values(centre: AuditedCentre) -> None:
    (edited,) = found(centre.workspace, action="candidates.edit_candidate")
    (record,) = changes_of(centre.workspace, edited)
    assert (record.op, record.ref) == (Op.UPDATE, RecordRef("candidates", centre.chloe))
    assert fields(record) == {
        "candidate_number": (None, "W104 664"),
        "birth_date": (None, date(1990, 9, 5)),
        "extra_time_percent": (0, 25),
    }


def test_ids_are_names_and_money_is_exact(centre: AuditedCentre) -> None:
    (enrolled,) = found(centre.workspace, action="enrollments.enrol")
    registration = next(
        record
        for record in changes_of(centre.workspace, enrolled)
        if record.ref.entity == "exam_registrations" and record.name.name == "Chloé Martin"
    )
    values = {field.name: field for field in registration.fields}
    assert values["candidate_id"].after.name == "Chloé Martin"
    assert values["exam_session_id"].after.opens == RecordRef("exam_sessions", centre.exam)
    assert values["fee_amount"] == FieldChange("fee_amount", FieldKind.MONEY, None, Decimal("0.00"))
    assert registration.name.context.startswith("Level 2 Theory Exam")


def test_a_record_written_twice_in_one_action_stands_once(centre: AuditedCentre) -> None:
    (enrolled,) = found(centre.workspace, action="enrollments.enrol")
    records = changes_of(centre.workspace, enrolled)
    assert len(records) == len({record.ref for record in records})
    paid = [dict(fields(record)).get("fee_paid") for record in records]
    assert (None, True) in paid


def test_a_large_action_is_read_in_parts(workspace: Workspace) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.action = "imports.import_candidates"
        for number in range(5):
            uow.add(Candidate(first_name=f"C{number}", last_name="Candidate", search_text=""))
        uow.commit()
    (act,) = found(workspace, action="imports.import_candidates")
    first = workspace.run(audit.act_records, key=act.key, limit=3)
    rest = workspace.run(audit.act_records, key=act.key, limit=3, offset=first.next_offset)
    assert (len(first.records), len(rest.records), rest.next_offset) == (3, 2, 5)
    assert (first.total, rest.total) == (5, 5)


def test_what_was_deleted_keeps_its_name_and_has_no_page(centre: AuditedCentre) -> None:
    (removed,) = found(centre.workspace, action="candidates.remove_candidate")
    (record,) = changes_of(centre.workspace, removed)
    assert (record.op, record.name, record.fields) == (Op.DELETE, RecordName("Lena Vogt"), ())


def test_what_is_taken_back_from_the_deleted_is_restored(workspace: Workspace) -> None:
    person = workspace.call(add_candidate, first_name="Lena", last_name="Vogt").id
    for deleted in (True, False):
        with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
            row = uow.session.scalars(
                select(Candidate).where(Candidate.id == person), execution_options=WITH_DELETED
            ).one()
            row.deleted_at = uow.now if deleted else None
            uow.commit()
    assert newest(workspace).op is Op.RESTORE


def test_secrets_are_dots(centre: AuditedCentre) -> None:
    (added,) = found(centre.workspace, action="staff.add_staff")
    secret = next(
        field
        for record in changes_of(centre.workspace, added)
        for field in record.fields
        if field.name == "password_hash"
    )
    assert secret == FieldChange("password_hash", FieldKind.SECRET, "•••", "•••")


def test_settings_and_lists_are_data(workspace: Workspace) -> None:
    workspace.call(change_setting, name="registration_deadline_time", value="16:00")
    record = newest(workspace)
    assert record.name.name == "registration_deadline_time"
    assert ("value", FieldKind.DATA) in {(field.name, field.kind) for field in record.fields}


def test_the_history_of_a_candidate_has_what_belongs_to_them(centre: AuditedCentre) -> None:
    history = history_of(centre, "candidates", centre.chloe)
    assert history.name.name == "Chloé Martin"
    assert [past.act.key.action.partition(".")[2] for past in history.acts][-3:] == [
        "enrol",
        "edit_candidate",
        "add_candidate",
    ]
    assert {record.name.name for past in history.acts for record in past.records} == {
        "Chloé Martin"
    }


def test_the_history_of_a_session_has_its_days_exams_and_candidates(centre: AuditedCentre) -> None:
    history = history_of(centre, "sessions", centre.session)
    entities = {record.ref.entity for past in history.acts for record in past.records}
    assert entities >= {"sessions", "session_days", "exam_sessions", "course_enrollments"}
    exam = history_of(centre, "exam_sessions", centre.exam)
    entities = {record.ref.entity for past in exam.acts for record in past.records}
    assert entities >= {"exam_sessions", "exam_registrations"}


def test_a_history_has_pages(centre: AuditedCentre) -> None:
    whole = history_of(centre, "candidates", centre.chloe)
    second = history_of(centre, "candidates", centre.chloe, limit=1, offset=1)
    assert second.acts == whole.acts[1:2]
    assert second.total == whole.total == len(whole.acts)


def history_of(centre: AuditedCentre, entity: str, row_id: UUID, **page: int) -> Any:
    return centre.workspace.run(audit.record_history, entity=entity, row_id=row_id, **page)


def test_an_export_has_what_the_filter_leaves(centre: AuditedCentre) -> None:
    acts: tuple[ExportedAct, ...] = centre.workspace.run(
        audit.acts_to_export, wanted=AuditFilter(actor_id=centre.kim)
    )
    assert [act.key.action for act in acts] == ["enrollments.enrol", "candidates.edit_candidate"]
    assert {act.actor_name for act in acts} == {"Kim Adler"}
    everything = centre.workspace.run(audit.acts_to_export)
    assert everything[0].reason == REASON
    assert len(everything) == centre.workspace.run(audit.find_acts).total


def test_an_export_that_is_too_long_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_candidates(workspace, 3)
    monkeypatch.setattr(audit, "MOST_EXPORTED", 3)
    with pytest.raises(DomainError) as refused:
        workspace.run(audit.acts_to_export)
    assert refused.value.code == "AUDIT_TOO_LONG"


def test_a_renamed_room_is_called_as_it_is_now(workspace: Workspace) -> None:
    room = workspace.call(add_room, name="Cellar", seats=8)
    workspace.call(edit_room, room_id=room.id, name="Vault", seats=8)
    record = newest(workspace)
    assert (record.name.name, fields(record)) == ("Vault", {"name": ("Cellar", "Vault")})


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_of_what_never_was_nothing_is_known(desk: Workspace, entity: str) -> None:
    never = UUID("01920000-0000-7000-8000-00000000abcd")
    history = desk.run(audit.record_history, entity=entity, row_id=never)
    assert (history.name, history.acts, history.total) == (RecordName(), (), 0)


def test_every_kind_of_record_is_called_something() -> None:
    assert set(ENTITIES) == set(record_names.NAMED) | set(record_names.BELONGS)
