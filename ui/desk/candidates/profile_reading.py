"""Everything that a candidate's page shows, read one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.desk.candidates.enquiry_part import CandidateEnquiries
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.services import candidates
from wset_desk.services.available_actions import AvailableAction, available_actions
from wset_desk.services.candidates import CandidateProfile
from wset_desk.services.enquiries.cases import list_enquiries
from wset_desk.services.enquiries.rows import EnquiryOption, EnquiryRow
from wset_desk.services.enquiries.submitting import enquiry_options


@dataclass(frozen=True)
class WholeProfile:
    """Somebody, what can be done for them, and what they challenge."""

    profile: CandidateProfile
    actions: tuple[AvailableAction, ...]
    enquiries: CandidateEnquiries


class ProfileReader:
    """Runs the queries for one page; enquiries only for who may see them."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context

    def read(
        self,
        candidate_id: UUID,
        on_done: Callable[[WholeProfile], object],
        on_gone: Callable[[], object],
    ) -> None:
        """``on_gone`` where there is no such candidate any more."""

        def with_profile(profile: CandidateProfile) -> None:
            self._ask(available_actions, profile, lambda found: with_actions(profile, found))

        def with_actions(profile: CandidateProfile, actions: tuple[AvailableAction, ...]) -> None:
            self._enquiries(profile, lambda found: on_done(WholeProfile(profile, actions, found)))

        self._context.tasks.run(
            candidates.candidate,
            owner=self._page,
            on_done=with_profile,
            on_refused=lambda _error: on_gone(),
            candidate_id=candidate_id,
        )

    def _enquiries(
        self, profile: CandidateProfile, on_done: Callable[[CandidateEnquiries], object]
    ) -> None:
        if not self._context.session.may(Permission.MANAGE_ENQUIRIES):
            on_done(CandidateEnquiries())
            return

        def with_options(options: tuple[EnquiryOption, ...]) -> None:
            self._ask(list_enquiries, profile, lambda found: with_rows(options, found))

        def with_rows(options: tuple[EnquiryOption, ...], rows: tuple[EnquiryRow, ...]) -> None:
            on_done(CandidateEnquiries(options, rows))

        self._ask(enquiry_options, profile, with_options)

    def _ask(
        self,
        service: Callable[..., Any],
        profile: CandidateProfile,
        on_done: Callable[[Any], object],
    ) -> None:
        self._context.tasks.run(
            service, owner=self._page, on_done=on_done, candidate_id=profile.detail.id
        )
