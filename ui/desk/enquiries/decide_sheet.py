"""Deciding an enquiry: the marks that the review found, what they change, and why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QTimer

from ui.common import labels
from ui.common.dialogs import confirm
from ui.common.forms import CheckField, Field, Form, MultilineField, TextField
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.theme import theme
from ui.desk.enquiries import mark_words, words
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.decision_preview import PreviewCard
from ui.desk.results.cells import mark_text
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import (
    DecidedMark,
    DecisionPreview,
    DisputedPaper,
    EnquiryCase,
)

_WIDTH = 620
_CHANGED = "ENQUIRY_RESULT_CHANGED"
_LONGEST_MARK = 12
MarkKey = tuple[Component, str | None]


class DecideSheet(Sheet):
    """The preview follows what is typed; nothing is decided without words."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        self._actions, self._case = actions, case
        self._asked = 0
        fields = Form()
        self.marks: dict[MarkKey, TextField] = {}
        for paper in case.papers:
            self._add_paper(fields, paper)
        self.preview = PreviewCard(actions.context.session)
        fields.add_widget(self.preview)
        self.refund = fields.add(CheckField("refund", _("Give the fee back all the same")))
        self.refund.hide()
        self.resolution = fields.add(
            MultilineField(
                "resolution",
                _("What the review found"),
                required=True,
                help_text=_("It stands in the case file and goes to the candidate."),
                lines=4,
            )
        )
        fields.mark_clean()
        super().__init__(
            actions.owner,
            _("Decide the enquiry of {name}").format(name=case.row.candidate),
            fields,
            subtitle=words.title_text(case.row.enquiry_type),
            save_text=_("Complete…"),
            on_save=self._ask,
            width=_WIDTH,
        )
        self.fields = fields
        self._pause = QTimer(self, singleShot=True, interval=theme().duration("base"))
        self._pause.timeout.connect(self._look)
        for each in self.marks.values():
            each.edited.connect(self._pause.start)
        self._look()

    @property
    def decided(self) -> tuple[DecidedMark, ...]:
        """The marks as they are typed."""
        return tuple(
            DecidedMark(component, field.value(), part)
            for (component, part), field in self.marks.items()
        )

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that isn't looked at yet."""
        return self._pause.isActive()

    def refuse(self, error: DomainError, text: str) -> None:
        """A mark that can't be is said beside it; what has changed meanwhile is looked at anew."""
        if error.code == _CHANGED:
            self._look()
        field = self._field_of(error)
        if field is None:
            super().refuse(error, text)
        else:
            self.fields.errors({field.key: text})

    def _add_paper(self, fields: Form, paper: DisputedPaper) -> None:
        """The mark, or one for each part, filled in with what stands now."""
        now = paper.current or paper.disputed
        known = dict(now.parts) if now is not None else {}
        if not paper.parts:
            score = mark_text(now.score) if now is not None else ""
            title = _mark_title(labels.exam_type(paper.component), paper.max_score)
            self._add_mark(fields, (paper.component, None), title, score)
            return
        row = []
        for part in paper.parts:
            title = _mark_title(labels.paper_part(part.name), part.max_score)
            field = _mark_field((paper.component, part.name), title)
            field.set_value(mark_text(known.get(part.name)))
            self.marks[paper.component, part.name] = field
            row.append(field)
        fields.add_row(*row)

    def _add_mark(self, fields: Form, key: MarkKey, title: str, score: str) -> None:
        field = fields.add(_mark_field(key, title))
        field.set_value(score)
        self.marks[key] = field

    def _look(self, then: Callable[[DecisionPreview], object] | None = None) -> None:
        """Work out what the marks as typed would do, and go on from there."""
        self._pause.stop()
        self._asked += 1
        asked = self._asked

        def found(preview: DecisionPreview) -> None:
            if asked == self._asked:
                self._show(preview)
                if then is not None:
                    then(preview)

        def refused(error: DomainError) -> None:
            if asked == self._asked:
                self._show_refused(error)

        self._actions.preview(self, self._case, self.decided, found, refused)

    def _show(self, preview: DecisionPreview) -> None:
        for each in self.marks.values():
            each.set_error("")
        self.preview.show_preview(preview)
        self.preview.show()
        self.refund.setVisible(preview.refund_is_choice and preview.refundable > 0)
        amount = money_text(preview.refundable, self._actions.context.session.currency)
        self.refund.check.setText(_("Refund {amount} all the same").format(amount=amount))
        self.refund.check.updateGeometry()
        self.save_button.setEnabled(True)

    def _show_refused(self, error: DomainError) -> None:
        text = self._actions.context.tasks.describe(error)
        self.refund.hide()
        self.save_button.setEnabled(False)
        field = self._field_of(error)
        if field is None:
            self.preview.show_words(text, "danger")
        else:
            field.set_error(text)
        self.preview.setVisible(field is None)

    def _field_of(self, error: DomainError) -> Field | None:
        """The mark that a refusal is about."""
        component, part = error.parameters.get("component"), error.parameters.get("part")
        for (each, name), field in self.marks.items():
            if each == component and name == (part or None):
                return field
        return None

    def _ask(self) -> None:
        """Nothing leaves this state: say once more what the marks do, as they are now."""
        self._look(self._confirm)

    def _confirm(self, preview: DecisionPreview) -> None:
        outcome = words.outcome_look(preview.outcome).text
        changes = [
            f"{labels.exam_type(each.component)}: {mark_words.old_to_new(each)}"
            for each in preview.papers
        ]
        confirm(
            self,
            _("Complete the enquiry of {name}?").format(name=self._case.row.candidate),
            _("{outcome}. {changes}. This can't be undone.").format(
                outcome=outcome, changes=", ".join(changes)
            ),
            _("Complete the enquiry"),
            lambda: self._complete(preview, outcome),
        )

    def _complete(self, preview: DecisionPreview, outcome: str) -> None:
        refund = self.refund.value() if preview.refund_is_choice else None
        self._actions.complete(
            self,
            self._case,
            outcome,
            marks=self.decided,
            resolution=self.resolution.value(),
            refund=refund,
            seen=preview.standing,
        )


def _mark_field(key: MarkKey, title: str) -> TextField:
    component, part = key
    return TextField(f"mark {component.value} {part or ''}", title, max_length=_LONGEST_MARK)


def _mark_title(name: str, maximum: Decimal | int) -> str:
    return _("{paper}, out of {maximum}").format(paper=name, maximum=mark_text(Decimal(maximum)))
