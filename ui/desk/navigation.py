"""The pages of the desk, in their order: what they are called, who sees them, where they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ui.desk.screen import Screen
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _


@dataclass(frozen=True)
class Page:
    """``title`` is marked and translated when shown; any one of ``permissions`` opens it.

    ``view`` is "module:class": nothing of a screen is imported before someone goes there.
    """

    name: str
    title: str
    icon: str
    view: str
    permissions: frozenset[Permission]


NUMBERED = 10
"""So many pages have a key of their own."""

PAGES = (
    Page(
        "today",
        N_("Today"),
        "home",
        "ui.desk.today.view:TodayView",
        frozenset({Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS}),
    ),
    Page(
        "calendar",
        N_("Calendar"),
        "calendar",
        "ui.desk.calendar.view:CalendarView",
        frozenset({Permission.VIEW_CALENDAR}),
    ),
    Page(
        "board",
        N_("Assign seats"),
        "board",
        "ui.desk.board.view:BoardView",
        frozenset({Permission.VIEW_CANDIDATES}),
    ),
    Page(
        "remote",
        N_("Remote queue"),
        "video",
        "ui.desk.remote.view:RemoteView",
        frozenset({Permission.VIEW_CANDIDATES}),
    ),
    Page(
        "courses",
        N_("Courses"),
        "book",
        "ui.desk.courses.view:CoursesView",
        frozenset({Permission.VIEW_CATALOGUE}),
    ),
    Page(
        "candidates",
        N_("Candidates"),
        "users",
        "ui.desk.candidates.view:CandidatesView",
        frozenset({Permission.VIEW_CANDIDATES}),
    ),
    Page(
        "results",
        N_("Results"),
        "check",
        "ui.desk.results.view:ResultsView",
        frozenset({Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS}),
    ),
    Page(
        "enquiries",
        N_("Enquiries"),
        "flag",
        "ui.desk.enquiries.view:EnquiriesView",
        frozenset({Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES}),
    ),
    Page(
        "notices",
        N_("Messages"),
        "mail",
        "ui.desk.notices.view:NoticesView",
        frozenset({Permission.VIEW_CANDIDATES}),
    ),
    Page(
        "revenue",
        N_("Revenue"),
        "money",
        "ui.desk.revenue.view:RevenueView",
        frozenset({Permission.VIEW_MONEY}),
    ),
    Page(
        "reports",
        N_("Reports"),
        "chart",
        "ui.desk.reports.view:ReportsView",
        frozenset({Permission.VIEW_REPORTS}),
    ),
    Page(
        "audit",
        N_("Audit log"),
        "history",
        "ui.desk.audit.view:AuditView",
        frozenset({Permission.VIEW_AUDIT}),
    ),
)

SETTINGS = Page(
    "settings",
    N_("Settings"),
    "settings",
    "ui.desk.settings.view:SettingsView",
    frozenset({Permission.SIGN_IN}),
)
"""Stands apart, at the foot of the rail."""

SYNC = Page(
    "sync",
    N_("Sync"),
    "cloud_up",
    "ui.desk.sync.view:SyncView",
    frozenset({Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS}),
)
"""Behind the line at the foot of the rail that says how things stand."""


def pages_for(
    permissions: Collection[Permission], pages: Collection[Page] = PAGES
) -> tuple[Page, ...]:
    """The pages that a person with these permissions sees."""
    return tuple(page for page in pages if page.permissions & set(permissions))


def page_key(number: int) -> str:
    """The key that goes to a page, counted from 0: Alt+1 … Alt+9, Alt+0; later ones have none."""
    return _("Alt+{number}").format(number=(number + 1) % NUMBERED) if number < NUMBERED else ""


def load_view(path: str) -> type[Screen]:
    """Import the class behind "module:class"; meant for a worker's thread."""
    module, _colon, name = path.partition(":")
    return cast(type[Screen], getattr(import_module(module), name))
