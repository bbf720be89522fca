"""Taking an import out again: what goes, what is put back, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.progress import Progress, ProgressLine
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.audit import vocabulary
from ui.desk.bring_in import words
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services.import_removal import Obstacle, Removal, remove_import
from wset_desk.services.import_runs import ImportRunDetail

_SHOWN_OBSTACLES = 8


class TakeOutSheet(Sheet):
    """``on_done()`` after the import was taken out."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        run: ImportRunDetail,
        removal: Removal,
        on_done: Callable[[], object],
    ) -> None:
        self._context = context
        self._run = run
        self._on_done = on_done
        self.progress = Progress()
        self._taking = False
        content = QWidget()
        line = ProgressLine(self.progress)
        content.setLayout(column(*_parts(removal), line, None, gap=4))
        super().__init__(
            owner,
            _("Take this import out"),
            content,
            subtitle=f"{words.kind(run.kind)} · {run.file_name}",
            save_text=_("Take it out"),
            on_save=None if removal.obstacles else self._take_out,
        )
        self.progress.setParent(self)
        self.progress.finished.connect(self._stopped)

    def dismiss(self) -> None:
        """While the import is being taken out, stop that: it stays as it was then."""
        if self._taking:
            self.progress.cancel()
        else:
            super().dismiss()

    def _stopped(self) -> None:
        self._taking = False

    def _take_out(self) -> None:
        self._taking = True
        self.submit(
            self._context.tasks,
            remove_import,
            on_done=lambda _removal: self._on_done(),
            run_id=self._run.id,
            progress=self.progress,
        )


def _parts(removal: Removal) -> Iterable[QHBoxLayout]:
    if removal.obstacles:
        yield _line("warning", "danger", _("This can't be taken out as it is:"))
        reasons = list(dict.fromkeys(map(_in_the_way, removal.obstacles)))
        for each in reasons[:_SHOWN_OBSTACLES]:
            yield _line("chevron_right", "text2", each)
        yield _line("info", "text2", _("Take out what was built upon it first."))
        return
    if removal.removed:
        yield _line("trash", "danger", _("Removed: {what}").format(what=_counted(removal.removed)))
    if removal.restored:
        text = _("Put back as it was: {what}").format(what=_counted(removal.restored))
        yield _line("undo", "accentText", text)
    stays = _("Rooms and people who came along stay. What was done is kept in the audit log.")
    yield _line("info", "text2", stays)


def _counted(records: Mapping[str, int]) -> str:
    return ", ".join(
        vocabulary.COUNTS[name](count).format(n=count) for name, count in records.items()
    )


def _in_the_way(obstacle: Obstacle) -> str:
    name = obstacle.name.name or _(vocabulary.ENTITIES[obstacle.record.entity])
    if not obstacle.by:
        return _("{name}: changed since").format(name=name)
    by = _(vocabulary.ENTITIES[obstacle.by])
    return _("{name}: {record} was added since").format(name=name, record=by)


def _line(icon: str, tone: str, text: str) -> QHBoxLayout:
    picture = Label()
    picture.setPixmap(pixmap(icon, tone, 16))
    found = row(picture, Label(text, wrap=True), gap=2)
    found.setStretch(1, 1)
    return found
