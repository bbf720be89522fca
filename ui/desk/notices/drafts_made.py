"""Saying which drafts were written on request, and offering to take them back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.desk.context import DeskContext
from wset_desk.i18n import ngettext
from wset_desk.services.notices.outbox import discard_notices
from wset_desk.services.notices.rows import DraftsMade


def tell_drafts(context: DeskContext, owner: QWidget, made: DraftsMade, left_out: str) -> None:
    """``left_out`` is a sentence that says of `{names}` why there is none for them."""
    count = len(made.notice_ids)
    written = ngettext("{n} draft is in Messages.", "{n} drafts are in Messages.", count)
    parts = [written.format(n=count)] if count else []
    if made.left_out:
        parts.append(left_out.format(names=", ".join(made.left_out)))
    undo = partial(context.tasks.run, discard_notices, owner=owner, notice_ids=made.notice_ids)
    context.toast(" ".join(parts), undo if count else None)
