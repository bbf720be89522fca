"""The candidates' page: search, list, profile, and the way to bring in a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.data_table import DataTable, framed
from ui.common.inputs import SearchField
from ui.common.layouts import column, row
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.bring_in.view import BringInView
from ui.desk.candidates.actions import PAGE, CandidateActions
from ui.desk.candidates.duplicates_sheet import duplicates_text
from ui.desk.candidates.merge_actions import MergeActions
from ui.desk.candidates.model import columns
from ui.desk.candidates.profile import ProfilePanel
from ui.desk.candidates.profile_verbs import profile_verbs
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from ui.desk.screen import Screen
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.available_actions import AvailableAction
from wset_desk.services.candidate_duplicates import PossibleDuplicate
from wset_desk.services.candidates import (
    CandidatePage,
    CandidateProfile,
    CandidateRow,
    CandidateSort,
)
from wset_desk.services.exports import Among

_EXPORTED = (FileKind.CANDIDATES, FileKind.ENROLMENTS, FileKind.BOOKINGS, FileKind.RESULTS)
_PANEL = 460
_PANEL_SHARE = 0.5
_EMAIL_FROM = 720
_NEEDS_FROM = 420
_NEAR_THE_END = 400


class CandidatesView(Screen):
    """A list at the left, whoever is chosen at the right."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"candidates", "course_enrollments", "exam_registrations", "exam_sessions", "sessions"}
        | {"ledger_entries", "result_versions", "waiting_list_entries"}
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._zone = context.session.zone
        self._chosen: UUID | None = None
        self._total = 0
        self._asked = 0
        self._sort, self._descending = CandidateSort.NAME, False
        self._actions = CandidateActions(self, context, self.open_candidate)
        self._merging = MergeActions(self, context, self.open_candidate)
        self._exporter = Exporter(
            self, context, _EXPORTED, lambda: Among(self.search.text().strip())
        )
        self._build_list()
        self._build_pages()

    @property
    def may_manage(self) -> bool:
        return self.context.session.may(Permission.MANAGE_CANDIDATES)

    @property
    def may_import(self) -> bool:
        return self.context.session.may(Permission.IMPORT_DATA)

    def refresh(self) -> None:
        """The list as far as it was scrolled, and the profile."""
        self._find(limit=max(PAGE, self.model.rowCount()))
        if self.may_manage:
            self._merging.look(self._say_duplicates)
        if self._chosen is not None:
            self._load(self._chosen)

    def open(self, **arguments: object) -> None:
        """``candidate_id`` shows somebody, ``bring_in=True`` the import page."""
        candidate_id = arguments.get("candidate_id")
        if isinstance(candidate_id, UUID):
            self.open_candidate(candidate_id)
        if arguments.get("bring_in"):
            self.bring_in()

    def commands(self) -> list[Command]:
        found = []
        if self.may_manage:
            text = _("New candidate")
            found.append(Command(text, self.create_new, "user_plus", _("Ctrl+N")))
            if self.panel.profile is not None:
                text = _("Edit {name}").format(name=self.panel.profile.detail.name)
                found.append(Command(text, self.edit_chosen, "edit", _("Ctrl+E")))
            found.append(Command(_("Possible duplicates"), self.show_duplicates, "users"))
        found += self._profile_commands()
        if self.may_import:
            found.append(Command(_("Bring in your data"), self.bring_in, "upload"))
        return [*found, *self._exporter.commands()]

    def _profile_commands(self) -> list[Command]:
        """What can be done with whoever is shown, beside editing them."""
        if self.panel.profile is None:
            return []
        shown, verbs = self.panel.profile.detail, self.panel.verbs
        texts = (
            (_("History of {name}"), "history", verbs.history),
            (_("Merge {name} with another record"), "users", verbs.merge),
            (_("Enrol {name} in a course"), "plus", verbs.enrol),
        )
        return [
            Command(text.format(name=shown.name), partial(verb, shown), icon)
            for text, icon, verb in texts
            if verb is not None
        ]

    def help_topic(self) -> str:
        return "bring_in" if self._pages.currentWidget() is self.bring_in_view else ""

    def take_keyboard(self) -> None:
        bringing_in = self._pages.currentWidget() is self.bring_in_view
        (self.bring_in_view if bringing_in else self.table).setFocus()

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def create_new(self) -> None:
        if self.may_manage:
            self.show_list()
            self._actions.add()

    def edit_chosen(self) -> None:
        if self.may_manage and self.panel.profile is not None:
            self._actions.edit(self.panel.profile.detail)

    def show_duplicates(self) -> None:
        """Records that may be one person's, to be compared and merged."""
        if self.may_manage:
            self._merging.show_duplicates()

    def bring_in(self) -> None:
        if self.may_import:
            self._pages.setCurrentWidget(self.bring_in_view)
            self.bring_in_view.begin()

    def show_list(self) -> None:
        self._pages.setCurrentWidget(self._list_page)

    def open_candidate(self, candidate_id: UUID) -> None:
        """Show somebody's profile, whether the filter shows them in the list or not."""
        self.show_list()
        self._chosen = candidate_id
        self._load(candidate_id)
        self._mark_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build_list(self) -> None:
        self.header = PageHeader(_("Candidates"))
        if self.may_import:
            bring_in = Button(_("Bring in data…"), icon="upload", on_click=self.bring_in)
            self.header.add_action(bring_in)
        for button in self._exporter.buttons():
            self.header.add_action(button)
        if self.may_manage:
            self.header.add_action(
                Button(
                    _("New candidate"),
                    kind="primary",
                    icon="user_plus",
                    tool_tip=_("Ctrl+N"),
                    on_click=self.create_new,
                )
            )
        self.search = SearchField(_("Search by name, number or e-mail"))
        self.search.searched.connect(lambda _text: self._find())
        self.duplicates = Button("", kind="link", icon="users")
        self.duplicates.clicked.connect(self.show_duplicates)
        self.duplicates.hide()
        self.model: RowsModel[CandidateRow] = RowsModel(columns(self._zone), on_sort=self._sort_by)
        self.table = DataTable(_("Candidates"), self.model)
        self.table.selection_changed.connect(self._choose)
        self.table.activated_row.connect(lambda _row: self.edit_chosen())
        self.table.verticalScrollBar().valueChanged.connect(self._load_more)
        verbs = profile_verbs(self, self.context, self._actions, self._merging)
        self.panel = ProfilePanel(self.context, verbs)

    def _build_pages(self) -> None:
        left = QWidget()
        inside = column(self.search, self.duplicates, framed(self.table), gap=3)
        inside.setAlignment(self.duplicates, Qt.AlignmentFlag.AlignLeading)
        left.setLayout(inside)
        body = row(left, self.panel, gap=4)
        body.setStretch(0, 1)
        self._list_page = QWidget()
        layout = column(self.header, gap=4, margins=(5, 4, 5, 5))
        layout.addLayout(body, 1)
        self._list_page.setLayout(layout)
        self.bring_in_view = BringInView(self.context, self.show_list)
        self._pages = QStackedWidget()
        self.setLayout(column(self._pages))
        self._pages.addWidget(self._list_page)
        self._pages.addWidget(self.bring_in_view)
        theme().changed.connect(self._fit)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+E"), self._list_page, self.edit_chosen, context=here)

    def _shown(self) -> Among:
        return Among(self.search.text().strip())

    def _fit(self) -> None:
        """The panel takes its share; columns give way before texts are cut."""
        width = min(theme().px(_PANEL), round(self.width() * _PANEL_SHARE))
        self.panel.setFixedWidth(width)
        room = self.width() - width - theme().space(16)
        keys = [each.key for each in self.model.columns]
        for key, needed in (
            (CandidateSort.EMAIL, _EMAIL_FROM),
            (CandidateSort.LAST_EXAM, _EMAIL_FROM - 200),
            ("needs", _NEEDS_FROM),
        ):
            self.table.setColumnHidden(keys.index(key), room < theme().px(needed))

    def _find(self, limit: int = PAGE) -> None:
        self._asked += 1
        asked = self._asked
        self._actions.find(
            lambda page: self._show(page) if asked == self._asked else None,
            text=self.search.text(),
            sort=self._sort,
            descending=self._descending,
            limit=limit,
        )

    def _load_more(self, position: int) -> None:
        bar = self.table.verticalScrollBar()
        shown = self.model.rowCount()
        if shown >= self._total or position < bar.maximum() - _NEAR_THE_END:
            return
        self._asked += 1
        asked = self._asked
        self._actions.find(
            lambda page: self.model.append_rows(page.rows) if asked == self._asked else None,
            text=self.search.text(),
            sort=self._sort,
            descending=self._descending,
            offset=shown,
        )

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort, self._descending = CandidateSort(key), descending
        self._find()

    def _show(self, page: CandidatePage) -> None:
        self._total = page.total
        self.model.set_rows(page.rows)
        count = ngettext("{n} candidate", "{n} candidates", page.total).format(n=page.total)
        text = self.search.text().strip()
        found = _("{count} with “{text}”").format(count=count, text=text) if text else count
        self.header.set_title(_("Candidates"), found)
        self._say_why_empty(text)
        self._mark_chosen()

    def _say_why_empty(self, text: str) -> None:
        if text:
            why = _("Nobody is called “{text}”, nor has it in number or e-mail.").format(text=text)
            self.table.set_empty(why, _("Show everybody"), self.search.clear, icon="users")
        elif self.may_import:
            why = _("No candidates yet.")
            self.table.set_empty(why, _("Bring in data…"), self.bring_in, icon="users")
        else:
            self.table.set_empty(_("No candidates yet."), icon="users")

    def _mark_chosen(self) -> None:
        """Select whoever is shown, without asking for them once more."""
        numbers = [n for n, each in enumerate(self.model.rows) if each.id == self._chosen]
        self.table.blockSignals(True)
        if numbers:
            self.table.selectRow(numbers[0])
        else:
            self.table.clearSelection()
        self.table.blockSignals(False)

    def _choose(self) -> None:
        rows = self.table.selected_rows()
        if rows and rows[0].id != self._chosen:
            self._chosen = rows[0].id
            self._load(rows[0].id)

    def _load(self, candidate_id: UUID) -> None:
        self._actions.load(candidate_id, partial(self._show_profile, candidate_id), self._forget)

    def _show_profile(
        self, asked: UUID, profile: CandidateProfile, actions: Sequence[AvailableAction]
    ) -> None:
        if asked == self._chosen:
            self._chosen = profile.detail.id  # a merged record leads to the kept one
            self.panel.show_profile(profile, actions)
            self._mark_chosen()

    def _forget(self) -> None:
        self._chosen = None
        self.panel.show_nobody()

    def _say_duplicates(self, found: Sequence[PossibleDuplicate]) -> None:
        self.duplicates.setText(duplicates_text(len(found)))
        self.duplicates.setVisible(bool(found))
