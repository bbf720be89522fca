"""Two people answer one enquiry at once: there is one answer, and one refund."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.helpers.enquiries import MARTA, ONE, Desk, enquiry_desk, mark
from tests.helpers.stores import KEY, found_test_centre
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.enquiries.reviewing import complete_enquiry, reject_enquiry
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import LedgerEntry, ResultVersion
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

RIVALS = 2


def answers(office: Desk, case: EnquiryCase, stores: list[Store]) -> list[str]:
    """What comes of two clicks on two computers."""
    together = Barrier(RIVALS)

    def complete(store: Store) -> str:
        workspace = Workspace(store, office.eva.actor)
        together.wait()
        try:
            workspace.call(
                complete_enquiry,
                enquiry_id=case.id,
                resolution="Marked once more",
                marks=(mark(Component.TASTING, "57"),),
            )
        except DomainError as refused:
            return refused.code
        return "answered"

    with ThreadPoolExecutor(RIVALS) as pool:
        return sorted(pool.map(complete, stores))


def check_answered_once(office: Desk, case: EnquiryCase, found: list[str]) -> None:
    assert found == ["ENQUIRY_CLOSED", "answered"]
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        refunds = select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.REFUND)
        assert [each.amount for each in uow.session.scalars(refunds)] == [ONE]
        versions = select(ResultVersion.number).where(
            ResultVersion.exam_registration_id == office.registration(MARTA)
        )
        assert sorted(uow.session.scalars(versions)) == [1, 2, 3, 4]
    assert office.case(case).account.refunded == ONE


def test_on_one_sqlite_file(sqlite_file_store: Store, clock: FixedClock, tmp_path: Path) -> None:
    office = enquiry_desk(found_test_centre(sqlite_file_store), clock)
    case = office.under_review(MARTA)
    other = Store(open_sqlite(tmp_path / "store.db", KEY), clock, IdMaker(clock))
    try:
        found = answers(office, case, [sqlite_file_store, other])
    finally:
        other.close()
    check_answered_once(office, case, found)


def test_on_one_postgresql_store(postgresql_store: Store, clock: FixedClock) -> None:
    office = enquiry_desk(found_test_centre(postgresql_store), clock)
    case = office.under_review(MARTA)
    found = answers(office, case, [postgresql_store, postgresql_store])
    check_answered_once(office, case, found)


def test_an_answer_and_a_rejection_exclude_each_other(
    workspace: Workspace, clock: FixedClock
) -> None:
    office = enquiry_desk(workspace, clock)
    case = office.complete(office.under_review(MARTA), mark(Component.TASTING, "57"))
    with pytest.raises(DomainError, match="ENQUIRY_CLOSED"):
        office.admin.call(reject_enquiry, enquiry_id=case.id, reason="Not admissible")
    assert office.case(case).account.refunded == ONE
