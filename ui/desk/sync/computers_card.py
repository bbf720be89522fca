"""The computers that have the centre's data: let in, kept out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.dialogs import confirm
from ui.common.labels import Look
from ui.common.layouts import clear, column, line, row
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext
from wset_desk.i18n import _, ngettext
from wset_desk.services.devices import DeviceRow, approve_device, revoke_device


class ComputersCard(Card):
    """A line for each. The one at which one sits can't keep itself out.

    Above them, what computers that are kept out have handed in, while somebody has to judge it.
    """

    def __init__(
        self, context: DeskContext, add: Callable[[], object], judge: Callable[[], object]
    ) -> None:
        super().__init__(margins=6, gap=4)
        self._context = context
        self._lines = column(gap=3)
        self.add_button = Button(_("Add a computer…"), icon="plus", on_click=add)
        self.body.addLayout(row(Label(_("Computers"), "title"), None, self.add_button))
        self._handed_in = Label(wrap=True)
        self.judge_button = Button(_("Look at it…"), on_click=judge)
        self.judge_button.setAccessibleName(_("Look at what was handed in"))
        self._to_judge = QWidget()
        shown = row(self._handed_in, self.judge_button, gap=3)
        shown.setStretch(0, 1)
        self._to_judge.setLayout(column(shown, line(), gap=3))
        self._to_judge.hide()
        self.body.addWidget(self._to_judge)
        self.body.addLayout(self._lines)

    def show_handed_in(self, count: int) -> None:
        """How many actions wait to be judged."""
        text = ngettext(
            "{n} action was handed in by a computer that is kept out.",
            "{n} actions were handed in by computers that are kept out.",
            count,
        )
        self._handed_in.setText(text.format(n=count))
        self._to_judge.setVisible(bool(count))

    def show_computers(self, computers: Sequence[DeviceRow]) -> None:
        clear(self._lines)
        for number, computer in enumerate(computers):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(computer))

    def approve(self, computer: DeviceRow) -> None:
        """Ask whether both screens show the same fingerprint."""
        title, text = _("Approve {name}?"), _("It gets everything of this centre again.")
        action = _("Approve")
        if computer.fingerprint is not None:
            told = _(
                "That computer shows a fingerprint. Approve it only if it is {fingerprint}: it "
                "gets everything of this centre."
            )
            text = told.format(fingerprint=computer.fingerprint)
            action = _("It is the same: approve")
        confirm(
            self,
            title.format(name=computer.name),
            text,
            action,
            lambda: self._run(approve_device, computer, _("{name} is let in")),
        )

    def revoke(self, computer: DeviceRow) -> None:
        """Ask first: what the computer has can't be taken back."""
        confirm(
            self,
            _("Keep {name} out?").format(name=computer.name),
            _("It exchanges nothing any more. What is on it stays on it."),
            _("Keep out"),
            lambda: self._run(revoke_device, computer, _("{name} is kept out")),
            danger=True,
        )

    def _run(self, service: Callable[..., object], computer: DeviceRow, done: str) -> None:
        self._context.tasks.run(
            service,
            owner=self,
            device_id=computer.id,
            on_done=lambda _nothing: self._context.toast(done.format(name=computer.name)),
        )

    def _line(self, computer: DeviceRow) -> QWidget:
        words = column(
            ElidedLabel(computer.name, weight=600),
            Label(self._note(computer), "label", tone="text2", wrap=True),
            gap=0,
        )
        shown = row(gap=3)
        shown.addLayout(words, 1)
        shown.addWidget(Badge(_look(computer)))
        for button in self._buttons(computer):
            shown.addWidget(button)
        held = QWidget()
        held.setLayout(shown)
        return held

    def _note(self, computer: DeviceRow) -> str:
        if computer.is_waiting:
            told = _("Fingerprint {fingerprint}: compare it with what that computer shows.")
            return told.format(fingerprint=computer.fingerprint)
        return " · ".join(self._facts(computer))

    def _facts(self, computer: DeviceRow) -> Iterator[str]:
        """Whose it is, since when it is there, and when it was last worked on."""
        zone = self._context.session.zone
        if computer.whose:
            yield _("For the exams of {name}").format(name=computer.whose)
        if computer.is_this:
            yield _("This computer")
        elif computer.approved_at is not None:
            moment = dates.moment_text(computer.approved_at, zone)
            yield _("Approved on {moment}").format(moment=moment)
        else:
            yield _("It was here before the server")
        if computer.last_wrote_at is not None and not computer.is_this:
            moment = dates.moment_text(computer.last_wrote_at, zone)
            yield _("last worked on {moment}").format(moment=moment)

    def _buttons(self, computer: DeviceRow) -> list[Button]:
        if computer.is_this:
            return []
        approve = Button(_("Approve…"), on_click=lambda: self.approve(computer))
        approve.setAccessibleName(_("Approve {name}").format(name=computer.name))
        revoke = Button(_("Keep out…"), on_click=lambda: self.revoke(computer))
        revoke.setAccessibleName(_("Keep {name} out").format(name=computer.name))
        if computer.is_waiting:
            return [approve, revoke]
        return [approve] if computer.revoked else [revoke]


def _look(computer: DeviceRow) -> Look:
    if computer.revoked:
        return Look(_("Kept out"), "x_circle", "text2", "sunken")
    if computer.is_waiting:
        return Look(_("Waits to be approved"), "clock", "warning", "warningSoft")
    return Look(_("Let in"), "check_circle", "success", "successSoft")
