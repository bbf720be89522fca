"""Somebody of whom a centre knows everything that can be known, for tests of erasing and export."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.helpers.board import held_course
from wset_desk.domain.catalogue import ExamType
from wset_desk.services.derived import search_text
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Base,
    Candidate,
    CandidateMerge,
    Certificate,
    CertificateEntitlement,
    EnquiryEvent,
    ExamEnquiry,
    ExamRegistration,
    FinalExamAttempt,
    ImportRun,
    LedgerEntry,
    MarkEntry,
    Notice,
    Offering,
    RegistrationTask,
    ResultHold,
    ResultVersion,
    SpecialConsideration,
    WaitingListEntry,
)
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

WORD = "Unmistakable"
"""Stands in every text about the person that somebody typed."""
FIRST, LAST, FORMER_LAST = "Zdenka", "Quillfeather", "Oxenbridge"
NUMBER, EMAIL, PHONE = "W987654", "zdenka@plume.example", "07700 900123"
TRACES = (WORD, FIRST, LAST, FORMER_LAST, NUMBER, EMAIL, PHONE)
REASON = "Asked for in writing"


@dataclass(frozen=True)
class Known:
    """`id` is the person's, `former_id` their record that was merged, `other_id` somebody else."""

    workspace: Workspace
    clock: FixedClock
    id: UUID
    former_id: UUID
    other_id: UUID

    def row(self, entity: type[Any], row_id: UUID) -> Any:
        with self.workspace.store.unit_of_work(self.workspace.actor, write=False) as uow:
            return uow.get(entity, row_id)


def known_person(workspace: Workspace, clock: FixedClock) -> Known:
    """A candidate with a record of every kind; nothing of theirs is open any more."""
    school = held_course(workspace, clock, people=2)
    person, other = school.people
    seat, enrolment = school.registration(1, ExamType.THEORY), school.enrollments[0]
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.action, uow.reason = "tests.fill", f"{WORD} {LAST}"
        _name(uow, uow.get(Candidate, person))
        former = _merged(uow, person)
        _sit(uow, seat)
        _about_seat(uow, seat, person, enrolment)
        _about_person(uow, person)
        uow.commit()
    clock.instant += timedelta(days=1)
    return Known(workspace, clock, person, former, other)


def traces(store: Store, *words: str) -> list[str]:
    """Where in the whole store one of the words stands: table, and what is in the row."""
    wanted = [each.casefold() for each in words or TRACES]
    with store.engine.connect() as connection:
        return [
            f"{table.name}: {row}"
            for table in Base.metadata.sorted_tables
            for row in connection.execute(table.select())
            if any(word in str(row).casefold() for word in wanted)
        ]


def _name(uow: UnitOfWork, row: Candidate) -> None:
    row.candidate_number, row.first_name, row.last_name = NUMBER, FIRST, LAST
    row.birth_date = uow.now.date() - timedelta(days=9000)
    row.email, row.phone, row.address = EMAIL, PHONE, f"12 {WORD} Lane"
    row.extra_time_percent, row.rest_breaks, row.large_text = 25, True, True
    row.time_zone, row.adjustment_notes, row.notes = "Europe/Paris", WORD, WORD
    row.search_text = search_text(row)
    uow.session.flush()


def _merged(uow: UnitOfWork, person: UUID) -> UUID:
    former = uow.add(Candidate(first_name=FIRST, last_name=FORMER_LAST, search_text=FORMER_LAST))
    uow.session.flush()
    uow.delete(former)
    kept = {"before": {"last_name": FORMER_LAST}, "after": {"last_name": LAST}}
    moved = {"rows": {}, "kept": kept}
    uow.add(CandidateMerge(kept_id=person, merged_id=former.id, merged_at=uow.now, moved=moved))
    return former.id


def _sit(uow: UnitOfWork, seat: UUID) -> None:
    row = uow.get(ExamRegistration, seat)
    row.status, row.result_date = "completed", uow.now
    row.starts_at, row.ends_at = uow.now, uow.now + timedelta(hours=1)
    row.theory_score, row.theory_passed, row.theory_state = Decimal(80), True, "released"
    row.tasting_score, row.tasting_passed, row.tasting_state = Decimal(70), True, "released"
    row.overall_passed, row.fee_override_reason = True, WORD


def _about_seat(uow: UnitOfWork, seat: UUID, person: UUID, enrolment: UUID) -> None:
    about: dict[str, Any] = {"exam_registration_id": seat}
    staff = uow.actor.staff_id
    assert staff is not None
    uow.add(
        ResultVersion(
            **about,
            component="theory",
            number=1,
            state="released",
            score=Decimal(80),
            previous_score=Decimal(79),
            max_score=100,
            pass_mark_percentage=Decimal(55),
            parts={"all": "80"},
            reason=WORD,
            entered_at=uow.now,
        )
    )
    marked = {"component": "theory", "entered_by_id": staff, "entered_at": uow.now}
    uow.add(MarkEntry(**about, **marked, mark=Decimal(80)))
    lifted = {"lifted_at": uow.now, "lift_reason": WORD}
    uow.add(ResultHold(**about, **lifted, component="theory", reason=WORD, placed_at=uow.now))
    uow.add(SpecialConsideration(**about, evidence=WORD, reason=WORD, status="approved"))
    uow.add(RegistrationTask(**about, kind="link", due_at=uow.now, detail=WORD))
    uow.add(
        WaitingListEntry(
            candidate_id=person,
            exam_session_id=uow.get(ExamRegistration, seat).exam_session_id,
            course_enrollment_id=enrolment,
            registration_type="resit",
            position=1,
            status="withdrawn",
            joined_at=uow.now,
        )
    )
    enquiry = uow.add(
        ExamEnquiry(
            **about,
            candidate_id=person,
            enquiry_type="theory",
            reason=WORD,
            enquiry_fee=Decimal(0),
            submitted_at=uow.now,
            status="completed",
            outcome="upheld",
            score_change_theory=Decimal(1),
            score_change_tasting=Decimal(1),
            resolved_at=uow.now,
            resolution=WORD,
        )
    )
    event = {"kind": "answered", "happened_at": uow.now}
    uow.add(EnquiryEvent(exam_enquiry_id=enquiry.id, **event, text=WORD, reference=WORD))


def _about_person(uow: UnitOfWork, person: UUID) -> None:
    for kind in ("charge", "payment"):
        written = {"method": "card", "reference": WORD, "reason": WORD}
        money = {"amount": Decimal(40), "currency": "GBP"}
        uow.add(LedgerEntry(candidate_id=person, kind=kind, **money, **written))
    texts = {"subject": WORD, "body": f"Dear {FIRST}", "calendar": WORD, "failure": WORD}
    sent = {"state": "sent", "sent_at": uow.now, "recipient": EMAIL}
    uow.add(Notice(candidate_id=person, kind="booking", **sent, **texts))
    course = uow.session.scalars(select(Offering.course_id)).first()
    of_course: dict[str, Any] = {"player_id": person, "course_id": course}
    attempt = uow.add(
        FinalExamAttempt(
            **of_course,
            question_ids=[],
            question_order=[],
            answer_order_by_question={},
            answers=[{"option": "a"}],
            started_at_iso=uow.now,
        )
    )
    uow.add(CertificateEntitlement(**of_course, source="PAID"))
    uow.add(
        Certificate(
            **of_course,
            verification_slug="slug",
            final_exam_score_percent_integer=80,
            last_attempt_id=attempt.id,
            issued_at_iso=uow.now,
            revoked_reason=WORD,
        )
    )
    problem = {"row": 2, "heading": "", "code": "X", "parameters": {"name": f"{FIRST} {LAST}"}}
    report = {"outcomes": {}, "problems": [problem]}
    name = {"kind": "candidates", "file_name": f"{LAST}.csv"}
    uow.add(ImportRun(**name, imported_at=uow.now, report=report, made={"tx": str(uow.tx)}))
