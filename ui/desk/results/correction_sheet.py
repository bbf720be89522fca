"""A mark that is confirmed or released is corrected here, for a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form, MultilineField, TextField
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.results.cells import CellKey, mark_text
from wset_desk.i18n import _
from wset_desk.services.results import MarkInput, MarksOutcome, correct_marks

Marks = Sequence[tuple[CellKey, str, str]]
"""Each with its key, the title of its column and what it is now."""


class CorrectionSheet(Sheet):
    """The mark, or those of its parts, and why; it is provisional again afterwards."""

    def __init__(self, context: DeskContext, owner: QWidget, candidate: str, marks: Marks) -> None:
        form = Form()
        self._fields = {
            key: form.add(TextField(_field_name(key), title, max_length=12))
            for key, title, _now in marks
        }
        form.add(
            MultilineField(
                "reason",
                _("Reason"),
                required=True,
                help_text=_("It stays in the history of the mark."),
            )
        )
        super().__init__(
            owner,
            _("Correct the mark of {candidate}").format(candidate=candidate),
            form,
            subtitle=_("The corrected mark is provisional: it is confirmed and released anew."),
            save_text=_("Correct"),
            on_save=self._correct,
        )
        self._context = context
        self._entry = form
        form.set_values({_field_name(key): now for key, _title, now in marks} | {"reason": ""})

    def _correct(self) -> None:
        self.save_button.setEnabled(False)
        marks = tuple(
            MarkInput(registration_id, component, field.value(), part)
            for (registration_id, component, part), field in self._fields.items()
        )
        self._context.tasks.run(
            correct_marks,
            owner=self,
            on_done=self._show,
            on_refused=lambda error: self.refuse(error, self._context.tasks.describe(error)),
            on_settled=lambda: self.save_button.setEnabled(True),
            marks=marks,
            reason=self._entry.values()["reason"],
        )

    def _show(self, outcome: MarksOutcome) -> None:
        """Close when something was corrected; what isn't a mark stays with its reason."""
        for each in outcome.refused:
            field = self._fields[each.registration_id, each.component, each.part]
            field.set_error(self._context.tasks.describe(each.refusal.as_error()))
        if outcome.refused:
            return
        if not outcome.saved:
            self.message.show_message(_("This is the mark that it has already."), "info")
            return
        self.close_now()
        saved = outcome.saved[-1]
        self._context.toast(_("Corrected to {mark}").format(mark=mark_text(saved.score)))


def _field_name(key: CellKey) -> str:
    return key[2] or key[1].value
