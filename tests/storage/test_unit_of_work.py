"""One transaction an action: row, outbox entry and audit entry stand or fall together."""

from decimal import Decimal

import pytest
from sqlalchemy import event, select, text

from tests.helpers.stores import found_test_centre
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.services.catalogue import create_course_with_offering
from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_personal import whole_changes
from wset_desk.storage.schema import AuditEntry, Candidate, OutboxEntry
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork


def person(**values: object) -> Candidate:
    return Candidate(**{"first_name": "Ana", "last_name": "Silva", "search_text": "", **values})


def captured(uow: UnitOfWork) -> tuple[list[OutboxEntry], list[AuditEntry]]:
    outbox = select(OutboxEntry).where(OutboxEntry.entity == "candidates").order_by(OutboxEntry.n)
    audit = select(AuditEntry).where(AuditEntry.entity == "candidates").order_by(AuditEntry.id)
    return list(uow.session.scalars(outbox)), list(uow.session.scalars(audit))


def add(workspace: Workspace, **values: object) -> Candidate:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        row = uow.add(person(**values))
        uow.commit()
    return row


def test_an_insert_is_captured_whole_with_who_and_when(workspace: Workspace) -> None:
    row = add(workspace, email="ana@example.org")
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        (entry,), (audit,) = captured(uow)
        (whole,) = whole_changes(uow, [audit])
    assert entry.op == "insert"
    assert entry.row_id == row.id
    assert entry.patch["email"] == "ana@example.org"
    assert entry.patch["extra_time_percent"] == 0
    assert entry.user_id == workspace.actor.staff_id
    assert audit.actor_name == "Ada Admin"
    assert whole.changes["last_name"] == [None, "Silva"]
    assert "last_name" not in audit.changes


def test_what_isnt_sent_to_be_replaced_is_no_value_at_all(workspace: Workspace) -> None:
    add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        (entry,), (audit,) = captured(uow)
    assert (entry.base, entry.base_seq, audit.reason) == (None, None, None)
    assert (entry.client_time, audit.at) == (uow.now, uow.now)
    assert (entry.tx, entry.device_id) == (audit.tx, workspace.actor.device_id)


def test_a_new_row_takes_no_column_that_its_table_lacks() -> None:
    with pytest.raises(TypeError, match="Candidate has no birthday, nickname"):
        person(nickname="Nita", birthday=None)


def test_an_update_carries_only_what_changed_and_what_it_replaced(workspace: Workspace) -> None:
    row = add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.reason = "typing mistake"
        uow.get(Candidate, row.id).last_name = "Sousa"
        uow.commit()
        (_, entry), (_, audit) = captured(uow)
        (whole,) = whole_changes(uow, [audit])
    assert (entry.op, entry.patch, entry.base) == (
        "update",
        {"last_name": "Sousa"},
        {"last_name": "Silva"},
    )
    assert whole.changes == {"last_name": ["Silva", "Sousa"]}
    assert audit.reason == "typing mistake"


def test_numbers_of_a_device_are_dense_also_after_a_rollback(workspace: Workspace) -> None:
    add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(person(last_name="Lost"))
        uow.session.flush()
    add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        numbers = list(uow.session.scalars(select(OutboxEntry.n).order_by(OutboxEntry.n)))
        names = list(uow.session.scalars(select(Candidate.last_name)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert names == ["Silva", "Silva"]


def test_a_deleted_row_is_kept_but_not_seen(workspace: Workspace) -> None:
    row = add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.delete(uow.get(Candidate, row.id))
        uow.commit()
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        with pytest.raises(DomainError) as refused:
            uow.get(Candidate, row.id)
        outbox, _ = captured(uow)
    assert refused.value.code == "NOT_FOUND"
    assert [entry.op for entry in outbox] == ["insert", "delete"]


def test_a_centre_never_sees_the_rows_of_another(store: Store) -> None:
    ours = found_test_centre(store, "Ours")
    theirs = found_test_centre(store, "Theirs")
    row = add(theirs)
    with store.unit_of_work(ours.actor, write=True) as uow:
        assert list(uow.session.scalars(select(Candidate))) == []
        with pytest.raises(DomainError):
            uow.get(Candidate, row.id)


def test_a_row_of_another_centre_is_not_written(store: Store) -> None:
    ours = found_test_centre(store, "Ours")
    theirs = found_test_centre(store, "Theirs")
    with store.unit_of_work(ours.actor, write=True) as uow:
        uow.session.add(person(centre_id=theirs.actor.centre_id))
        with pytest.raises(PermissionError):
            uow.session.flush()


def test_what_would_escape_scope_or_capture_is_refused(workspace: Workspace) -> None:
    row = add(workspace)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        with pytest.raises(TypeError):
            uow.session.execute(text("SELECT 1"))
        with pytest.raises(TypeError):
            uow.session.execute(select(Candidate.__table__))
        with pytest.raises(TypeError):
            uow.session.execute(Candidate.__table__.delete())  # type: ignore[attr-defined]
        uow.session.delete(uow.get(Candidate, row.id))
        with pytest.raises(TypeError):
            uow.session.flush()


def test_a_secret_is_sent_but_never_logged(workspace: Workspace) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        staff = select(OutboxEntry).where(OutboxEntry.entity == "staff")
        logged = select(AuditEntry).where(AuditEntry.entity == "staff")
        sent, audit = uow.session.scalar(staff), uow.session.scalar(logged)
    assert sent is not None and sent.patch["password_hash"].startswith("$argon2id$")
    assert audit is not None and audit.changes["password_hash"] == ["•••", "•••"]


def test_nobody_who_is_not_signed_in_has_more_than_sign_in() -> None:
    from uuid import uuid4

    nobody = Actor(centre_id=uuid4(), device_id=uuid4(), name="")
    assert {permission.value for permission in nobody.permissions} == {"sign_in"}


def test_a_table_is_written_after_those_to_which_it_refers(workspace: Workspace) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO "):
            seen.append(statement.split()[2])

    engine = workspace.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        workspace.call(
            create_course_with_offering,
            title="Wines",
            subject="Wine",
            level=3,
            course_format=CourseFormat.IN_PERSON,
            name="Level 3 Wines",
            price=Decimal(500),
        )
    finally:
        event.remove(engine, "before_cursor_execute", note)
    written = [table for table in seen if table != "outbox" and not table.startswith("audit_")]
    assert set(written[:2]) == {"courses", "products"}
    assert written[2:] == ["offerings", "exam_templates"]
