"""Nothing that the audit log shows is a name of the store's, whatever was done."""

import importlib
import pkgutil
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import CheckConstraint

from ui.desk.audit import words
from ui.desk.audit.action_words import ACTIONS
from ui.desk.audit.field_names import FIELDS
from ui.desk.audit.values import Line, Values
from ui.desk.audit.vocabulary import COUNTS, ENTITIES, HEADS, WORDS
from wset_desk import services
from wset_desk.domain.rule_profiles import SEED, WSET
from wset_desk.services.audit import Act
from wset_desk.services.audit_records import ActKey, FieldChange, FieldKind, Op, RecordChange
from wset_desk.services.audit_subjects import EntityCount, Subject
from wset_desk.services.contract import SERVICES
from wset_desk.services.record_names import UNKNOWN, RecordName, RecordRef
from wset_desk.storage import schema
from wset_desk.storage.capture import fields_of

for _module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
    importlib.import_module(_module.name)

ID = UUID("01920000-0000-7000-8000-000000000001")
VALUES = Values(ZoneInfo("Europe/London"), "GBP")
CHLOE = RecordName("Chloé Martin", "Level 2 Wines", date(2026, 9, 5))
UNSEEN = {"created_at", "deleted_at", "search_text"}
_ONE_OF = re.compile(r"(\w+) IN \((.*)\)")


def act(action: str, entity: str, count: int = 1, name: RecordName = CHLOE) -> Act:
    key = ActKey(ID, action, datetime(2026, 8, 5, 9, 30, tzinfo=UTC))
    subject = Subject(entity, Op.UPDATE, count, name)
    return Act(key, "Ada Admin", None, subject, (EntityCount(entity, count, Op.UPDATE),))


def field(name: str, kind: FieldKind, before: Any, after: Any) -> FieldChange:
    return FieldChange(name, kind, before, after)


@pytest.mark.parametrize("entity", sorted(schema.ENTITIES))
def test_every_kind_of_record_and_its_fields_have_names(entity: str) -> None:
    assert entity in ENTITIES
    assert entity in COUNTS
    assert set(fields_of(schema.ENTITIES[entity])) - UNSEEN - set(FIELDS) == set()


def test_names_are_of_what_there_is() -> None:
    fields = {name for entity in schema.ENTITIES.values() for name in fields_of(entity)}
    assert set(ENTITIES) == set(COUNTS) == set(schema.ENTITIES)
    assert set(HEADS) <= set(schema.ENTITIES)
    assert set(FIELDS) <= fields


def test_every_command_has_a_sentence() -> None:
    commands = {name for name, service in SERVICES.items() if service.writes}
    assert commands - set(ACTIONS) == set(), "say in ui/desk/audit/action_words.py what they do"


@pytest.mark.parametrize("entity", sorted(schema.ENTITIES))
def test_every_word_of_the_specification_is_put_otherwise(entity: str) -> None:
    table = schema.ENTITIES[entity].__table__
    checks = (str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    listed = [match for check in checks if (match := _ONE_OF.search(check))]
    for match in listed:
        stored = {word.strip(" '") for word in match[2].split(",")}
        assert stored - set(WORDS[match[1]]) == set()


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (
            act("enrollments.enrol", "course_enrollments"),
            "Enrolled Chloé Martin · Level 2 Wines, 5 Sept 2026",
        ),
        (
            act("enrollments.enrol", "course_enrollments", 12, RecordName("", "Level 2 Wines")),
            "Enrolled 12 candidates · Level 2 Wines",
        ),
        (act("results.set_marks", "result_versions", 26, UNKNOWN), "Entered 26 marks"),
        (
            act("rooms.add_room", "rooms", name=RecordName("Cellar")),
            "Added the room Cellar",
        ),
        (
            act("centre_settings.change_setting", "settings", name=RecordName("idle_lock_minutes")),
            "Changed the setting “Lock when idle”",
        ),
        (
            act(
                "text_blocks.set_text_blocks",
                "text_blocks",
                name=RecordName("notice.booking.subject"),
            ),
            "Changed the text “A seat is given: Subject”",
        ),
        (
            act("written.by_another_version", "exam_registrations"),
            "Changed the registration of Chloé Martin · Level 2 Wines, 5 Sept 2026",
        ),
        (act("", "of_another_version", 2, UNKNOWN), "Changed 2 records"),
    ],
)
def test_an_action_is_a_sentence(done: Act, expected: str) -> None:
    assert words.sentence(done) == expected


def test_a_kind_of_action_and_of_record_has_a_title() -> None:
    assert words.action_title("enrollments.enrol") == "Enrolled …"
    assert words.action_title("of.another_version") == "Something else"
    assert words.entity_title("course_enrollments") == "Enrolment"
    assert words.entity_title("of_another_version") == "Of another version"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (field("status", FieldKind.TEXT, "registered", "no_show"), "Registered > No show"),
        (field("fee_paid", FieldKind.FLAG, False, True), "No > Yes"),
        (field("fee_amount", FieldKind.MONEY, Decimal(0), Decimal(85)), "£0.00 > £85.00"),
        (field("theory_score", FieldKind.MARK, None, Decimal("54.50")), "— > 54.5"),
        (field("birth_date", FieldKind.DAY, None, date(1990, 9, 5)), "— > 5 Sept 1990"),
        (field("max_capacity", FieldKind.NUMBER, 8, 1200), "8 > 1,200"),
        (field("language", FieldKind.TEXT, "en", "de"), "English > German"),
        (field("roles", FieldKind.DATA, ["invigilator"], []), "Invigilator > —"),
        (field("room_id", FieldKind.RECORD, RecordName("Cellar"), None), "Cellar > —"),
        (field("password_hash", FieldKind.SECRET, "•••", "•••"), "••• > •••"),
        (field("email", FieldKind.TEXT, "", "a@b.example"), "— > a@b.example"),
        (field("value", FieldKind.DATA, True, 15), "Yes > 15"),
    ],
)
def test_values_are_words(change: FieldChange, expected: str) -> None:
    (line,) = VALUES.lines(change)
    assert f"{line.before} > {line.after}" == expected


def test_times_are_the_centres() -> None:
    summer = datetime(2026, 8, 5, 23, 30, tzinfo=UTC)
    (line,) = VALUES.lines(field("exam_date", FieldKind.INSTANT, None, summer))
    assert line == Line("Begins", "—", "6 Aug 2026, 00:30")


def test_rules_are_compared_part_by_part() -> None:
    before = SEED.to_dict()
    after = SEED.to_dict()
    after["papers"][1]["pass_mark_percentage"] = "60"
    after["first_paper"] = "ends_with_day"
    shown = list(VALUES.lines(field("rules", FieldKind.DATA, before, after)))
    assert shown == [
        Line("Rules: Papers: Level 2 Theory Exam: Pass mark in per cent", "55", "60"),
        Line(
            "Rules: Place of the first paper",
            "By the number of papers",
            "Ends with the course day",
        ),
    ]


def test_many_parts_at_once_are_counted() -> None:
    (line,) = VALUES.lines(field("rules", FieldKind.DATA, None, WSET.to_dict()))
    assert (line.before, line.after) == ("—", "5 entries")


def record(entity: str, op: Op, *changes: FieldChange) -> RecordChange:
    return RecordChange(RecordRef(entity, ID), op, CHLOE, changes)


def test_of_a_new_record_only_what_says_something_is_shown() -> None:
    new = record(
        "exam_registrations",
        Op.INSERT,
        field("candidate_id", FieldKind.RECORD, None, CHLOE),
        field("status", FieldKind.TEXT, None, "registered"),
        field("fee_paid", FieldKind.FLAG, None, False),
    )
    assert list(words.lines(new, VALUES)) == [Line("Status", "—", "Registered")]
    changed = record("exam_registrations", Op.UPDATE, *new.fields)
    assert len(list(words.lines(changed, VALUES))) == 3


def test_a_marks_version_shows_the_mark_before() -> None:
    version = record(
        "result_versions",
        Op.INSERT,
        field("score", FieldKind.MARK, None, Decimal(61)),
        field("previous_score", FieldKind.MARK, None, Decimal(51)),
        field("max_score", FieldKind.NUMBER, None, 100),
    )
    (line,) = words.lines(version, VALUES)
    assert line == Line("Mark", "51", "61")
    assert words.is_change(version, line)
