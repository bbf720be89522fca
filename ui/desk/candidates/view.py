"""The candidates' page: list, profile, and the way to bring in a file."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.layouts import column, row
from ui.common.theme import theme
from ui.desk.bring_in.view import BringInView
from ui.desk.candidates.actions import CandidateActions
from ui.desk.candidates.candidate_list import CandidateList
from ui.desk.candidates.merge_actions import MergeActions
from ui.desk.candidates.profile import ACCOUNT, ProfilePanel
from ui.desk.candidates.profile_reading import ProfileReader, WholeProfile
from ui.desk.candidates.profile_verbs import profile_commands, profile_verbs
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from ui.desk.screen import Screen
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.candidates import CandidatePage
from wset_desk.services.exports import Among

_EXPORTED = (
    *(FileKind.CANDIDATES, FileKind.ENROLMENTS),
    *(FileKind.BOOKINGS, FileKind.RESULTS, FileKind.ENQUIRIES),
)
_PANEL = 460
_PANEL_SHARE = 0.5


class CandidatesView(Screen):
    """A list at the left, whoever is chosen at the right."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"candidates", "course_enrollments", "exam_registrations", "exam_sessions", "sessions"}
        | {"ledger_entries", "result_versions", "waiting_list_entries", "candidate_distinctions"}
        | {"exam_enquiries"}
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._chosen: UUID | None = None
        self._actions = CandidateActions(self, context, self.open_candidate)
        self._reader = ProfileReader(self, context)
        self._merging = MergeActions(self, context, self.open_candidate)
        bring_in = self.bring_in if self.may_import else None
        self.list = CandidateList(context, self._actions, bring_in=bring_in)
        self._exporter = Exporter(self, context, _EXPORTED, lambda: Among(self.list.text))
        verbs = profile_verbs(self, context, self._actions, self._merging)
        self.panel = ProfilePanel(context, verbs)
        self.bring_in_view = BringInView(context, self.show_list)
        self._lay_out()
        self._connect()

    @property
    def may_manage(self) -> bool:
        return self.context.session.may(Permission.MANAGE_CANDIDATES)

    @property
    def may_import(self) -> bool:
        return self.context.session.may(Permission.IMPORT_DATA)

    def refresh(self) -> None:
        """The list as far as it was scrolled, and the profile."""
        self.list.refresh()
        if self.may_manage:
            self._merging.look(self.list.say_duplicates)
        if self._chosen is not None:
            self._load(self._chosen)

    def open(self, **arguments: object) -> None:
        """``candidate_id`` shows somebody, ``account=True`` what they owe, ``bring_in=True`` the
        import page."""
        candidate_id = arguments.get("candidate_id")
        if isinstance(candidate_id, UUID):
            self.open_candidate(candidate_id)
        if arguments.get("account"):
            self.panel.show_tab(ACCOUNT)
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
        if self.panel.profile is not None:
            found += profile_commands(self.panel.verbs, self.panel.profile.detail)
        if self.may_import:
            found.append(Command(_("Bring in your data"), self.bring_in, "upload"))
        return [*found, *self._exporter.commands()]

    def help_topic(self) -> str:
        return "bring_in" if self._pages.currentWidget() is self.bring_in_view else ""

    def take_keyboard(self) -> None:
        bringing_in = self._pages.currentWidget() is self.bring_in_view
        (self.bring_in_view if bringing_in else self.list.table).setFocus()

    def focus_filter(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def create_new(self) -> None:
        if self.may_manage:
            self.show_list()
            self._actions.add()

    def edit_chosen(self) -> None:
        if self.may_manage and self.panel.profile is not None:
            self._actions.edit(self.panel.profile.detail)

    def print_letters(self) -> None:
        """The letters to whoever is shown."""
        letters = self.panel.verbs.letters
        if self.panel.profile is not None and letters is not None:
            letters(self.panel.profile.detail)

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
        self._load(candidate_id)
        self.list.mark(candidate_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self.header = PageHeader(_("Candidates"))
        for button in self._header_buttons():
            self.header.add_action(button)
        body = row(self.list, self.panel, gap=4)
        body.setStretch(0, 1)
        self._list_page = QWidget()
        layout = column(self.header, gap=4, margins=(5, 4, 5, 5))
        layout.addLayout(body, 1)
        self._list_page.setLayout(layout)
        self._pages = QStackedWidget()
        self.setLayout(column(self._pages))
        self._pages.addWidget(self._list_page)
        self._pages.addWidget(self.bring_in_view)

    def _header_buttons(self) -> list[QWidget]:
        found: list[QWidget] = []
        if self.may_import:
            text = _("Bring in data…")
            found.append(Button(text, icon="upload", on_click=self.bring_in))
        found += self._exporter.buttons()
        if self.may_manage:
            new = Button(
                _("New candidate"), kind="primary", icon="user_plus", on_click=self.create_new
            )
            new.setToolTip(_("Ctrl+N"))
            found.append(new)
        return found

    def _connect(self) -> None:
        self.list.chosen.connect(self._load)
        self.list.found.connect(self._say_how_many)
        self.list.duplicates.clicked.connect(self.show_duplicates)
        self.list.table.activated_row.connect(lambda _row: self.edit_chosen())
        theme().changed.connect(self._fit)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+E"), self._list_page, self.edit_chosen, context=here)
        QShortcut(QKeySequence("Ctrl+P"), self._list_page, self.print_letters, context=here)

    def _fit(self) -> None:
        """The panel takes its share of the page."""
        width = min(theme().px(_PANEL), round(self.width() * _PANEL_SHARE))
        self.panel.setFixedWidth(width)
        self.list.fit(self.width() - width - theme().space(16))

    def _say_how_many(self, page: CandidatePage) -> None:
        count = ngettext("{n} candidate", "{n} candidates", page.total).format(n=page.total)
        text = self.list.text
        found = _("{count} with “{text}”").format(count=count, text=text) if text else count
        self.header.set_title(_("Candidates"), found)

    def _load(self, candidate_id: UUID) -> None:
        self._chosen = candidate_id
        self._reader.read(candidate_id, partial(self._show_profile, candidate_id), self._forget)

    def _show_profile(self, asked: UUID, found: WholeProfile) -> None:
        if asked == self._chosen:
            self._chosen = found.profile.detail.id  # a merged record leads to the kept one
            self.panel.show_profile(found.profile, found.actions, found.enquiries)
            self.list.mark(self._chosen)

    def _forget(self) -> None:
        self._chosen = None
        self.list.mark(None)
        self.panel.show_nobody()
