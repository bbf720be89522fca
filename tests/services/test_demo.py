"""The sample centre: the same from the same seed, full of life, gone when it is called off."""

import shutil
from collections import Counter
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from tests.helpers.profiles import ADA, MemoryKeyring, key_store, set_up
from tests.helpers.replay import Rows, rows_of
from tests.helpers.sample import FEW_WEEKS
from tests.helpers.stores import KEY
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.names import fold
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.remote import RemoteState
from wset_desk.domain.seating import WaitReason
from wset_desk.services.board.board import board
from wset_desk.services.board.waiting_list import waiting_list
from wset_desk.services.calendar import CalendarItem, day_agenda, sessions_between
from wset_desk.services.candidate_duplicates import Likeness, duplicate_candidates
from wset_desk.services.demo.build import SampleSize, build_sample, fill_sample
from wset_desk.services.enquiries.cases import enquiry_case, list_enquiries
from wset_desk.services.marking.progress import entry_progress, unsettled_marks
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.opening import about_centre, clock_of, open_workspace
from wset_desk.services.remote.queue import count_remote, remote_queue
from wset_desk.services.remote.slots import slots
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.staff import sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ResultHold,
    ResultVersion,
    SessionStaff,
)
from wset_desk.storage.store import Store
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker
from wset_desk.system.passwords import Passwords
from wset_desk.system.paths import list_profiles


@pytest.fixture
def whole(sample_year: Workspace) -> Workspace:
    return sample_year


def year(whole: Workspace) -> tuple[CalendarItem, ...]:
    from_, days = sample.NOW - timedelta(days=200), timedelta(days=500)
    return whole.run(sessions_between, start=from_, end=from_ + days)


def test_a_year_of_every_type_level_and_way_of_sitting(whole: Workspace) -> None:
    items = year(whole)
    assert {each.session_type for each in items} == set(SessionType)
    months = {(each.start.year, each.start.month) for each in items}
    assert {(2025, 10), (2025, 12), (2026, 3), (2026, 9)} <= months
    for level in (1, 2, 3):
        held = {(each.start.year, each.start.month) for each in items if each.level == level}
        assert len(held) >= 11


def test_the_present_day_is_busy(whole: Workspace) -> None:
    today = whole.run(day_agenda, day=sample.NOW.date())
    assert len(today) >= 6
    assert {each.session_type for each in today} == {
        SessionType.BUNDLED,
        SessionType.MAKEUP,
        SessionType.RESIT,
        SessionType.REMOTE_INVIGILATION,
    }
    assert all(each.taken for each in today)


def test_the_coming_weeks_have_full_and_nearly_full_sessions(whole: Workspace) -> None:
    coming = [each for each in year(whole) if each.start > sample.NOW]
    assert any(each.taken == each.max_capacity for each in coming)
    assert any(0 < each.max_capacity - each.taken <= 2 for each in coming)


def test_some_results_are_missing_and_a_session_has_no_invigilator(whole: Workspace) -> None:
    due = whole.run(sessions_for_results)
    missing = [each for each in due if each.is_due and each.starts_at.date() < sample.NOW.date()]
    assert any(0 < each.papers - each.done <= 3 for each in missing)
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        staffed = select(SessionStaff.exam_session_id).where(
            SessionStaff.exam_session_id.is_not(None)
        )
        alone = list(uow.session.scalars(select(ExamSession).where(ExamSession.id.not_in(staffed))))
    assert len(alone) == 2
    assert all(each.exam_date > sample.NOW for each in alone)


def test_marks_of_two_people_differ_and_a_result_is_on_hold(whole: Workspace) -> None:
    (exam,) = (each for each in whole.run(sessions_for_results) if each.differing)
    progress = whole.run(entry_progress, course_session_id=exam.course_session_id)
    assert (progress.is_on, progress.once, progress.differing) == (True, 1, 1)
    found = whole.run(unsettled_marks, course_session_id=exam.course_session_id)
    assert [each.refusal is None for each in found] == [True, False], "Alex may decide"
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        (hold,) = uow.session.scalars(select(ResultHold))
        row = uow.get(ExamRegistration, hold.exam_registration_id)
    assert (hold.lifted_at, row.theory_state) == (None, "provisional")


def test_results_are_in_every_state_and_decide_qualifications(whole: Workspace) -> None:
    held = [each for each in whole.run(sessions_for_results) if not each.is_due]
    assert any(each.provisional for each in held)
    assert any(each.confirmed for each in held)
    assert sum(bool(each.released) for each in held) > len(held) / 2
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        decided = Counter(uow.session.scalars(select(ExamRegistration.overall_passed)))
    assert decided[True] > decided[False] > 0


def test_the_remote_queue_has_cases_of_every_state(whole: Workspace) -> None:
    counts = whole.run(count_remote)
    assert all(counts[state] for state in RemoteState)
    queue = whole.run(remote_queue)
    assert any(case.is_pressing for case in queue)
    *_, latest = (case for case in queue if case.state is RemoteState.READY)
    offered = whole.run(slots, enrollment_id=latest.key.enrollment_id)
    assert any(slot.is_free and slot.exam_session_id is None for slot in offered.slots)


def test_the_board_has_every_reason_to_wait_and_a_line_with_an_offer(whole: Workspace) -> None:
    found = whole.run(board)
    reasons = {each.reason for each in found.people}
    assert reasons == set(WaitReason) - {WaitReason.TRANSFER}
    (full,) = (each for each in found.sessions if each.line)
    line = whole.run(waiting_list, exam_session_id=full.id)
    assert len(line) > 1
    assert [bool(each.offered_until) for each in line] == [True] + [False] * (len(line) - 1)
    assert whole.run(verify_ledger).findings == ()


def test_enquiries_are_in_every_state_with_every_outcome(whole: Workspace) -> None:
    rows = whole.run(list_enquiries)
    assert {each.status for each in rows} == set(EnquiryStatus)
    assert {each.outcome for each in rows} == {*EnquiryOutcome, None}
    assert {each.enquiry_type for each in rows} == {EnquiryType.THEORY, EnquiryType.TASTING}
    assert sum(each.is_overdue for each in rows) == 1
    assert any(each.is_forwarded for each in rows)
    assert any(each.owed for each in rows)
    (appeal,) = (each for each in rows if each.is_appeal)
    (upheld,) = (each for each in rows if each.outcome is EnquiryOutcome.UPHELD)
    assert whole.run(enquiry_case, enquiry_id=appeal.id).appeal_of is not None
    assert len(whole.run(enquiry_case, enquiry_id=upheld.id).needless) == 1


def test_a_theory_paper_is_marked_by_part(whole: Workspace) -> None:
    by_part = select(ResultVersion.parts).where(ResultVersion.parts.is_not(None))
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        parts = [set(each or {}) for each in uow.session.scalars(by_part)]
    assert parts.count({"multiple_choice", "written"}) > 10


def test_marks_look_like_those_of_a_school(whole: Workspace) -> None:
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        rows = list(uow.session.scalars(select(ExamRegistration)))
    passed = Counter(each.theory_passed for each in rows if each.theory_score is not None)
    assert 0.7 < passed[True] / passed.total() < 0.95
    absent = [each for each in rows if each.status == RegistrationStatus.NO_SHOW]
    assert len(absent) > 20
    assert all(each.theory_score is None and each.tasting_score is None for each in absent)


def test_a_few_hundred_people_with_names_from_everywhere(whole: Workspace) -> None:
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        people = list(uow.session.scalars(select(Candidate)))
        windows = list(uow.session.scalars(select(CourseEnrollment.window_ends_on)))
    assert len(people) == 322
    assert len({fold(f"{each.first_name} {each.last_name}") for each in people}) == 322
    assert sum(not each.last_name.isascii() for each in people) > 60
    assert {each.email.rpartition("@")[2] for each in people if each.email} == {"example.org"}
    assert sum(each.extra_time_percent > 0 for each in people) > 8
    soon = sample.NOW.date() + timedelta(days=30)
    assert any(end and sample.NOW.date() <= end <= soon for end in windows)


def test_people_abroad_and_people_recorded_twice(whole: Workspace) -> None:
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        zones = set(uow.session.scalars(select(Candidate.time_zone)))
    assert len(zones - {None}) > 2
    pairs = whole.run(duplicate_candidates)
    assert [each.likeness for each in pairs] == [Likeness.EMAIL] * 2


def test_nobody_sits_two_exams_at_once(whole: Workspace) -> None:
    with whole.store.unit_of_work(whole.actor, write=False) as uow:
        rows = uow.session.execute(
            select(ExamRegistration, ExamSession).join(
                ExamSession, ExamSession.id == ExamRegistration.exam_session_id
            )
        )
        sittings = [
            (r.candidate_id, r.starts_at or e.exam_date, r.ends_at or e.exam_end_time)
            for r, e in rows
        ]
    sittings.sort()
    for (who, _, end), (other, start, _) in pairwise(sittings):
        assert who != other or end <= start


def test_its_people_sign_in_with_what_is_published(whole: Workspace) -> None:
    for each in sample.SIGN_INS:
        actor = whole.run(
            sign_in, username=each.username, password=sample.PASSWORD, passwords=Passwords()
        )
        assert (actor.name, actor.roles) == (each.name, {each.role})


def build_rows(path: Path, template: Path, seed: int) -> Rows:
    clock = FixedClock(sample.NOW)
    shutil.copy(template, path)
    store = Store(open_sqlite(path, KEY), clock, IdMaker(clock, Random(seed)))
    fill_sample(store, clock, seed=seed, size=FEW_WEEKS)
    rows = rows_of(store)
    store.close()
    return rows


def test_the_same_seed_gives_the_same_rows(tmp_path: Path, sqlite_template: Path) -> None:
    first = build_rows(tmp_path / "a.db", sqlite_template, 5)
    assert build_rows(tmp_path / "b.db", sqlite_template, 5) == first
    assert build_rows(tmp_path / "c.db", sqlite_template, 6) != first


TINY = replace(FEW_WEEKS, people=6)


def test_a_profile_with_a_clock_that_stands(tmp_path: Path) -> None:
    shares: list[float] = []
    keys = key_store(MemoryKeyring())
    profile = build_sample(keys=keys, root=tmp_path, size=TINY, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    workspace = open_workspace(profile, clock_of(profile, None, {}), keys)
    facts = workspace.run(about_centre)
    assert (facts.name, facts.is_sample) == (sample.NAME, True)
    assert workspace.store.clock.now() == sample.NOW
    workspace.close()


def test_calling_it_off_leaves_nothing(tmp_path: Path) -> None:
    def call_off(share: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        build_sample(keys=key_store(), root=tmp_path, size=TINY, progress=call_off)
    assert list_profiles(tmp_path) == ()
    assert not list(tmp_path.rglob("store.db"))


def test_it_is_built_anew_only_when_told(tmp_path: Path) -> None:
    keys = key_store()
    profile = build_sample(keys=keys, root=tmp_path, size=TINY)
    key = profile.key_file.read_bytes()
    with pytest.raises(DomainError) as refused:
        build_sample(keys=keys, root=tmp_path, size=TINY)
    assert refused.value.code == "PROFILE_EXISTS"
    build_sample(keys=keys, root=tmp_path, size=TINY, replace=True)
    assert profile.key_file.read_bytes() != key


def test_a_real_centre_of_the_same_name_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    keys = key_store(MemoryKeyring())
    centre = set_up(tmp_path, clock, keys, centre=replace(ADA, name=sample.NAME))
    centre.workspace.close()
    with pytest.raises(DomainError):
        build_sample(keys=keys, root=tmp_path, size=SampleSize(people=1), replace=True)
    assert list_profiles(tmp_path) == (centre.profile,)
