"""The backups of this centre: where they go, what protects them, when the latest was made."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.forms import Form
from ui.common.labels import Look
from ui.common.layouts import column, line, row
from ui.common.messages import MessageBar
from ui.common.progress import Progress, ProgressLine
from ui.common.sheet import Sheet
from ui.common.text import ElidedLabel, Label
from ui.desk.backups import Backups
from ui.desk.context import DeskContext, Memory
from ui.desk.settings.controls import control_of, show_value
from ui.desk.settings.setting_row import SettingRow
from ui.desk.start.new_password import NewPasswordField, RepeatField
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.settings import BACKUP_FOLDER, BACKUP_KEEP

if TYPE_CHECKING:
    from wset_desk.services.backup_schedule import BackupState

_MEGABYTE = 1 << 20


class BackupSettings(Card):
    """Everything is read and written on a worker."""

    def __init__(self, context: DeskContext, backups: Backups, memory: Memory) -> None:
        super().__init__(margins=6, gap=4)
        self._context = context
        self._backups = backups
        self._memory = memory
        self.badge = Badge(Look("", "", "text2", "sunken"))
        self.badge.hide()
        self.message = MessageBar()
        self.progress = Progress(self)
        self._latest = Label(tone="text2", wrap=True)
        self.path = ElidedLabel("", weight=600)
        self.now_button = Button(_("Back up now"), kind="primary", on_click=self.back_up)
        self.folder_button = Button(_("Choose…"), on_click=self.choose_folder)
        self.folder_button.setAccessibleName(_("Choose the folder of the backups"))
        self.passphrase_button = Button("", on_click=self.choose_passphrase)
        self.keep = SettingRow(
            _(BACKUP_KEEP.title),
            _(BACKUP_KEEP.description),
            control_of(BACKUP_KEEP, self._change_keep),
        )
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        self._context.tasks.run_wide(self._backups.state, owner=self, on_done=self._show)

    def back_up(self) -> None:
        """Make one, whether something was changed or not."""
        self.message.clear()
        self.now_button.setEnabled(False)
        self._context.tasks.run_wide(
            self._backups.back_up,
            owner=self,
            progress=self.progress,
            on_done=lambda _file: self._context.toast(_("Backed up, and read again")),
            on_refused=self._refuse,
            on_settled=self.refresh,
        )

    def choose_folder(self) -> None:
        """Ask for the folder, beginning in the present one."""
        present = str(self._memory.get(BACKUP_FOLDER.name) or "")
        folder = QFileDialog.getExistingDirectory(self, _(BACKUP_FOLDER.title), present)
        if folder:
            self._memory.set(BACKUP_FOLDER.name, folder)
            self.refresh()

    def choose_passphrase(self) -> None:
        """The sheet that asks for a new one, twice."""
        form = Form()
        passphrase = form.add(NewPasswordField("passphrase", _("New passphrase")))
        form.add(RepeatField("passphrase_again", _("New passphrase again"), passphrase))
        sheet = Sheet(
            self,
            _("Passphrase of the backups"),
            form,
            subtitle=_(
                "Write it down and keep it away from this computer. Older backups keep theirs."
            ),
            on_save=lambda: self._keep_passphrase(sheet, str(passphrase.value())),
        )
        sheet.open()

    def _build(self) -> None:
        state = column(row(self.badge, None), self._latest, gap=1)
        shown = row(gap=4)
        shown.addLayout(state, 1)
        shown.addWidget(self.now_button)
        self.body.addWidget(Label(_("Backup"), "title"))
        self.body.addWidget(self.message)
        self.body.addLayout(shown)
        self.body.addWidget(ProgressLine(self.progress))
        folder = SettingRow(
            _(BACKUP_FOLDER.title), _(BACKUP_FOLDER.description), self.folder_button
        )
        words = _("It opens a backup, as the recovery key does. It is kept nowhere.")
        protected = SettingRow(_("Passphrase of the backups"), words, self.passphrase_button)
        for setting in (column(folder, self.path, gap=1), protected, self.keep):
            self.body.addWidget(line())
            if isinstance(setting, SettingRow):
                self.body.addWidget(setting)
            else:
                self.body.addLayout(setting)

    def _show(self, state: BackupState) -> None:
        self.badge.set_look(_look(state, self._backups.is_sample))
        self.badge.show()
        self._latest.setText(self._latest_text(state))
        folder = state.plan.folder
        self.path.setText("" if folder is None else str(folder))
        self.path.setVisible(folder is not None)
        self.passphrase_button.setText(
            _("Choose another…") if state.has_passphrase else _("Choose…")
        )
        self.now_button.setEnabled(state.has_passphrase and state.folder_is_there)
        show_value(self.keep.control, state.plan.keep)

    def _latest_text(self, state: BackupState) -> str:
        if state.latest is None:
            return _("There is no backup in the folder yet.")
        return _("The latest is of {moment}, {size} MB.").format(
            moment=self._moment(state.latest.created), size=max(1, state.size // _MEGABYTE)
        )

    def _moment(self, instant: datetime) -> str:
        return dates.moment_text(instant, self._context.session.zone)

    def _change_keep(self, value: object) -> None:
        self.keep.set_error("")
        try:
            self._memory.set(BACKUP_KEEP.name, value)
        except DomainError as error:
            self.keep.set_error(self._context.tasks.describe(error))

    def _keep_passphrase(self, sheet: Sheet, passphrase: str) -> None:
        def done(_nothing: object) -> None:
            sheet.close_now()
            self._context.toast(_("The next backup has the new passphrase"))
            self.refresh()

        self._context.tasks.run_wide(
            self._backups.choose_passphrase,
            passphrase,
            owner=sheet,
            on_done=done,
            on_refused=lambda error: sheet.refuse(error, self._context.tasks.describe(error)),
        )

    def _refuse(self, error: DomainError) -> None:
        self.message.show_message(self._context.tasks.describe(error))


def _look(state: BackupState, is_sample: bool) -> Look:
    """In a word or two: is today's work safe?"""
    if state.plan.folder is not None and not state.folder_is_there:
        return Look(_("The folder isn't there"), "warning", "danger", "dangerSoft")
    if state.plan.folder is None or not state.has_passphrase:
        return Look(_("Not set up"), "warning", "warning", "warningSoft")
    if is_sample:
        return Look(_("Never on its own: this is the sample"), "info", "text2", "sunken")
    if state.due:
        return Look(_("Due: when the window locks or closes"), "clock", "info", "infoSoft")
    return Look(_("Up to date"), "check_circle", "success", "successSoft")
