"""An invigilator's computer holds what its person needs at their exams, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.invigilators_pc import SECRETS, Direct, ExamDay, exam_day
from tests.helpers.stores import PASSWORD, PASSWORDS
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.services.accounts import change_own_password
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.centre_settings import centre_settings
from wset_desk.services.check_in import check_in_state, check_in_states
from wset_desk.services.letters.exam_lists import exam_lists
from wset_desk.services.marking.progress import entry_progress
from wset_desk.services.result_history import result_history
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.today import today
from wset_desk.storage.schema import (
    ENTITIES,
    Base,
    Candidate,
    Device,
    ExamRegistration,
    ExamSession,
    MarkEntry,
    OutboxEntry,
    SessionStaff,
    Staff,
    SyncCursor,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.sync.client import Client
from wset_desk.sync.hub import begin_epoch
from wset_desk.sync.letting_in import code_for_invigilator, enrol, new_code
from wset_desk.sync.messages import PullRequest
from wset_desk.sync.whole_messages import KnownRequest
from wset_desk.sync.withholding import SHOWN
from wset_desk.system.clock import FixedClock


@pytest.fixture
def day(tmp_path: Path, sqlite_template: Path, clock: FixedClock) -> Iterator[ExamDay]:
    day = exam_day(tmp_path, sqlite_template, clock)
    day.sync()
    yield day
    day.pc.store.close()
    day.server.store.close()


def held(day: ExamDay, entity: type[Any]) -> set[UUID]:
    with day.pc.store.unit_of_work(day.pc.actor, write=False) as uow:
        return set(uow.session.scalars(select(entity.id), execution_options=WITH_DELETED))


def change(day: ExamDay, entity: type[Any], row_id: UUID, **values: Any) -> None:
    """Somebody at a desk, or the server itself, changes a row."""
    with day.server.store.unit_of_work(day.server.actor, write=True) as uow:
        row = uow.get(entity, row_id)
        for name, value in values.items():
            setattr(row, name, value)
        uow.commit()


def test_it_holds_exactly_what_its_person_needs(day: ExamDay) -> None:
    assert day.differences() == []
    assert held(day, Candidate) == {day.ann, day.bo}
    assert held(day, ExamSession) == {day.mine}
    empty = {name for name, entity in ENTITIES.items() if not held(day, entity)}
    assert empty >= {
        *("ledger_entries", "products", "product_prices", "exam_enquiries", "notices"),
        *("course_enrollments", "waiting_list_entries", "candidate_merges", "import_runs"),
    }


def test_nothing_that_is_withheld_is_in_any_table(day: ExamDay) -> None:
    with day.pc.store.engine.connect() as connection:
        found = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in connection.execute(table.select())
        ]
    assert not [text for text in found for secret in SECRETS if secret.lower() in text.lower()]


@pytest.mark.parametrize("entity", sorted(SHOWN))
def test_what_is_withheld_can_be_left_empty(entity: str) -> None:
    """Or has a value that says nothing; and every name is a column's."""
    columns = Base.metadata.tables[entity].columns
    assert SHOWN[entity] <= set(columns.keys())
    instead = {"candidates": {"search_text"}, "exam_registrations": {"fee_amount"}}
    always = {"id", "centre_id", "created_at"}
    needed = {each.name for each in columns if not each.nullable and each.server_default is None}
    assert needed - always <= SHOWN[entity] | instead.get(entity, set())


def test_a_candidate_comes_with_a_booking_though_known_for_long(day: ExamDay) -> None:
    ExamCentre(day.server).register(day.mine, day.cy)
    assert day.sync().received > 0
    assert held(day, Candidate) == {day.ann, day.bo, day.cy}
    assert day.differences() == []


def test_who_is_booked_elsewhere_leaves(day: ExamDay) -> None:
    day.assign(day.others)
    day.sync()
    assert held(day, Candidate) == {day.ann, day.bo, day.cy}
    for candidate in (day.ann, day.cy):
        registration = day.registration(day.others, candidate)
        change(day, ExamRegistration, registration, status="rescheduled")
    day.sync()
    assert held(day, Candidate) == {day.ann, day.bo}, "Ann sits the other exam still"
    assert day.differences() == []


def test_a_candidate_who_was_merged_leaves(day: ExamDay) -> None:
    registration = day.registration(day.mine, day.bo)
    change(day, ExamRegistration, registration, candidate_id=day.cy)
    change(day, ExamSession, day.mine, room_id=None)
    day.sync()
    assert held(day, Candidate) == {day.ann, day.cy}
    assert day.differences() == []


def test_what_is_taken_out_leaves(day: ExamDay) -> None:
    """Somebody's record, and a typed mark, though the booking stands as it was."""
    with day.server.store.unit_of_work(day.server.actor, write=True) as uow:
        entry = uow.add(
            MarkEntry(
                exam_registration_id=day.registration(day.mine, day.ann),
                component="theory",
                part="",
                mark=Decimal(70),
                entered_by_id=day.kim,
                entered_at=uow.now,
            )
        )
        uow.commit()
    day.sync()
    assert held(day, MarkEntry) == {entry.id}
    with day.server.store.unit_of_work(day.server.actor, write=True) as uow:
        uow.delete(uow.get(MarkEntry, entry.id))
        uow.delete(uow.get(Candidate, day.bo))
        uow.commit()
    day.sync()
    assert (held(day, MarkEntry), held(day, Candidate)) == (set(), {day.ann})
    assert day.differences() == []


def test_an_exam_that_is_no_longer_theirs_leaves(day: ExamDay) -> None:
    with day.server.store.unit_of_work(day.server.actor, write=True) as uow:
        uow.delete(uow.session.scalars(select(SessionStaff)).one())
        uow.commit()
    day.sync()
    assert held(day, Candidate) == held(day, ExamSession) == set()
    assert held(day, Staff) == {day.kim}
    assert day.differences() == []
    assert day.sync().received == 0


def test_an_exam_that_is_over_for_days_leaves(day: ExamDay, clock: FixedClock) -> None:
    clock.advance(timedelta(days=9))
    day.sync()
    assert held(day, ExamSession) == set()
    assert day.differences() == []


def test_who_has_left_the_centre_loses_everything_at_the_next_sync(day: ExamDay) -> None:
    change(day, Staff, day.kim, active=False)
    day.sync()
    assert held(day, Candidate) == set()
    with day.pc.store.unit_of_work(day.pc.actor, write=False) as uow:
        assert not uow.get(Staff, day.kim).active


def test_nothing_new_costs_nothing(day: ExamDay) -> None:
    day.sync()
    assert day.sync().received == 0


def test_it_is_not_compared_with_a_whole_centre(day: ExamDay) -> None:
    """Nor does it take the note of a comparison for a scope."""
    nobody = replace(day.pc.actor, staff_id=None)
    with day.pc.store.replica(nobody) as uow:
        kept = SyncCursor(scope="compared", seq=1, epoch=_epoch(uow), synced_at=uow.now)
        uow.session.add(kept)
        uow.commit()
    day.sync()
    assert Client(day.pc.store, nobody, Direct(day.hub)).compare().rows == 0
    assert day.differences() == []


def _epoch(uow: UnitOfWork) -> UUID:
    return uow.session.scalars(select(SyncCursor.epoch)).first() or uow.new_id()


def test_after_a_restore_everything_is_read_anew(day: ExamDay) -> None:
    change(day, ExamRegistration, day.registration(day.mine, day.bo), status="cancelled")
    begin_epoch(day.server.store, day.server.actor.centre_id)
    day.sync()
    assert held(day, Candidate) == {day.ann}
    assert day.differences() == []


def test_the_work_of_an_exam_day_goes_over(day: ExamDay, clock: FixedClock) -> None:
    """Without the server: sign-in, the day, the list at the door, absences and marks."""
    clock.advance(timedelta(days=1))
    day.sign_in()
    assert [each.item.id for each in day.pc.run(today).exams] == [day.mine]
    by_name = {each.name: each for each in day.pc.run(check_in_states, exam_session_id=day.mine)}
    assert by_name["Ann Lee"].blockers == ()
    assert [each.code for each in by_name["Bo Park"].blockers] == ["FEE_NOT_PAID"]
    ann, bo = (day.registration(day.mine, each) for each in (day.ann, day.bo))
    day.pc.call(mark_no_show, registration_ids=(bo,))
    day.pc.call(set_marks, marks=(MarkInput(ann, Component.THEORY, "71"),))
    assert len(day.pc.run(results_grid, exam_session_id=day.mine).rows) == 2
    synced = day.sync()
    assert (synced.not_taken, synced.sent > 0) == (0, True)
    with day.server.store.unit_of_work(day.server.actor, write=False) as uow:
        assert uow.get(ExamRegistration, ann).theory_passed
        assert uow.get(ExamRegistration, bo).status == "no_show"
        assert not uow.get(ExamRegistration, bo).fee_paid
    assert day.differences() == []


def test_every_question_of_theirs_is_answered_there(day: ExamDay, clock: FixedClock) -> None:
    """None of them trips over what is withheld."""
    clock.advance(timedelta(days=1))
    day.sign_in()
    ann = day.registration(day.mine, day.ann)
    day.pc.call(set_marks, marks=(MarkInput(ann, Component.THEORY, "71"),))
    asked = {"exam_session_id": day.mine}
    assert day.pc.run(check_in_state, registration_id=ann).name == "Ann Lee"
    assert day.pc.run(result_history, registration_id=ann, component=Component.THEORY)
    assert day.pc.run(entry_progress, **asked) is not None
    assert day.pc.run(exam_lists, exam_session_ids=(day.mine,))
    assert day.pc.run(sessions_for_results)
    assert day.pc.run(centre_settings)
    day.pc.call(
        change_own_password, present=PASSWORD, password="another one, long", passwords=PASSWORDS
    )
    assert day.sync().not_taken == 0
    assert day.differences() == []


def test_what_is_refused_tells_nothing(day: ExamDay) -> None:
    """A change of a row that isn't the computer's: what the server has of it stays there."""
    with day.pc.store.unit_of_work(day.pc.actor, write=True) as uow:
        uow.session.add(Candidate(id=day.cy, first_name="X", last_name="Y", search_text="y x"))
        uow.get(Candidate, day.ann).last_name = "Mine"
        uow.commit()
    assert day.sync().not_taken == 2
    with day.pc.store.unit_of_work(day.pc.actor, write=False) as uow:
        entries = uow.session.scalars(select(OutboxEntry)).all()
    assert {each.code for each in entries} == {"NOT_ALLOWED"}
    assert day.differences() == []
    again = day.hub.known(KnownRequest(changes=[each.id for each in entries]))
    told = again.model_dump_json()
    assert "Lee" in told
    assert not [secret for secret in SECRETS if secret in told]


def test_of_a_session_that_never_was_theirs_nothing_is_said(day: ExamDay) -> None:
    with day.pc.store.unit_of_work(day.pc.actor, write=False) as uow:
        epoch = uow.session.scalars(select(SyncCursor.epoch)).first()
    assert epoch is not None
    asked = {f"session:{day.others}": 1, "session:nonsense": 1, "centre": 1}
    answer = day.hub.pull(PullRequest(epoch=epoch, cursor=0, cursors=asked))
    assert answer.changes == []
    assert [each.changes for each in answer.scopes.values()] == [[], [], []]
    assert all(each.withdrawn for each in answer.scopes.values())


def test_a_code_says_what_a_computer_will_be(day: ExamDay) -> None:
    store, centre_id = day.server.store, day.server.actor.centre_id
    codes = {
        "invigilator": code_for_invigilator(store, centre_id, " Kim "),
        "desk": new_code(store, centre_id),
    }
    for kind, code in codes.items():
        device_id = store.new_id()
        enrol(store, code, device_id, "A computer")
        with store.unit_of_work(day.server.actor, write=False) as uow:
            device = uow.get(Device, device_id)
        assert (device.kind, device.approved_at) == (kind, None)
        assert device.staff_id == (day.kim if kind == "invigilator" else None)
    with pytest.raises(DomainError, match="PERSON_UNKNOWN"):
        code_for_invigilator(store, centre_id, "nobody")
    change(day, Staff, day.kim, active=False)
    with pytest.raises(DomainError, match="PERSON_UNKNOWN"):
        code_for_invigilator(store, centre_id, "kim")
