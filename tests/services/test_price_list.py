"""The price table: dated prices are added, corrected and taken out until they have been charged."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.audit import find_acts
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.price_list import (
    ProductPrices,
    add_price,
    edit_price,
    price_list,
    remove_price,
    set_first_price,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import LedgerEntry
from wset_desk.system.clock import FixedClock

TODAY = date(2026, 8, 1)
AUTUMN = date(2026, 9, 1)
NEW_YEAR = date(2027, 1, 1)


def line(
    workspace: Workspace, kind: ProductKind = ProductKind.RESIT, level: int = 2
) -> ProductPrices:
    rows = workspace.run(price_list)
    return next(row for row in rows if (row.kind, row.level) == (kind, level))


def dated(workspace: Workspace, day: date, price: str) -> UUID:
    product_id = line(workspace).product_id
    return workspace.call(add_price, product_id=product_id, valid_from=day, price=Decimal(price))


def charge(workspace: Workspace) -> None:
    """A resit of level 2 is charged today."""
    candidate_id = ExamCentre(workspace).candidate("Ben Okafor")
    product_id = line(workspace).product_id
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(
            LedgerEntry(
                candidate_id=candidate_id,
                product_id=product_id,
                kind=LedgerKind.CHARGE,
                amount=Decimal("85.00"),
                currency="GBP",
            )
        )
        uow.commit()


def refused(workspace: Workspace, code: str, service: object, **values: object) -> DomainError:
    assert callable(service)
    with pytest.raises(DomainError, match=code) as error:
        workspace.call(service, **values)
    return error.value


def test_the_table_has_every_kind_and_level_and_courses_last(workspace: Workspace) -> None:
    ExamCentre(workspace).offering(1)
    rows = workspace.run(price_list)
    assert [(row.kind.value, row.level or row.enquiry_type, str(row.price)) for row in rows] == [
        ("makeup", 1, "75.00"),
        ("makeup", 2, "85.00"),
        ("makeup", 3, "125.00"),
        ("resit", 1, "75.00"),
        ("resit", 2, "85.00"),
        ("resit", 3, "125.00"),
        ("remote_invigilation", 1, "50.00"),
        ("remote_invigilation", 2, "60.00"),
        ("remote_invigilation", 3, "90.00"),
        ("enquiry", EnquiryType.THEORY, "50.00"),
        ("enquiry", EnquiryType.TASTING, "50.00"),
        ("enquiry", EnquiryType.BOTH, "90.00"),
        ("bundled", 1, "500.00"),
    ]
    assert rows[-1].offering_id is not None


def test_a_dated_price_comes_holds_and_leaves_its_history(
    workspace: Workspace, clock: FixedClock
) -> None:
    dated(workspace, NEW_YEAR, "99.00")
    dated(workspace, AUTUMN, "90.00")
    row = line(workspace)
    assert (row.price, row.since) == (Decimal("85.00"), None)
    assert row.coming is not None
    assert (row.coming.valid_from, row.coming.price) == (AUTUMN, Decimal("90.00"))
    clock.advance(timedelta(days=31))
    row = line(workspace)
    assert (row.price, row.since, row.first_price) == (Decimal("90.00"), AUTUMN, Decimal("85.00"))
    assert [(each.valid_from, str(each.price)) for each in row.dated] == [
        (AUTUMN, "90.00"),
        (NEW_YEAR, "99.00"),
    ]


def test_a_coming_price_is_corrected_and_taken_out(workspace: Workspace) -> None:
    price_id = dated(workspace, AUTUMN, "90.00")
    workspace.call(edit_price, price_id=price_id, valid_from=NEW_YEAR, price=Decimal("91.00"))
    row = line(workspace)
    assert [(each.valid_from, str(each.price)) for each in row.dated] == [(NEW_YEAR, "91.00")]
    workspace.call(remove_price, price_id=price_id)
    assert line(workspace).dated == ()
    dated(workspace, NEW_YEAR, "92.00")
    assert [str(each.price) for each in line(workspace).dated] == ["92.00"]


def test_what_was_charged_stays_explained(workspace: Workspace) -> None:
    price_id = dated(workspace, TODAY, "85.00")
    product_id = line(workspace).product_id
    charge(workspace)
    row = line(workspace)
    assert (row.charged_on, row.dated[0].fixed) == (TODAY, True)
    new = {"valid_from": AUTUMN, "price": Decimal(1)}
    code = "PRICE_CHARGED_SINCE"
    refused(workspace, code, edit_price, price_id=price_id, **new)
    refused(workspace, code, remove_price, price_id=price_id)
    refused(workspace, code, set_first_price, product_id=product_id, price=Decimal(1))
    early = {"product_id": product_id, "valid_from": date(2026, 7, 31), "price": Decimal(1)}
    assert refused(workspace, code, add_price, **early).parameters == {
        "field": "valid_from",
        "day": TODAY,
    }
    workspace.call(add_price, product_id=product_id, **new)
    assert [each.fixed for each in line(workspace).dated] == [True, False]


def test_the_first_price_is_corrected_until_it_is_charged(workspace: Workspace) -> None:
    product_id = line(workspace).product_id
    before = workspace.call(set_first_price, product_id=product_id, price=Decimal("80.00"))
    assert (before, line(workspace).price) == (Decimal("85.00"), Decimal("80.00"))


@pytest.mark.parametrize(
    ("price", "day", "code", "field"),
    [
        ("-1", AUTUMN, "AMOUNT_BELOW_ZERO", "price"),
        ("90.001", AUTUMN, "AMOUNT_TOO_FINE", "price"),
        ("95", NEW_YEAR, "PRICE_DAY_TAKEN", "valid_from"),
    ],
)
def test_what_no_price_can_be_is_refused_at_its_field(
    workspace: Workspace, price: str, day: date, code: str, field: str
) -> None:
    dated(workspace, NEW_YEAR, "99.00")
    new = {"valid_from": day, "price": Decimal(price)}
    product_id = line(workspace).product_id
    error = refused(workspace, code, add_price, product_id=product_id, **new)
    assert error.parameters["field"] == field
    assert [str(each.price) for each in line(workspace).dated] == ["99.00"]


def test_a_course_is_priced_with_its_offering(workspace: Workspace) -> None:
    ExamCentre(workspace).offering(2)
    course = line(workspace, ProductKind.BUNDLED)
    refused(
        workspace,
        "PRICE_WITH_OFFERING",
        add_price,
        product_id=course.product_id,
        valid_from=AUTUMN,
        price=Decimal(1),
    )


def test_an_exam_session_tells_the_price_of_today(workspace: Workspace, clock: FixedClock) -> None:
    centre = ExamCentre(workspace)
    makeup = line(workspace, ProductKind.MAKEUP).product_id
    workspace.call(add_price, product_id=makeup, valid_from=AUTUMN, price=Decimal("95.00"))
    exam = centre.exam(centre.offering(2)[ExamType.THEORY], date(2026, 11, 2))
    assert exam.price == Decimal("85.00")
    clock.advance(timedelta(days=31))
    assert workspace.run(exam_session, exam_session_id=exam.id).price == Decimal("95.00")


def test_changes_are_in_the_audit_log(workspace: Workspace) -> None:
    dated(workspace, AUTUMN, "90.00")
    act = workspace.run(find_acts, limit=1).acts[0]
    assert act.key.action == "price_list.add_price"
    assert act.subject.name.name == "Level 2 resit"
