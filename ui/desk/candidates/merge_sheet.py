"""Two records side by side: which value is right, what goes over, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.cards import SectionHeader
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit.words import count_text
from ui.desk.candidates import words
from ui.desk.candidates.merge_fields import FieldChoice, field_title
from ui.desk.context import DeskContext
from ui.desk.courses.notice import Notice
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.candidate_merging import MergePreview

_WIDTH = 760
_SHARES = (3, 4, 4)
Choices = dict[str, Pick]


class MergeSheet(Sheet):
    """``swap()`` keeps the other record instead; ``merge(sheet, choices)`` merges them."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        preview: MergePreview,
        *,
        swap: Callable[[], object],
        merge: Callable[[Sheet, Choices], object],
    ) -> None:
        self._merge = merge
        self.fields = {each.name: FieldChoice(each) for each in preview.fields if each.differs}
        self.obstacles = Notice()
        say = context.tasks.describe
        self.obstacles.say([say(each.as_error()) for each in preview.obstacles], "danger")
        content = QWidget()
        layout = column(self.obstacles, self._grid(preview, swap), gap=4)
        _add_the_rest(layout, preview)
        content.setLayout(layout)
        super().__init__(
            owner,
            _("Merge two records"),
            content,
            subtitle=_("They become one. It can be undone until something is built upon it."),
            save_text=_("Merge the records"),
            on_save=lambda: self._merge(self, self.choices()),
            width=_WIDTH,
        )
        self.save_button.setEnabled(not preview.obstacles)

    def choices(self) -> Choices:
        """What is chosen, field by field."""
        picks = {name: each.pick() for name, each in self.fields.items()}
        return {name: pick for name, pick in picks.items() if pick is not None}

    def refuse(self, error: DomainError, text: str) -> None:
        """What is missing or wrong is said where it is chosen."""
        field = self.fields.get(str(error.parameters.get("field", "")))
        if field is None:
            super().refuse(error, text)
        else:
            field.complain(text)

    def _grid(self, preview: MergePreview, swap: Callable[[], object]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().space(4))
        grid.setVerticalSpacing(theme().space(3))
        for place, share in enumerate(_SHARES):
            grid.setColumnStretch(place, share)
        self.swap_button = Button(_("Swap the two"), icon="switch", on_click=swap)
        self.swap_button.setToolTip(_("Keep the other record instead"))
        grid.addLayout(row(self.swap_button, None), 0, 0)
        grid.addLayout(_head(_("This record is kept"), preview.kept_name), 0, 1)
        grid.addLayout(_head(_("This one goes into it"), preview.merged_name), 0, 2)
        for number, each in enumerate(self.fields.values(), 1):
            each.place(grid, number)
        return table


def _head(title: str, name: str) -> QVBoxLayout:
    return column(
        Label(title, "label", tone="text2", wrap=True),
        Label(words.breakable(name), "bodyStrong", wrap=True),
        gap=0,
    )


def _add_the_rest(layout: QVBoxLayout, preview: MergePreview) -> None:
    """What needs no choice, and what the kept record gets besides."""
    same = [field_title(each.name) for each in preview.fields if not each.differs and each.kept]
    if same:
        text = _("The same in both: {fields}").format(fields=", ".join(same))
        layout.addWidget(Label(text, tone="text2", wrap=True))
    counted = ", ".join(count_text(each.entity, each.count) for each in preview.goes_over)
    nothing = _("Nothing hangs on the record of {name}.").format(name=preview.merged_name)
    goes_over = column(
        SectionHeader(_("What goes over")), Label(counted or nothing, wrap=True), gap=1
    )
    layout.addLayout(goes_over)
