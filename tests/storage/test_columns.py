"""What holds for every column of every table."""

import pytest
from sqlalchemy import Column, DateTime, Float, Numeric

from wset_desk.storage.schema import ENTITIES, Base, Synced
from wset_desk.storage.types import Instant

SYNC_CLASSES = {"merge", "guard", "append", "server"}
COLUMNS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in Base.metadata.sorted_tables
    for column in table.columns
]
SPECIFIED = {
    "exam_templates": "id course_offering_id name exam_type duration_minutes pass_mark_percentage "
    "max_score is_bundled_with_course bundled_timing can_schedule_independently "
    "scheduling_window_days allows_resits allows_enquiries active created_at",
    "exam_sessions": "id exam_template_id course_session_id name exam_date exam_end_time location "
    "proctor delivery_method max_capacity current_enrollment session_type booking_enabled "
    "registration_deadline product_id created_at",
    "exam_registrations": "id candidate_id exam_session_id course_enrollment_id registration_type "
    "registration_date status theory_score theory_passed tasting_score tasting_passed "
    "overall_passed result_date fee_amount fee_paid created_at",
    "exam_enquiries": "id exam_registration_id candidate_id enquiry_type reason enquiry_fee status "
    "outcome score_change_theory score_change_tasting result_changed fee_refunded created_at "
    "resolved_at",
    "final_exam_attempts": "player_id course_id question_ids question_order "
    "answer_order_by_question answers correct_count score_percent_raw score_percent_integer "
    "passed started_at_iso submitted_at_iso is_discarded discard_reason",
    "certificate_entitlements": "player_id course_id entitled source price_paid points_spent "
    "entitled_at_iso",
    "certificates": "final_exam_score_percent_integer last_attempt_id is_public is_revoked "
    "revoked_at_iso revoked_reason",
}
DEFAULTS = {
    ("exam_templates", "max_score"): "100",
    ("exam_templates", "is_bundled_with_course"): "true",
    ("exam_templates", "can_schedule_independently"): "false",
    ("exam_templates", "scheduling_window_days"): "365",
    ("exam_templates", "allows_resits"): "true",
    ("exam_templates", "allows_enquiries"): "true",
    ("exam_templates", "active"): "true",
    ("exam_sessions", "delivery_method"): "in_person",
    ("exam_sessions", "current_enrollment"): "0",
    ("exam_sessions", "booking_enabled"): "true",
    ("exam_registrations", "status"): "registered",
    ("exam_registrations", "fee_amount"): "0",
    ("exam_registrations", "fee_paid"): "false",
    ("exam_enquiries", "status"): "submitted",
    ("exam_enquiries", "result_changed"): "false",
    ("exam_enquiries", "fee_refunded"): "false",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_is_inexact_or_without_a_zone(column: Column[object]) -> None:
    assert not isinstance(column.type, Numeric | Float | DateTime)


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES.keys())
def test_every_synced_column_has_a_sync_class(entity: type[Synced]) -> None:
    for column in entity.__table__.columns:  # type: ignore[attr-defined]
        assert column.info.get("sync") in SYNC_CLASSES, column


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES.keys())
def test_references_stay_inside_one_centre(entity: type[Synced]) -> None:
    table = entity.__table__  # type: ignore[attr-defined]
    for reference in table.foreign_key_constraints:
        assert "centre_id" in reference.column_keys, reference.name
        assert reference.deferrable and reference.initially == "DEFERRED", reference.name


def test_the_tables_of_the_specifications_have_their_columns() -> None:
    for table, names in SPECIFIED.items():
        missing = set(names.split()) - set(Base.metadata.tables[table].columns.keys())
        assert not missing, (table, missing)


@pytest.mark.parametrize(("table", "column"), DEFAULTS)
def test_the_specified_defaults_hold_in_the_database_too(table: str, column: str) -> None:
    default = Base.metadata.tables[table].columns[column].server_default
    assert default is not None
    text = default.arg if isinstance(default.arg, str) else default.arg.text  # type: ignore[attr-defined]
    assert text == DEFAULTS[table, column]


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)


def test_instants_in_text_sort_by_time() -> None:
    from datetime import UTC, datetime

    bind = Instant().process_bind_param
    from sqlalchemy.dialects import sqlite

    dialect = sqlite.dialect()
    early, late = datetime(2026, 9, 6, 14, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC)
    assert bind(early, dialect) == "2026-09-06T14:30:00.000000Z"
    assert bind(early, dialect) < bind(late, dialect)
    with pytest.raises(ValueError, match="no time zone"):
        bind(datetime(2026, 9, 6, 14, 30), dialect)  # noqa: DTZ001 - that is the point
