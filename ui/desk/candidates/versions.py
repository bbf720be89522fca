"""The history of a mark, from a candidate's profile."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.desk.context import DeskContext
from ui.desk.results.version_list import VersionSheet
from wset_desk.i18n import _
from wset_desk.services.candidate_history import PaperMark, Sitting
from wset_desk.services.result_history import VersionRow, result_history


def open_versions(context: DeskContext, owner: QWidget, sitting: Sitting, mark: PaperMark) -> None:
    """Ask for the versions of a mark, and show them."""
    context.tasks.run(
        result_history,
        owner=owner,
        on_done=partial(_show, context, owner, sitting, mark),
        registration_id=sitting.registration_id,
        component=mark.component,
    )


def _show(
    context: DeskContext,
    owner: QWidget,
    sitting: Sitting,
    mark: PaperMark,
    versions: tuple[VersionRow, ...],
) -> None:
    paper = labels.exam_type(mark.component)
    VersionSheet(
        owner,
        _("History of a mark"),
        f"{sitting.exam_name}, {paper}",
        versions=versions,
        zone=context.session.zone,
        on_correct=None,
    ).open()
