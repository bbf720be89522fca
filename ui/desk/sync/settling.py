"""The verbs of Needs attention: keep mine, keep theirs, look it over in its own form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ui.common.forms import Form, MultilineField
from ui.common.sheet import Sheet
from ui.desk.audit.actions import open_record
from ui.desk.candidates.form import candidate_form, values_in
from ui.desk.context import DeskContext
from ui.desk.sync.compare_panel import SettlingVerbs
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services import candidates
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.record_names import RecordRef
from wset_desk.services.syncing.not_taken import (
    NotTaken,
    Typed,
    keep_edited,
    keep_mine,
    keep_theirs,
)

if TYPE_CHECKING:
    from ui.desk.sync.attention_pane import AttentionPane


class Settling:
    """Runs the services for one pane."""

    def __init__(self, pane: AttentionPane, context: DeskContext) -> None:
        self._pane, self._context = pane, context

    def verbs(self) -> SettlingVerbs:
        return SettlingVerbs(self.keep_mine, self.keep_theirs, self.edit, self._open)

    def keep_mine(self, action: NotTaken) -> None:
        """Write it again; marks want a reason. What is against it is said beside it."""
        if action.wants_reason:
            self._ask_reason(action)
            return
        self._context.tasks.run(
            keep_mine,
            owner=self._pane,
            tx=action.tx,
            on_done=lambda _nothing: self._written(),
            on_refused=self._refuse,
        )

    def keep_theirs(self, action: NotTaken) -> None:
        self._context.tasks.run(
            keep_theirs,
            owner=self._pane,
            tx=action.tx,
            on_done=lambda _nothing: self._context.toast(_("What stands is kept")),
            on_refused=self._refuse,
        )

    def edit(self, action: NotTaken) -> None:
        """Open the candidate's own form, with what was typed over what stands."""
        typed = action.typed
        if typed is not None:
            self._context.tasks.run(
                candidates.candidate,
                owner=self._pane,
                candidate_id=typed.candidate_id,
                on_done=lambda found: self._look_over(action.tx, typed, found.detail),
                on_refused=self._refuse,
            )

    def _look_over(self, tx: UUID, typed: Typed, detail: CandidateDetail) -> None:
        form = candidate_form(self._context.session.zone.key, detail.values)
        for key, value in typed.values.items():
            form[key].set_value(value)

        def save() -> None:
            sheet.submit(
                self._context.tasks,
                keep_edited,
                on_done=lambda _nothing: self._context.toast(_("Written as it is in the form")),
                tx=tx,
                values=CandidateValues(**values_in(form)),
            )

        sheet = Sheet(
            self._pane,
            _("Edit {name}").format(name=detail.name),
            form,
            subtitle=_("What was typed here stands in the form, over what stands now."),
            on_save=save,
        )
        sheet.open()

    def _ask_reason(self, action: NotTaken) -> None:
        form = Form()
        form.add(MultilineField("reason", _("Reason"), lines=3, required=True))
        form.set_values({"reason": _("Both marks were compared with the paper.")})

        def save() -> None:
            sheet.submit(
                self._context.tasks,
                keep_mine,
                on_done=lambda _nothing: self._written(),
                tx=action.tx,
                reason=form.values()["reason"],
            )

        sheet = Sheet(
            self._pane,
            _("Keep the mark that was typed here"),
            form,
            subtitle=_("It becomes a new version; the other stays in the history."),
            save_text=_("Keep this mark"),
            on_save=save,
        )
        sheet.open()

    def _written(self) -> None:
        self._context.toast(_("Written again as it was typed"))

    def _refuse(self, error: DomainError) -> None:
        self._pane.panel.refuse(self._context.tasks.describe(error))

    def _open(self, record: RecordRef) -> None:
        open_record(self._context, record)
