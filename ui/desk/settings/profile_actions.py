"""What is done to rule profiles: nothing that concerns results happens unseen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.forms import Form, TextField
from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.context import DeskContext
from ui.desk.settings.profile_preview import ProfilePreviewDialog
from wset_desk.domain.catalogue import RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.rule_profile_checks import LONGEST_NAME
from wset_desk.i18n import _
from wset_desk.services import rule_profile_editing as editing
from wset_desk.services.rule_profile_editing import ProfileBefore, ProfileRow
from wset_desk.services.rule_profile_preview import ProfilePreview, preview_rule_profile

_CONFIRMED = "RULE_PROFILE_HAS_CONFIRMED_RESULTS"


class ProfileActions:
    """`owner` is the section."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self._context = context
        self._tasks = context.tasks
        self._owner = owner

    def load(self, on_done: Done) -> None:
        self._tasks.run(editing.rule_profiles, owner=self._owner, on_done=on_done)

    def save(self, row: ProfileRow, sheet: Sheet, profile: RuleProfile) -> None:
        """Show what the edit changes, and make it if that is wanted."""
        if profile == row.profile:
            sheet.close_now()
            return
        sheet.save_button.setEnabled(False)
        self._tasks.run(
            preview_rule_profile,
            owner=sheet,
            on_done=partial(self._ask, row, sheet, profile),
            on_refused=partial(self._refuse, row, sheet, profile),
            on_settled=lambda: sheet.save_button.setEnabled(True),
            profile_id=row.id,
            profile=profile,
        )

    def as_shipped(self, row: ProfileRow) -> None:
        """Back to what came with the program, after a look at what that changes."""
        shipped = row.shipped
        if shipped is None:
            return

        def ask(preview: ProfilePreview) -> None:
            edit = partial(self._edit, row, shipped)
            if _concerns_nobody(preview):
                edit()
            else:
                ProfilePreviewDialog(self._owner, preview, edit).open()

        self._tasks.run(
            preview_rule_profile,
            owner=self._owner,
            on_done=ask,
            profile_id=row.id,
            profile=shipped,
        )

    def copy(self, row: ProfileRow, rules: RuleProfile | None = None) -> None:
        """Ask for a name and make the copy, with other rules if they are given."""
        form = Form()
        form.add(TextField("name", _("Name"), required=True, max_length=LONGEST_NAME))

        def done(profile_id: UUID) -> None:
            text = _("{name} added").format(name=form["name"].value())
            undo = self._later(editing.remove_rule_profile, profile_id=profile_id)
            self._context.toast(text, undo)

        def save() -> None:
            copying = partial(sheet.submit, self._tasks, editing.copy_rule_profile, on_done=done)
            copying(profile_id=row.id, rules=rules, **form.values())

        sheet = Sheet(
            self._owner,
            _("Copy of {name}").format(name=row.profile.name),
            form,
            subtitle=_("Nothing uses it until you choose it for an offering."),
            save_text=_("Make the copy"),
            on_save=save,
        )
        sheet.open()

    def remove(self, row: ProfileRow) -> None:
        """Take out a copy that nothing uses."""
        text = _("{name} is taken out").format(name=row.profile.name)
        undo = self._later(editing.restore_rule_profile, profile_id=row.id)
        self._tasks.run(
            editing.remove_rule_profile,
            owner=self._owner,
            on_done=lambda _nothing: self._context.toast(text, undo),
            profile_id=row.id,
        )

    def _ask(
        self, row: ProfileRow, sheet: Sheet, profile: RuleProfile, preview: ProfilePreview
    ) -> None:
        def edit() -> None:
            sheet.submit(
                self._tasks,
                editing.edit_rule_profile,
                on_done=partial(self._edited, row.id),
                profile_id=row.id,
                profile=profile,
            )

        if _concerns_nobody(preview):
            edit()
        else:
            ProfilePreviewDialog(sheet, preview, edit).open()

    def _refuse(
        self, row: ProfileRow, sheet: Sheet, profile: RuleProfile, error: DomainError
    ) -> None:
        """Where confirmed results stand in the way, a copy may have the rules."""
        text = self._tasks.describe(error)
        if error.code != _CONFIRMED:
            sheet.refuse(error, text)
            return

        def copy() -> None:
            sheet.close_now()
            self.copy(row, replace(profile, name=row.profile.name))

        sheet.message.show_message(text, "warning", (_("Copy it"), copy))

    def _edit(self, row: ProfileRow, profile: RuleProfile) -> None:
        self._tasks.run(
            editing.edit_rule_profile,
            owner=self._owner,
            on_done=partial(self._edited, row.id),
            profile_id=row.id,
            profile=profile,
        )

    def _edited(self, profile_id: UUID, before: ProfileBefore) -> None:
        undo = self._later(
            editing.edit_rule_profile,
            profile_id=profile_id,
            profile=before.profile,
            values=before.values,
        )
        self._context.toast(
            _("The rules of {name} are changed").format(name=before.profile.name), undo
        )

    def _later(self, service: Any, **parameters: Any) -> Any:
        """What takes an action back: a change of its own."""
        return partial(self._tasks.run, service, owner=self._owner, **parameters)


def _concerns_nobody(preview: ProfilePreview) -> bool:
    return not (preview.templates or preview.results)
