"""A mark that is kept as it was typed wants a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form, MultilineField
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from wset_desk.i18n import _


def ask_mark_reason(
    owner: QWidget,
    context: DeskContext,
    service: Callable[..., Any],
    on_done: Callable[[], object],
    **parameters: Any,
) -> None:
    """Ask for it and run the service with it; ``on_done`` once that has written."""
    form = Form()
    form.add(MultilineField("reason", _("Reason"), lines=3, required=True))
    form.set_values({"reason": _("Both marks were compared with the paper.")})

    def save() -> None:
        sheet.submit(
            context.tasks,
            service,
            on_done=lambda _nothing: on_done(),
            reason=form.values()["reason"],
            **parameters,
        )

    sheet = Sheet(
        owner,
        _("Keep the mark that was typed"),
        form,
        subtitle=_("It becomes a new version; the other stays in the history."),
        save_text=_("Keep this mark"),
        on_save=save,
    )
    sheet.open()
