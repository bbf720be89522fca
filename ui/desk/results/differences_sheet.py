"""Marks that two people typed and that are no results yet, side by side, for a third to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import flowing
from ui.common.forms import Form, MultilineField, TextField
from ui.common.layouts import column
from ui.common.sheet import Sheet
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.results.cells import NOTHING, mark_text
from ui.desk.results.reading import Source
from wset_desk.i18n import N_, _
from wset_desk.services.marking.double_entry import decide_mark, drop_entries, restore_dropped
from wset_desk.services.marking.progress import ShownEntry, UnsettledMark, unsettled_marks
from wset_desk.services.results import restore_marks

_WIDTH = 760
_MOST_ROWS = 9
_BOTH = 2


class DifferencesSheet(Sheet):
    """The list, and beneath it the decision on the mark that one stands on."""

    def __init__(self, context: DeskContext, owner: QWidget, source: Source) -> None:
        self._context = context
        self._owner = owner
        self._source = source
        self.model = RowsModel(_columns())
        self.table = FittingTable(_("Marks that are no results yet"), self.model, ("paper",))
        self.table.set_empty(_("Nothing waits for a second person."), icon="check_circle")
        self.about = Label(style="bodyStrong", wrap=True)
        self.when = Label(style="label", tone="text2", wrap=True)
        self.why_not = Label(tone="text2", wrap=True)
        self._takes = [Button("", on_click=partial(self._take, number)) for number in range(_BOTH)]
        self.entry = Form()
        self.mark = TextField("mark", _("Another mark"), max_length=12)
        self.reason = MultilineField(
            "reason",
            _("Reason"),
            required=True,
            help_text=_("What the paper says, for instance. It stays in the history of the mark."),
        )
        self.entry.add(self.reason)
        self.entry.add(self.mark)
        self.entry.set_values({"reason": "", "mark": ""})
        self.other_button = Button(_("Take this mark"), on_click=self._take_other)
        self.drop_button = Button(
            _("Set aside what was typed"), kind="ghost", icon="trash", on_click=self._drop
        )
        super().__init__(
            owner,
            _("Marks typed by two people"),
            self._lay_out(),
            subtitle=_("Where they differ, a third person decides, with a reason."),
            width=_WIDTH,
        )
        self.form = self.entry
        self.table.selection_changed.connect(self._show_chosen)
        self._ask()

    @property
    def takes(self) -> list[Button]:
        """A button for each of the two marks."""
        return self._takes

    def _lay_out(self) -> QWidget:
        self._decision = QWidget()
        self._decision.setLayout(
            column(
                column(self.about, self.when, gap=1),
                self.why_not,
                self.entry,
                flowing(*self._takes, self.other_button, self.drop_button, gap=2),
                gap=3,
            )
        )
        content = QWidget()
        content.setLayout(column(framed(self.table), self._decision, None, gap=4))
        return content

    def _ask(self) -> None:
        self._context.tasks.run(
            unsettled_marks,
            owner=self,
            on_done=self._show,
            exam_session_id=self._source.exam_session_id,
            course_session_id=self._source.course_session_id,
        )

    def _show(self, found: Sequence[UnsettledMark]) -> None:
        self.model.set_rows(tuple(found))
        self.table.fit_height(_MOST_ROWS)
        if found:
            self.table.selectRow(0)
        self._show_chosen()

    def _chosen(self) -> UnsettledMark | None:
        found = self.table.current_row()
        return found if isinstance(found, UnsettledMark) else None

    def _show_chosen(self) -> None:
        """What can be done with the mark that one stands on."""
        chosen = self._chosen()
        self._decision.setVisible(chosen is not None)
        if chosen is None:
            return
        may_decide = chosen.refusal is None
        self.about.setText(
            _("{candidate}, {paper}").format(candidate=chosen.name, paper=_paper(chosen))
        )
        self.when.setText(_when(chosen, self._context))
        refusal = chosen.refusal
        self.why_not.setText(
            "" if refusal is None else self._context.tasks.describe(refusal.as_error())
        )
        self.why_not.setVisible(refusal is not None)
        for number, button in enumerate(self._takes):
            button.setVisible(may_decide)
            if may_decide:
                entry = chosen.entries[number]
                text = _("Take {mark} of {name}")
                button.setText(text.format(mark=mark_text(entry.mark), name=entry.name))
        self.mark.setVisible(may_decide)
        self.other_button.setVisible(may_decide)

    def _take(self, number: int) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._decide(chosen, chosen.entries[number].mark)

    def _take_other(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._decide(chosen, self.entry.values()["mark"])

    def _decide(self, chosen: UnsettledMark, mark: Decimal | str | None) -> None:
        told = _("Decided: {mark} for {candidate}").format(
            mark=mark_text(mark) if isinstance(mark, Decimal) else mark, candidate=chosen.name
        )
        undo = partial(self._undo, restore_marks, "versions")
        self._run(decide_mark, chosen, told, undo, mark=mark)

    def _drop(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            told = _("Set aside: what was typed for {candidate}").format(candidate=chosen.name)
            undo = partial(self._undo, restore_dropped, "entry_ids")
            self._run(drop_entries, chosen, told, undo)

    def _run(
        self,
        service: Callable[..., Any],
        chosen: UnsettledMark,
        told: str,
        undo: Callable[[tuple[UUID, ...]], object],
        **more: Any,
    ) -> None:
        if not self.entry.check():
            return
        tasks = self._context.tasks

        def done(ids: tuple[UUID, ...]) -> None:
            self.entry.set_values({"reason": "", "mark": ""})
            self.message.clear()
            self._context.toast(told, undo=partial(undo, ids))
            self._ask()

        tasks.run(
            service,
            owner=self,
            on_done=done,
            on_refused=lambda error: self.refuse(error, tasks.describe(error)),
            registration_id=chosen.registration_id,
            component=chosen.component,
            part=chosen.part,
            reason=self.entry.values()["reason"],
            **more,
        )

    def _undo(self, service: Callable[..., Any], name: str, ids: tuple[UUID, ...]) -> None:
        arguments: dict[str, Any] = {name: ids}
        self._context.tasks.run(service, owner=self._owner.window(), **arguments)


def _columns() -> tuple[Column[UnsettledMark], ...]:
    return (
        Column("name", N_("Candidate"), lambda each: each.name, strong=True, stretch=True),
        Column("paper", N_("Paper"), _paper, tone=lambda _each: "text2", width=140),
        Column("first", N_("Typed first"), partial(_entry, number=0), tabular=True, width=170),
        Column(
            "second",
            N_("Typed second"),
            partial(_entry, number=1),
            tone=lambda each: "danger" if each.differs else "text",
            tabular=True,
            width=170,
        ),
    )


def _when(found: UnsettledMark, context: DeskContext) -> str:
    """ "Ada Admin: Sun 6 September 2026, 17:00", each in a line of its own."""
    line = _("{name}: {moment}")
    return "\n".join(
        line.format(name=each.name, moment=dates.moment_text(each.at, context.session.zone))
        for each in found.entries
    )


def _paper(found: UnsettledMark) -> str:
    name = labels.exam_type(found.component) if found.part is None else ""
    return _("{component} /{maximum}").format(
        component=name or labels.paper_part(found.part or ""),
        maximum=mark_text(Decimal(found.max_score)),
    )


def _entry(found: UnsettledMark, number: int) -> str:
    """ "71 · Kim Keen"; without the mark where one mustn't see it."""
    if number >= len(found.entries):
        return NOTHING
    return _entry_text(found.entries[number])


def _entry_text(entry: ShownEntry) -> str:
    name = _("you") if entry.is_own else entry.name
    if entry.mark is None:
        return name
    return _("{mark} · {name}").format(mark=mark_text(entry.mark), name=name)
