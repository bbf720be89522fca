"""Wording a message or a letter: its texts, what can be put in, and what it would say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.flow import flowing
from ui.common.forms import Field, Form, MultilineField, TextField
from ui.common.layouts import column, hide_unless
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.settings.text_actions import TextActions
from ui.desk.settings.text_words import CentreText, examples, placeholder_text, title_text
from wset_desk.domain.errors import DomainError
from wset_desk.domain.text_blocks import LONGEST_LINE, checked_text, filled
from wset_desk.i18n import _
from wset_desk.services.text_blocks import TextBlockRow

_WIDTH = 680
_LINES = 11
_LINES_OF_SEVERAL = 6


class TextSheet(Sheet):
    """Without `manages` it is only read. The preview follows what is typed."""

    def __init__(
        self,
        owner: QWidget,
        actions: TextActions,
        text: CentreText,
        centre_name: str,
        *,
        manages: bool,
    ) -> None:
        self._actions = actions
        self._text = text
        self._examples = examples(text.placeholders, centre_name)
        form = Form()
        super().__init__(
            owner,
            title_text(text),
            form,
            subtitle=_("What is changed here holds for what is written from now on."),
            on_save=self._save if manages else None,
            width=_WIDTH,
        )
        several = sum(not block.shipped.is_line for block in text.blocks) > 1
        lines = _LINES_OF_SEVERAL if several else _LINES
        self._fields = {block.name: _field(block, lines) for block in text.blocks}
        for field in self._fields.values():
            form.add(field)
            field.setEnabled(manages)
            field.control.installEventFilter(self)
        self._last = list(self._fields.values())[-1]
        form.set_values({block.name: block.text for block in text.blocks})
        self.insert_buttons = {name: self._insert_button(name) for name in text.placeholders}
        if manages:
            form.add_widget(self._insertable())
        self._previews = {block.name: _preview_label(block) for block in text.blocks}
        form.section(_("Preview"), _("With an example; a line that has nothing to say falls out."))
        form.add_widget(self._preview_card())
        self._add_shipped_button(manages=manages)
        form.edited.connect(self._follow)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Placeholders go where one typed last."""
        if event.type() == QEvent.Type.FocusIn:
            self._last = next(
                (each for each in self._fields.values() if each.control is watched), self._last
            )
        return super().eventFilter(watched, event)

    def _insert_button(self, name: str) -> Button:
        button = Button(placeholder_text(name), on_click=partial(self._insert, name))
        button.setToolTip(f"{{{name}}}")
        what = _("Put in: {placeholder}").format(placeholder=placeholder_text(name))
        button.setAccessibleName(what)
        return button

    def _insertable(self) -> QWidget:
        held = QWidget()
        heading = Label(_("Put in"), "label", weight=600)
        held.setLayout(column(heading, flowing(*self.insert_buttons.values(), gap=2), gap=1))
        return held

    def _insert(self, name: str) -> None:
        control = self._last.control
        if isinstance(control, QLineEdit):
            control.insert(f"{{{name}}}")
            self._last.edited.emit()
        elif isinstance(control, QPlainTextEdit):
            control.insertPlainText(f"{{{name}}}")
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview_card(self) -> Card:
        card = Card(margins=4, gap=2, name=_("Preview"))
        for label in self._previews.values():
            card.body.addWidget(label)
        return card

    def _add_shipped_button(self, *, manages: bool) -> None:
        self.shipped_button = Button(
            _("Back to as shipped"), kind="ghost", on_click=self._as_shipped
        )
        hide_unless(manages, self.shipped_button)
        self.footer.insertWidget(0, self.shipped_button)

    def _as_shipped(self) -> None:
        """Into the fields: it is saved like any other text."""
        for block in self._text.blocks:
            field = self._fields[block.name]
            field.set_value(_(block.shipped.text))
            field.edited.emit()

    def _follow(self) -> None:
        for block in self._text.blocks:
            label = self._previews[block.name]
            said, tone = self._said(block)
            label.setText(said)
            label.set_tone(tone)
        self.shipped_button.setEnabled(
            any(self._fields[b.name].value() != _(b.shipped.text) for b in self._text.blocks)
        )

    def _said(self, block: TextBlockRow) -> tuple[str, str]:
        """What the example reads, or why it can't be filled in."""
        try:
            text = checked_text(block.shipped, self._fields[block.name].value())
            return filled(text, self._examples), "text"
        except DomainError as error:
            return self._actions.describe(error), "danger"

    def _save(self) -> None:
        texts = {name: field.value() for name, field in self._fields.items()}
        self._actions.save(self, self._text, texts)


def _field(block: TextBlockRow, lines: int) -> Field:
    label = _(block.shipped.part)
    if block.shipped.is_line:
        return TextField(block.name, label, required=True, max_length=LONGEST_LINE)
    return MultilineField(block.name, label, required=True, lines=lines)


def _preview_label(block: TextBlockRow) -> Label:
    return Label("", "bodyStrong" if block.shipped.is_line else "body", wrap=True)
