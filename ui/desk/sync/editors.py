"""Each kind of record's own sheet, opened with what was typed over what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.sheet import Sheet
from ui.common.tasks import Done, Refused
from ui.desk.calendar.actions import CalendarActions
from ui.desk.candidates.form import candidate_form, values_in
from ui.desk.context import DeskContext
from ui.desk.courses.session_form import EditCourseSessionSheet
from ui.desk.results.cells import mark_text
from ui.desk.results.correction_sheet import CorrectionSheet
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.people import PersonSheet
from ui.desk.settings.price_actions import PriceActions
from ui.desk.settings.price_sheet import PriceCorrection
from ui.desk.settings.rooms import RoomSheet
from ui.desk.settings.setting_sheet import SettingSheet
from ui.desk.settings.text_actions import TextActions
from ui.desk.settings.text_sheet import TextSheet
from ui.desk.settings.text_words import centre_texts
from ui.desk.sync.settling_tasks import SettlingTasks
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.i18n import _
from wset_desk.services import accounts, candidates, course_sessions, exam_sessions, rooms
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.course_rows import CourseSessionDetail, StaffRef
from wset_desk.services.exam_session_details import ExamSessionDetail, Invigilator
from wset_desk.services.price_list import ProductPrices, price_list
from wset_desk.services.rooms import RoomDetail
from wset_desk.services.staff import StaffMember
from wset_desk.services.syncing.typed import Typed
from wset_desk.services.text_blocks import TextBlockRow, list_text_blocks
from wset_desk.settings import SETTINGS


class _Record(Protocol):
    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=_Record)


@dataclass(frozen=True)
class Editing:
    """What a sheet is opened with: `context` is the desk's, but that saving the record settles the
    action; `refuse` is told why there is no sheet."""

    owner: QWidget
    context: DeskContext
    typed: Typed
    refuse: Refused

    def read(self, service: Callable[..., Any], then: Done, **arguments: Any) -> None:
        """What stands."""
        self.context.tasks.run(
            service, owner=self.owner, on_done=then, on_refused=self.refuse, **arguments
        )

    def one_of(self, found: Iterable[R]) -> R | None:
        """The record, of all of its kind; if it is gone, that is said."""
        record = next((each for each in found if each.id == self.typed.record_id), None)
        if record is None:
            self.refuse(DomainError("NOT_FOUND", entity=self.typed.entity))
        return record

    def show(self, sheet: Sheet) -> None:
        sheet.message.show_message(typed_note(), "info")
        sheet.open()


def open_editor(
    owner: QWidget, context: DeskContext, tx: UUID, typed: Typed, refuse: Refused
) -> None:
    """Open the record's own sheet. Saving it settles the action `tx`; nothing else does."""

    def told(text: str, undo: object = None, redo: object = None) -> None:
        """The action stays settled, whatever is done to the record later."""
        context.toast(_("Written as it is in the form"))

    settling = replace(context, tasks=SettlingTasks(context.tasks, tx, typed), toast=told)
    EDITORS[typed.entity](Editing(owner, settling, typed, refuse))


def typed_note() -> str:
    return _("What was typed here stands in the form, over what stands now.")


def _edit_candidate(editing: Editing) -> None:
    def show(found: Any) -> None:
        detail: CandidateDetail = found.detail
        form = candidate_form(editing.context.session.zone.key, detail.values)
        for key, value in editing.typed.values.items():
            form[key].set_value(value)

        def save() -> None:
            sheet.submit(
                editing.context.tasks,
                candidates.edit_candidate,
                on_done=lambda _nothing: editing.context.toast(""),
                candidate_id=detail.id,
                values=CandidateValues(**values_in(form)),
            )

        title = _("Edit {name}").format(name=detail.name)
        sheet = Sheet(editing.owner, title, form, on_save=save)
        editing.show(sheet)

    editing.read(candidates.candidate, show, candidate_id=editing.typed.record_id)


def _edit_room(editing: Editing) -> None:
    def show(found: tuple[RoomDetail, ...]) -> None:
        room = editing.one_of(found)
        if room is not None:
            actions = SettingsActions(editing.context, editing.owner)
            typed = replace(room, **editing.typed.values)
            editing.show(RoomSheet(editing.owner, actions, typed))

    editing.read(rooms.all_rooms, show)


def _edit_person(editing: Editing) -> None:
    def show(found: tuple[StaffMember, ...]) -> None:
        person = editing.one_of(found)
        if person is not None:
            actions = SettingsActions(editing.context, editing.owner)
            typed = replace(person, **_of_person(editing.typed.values))
            editing.show(PersonSheet(editing.owner, actions, typed))

    editing.read(accounts.list_accounts, show)


def _edit_exam_session(editing: Editing) -> None:
    def show(found: ExamSessionDetail) -> None:
        actions = CalendarActions(editing.owner, editing.context)
        values = dict(editing.typed.values)
        changed = values.pop("people", {})
        added = tuple(Invigilator(each, "") for each in _added(changed, found.invigilators))
        values["invigilators"] = (*_kept(changed, found.invigilators), *added)
        actions.edit(replace(found, **values), typed_note())

    record_id = editing.typed.record_id
    editing.read(exam_sessions.exam_session, show, exam_session_id=record_id)


def _edit_course_session(editing: Editing) -> None:
    def show(found: CourseSessionDetail) -> None:
        values = dict(editing.typed.values)
        changed = values.pop("people", {})
        added = tuple(StaffRef(each, "") for each in _added(changed, found.educators))
        values["educators"] = (*_kept(changed, found.educators), *added)
        typed = replace(found, **values)
        editing.show(EditCourseSessionSheet(editing.context, editing.owner, typed))

    editing.read(course_sessions.course_session, show, session_id=editing.typed.record_id)


def _kept(changed: Mapping[UUID, bool], standing: Iterable[R]) -> tuple[R, ...]:
    return tuple(each for each in standing if changed.get(each.id, True))


def _added(changed: Mapping[UUID, bool], standing: Iterable[_Record]) -> list[UUID]:
    """Who was assigned and isn't there; the forms ask for no more than who it is."""
    there = {each.id for each in standing}
    return [each for each, is_assigned in changed.items() if is_assigned and each not in there]


def _edit_mark(editing: Editing) -> None:
    """With a reason, as any mark is corrected."""
    registration_id, typed = editing.typed.record_id, editing.typed.values
    component = typed["component"]
    marks = [
        (
            (registration_id, component, part),
            labels.exam_type(component) if part is None else labels.paper_part(part),
            mark_text(None if mark is None else Decimal(mark)),
        )
        for part, mark in typed["marks"].items()
    ]
    editing.show(CorrectionSheet(editing.context, editing.owner, typed["candidate"], marks))


def _edit_setting(editing: Editing) -> None:
    typed = editing.typed.values
    setting, course_id = SETTINGS[typed["name"]], typed["course_id"]
    sheet = SettingSheet(editing.owner, editing.context, setting, typed["value"], course_id)
    editing.show(sheet)


def _edit_texts(editing: Editing) -> None:
    typed = editing.typed.values

    def show(rows: tuple[TextBlockRow, ...]) -> None:
        key = next(iter(typed)).rpartition(".")[0]
        (found,) = (each for each in centre_texts(rows) if each.key == key)
        blocks = tuple(replace(each, own=typed.get(each.name, each.own)) for each in found.blocks)
        actions = TextActions(editing.context, editing.owner)
        name, text = editing.context.session.centre_name, replace(found, blocks=blocks)
        editing.show(TextSheet(editing.owner, actions, text, name, manages=True))

    editing.read(list_text_blocks, show)


def _edit_price(editing: Editing) -> None:
    def show(found: tuple[ProductPrices, ...]) -> None:
        dated = editing.one_of([each for prices in found for each in prices.dated])
        if dated is not None:
            prices = next(each for each in found if dated in each.dated)
            actions = PriceActions(editing.context, editing.owner)
            currency = editing.context.session.currency
            change = replace(dated, **editing.typed.values)
            editing.show(PriceCorrection(editing.owner, actions, prices, currency, change))

    editing.read(price_list, show)


def _of_person(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the list of people has them."""
    found = dict(values)
    if "roles" in found:
        found["roles"] = frozenset(Role(each) for each in found["roles"])
    if "email" in found:
        found["email"] = found["email"] or ""
    return found


EDITORS: Mapping[str, Callable[[Editing], None]] = {
    "candidates": _edit_candidate,
    "exam_sessions": _edit_exam_session,
    "product_prices": _edit_price,
    "result_versions": _edit_mark,
    "rooms": _edit_room,
    "sessions": _edit_course_session,
    "settings": _edit_setting,
    "staff": _edit_person,
    "text_blocks": _edit_texts,
}
