"""Who is due for erasure, by the centre's periods; nobody goes before a person says so."""

from __future__ import annotations

from collections.abc import Sequence

from ui.common import dates
from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.layouts import column, row
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.privacy.actions import PrivacyActions
from ui.desk.privacy.words import KINDS, due_name
from ui.desk.settings.section import Entry, SettingsSection
from wset_desk.domain.retention import PERIODS, RecordKind
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.privacy.retention import DuePerson

COLUMNS = (
    Column[DuePerson]("name", N_("Name"), due_name, strong=True, stretch=True),
    Column[DuePerson](
        "number", N_("Number"), lambda each: each.number or "", tabular=True, width=110
    ),
    Column[DuePerson](
        "activity",
        N_("Last activity"),
        lambda each: dates.day_short(each.last_activity),
        sort_key=lambda each: each.last_activity,
        width=120,
    ),
    Column[DuePerson](
        "due",
        N_("Due since"),
        lambda each: dates.day_short(each.due_on),
        sort_key=lambda each: each.due_on,
        width=120,
    ),
    Column[DuePerson](
        "because", N_("Kept the longest"), lambda each: _(KINDS[each.because_of]), width=140
    ),
)


class PrivacySection(SettingsSection):
    """The list; several are chosen as in any list, and erased together."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._verbs = PrivacyActions(self, context)
        self.model = RowsModel(COLUMNS)
        self.table = FittingTable(
            _("Due for erasure"), self.model, ("because", "activity", "number"), multi_select=True
        )
        self.table.set_empty(_("Nobody's data is due for erasure."), icon="check_circle")
        self.table.activated_row.connect(lambda _row: self.erase())
        self.table.selection_changed.connect(self._follow)
        self.erase_button = Button(_("Erase…"), kind="danger", icon="user_x", on_click=self.erase)
        self.all_button = Button(_("Choose all"), on_click=self.table.selectAll)
        self.periods_button = Button(
            _("Periods…"),
            kind="link",
            on_click=lambda: context.navigate(
                "settings", setting=PERIODS[RecordKind.CANDIDATE].name
            ),
        )
        self.count = Label("", tone="text2")
        note = Label(
            _("Everything of theirs is past its period. You see what goes before anything does."),
            tone="text2",
            wrap=True,
        )
        top = row(note, self.periods_button, gap=3)
        top.setStretch(0, 1)
        under = row(self.count, None, self.all_button, self.erase_button, gap=2)
        layout = column(top, framed(self.table), under, gap=3)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._follow()

    def refresh(self) -> None:
        self._verbs.load_due(self._show)

    def entries(self) -> list[Entry]:
        return [Entry(_("Due for erasure"), "", "")]

    def erase(self) -> None:
        """Show what erasing those chosen would do."""
        chosen = [each.candidate_id for each in self.table.selected_rows()]
        if chosen:
            self._verbs.erase(chosen, lambda _people: self.refresh())

    def _show(self, people: Sequence[DuePerson]) -> None:
        self.model.set_rows(people)
        text = ngettext("{n} person is due", "{n} people are due", len(people))
        self.count.setText(text.format(n=len(people)) if people else "")
        self.all_button.setEnabled(bool(people))
        self._follow()
        self.loaded.emit()

    def _follow(self) -> None:
        self.erase_button.setEnabled(bool(self.table.selected_rows()))
