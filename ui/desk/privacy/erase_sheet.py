"""What erasing takes away and what it leaves, and the two things that it wants: why, and who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QWidget

from ui.common.cards import SectionHeader
from ui.common.forms import Form, MultilineField, TextField
from ui.common.layouts import column
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.notice import Notice
from ui.desk.privacy.summed import erased_in_all, kept_in_all
from ui.desk.privacy.words import kept_text, part_text, why_text
from ui.desk.settings.section import listed
from wset_desk.domain.names import fold
from wset_desk.i18n import _, ngettext
from wset_desk.services.privacy.erasing import Erased, erase_people
from wset_desk.services.privacy.erasure_preview import ErasurePreview

_WIDTH = 560


class EraseSheet(Sheet):
    """``on_erased(how many)`` once it is done; there is no way back."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        previews: Sequence[ErasurePreview],
        on_erased: Callable[[int], object],
    ) -> None:
        self._context, self._previews, self._on_erased = context, previews, on_erased
        self.open_matters = Notice()
        self.open_matters.say(list(_open_lines(context, previews)), "danger")
        self.warning = Notice()
        self.warning.say([_no_way_back(), _backups()])
        form = Form()
        form.add_widget(self._told())
        self.reason = form.add(
            MultilineField(
                "reason",
                _("Reason"),
                required=True,
                lines=2,
                help_text=_("Kept for good: name nobody. “Asked for on 3 March”, “Period over”."),
            )
        )
        self.confirmation = form.add(TextField("confirmation", self._wanted_label(), required=True))
        super().__init__(
            owner,
            self._title(),
            form,
            save_text=_("Erase for good"),
            save_kind="danger",
            on_save=self._erase,
            width=_WIDTH,
        )
        self.save_button.setEnabled(not self.open_matters.text)

    @property
    def _wanted(self) -> str:
        """What has to be typed: the name, or how many people it is."""
        named = [each for each in self._previews if each.erased_on is None]
        if len(self._previews) == 1 and named:
            return named[0].name
        return str(len(self._previews))

    def _wanted_label(self) -> str:
        if self._wanted.isdigit():
            return _("Type the number of people, {number}").format(number=self._wanted)
        return _("Type the name, {name}").format(name=self._wanted)

    def _title(self) -> str:
        count = len(self._previews)
        if count == 1 and not self._wanted.isdigit():
            return _("Erase the data of {name}").format(name=self._wanted)
        text = ngettext("Erase the data of {n} person", "Erase the data of {n} people", count)
        return text.format(n=count)

    def _told(self) -> QWidget:
        told = QWidget()
        layout = column(self.open_matters, gap=4)
        if len(self._previews) > 1:
            names = [each.name for each in self._previews]
            layout.addLayout(column(SectionHeader(_("Who")), listed(names, ""), gap=1))
        goes = [Label(part_text(each), wrap=True) for each in erased_in_all(self._previews)]
        layout.addLayout(column(SectionHeader(_("What goes")), *goes, gap=1))
        stays = [
            column(
                Label(kept_text(each), wrap=True),
                Label(why_text(each), "label", tone="text2", wrap=True),
                gap=0,
            )
            for each in kept_in_all(self._previews)
        ]
        if stays:
            layout.addLayout(column(SectionHeader(_("What stays, without a name")), *stays, gap=2))
        layout.addWidget(self.warning)
        told.setLayout(layout)
        return told

    def _erase(self) -> None:
        if fold(self.confirmation.value()) != fold(self._wanted):
            self.confirmation.set_error(_("This isn't what has to be typed."))
            return
        self.submit(
            self._context.tasks,
            erase_people,
            on_done=self._done,
            candidate_ids=tuple(each.candidate_id for each in self._previews),
            reason=self.reason.value(),
        )

    def _done(self, erased: Erased) -> None:
        text = ngettext(
            "The data of {n} person was erased", "The data of {n} people was erased", erased.people
        )
        self._context.toast(text.format(n=erased.people))
        self._on_erased(erased.people)


def _open_lines(context: DeskContext, previews: Iterable[ErasurePreview]) -> Iterable[str]:
    """What has to be settled before, and whose it is where there are several."""
    every = list(previews)
    for each in every:
        for matter in each.open_matters:
            text = context.tasks.describe(matter.as_error())
            yield text if len(every) == 1 else f"{each.name}: {text}"


def _no_way_back() -> str:
    return _("There is no undo. With a server, every computer of the centre erases the same.")


def _backups() -> str:
    return _(
        "Backups that exist still have the data until newer ones replace them. Whoever restores "
        "one erases the person again."
    )
