"""What settings, their scopes and their values are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import QLocale

from ui.common import dates
from ui.desk.appearance import APPEARANCES
from wset_desk.domain.settings import AnySetting, Scope
from wset_desk.i18n import ENGLISH, N_, _
from wset_desk.settings import APPEARANCE, BANK_HOLIDAY_REGION, LANGUAGE, SMTP_SECURITY

SCOPES: Mapping[Scope, str] = {
    Scope.PC: N_("This computer"),
    Scope.PERSON: N_("You"),
    Scope.CENTRE: N_("The centre"),
    Scope.COURSE: N_("The centre, or a course"),
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    APPEARANCE.name: {str(key): text for key, text in APPEARANCES.items()},
    BANK_HOLIDAY_REGION.name: {
        "England": N_("England"),
        "Wales": N_("Wales"),
        "Scotland": N_("Scotland"),
        "Northern Ireland": N_("Northern Ireland"),
        "Ireland": N_("Ireland"),
        "none": N_("No bank holidays"),
    },
    SMTP_SECURITY.name: {
        "starttls": N_("STARTTLS"),
        "tls": N_("TLS"),
        "none": N_("Not encrypted"),
    },
}
"""The words of what may be chosen, by the setting's name."""


def scope_text(setting: AnySetting) -> str:
    return _(SCOPES[setting.scope])


def choice_text(setting: AnySetting, value: str) -> str:
    return _(CHOICES.get(setting.name, {}).get(value, value))


def language_text(code: str) -> str:
    """A language as it calls itself."""
    if code == ENGLISH:
        return "English"  # Qt would say which English
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def value_text(setting: AnySetting, value: object) -> str:
    """A value of the setting as a person would say it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, time):
        return dates.time_text(value)
    if setting.name == LANGUAGE.name:
        return language_text(str(value))
    return choice_text(setting, str(value)) or _("nothing")
