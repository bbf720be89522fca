"""The page of one offering: its exam templates, its rules, and who is enrolled online."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common import labels
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card, PageHeader, SectionHeader
from ui.common.data_table import DataTable, framed
from ui.common.labels import Look
from ui.common.layouts import clear, column, row
from ui.common.money import money_text
from ui.common.scrolling import scrolling
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.courses import words
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.back import back_button
from ui.desk.courses.enrol_sheet import EnrolOnlineSheet
from ui.desk.courses.model import online_columns
from ui.desk.courses.offering_actions import OfferingActions
from ui.desk.courses.offering_forms import ChangeProfileSheet, EditOfferingSheet, explanation
from ui.desk.courses.profile_words import explain
from ui.desk.courses.template_card import TemplateCard
from ui.desk.courses.template_form import TemplateSheet
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import OfferingDetail, TemplateRow
from wset_desk.services.online_enrollments import OnlineEnrolmentRow

_LEAST_ROWS = 5


class OfferingPage(QWidget):
    """Shows one offering at a time; ``left()`` when the person goes back to the list."""

    left = Signal()

    def __init__(
        self, context: DeskContext, actions: OfferingActions, session_actions: SessionActions
    ) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self.offering_id: UUID | None = None
        self.offering: OfferingDetail | None = None
        self.edit_button = Button(_("Edit…"), icon="edit", on_click=self.edit)
        self.header = PageHeader("", "", [self.edit_button])
        self._badges: QHBoxLayout = row(gap=2)
        self.header.beside_title.addLayout(self._badges)
        self.back_button = back_button(self, _("All offerings"), self.left.emit)
        top = row(self.back_button, self.header, gap=2)
        top.setStretch(1, 1)
        self._cards: QHBoxLayout = row(gap=3)
        self.change_button = Button(_("Change…"), kind="link", on_click=self.change_profile)
        self._rules = SectionHeader(_("Rules"), self.change_button)
        self._explained: QHBoxLayout = row(gap=3)
        self.online = OnlineSection(context, session_actions)
        inside = column(
            column(SectionHeader(_("Exams")), self._cards, gap=2),
            column(self._rules, self._explained, gap=2),
            self.online,
            None,
            gap=4,
        )
        inside.setStretch(2, 1)
        inner = QWidget()
        inner.setLayout(inside)
        self.setLayout(column(top, scrolling(inner), gap=4))

    def show_offering(self, offering_id: UUID) -> None:
        """Load and show."""
        self.offering_id = offering_id
        self._actions.show(offering_id, self._show)
        self._actions.online(offering_id, self._show_online)

    def refresh(self) -> None:
        if self.offering_id is not None:
            self.show_offering(self.offering_id)

    def edit(self) -> None:
        self._with_offering(lambda one: EditOfferingSheet(self._context, self, one).open())

    def change_profile(self) -> None:
        self._with_offering(lambda one: ChangeProfileSheet(self._context, self, one).open())

    def _with_offering(self, act: Callable[[OfferingDetail], object]) -> None:
        if self.offering is not None:
            act(self.offering)

    def _show(self, offering: OfferingDetail) -> None:
        if offering.id != self.offering_id:
            return
        self.offering = offering
        price = money_text(offering.price, self._context.session.currency)
        self.header.set_title(
            offering.name, " · ".join((offering.course_title, offering.subject, price))
        )
        self._show_badges(offering)
        clear(self._cards)
        for template in offering.templates:
            self._cards.addWidget(self._card(offering, template), 1)
        self._rules.set_title(_("Rules: {profile}").format(profile=offering.rule_profile))
        clear(self._explained)
        for part in explain(offering.profile, offering.level):
            card = Card(name=part.title)
            card.body.addLayout(explanation(part.title, part.lines))
            card.body.addStretch(1)
            self._explained.addWidget(card, 1)
        fixed = any(each.result_confirmed for each in offering.templates)
        self.change_button.setEnabled(not fixed)
        confirmed = _("A result is confirmed: the rules can't change any more.")
        self.change_button.setToolTip(confirmed if fixed else "")
        self.online.setVisible(offering.course_format is CourseFormat.ONLINE)

    def _show_badges(self, offering: OfferingDetail) -> None:
        clear(self._badges)
        self._badges.addWidget(Badge(words.level_look(offering.level)))
        format_ = labels.course_format(offering.course_format)
        self._badges.addWidget(Badge(Look(format_, "", "text2", "sunken")))
        if not offering.active:
            self._badges.addWidget(Badge(Look(_("Not on sale"), "minus", "text3", "sunken")))

    def _card(self, offering: OfferingDetail, template: TemplateRow) -> TemplateCard:
        return TemplateCard(
            template,
            offering.course_format,
            lambda: TemplateSheet(self._context, self, template).open(),
        )

    def _show_online(self, rows: Sequence[OnlineEnrolmentRow]) -> None:
        if self.offering is not None:
            self.online.show_people(self.offering, rows)


class OnlineSection(QWidget):
    """Who is enrolled online, and enrolling somebody more."""

    def __init__(self, context: DeskContext, actions: SessionActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self._offering: OfferingDetail | None = None
        self.model = RowsModel(online_columns())
        self.table = DataTable(_("Enrolled online"), self.model)
        self.table.set_empty(_("Nobody is enrolled yet."), _("Enrol…"), self.enrol, icon="users")
        self.table.setMinimumHeight(theme().size("rowHeight") * (_LEAST_ROWS + 1))
        self.table.activated_row.connect(
            lambda row_: context.navigate("candidates", candidate_id=row_.candidate_id)
        )
        self.table.selection_changed.connect(self._allow)
        self.withdraw_button = Button(_("Withdraw"), icon="user_x", on_click=self.withdraw)
        self.enrol_button = Button(
            _("Enrol…"), kind="primary", icon="user_plus", on_click=self.enrol
        )
        buttons = QWidget()
        buttons.setLayout(row(self.withdraw_button, self.enrol_button, gap=2))
        self.setLayout(
            column(SectionHeader(_("Enrolled online"), buttons), framed(self.table), gap=2)
        )
        self._allow()

    def show_people(self, offering: OfferingDetail, rows: Sequence[OnlineEnrolmentRow]) -> None:
        self._offering = offering
        self.model.set_rows(rows)
        self.enrol_button.setVisible(offering.active)
        self._allow()

    def enrol(self) -> None:
        if self._offering is not None:
            today = self._context.session.today()
            taken = [
                each.candidate_id
                for each in self.model.rows
                if each.window_ends_on and each.window_ends_on >= today
            ]
            EnrolOnlineSheet(self._context, self, self._offering, taken).open()

    def withdraw(self) -> None:
        for chosen in self.table.selected_rows():
            self._actions.withdraw(chosen.enrollment_id, chosen.name)

    def _allow(self) -> None:
        chosen = self.table.selected_rows()
        self.withdraw_button.setEnabled(bool(chosen) and chosen[0].withdrawable)
