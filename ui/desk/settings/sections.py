"""The sections of the settings in their order: what each is called and who sees it.

How they are made stands in `making`: the shell, which knows their names, imports no services.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_

GENERAL, ALL, CENTRE, PROFILES = "general", "all", "centre", "profiles"
PRICES, TEXTS, ROOMS, PEOPLE = "prices", "texts", "rooms", "people"
PRIVACY, BACKUP, SERVER = "privacy", "backup", "server"


@dataclass(frozen=True)
class Section:
    """``title`` is marked and translated when shown; any one of ``permissions`` opens it.

    ``makes``: what Ctrl+N makes there, marked, for whoever may change the centre's settings.
    """

    name: str
    title: str
    icon: str
    permissions: frozenset[Permission]
    makes: str = ""


_AT_WORK = frozenset({Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS})

SECTIONS = (
    Section(GENERAL, N_("General"), "user", frozenset({Permission.SIGN_IN})),
    Section(ALL, N_("All settings"), "settings", _AT_WORK),
    Section(CENTRE, N_("The centre"), "building", _AT_WORK),
    Section(PROFILES, N_("Rule profiles"), "layers", frozenset({Permission.VIEW_CATALOGUE})),
    Section(PRICES, N_("Prices"), "money", frozenset({Permission.VIEW_MONEY})),
    Section(TEXTS, N_("Messages and letters"), "mail", frozenset({Permission.VIEW_CANDIDATES})),
    Section(ROOMS, N_("Rooms"), "room", frozenset({Permission.VIEW_CALENDAR}), N_("Add a room")),
    Section(
        PEOPLE, N_("People"), "users", frozenset({Permission.MANAGE_STAFF}), N_("Add a person")
    ),
    Section(PRIVACY, N_("Personal data"), "user_x", frozenset({Permission.ERASE_PEOPLE})),
    Section(BACKUP, N_("Backup"), "database", frozenset({Permission.MANAGE_SETTINGS})),
    Section(SERVER, N_("Server"), "globe", frozenset({Permission.MANAGE_SETTINGS})),
)


def sections_for(context: DeskContext) -> tuple[Section, ...]:
    """Those that the person sees, with what this computer can do."""
    backed_up = context.backups is not None and context.memory is not None
    seen = (each for each in SECTIONS if each.permissions & context.session.permissions)
    syncs = context.sync is not None and context.sync.can_connect
    offered = {BACKUP: backed_up, SERVER: syncs}
    return tuple(each for each in seen if offered.get(each.name, True))
