"""The history of a mark, from a candidate's profile."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.desk.context import DeskContext
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.catalogue import Component
from wset_desk.i18n import _
from wset_desk.services.candidate_history import PaperMark, Sitting
from wset_desk.services.result_history import VersionRow, result_history


def open_versions(context: DeskContext, owner: QWidget, sitting: Sitting, mark: PaperMark) -> None:
    """Ask for the versions of a mark, and show them."""
    show_versions_of(
        context, owner, sitting.registration_id, mark.component, exam_name=sitting.exam_name
    )


def show_versions_of(
    context: DeskContext,
    owner: QWidget,
    registration_id: UUID,
    component: Component,
    *,
    exam_name: str,
) -> None:
    """The same, from wherever a result is shown."""
    context.tasks.run(
        result_history,
        owner=owner,
        on_done=partial(_show, context, owner, f"{exam_name}, {labels.exam_type(component)}"),
        registration_id=registration_id,
        component=component,
    )


def _show(
    context: DeskContext, owner: QWidget, subtitle: str, versions: tuple[VersionRow, ...]
) -> None:
    VersionSheet(
        owner,
        _("History of a mark"),
        subtitle,
        versions=versions,
        zone=context.session.zone,
        on_correct=None,
    ).open()
