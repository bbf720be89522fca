"""A field of a form: some of the centre's people, ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.fields import Field
from ui.common.flow import FlowLayout
from ui.common.inputs import Check


class PeopleField(Field):
    """Its value is a ``tuple[UUID, ...]`` of who is ticked, in the order shown."""

    def __init__(self, key: str, label: str, people: Sequence[tuple[UUID, str]]) -> None:
        box = QWidget()
        super().__init__(key, label, box)
        layout = FlowLayout(gap=3)
        self.checks: dict[UUID, Check] = {}
        for person_id, name in people:
            check = Check(name)
            check.clicked.connect(lambda _on: self.edited.emit())
            layout.addWidget(check)
            self.checks[person_id] = check
        box.setLayout(layout)

    def value(self) -> tuple[UUID, ...]:
        return tuple(key for key, check in self.checks.items() if check.isChecked())

    def set_value(self, value: Iterable[UUID] | None) -> None:
        wanted = set(value or ())
        for key, check in self.checks.items():
            check.setChecked(key in wanted)
