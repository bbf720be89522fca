"""Calling a session off: whom it affects, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form, MultilineField
from ui.common.sheet import Sheet
from ui.desk.calendar.impact import ImpactView
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services import exam_session_changes
from wset_desk.services.conflicts import AffectedCandidate
from wset_desk.services.exam_session_changes import CancelledExamSession
from wset_desk.services.exam_session_details import ExamSessionDetail


class CancelSheet(Sheet):
    """``on_cancelled(reason, CancelledExamSession)`` afterwards."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        detail: ExamSessionDetail,
        affected: tuple[AffectedCandidate, ...],
        on_cancelled: Callable[[str, CancelledExamSession], object],
    ) -> None:
        self._context = context
        self._detail = detail
        self._on_cancelled = on_cancelled
        self.fields = Form()
        note = _("It is kept with the session and in the audit log.")
        self.fields.add(MultilineField("reason", _("Reason"), required=True, help_text=note))
        impact = ImpactView(context.session.zone)
        impact.add_people(affected, _("Nobody is registered."))
        if affected:
            impact.add_fact("info", _("Their registrations are cancelled with the session."))
        self.fields.add_widget(impact)
        super().__init__(
            owner,
            _("Cancel the session"),
            self.fields,
            subtitle=detail.name,
            save_text=_("Cancel the session"),
            on_save=self._save,
        )
        self.cancel_button.setText(_("Keep it"))

    def _save(self) -> None:
        reason = self.fields.values()["reason"]
        self.submit(
            self._context.tasks,
            exam_session_changes.cancel_exam_session,
            on_done=partial(self._on_cancelled, reason),
            exam_session_id=self._detail.id,
            reason=reason,
        )
