"""The verbs of courses and offerings: each runs a service, says what was done, offers to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from wset_desk.i18n import _
from wset_desk.services import catalogue, online_enrollments, templates
from wset_desk.services.catalogue_rows import OfferingDetail, TemplateRow
from wset_desk.services.templates import PaperValues

Then = Callable[[Any], object]
NOT_EDITABLE = ("id", "exam_type", "result_confirmed")


class OfferingActions:
    """What can be done with offerings. ``owner`` outlives the sheets: it owns the undos."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self.context = context
        self.owner = owner

    def list(self, then: Then, asker: QObject | None = None) -> None:
        self.context.tasks.run(catalogue.list_offerings, owner=asker or self.owner, on_done=then)

    def show(self, offering_id: UUID, then: Then) -> None:
        self._run(catalogue.offering, then, offering_id=offering_id)

    def online(self, offering_id: UUID, then: Then) -> None:
        """Who is enrolled online."""
        self._run(online_enrollments.online_enrolments, then, offering_id=offering_id)

    def courses(self, asker: QObject, then: Then) -> None:
        self.context.tasks.run(catalogue.list_courses, owner=asker, on_done=then)

    def profiles(self, asker: QObject, then: Then) -> None:
        self.context.tasks.run(catalogue.list_rule_profiles, owner=asker, on_done=then)

    def create(self, sheet: Sheet, then: Then, *, new_course: bool, **arguments: Any) -> None:
        """Make an offering, of a course that there is or of one made with it."""

        def made(offered: OfferingDetail) -> None:
            self.context.toast(
                _("{name} is on sale.").format(name=offered.name),
                undo=lambda: self._run(
                    catalogue.remove_offering, offering_id=offered.id, course_too=new_course
                ),
            )
            then(offered)

        service: Callable[..., Any] = catalogue.create_offering
        if new_course:
            service = catalogue.create_course_with_offering
        sheet.submit(self.context.tasks, service, on_done=made, **arguments)

    def edit(self, sheet: Sheet, before: OfferingDetail, **arguments: Any) -> None:
        def done(after: OfferingDetail) -> None:
            self.context.toast(
                _("{name} is changed.").format(name=after.name),
                undo=lambda: self._run(
                    catalogue.edit_offering,
                    offering_id=before.id,
                    name=before.name,
                    price=before.price,
                    active=before.active,
                ),
            )

        sheet.submit(
            self.context.tasks,
            catalogue.edit_offering,
            on_done=done,
            offering_id=before.id,
            **arguments,
        )

    def edit_template(self, sheet: Sheet, before: TemplateRow, **values: Any) -> None:
        old = {key: value for key, value in asdict(before).items() if key not in NOT_EDITABLE}

        def done(_after: OfferingDetail) -> None:
            self.context.toast(
                _("{name} is changed.").format(name=values["name"]),
                undo=lambda: self._run(templates.edit_template, template_id=before.id, **old),
            )

        sheet.submit(
            self.context.tasks,
            templates.edit_template,
            on_done=done,
            template_id=before.id,
            **values,
        )

    def change_profile(self, sheet: Sheet, before: OfferingDetail, rule_profile: str) -> None:
        old = {
            each.id: PaperValues(each.duration_minutes, each.pass_mark_percentage, each.max_score)
            for each in before.templates
        }

        def done(after: OfferingDetail) -> None:
            self.context.toast(
                _("{name} is examined by the rules of {profile} now.").format(
                    name=after.name, profile=after.rule_profile
                ),
                undo=lambda: self._run(
                    templates.change_rule_profile,
                    offering_id=before.id,
                    rule_profile=before.rule_profile,
                    values=old,
                ),
            )

        sheet.submit(
            self.context.tasks,
            templates.change_rule_profile,
            on_done=done,
            offering_id=before.id,
            rule_profile=rule_profile,
        )

    def _run(
        self, service: Callable[..., Any], then: Then | None = None, /, **arguments: Any
    ) -> None:
        self.context.tasks.run(service, owner=self.owner, on_done=then, **arguments)
