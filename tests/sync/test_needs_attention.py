"""What a server refused of two desks' work, settled by a person at one of them: every kind."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.sync_world import Founded, World
from ui.desk.audit.words import sentence
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.services import centre_settings, results, rooms
from wset_desk.services.derived import recount_seats
from wset_desk.services.syncing.not_taken import NotTaken, keep_mine, keep_theirs, list_not_taken
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    OutboxEntry,
    ResultVersion,
)


class Desks:
    """Two desks of a centre, of which the second is always the later one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.first, self.second = (
            Workspace(device.store, device.actor) for device in world.devices[:2]
        )
        self.sync()

    def sync(self) -> None:
        for device in (*self.world.devices[:2], *self.world.devices[:2]):
            device.sync()

    def refused(self) -> NotTaken:
        """What the second desk is told, and nobody else."""
        assert self.first.run(list_not_taken).actions == ()
        (found,) = self.second.run(list_not_taken).actions
        return found

    def settled(self) -> None:
        """Once more exchanged, nothing waits for anybody."""
        self.sync()
        for desk in (self.first, self.second):
            assert desk.run(list_not_taken).actions == ()

    def registration(self, desk: Workspace) -> ExamRegistration:
        with desk.store.unit_of_work(desk.actor, write=False) as uow:
            return uow.session.scalars(select(ExamRegistration)).one()


@pytest.fixture
def desks(founded: Founded, tmp_path: Path) -> Iterator[Desks]:
    world = World(0, tmp_path, founded)
    world.calm = True
    yield Desks(world)
    world.close()


def mark(desk: Workspace, registration_id: UUID, score: str) -> None:
    typed = results.MarkInput(registration_id, Component.THEORY, score)
    assert desk.call(results.set_marks, marks=(typed,)).refused == ()


def book(desk: Workspace, founded: Founded, candidate_id: UUID) -> UUID:
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.action = "assigning.assign"
        exam = uow.get(ExamSession, founded.exam_session)
        made = uow.add(
            ExamRegistration(
                candidate_id=candidate_id,
                exam_session_id=exam.id,
                registration_type=exam.session_type,
                registration_date=uow.now,
            )
        )
        recount_seats(uow, exam)
        uow.commit()
    return made.id


def test_two_marks_for_one_paper(desks: Desks) -> None:
    desks.world.clock.advance(timedelta(days=90))
    registration = desks.registration(desks.first)
    mark(desks.first, registration.id, "61")
    mark(desks.second, registration.id, "68")
    desks.sync()
    found = desks.refused()
    assert (found.wants_reason, found.theirs_by) == (True, "Ada Admin")
    shown = {line.name: (line.before, line.after) for rec in found.records for line in rec.fields}
    assert shown["theory_score"] == shown["score"] == (Decimal(61), Decimal(68))
    assert sentence(found.act).startswith("Entered the mark of Ann Lee")
    with pytest.raises(DomainError, match="REASON_MISSING"):
        desks.second.call(keep_mine, tx=found.tx)
    desks.second.call(keep_mine, tx=found.tx, reason="Compared with the paper")
    desks.settled()
    for desk in (desks.first, desks.second):
        assert desks.registration(desk).theory_score == Decimal(68)
        with desk.store.unit_of_work(desk.actor, write=False) as uow:
            versions = uow.session.scalars(select(ResultVersion).order_by(ResultVersion.number))
            told = [(each.number, each.score, each.reason) for each in versions]
        assert told == [(1, Decimal(61), None), (2, Decimal(68), "Compared with the paper")]


def test_the_other_mark_is_left_standing(desks: Desks) -> None:
    desks.world.clock.advance(timedelta(days=90))
    registration = desks.registration(desks.first)
    mark(desks.first, registration.id, "61")
    mark(desks.second, registration.id, "68")
    desks.sync()
    desks.second.call(keep_theirs, tx=desks.refused().tx)
    desks.settled()
    assert desks.registration(desks.second).theory_score == Decimal(61)


def test_the_last_seat_went_to_another_until_it_is_free_again(desks: Desks) -> None:
    founded = desks.world.template
    _ann, bo, cy, di = founded.candidates
    book(desks.first, founded, bo)
    desks.sync()
    given = book(desks.first, founded, cy)
    book(desks.second, founded, di)
    desks.sync()
    found = desks.refused()
    assert (found.why.code, found.seat_of) == ("SESSION_FULL", "Cy Ray")
    assert sentence(found.act).startswith("Gave Di Sol a seat · Level 2 Theory Exam")
    assert [each.name.name for each in found.records] == ["Di Sol"]
    with pytest.raises(DomainError, match="SESSION_FULL"):
        desks.second.call(keep_mine, tx=found.tx)
    assert desks.refused().tx == found.tx
    with desks.first.store.unit_of_work(desks.first.actor, write=True) as uow:
        uow.get(ExamRegistration, given).status = "cancelled"
        recount_seats(uow, uow.get(ExamSession, founded.exam_session))
        uow.commit()
    desks.sync()
    desks.second.call(keep_mine, tx=found.tx)
    desks.settled()
    with desks.first.store.unit_of_work(desks.first.actor, write=False) as uow:
        booked = uow.session.scalars(
            select(ExamRegistration).where(ExamRegistration.candidate_id == di)
        ).one()
    assert booked.status == "registered"


def test_what_builds_on_a_refused_action_is_settled_with_it(desks: Desks) -> None:
    founded = desks.world.template
    _ann, bo, cy, di = founded.candidates
    book(desks.first, founded, bo)
    desks.sync()
    book(desks.first, founded, cy)
    seat = book(desks.second, founded, di)
    with desks.second.store.unit_of_work(desks.second.actor, write=True) as uow:
        uow.action = "payments.record_payment"
        uow.add(
            LedgerEntry(
                candidate_id=di,
                exam_registration_id=seat,
                kind="charge",
                amount=Decimal(85),
                currency="GBP",
            )
        )
        uow.commit()
    desks.sync()
    found = desks.refused()
    assert len(found.followers) == 1
    desks.second.call(keep_theirs, tx=found.tx)
    desks.settled()
    with desks.second.store.unit_of_work(desks.second.actor, write=False) as uow:
        kept = uow.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "blocked")).all()
    assert {(each.detail or {})["kept"] for each in kept} == {"theirs"}


def test_an_enquiry_that_was_closed_meanwhile_stays_so(desks: Desks) -> None:
    registration = desks.registration(desks.first)
    with desks.first.store.unit_of_work(desks.first.actor, write=True) as uow:
        case = uow.add(
            ExamEnquiry(
                exam_registration_id=registration.id,
                candidate_id=registration.candidate_id,
                enquiry_type="theory",
                reason="The mark is too low.",
                enquiry_fee=Decimal(60),
                submitted_at=uow.now,
                status="under_review",
            )
        )
        uow.commit()
    desks.sync()
    for desk, status in ((desks.first, "rejected"), (desks.second, "completed")):
        with desk.store.unit_of_work(desk.actor, write=True) as uow:
            uow.get(ExamEnquiry, case.id).status = status
            uow.commit()
    desks.sync()
    found = desks.refused()
    with pytest.raises(DomainError, match="ENQUIRY_CLOSED"):
        desks.second.call(keep_mine, tx=found.tx)
    desks.second.call(keep_theirs, tx=found.tx)
    desks.settled()


@pytest.mark.parametrize("keep", [keep_mine, keep_theirs])
def test_two_desks_set_one_setting(desks: Desks, keep: object) -> None:
    """Each made a row of its own for it: there is one in the end."""
    name = "result_needs_second_person"
    for desk, value in ((desks.first, False), (desks.second, True)):
        desk.call(centre_settings.change_setting, name=name, value=value)
    desks.sync()
    found = desks.refused()
    ((shown,),) = (record.fields for record in found.records)
    assert (shown.name, shown.before, shown.after) == ("value", False, True)
    desks.second.call(keep, tx=found.tx)  # type: ignore[arg-type]
    desks.settled()
    for desk in (desks.first, desks.second):
        (state,) = (each for each in desk.run(centre_settings.setting_states) if each.name == name)
        assert state.value is (keep is keep_mine)


def test_a_room_that_was_renamed_twice(desks: Desks) -> None:
    room = desks.first.call(rooms.add_room, name="Hall", seats=12)
    desks.sync()
    for desk, name in ((desks.first, "Great Hall"), (desks.second, "Old Hall")):
        desk.call(rooms.edit_room, room_id=room.id, name=name, seats=12)
    desks.sync()
    desks.second.call(keep_mine, tx=desks.refused().tx)
    desks.settled()
    for desk in (desks.first, desks.second):
        assert [each.name for each in desk.run(rooms.list_rooms)] == ["Old Hall"]


def test_a_charge_is_refunded_once(desks: Desks) -> None:
    founded = desks.world.template
    for desk in (desks.first, desks.second):
        with desk.store.unit_of_work(desk.actor, write=True) as uow:
            uow.action = "payments.refund_payment"
            uow.add(
                LedgerEntry(
                    candidate_id=founded.candidates[0],
                    charge_id=founded.charge,
                    kind="refund",
                    amount=Decimal(85),
                    currency="GBP",
                )
            )
            uow.commit()
    desks.sync()
    found = desks.refused()
    with pytest.raises(DomainError, match="REFUNDED_ALREADY"):
        desks.second.call(keep_mine, tx=found.tx)
    desks.second.call(keep_theirs, tx=found.tx)
    desks.settled()
