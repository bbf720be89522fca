"""The Sync page: what waits, what was sent, what the server didn't take, and the computers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.audit_screen import DATA, texts_of
from tests.helpers.desk import settle
from tests.helpers.not_taken import refuse_a_name
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.settings_page import press
from tests.helpers.stores import PASSWORD, PASSWORDS, as_role
from tests.helpers.sync_page import SyncPage, link, open_sync_page
from ui.common.sheet import Sheet
from ui.common.theme import Appearance, theme
from ui.desk.sync.add_computer import AddComputerSheet
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services import candidates
from wset_desk.services.devices import list_devices
from wset_desk.services.rooms import add_room
from wset_desk.services.staff import add_staff
from wset_desk.services.syncing.runs import RunRow, keep_run
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, Device

Show = Callable[..., QWidget]
PARTS = ("attention", "waiting", "sent", "exchanges", "computers")


@pytest.fixture
def linked(desk: Workspace) -> Workspace:
    return link(desk)


@pytest.fixture
def page(linked: Workspace, shown: Show) -> Iterator[SyncPage]:
    """With a name that the server didn't take."""
    refuse_a_name(linked)
    yield open_sync_page(linked, shown)


def test_a_desk_that_is_alone_says_so(desk: Workspace, shown: Show) -> None:
    page = open_sync_page(desk, shown)
    assert any("on this computer alone" in text for text in texts_of(page.view))
    page.click("Connect to a server")
    assert page.recorder.visits == [("settings", {"section": "server"})]


def test_two_names_side_by_side(page: SyncPage) -> None:
    texts = texts_of(page.view.attention.panel)
    assert {"What stands", "Ashworth", "What was typed here", "Ashford"} <= set(texts)
    (why,) = [text for text in texts if "Somebody else changed this, too." in text]
    assert "What stands was written by Kim Park, Sat 1 August 2026, 09:30." in why
    page.click("Keep what was typed")
    assert page.recorder.toasts == ["Written again as it was typed"]
    assert (page.view.attention.model.rowCount(), page.view.waiting.total) == (0, 1)
    assert page.sync.asked[-1] == "edited"


def test_what_stands_is_kept(page: SyncPage) -> None:
    page.click("Keep what stands")
    assert page.recorder.toasts == ["What stands is kept"]
    assert page.view.attention.model.rowCount() == 0
    assert page.view.parts.accessibleName() == "Sync: Needs attention"


def test_a_name_is_looked_over_in_its_own_form(page: SyncPage) -> None:
    page.click("Edit…")
    (sheet,) = page.view.window().findChildren(Sheet)
    assert sheet.form is not None
    assert sheet.form["last_name"].value() == "Ashford"
    sheet.form["last_name"].set_value("Ashworth-Ford")
    press(sheet.save_button)
    assert page.recorder.toasts == ["Written as it is in the form"]
    assert page.workspace.run(candidates.find_candidates, text="Ashworth-Ford").total == 1
    assert page.view.attention.model.rowCount() == 0


def test_what_waits_and_what_was_sent(page: SyncPage) -> None:
    page.workspace.call(add_room, name="Main Hall", seats=12)
    page.open("waiting")
    model = page.view.waiting.rows_model
    assert [model.index(0, column).data() for column in (1, 2, 3)] == [
        "Ada Admin",
        "Added the room Main Hall",
        "1",
    ]
    page.open("sent")
    model = page.view.sent.rows_model
    assert model.index(0, 3).data() == "Not taken"
    assert model.index(1, 3).data() == "Taken"


def test_exchanges_say_how_they_ended(page: SyncPage) -> None:
    with page.workspace.store.replica(page.workspace.actor) as uow:
        for code in ("SERVER_UNREACHABLE", "TOKEN_EXPIRED", "GAP", None):
            keep_run(uow, RunRow(uow.now, uow.now, 3, 14, 1, code))
        uow.commit()
    page.open("exchanges")
    shown = {
        (page.view.runs.index(row, 1).data(), page.view.runs.index(row, 2).data())
        for row in range(page.view.runs.rowCount())
    }
    assert shown == {
        ("Exchanged", "3 sent, 14 received, 1 not taken"),
        ("Nobody answered", "Everything was kept here until later."),
        ("Refused", "The server refused it."),
        ("Refused", "This computer was away for too long. Connect it anew."),
    }


def test_a_computer_is_let_in_once_its_fingerprint_was_compared(page: SyncPage) -> None:
    page.open("computers")
    page.click("Approve Hall PC")
    page.click("It is the same: approve")
    assert page.recorder.toasts == ["Hall PC is let in"]
    assert not any(each.is_waiting for each in page.workspace.run(list_devices))
    page.click("Keep Hall PC out")
    page.click("Keep out")
    assert [each.name for each in page.workspace.run(list_devices) if each.revoked] == ["Hall PC"]


def test_when_a_computer_was_last_worked_on_and_whose_it_is(page: SyncPage) -> None:
    workspace = page.workspace
    person = workspace.call(
        add_staff,
        name="Ivo Hall",
        username="ivo",
        password=PASSWORD,
        roles=frozenset({Role.INVIGILATOR}),
        passwords=PASSWORDS,
    )
    with workspace.store.replica(workspace.actor) as uow:
        hall = uow.session.scalars(select(Device).where(Device.name == "Hall PC")).one()
        hall.approved_at, hall.kind, hall.staff_id = uow.now, "invigilator", person.id
        uow.commit()
    other = replace(workspace.actor, device_id=hall.id)
    with workspace.store.replica(other) as uow:
        uow.session.add(
            AuditEntry(
                at=uow.now,
                tx=uow.new_id(),
                actor_name="Ivo Hall",
                device_id=hall.id,
                action="rooms.add_room",
                entity="rooms",
                row_id=uow.new_id(),
                op="insert",
                changes={},
            )
        )
        uow.commit()
    page.open("computers")
    assert (
        "For the exams of Ivo Hall · Approved on Sat 1 August 2026, 10:00 · "
        "last worked on Sat 1 August 2026, 10:00"
    ) in texts_of(page.view)


def test_this_computer_can_t_keep_itself_out(page: SyncPage) -> None:
    page.open("computers")
    with pytest.raises(StopIteration):
        page.button("Keep Test PC out")
    assert [each.name for each in page.workspace.run(list_devices) if each.is_this] == ["Test PC"]


def test_a_code_for_a_computer_takes_the_password(page: SyncPage) -> None:
    page.open("computers")
    page.sync.refusal = DomainError("SIGN_IN_FAILED", field="password")
    page.click("Add a computer…")
    (sheet,) = page.view.window().findChildren(AddComputerSheet)
    press(sheet.save_button)
    assert sheet.fields["password"].error
    sheet.fields["password"].set_value("wrong one")
    press(sheet.save_button)
    assert "password is wrong" in sheet.fields["password"].error
    page.sync.refusal = None
    press(sheet.save_button)
    assert page.sync.asked[-1] == "new_code desk"
    shown = (sheet.address.text(), sheet.code.text())
    assert shown == ("https://exams.example.org", "ABCD-EFGH-JKMN")
    page.click("Copy")
    assert QGuiApplication.clipboard().text() == "\n".join(shown)
    page.click("Close")


def test_a_code_is_for_an_invigilator_who_is_there(page: SyncPage) -> None:
    page.workspace.call(
        add_staff,
        name="Ivo Hall",
        username="ivo",
        password=PASSWORD,
        roles=frozenset({Role.INVIGILATOR}),
        passwords=PASSWORDS,
    )
    page.view.add_computer()
    settle()
    (sheet,) = page.view.window().findChildren(AddComputerSheet)
    combo = sheet.fields["for"].combo  # type: ignore[attr-defined]
    assert [combo.itemText(n) for n in range(combo.count())] == [
        "A desk: everything of the centre",
        "Ivo Hall: their exams alone",
    ]
    combo.setCurrentIndex(1)
    sheet.fields["password"].set_value(PASSWORD)
    press(sheet.save_button)
    assert page.sync.asked[-1] == "new_code invigilator"


@pytest.mark.parametrize(
    ("differing", "told"),
    [
        (0, "Everything here is as on the server"),
        (1, "1 record was fetched again"),
        (12, "12 records were fetched again"),
    ],
)
def test_everything_is_compared_with_the_server(page: SyncPage, differing: int, told: str) -> None:
    page.sync.differing = differing
    page.click("Compare with the server")
    assert page.recorder.toasts == [told]


def test_a_comparison_that_can_t_be_says_why(page: SyncPage) -> None:
    page.sync.refusal = DomainError("SERVER_UNREACHABLE", what="refused")
    page.click("Compare with the server")
    assert "can't be reached" in page.view.message.text
    assert page.view.compare_button.isEnabled()


def test_whoever_is_no_administrator_sees_their_own(linked: Workspace, shown: Show) -> None:
    refuse_a_name(linked)
    officer = as_role(linked, Role.EXAMS_OFFICER)
    officer.act_as(replace(officer.actor, staff_id=linked.store.new_id()))
    page = open_sync_page(officer, shown, Role.EXAMS_OFFICER)
    assert page.view.attention.model.rowCount() == 0
    assert "1 more waits for whoever typed it, or for an administrator." in texts_of(page.view)
    page.open("computers")
    assert page.view.parts.current == "attention"


def test_an_invigilator_sees_their_own_too(linked: Workspace, shown: Show) -> None:
    refuse_a_name(linked)
    page = open_sync_page(as_role(linked, Role.INVIGILATOR), shown, Role.INVIGILATOR)
    assert page.view.attention.model.rowCount() == 1
    assert not page.view.compare_button.isVisible()
    for part in PARTS:
        page.open(part)
    assert page.view.parts.current == "exchanges"
    assert [each.text for each in page.view.commands()] == []


def test_why_the_server_exchanges_nothing(page: SyncPage) -> None:
    page.sync.tell(SyncState(SyncKind.REFUSED, refusal=DomainError("TOKEN_EXPIRED")))
    assert page.view.state.told.text().startswith("This computer was away for too long.")
    page.click("Sync now")
    assert page.sync.asked[-1] == "sync_now"


def test_the_name_stands_as_it_was_typed(linked: Workspace, shown: Show) -> None:
    candidate_id = refuse_a_name(linked)
    open_sync_page(linked, shown).click("Keep what was typed")
    values = linked.run(candidates.candidate, candidate_id=candidate_id).detail.values
    assert values.last_name == "Ashford"


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_everything_fits(linked: Workspace, shown: Show, appearance: Appearance, size: int) -> None:
    refuse_a_name(linked)
    theme().set_up(appearance, size)
    page = open_sync_page(linked, shown)
    page.sync.tell(SyncState(SyncKind.SYNCING, waiting=1234))
    for part in PARTS:
        page.open(part)
        assert clipped_texts(page.view) == []
        assert unnamed_controls(page.view) == []
        assert small_targets(page.view) == []


def test_every_word_is_translated(linked: Workspace, shown: Show) -> None:
    refuse_a_name(linked)
    set_language(PSEUDO)
    page = open_sync_page(linked, shown)
    people = ("Ann", "Ashworth", "Ashford", "Kim Park")
    for part in PARTS:
        page.open(part)
        assert untranslated_texts(page.view, (*DATA, *people, "3F9A", "77DE", "Hall PC")) == []
