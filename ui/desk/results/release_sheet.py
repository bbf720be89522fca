"""What a release changes and for whom, and the last question before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.data_table import DataTable, framed
from ui.common.dialogs import confirm
from ui.common.inputs import Check
from ui.common.layouts import column, hide_unless
from ui.common.sheet import Sheet
from ui.common.table_model import RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.results.readiness import Readiness
from ui.desk.results.release_words import left_out, release_columns, summary
from wset_desk.i18n import _, ngettext
from wset_desk.services.release_rows import CandidateRelease
from wset_desk.services.releases import release_results

_WIDTH = 680
_MOST_ROWS = 14


class ReleaseSheet(Sheet):
    """The release list of an exam; its button asks once more, naming the exam."""

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        *,
        exam: str,
        lines: Sequence[CandidateRelease],
        ready: Readiness,
        on_released: Callable[[int], object],
    ) -> None:
        self._context = context
        self._exam = exam
        self._versions = ready.to_release
        self._on_released = on_released
        self.model = RowsModel(release_columns(lines), lines)
        self.table = DataTable(_("Results to release"), self.model)
        self.summary = Label(summary(lines), "bodyStrong", wrap=True)
        self.left_out = Label(left_out(ready), tone="text2", wrap=True)
        hide_unless(bool(self.left_out.text()), self.left_out)
        self.tell = Check(_("Write each candidate a message, which you send later"))
        super().__init__(
            owner,
            _("Release results — {exam}").format(exam=exam),
            self._list(),
            subtitle=_("Until then nothing of it reaches the candidates."),
            save_text=_release_text(len(self._versions)),
            on_save=self._ask,
            width=_WIDTH,
        )

    def _list(self) -> QWidget:
        content = QWidget()
        content.setLayout(column(self.summary, framed(self.table), self.left_out, self.tell, gap=3))
        self.table.fit_height(_MOST_ROWS)
        return content

    def _ask(self) -> None:
        count = len(self._versions)
        confirm(
            self,
            _("Release the results of {exam}?").format(exam=self._exam),
            ngettext(
                "{n} result is then final for its candidate. A release can't be undone; a wrong "
                "mark is corrected, with a reason.",
                "{n} results are then final for their candidates. A release can't be undone; a "
                "wrong mark is corrected, with a reason.",
                count,
            ).format(n=count),
            _release_text(count),
            self._release,
        )

    def _release(self) -> None:
        done = partial(self._released, self.tell.isChecked())
        self.submit(
            self._context.tasks,
            release_results,
            on_done=lambda _versions: done(),
            versions=self._versions,
            write_messages=self.tell.isChecked(),
        )

    def _released(self, told: bool) -> None:
        self._on_released(len(self._versions))
        if told:
            self._context.toast(_("The messages to the candidates are drafts in Messages"))


def _release_text(count: int) -> str:
    return ngettext("Release {n} result", "Release {n} results", count).format(n=count)
