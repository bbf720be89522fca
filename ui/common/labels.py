"""Words, colours and icons for the field's enumerations, in one place.

Everything takes the stored value (a StrEnum or its string) and answers a text in the current
language, or a :class:`Look` where colour and icon go with the word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wset_desk.i18n import N_, _


@dataclass(frozen=True)
class Look:
    """A word with its icon and the colour tokens of its text, background and bar."""

    text: str
    icon: str
    fg: str
    bg: str
    bar: str = ""


SESSION_TYPES = {
    "bundled": N_("Course exam"),
    "makeup": N_("Makeup"),
    "resit": N_("Resit"),
    "remote_invigilation": N_("Remote"),
    "standalone": N_("Standalone"),
}
COURSE_FORMATS = {"in_person": N_("In person"), "online": N_("Online")}
DELIVERY_METHODS = {
    "in_person": N_("In person"),
    "remote_invigilation": N_("Remote invigilation"),
}
EXAM_TYPES = {
    "theory": N_("Theory"),
    "tasting": N_("Tasting"),
    "combined": N_("Theory and tasting"),
}
PAPER_PARTS = {"multiple_choice": N_("Multiple choice"), "written": N_("Written")}
BUNDLED_TIMINGS = {
    "same_day": N_("On the same day"),
    "final_day": N_("On the final day"),
    "separate_day": N_("On a separate day"),
}
REGISTRATION_STATUSES = {
    "registered": N_("Registered"),
    "completed": N_("Completed"),
    "no_show": N_("No show"),
    "cancelled": N_("Cancelled"),
    "rescheduled": N_("Rescheduled"),
}
RESULT_STATES = {
    "provisional": N_("Provisional"),
    "confirmed": N_("Confirmed"),
    "released": N_("Released"),
}
OUTCOMES = {
    "fail": N_("Fail"),
    "pass": N_("Pass"),
    "merit": N_("Pass with merit"),
    "distinction": N_("Pass with distinction"),
}
ROLES = {
    "administrator": N_("Administrator"),
    "exams_officer": N_("Exams officer"),
    "invigilator": N_("Invigilator"),
}

_CATEGORY_TOKENS = {"remote_invigilation": "remote"}
_CATEGORY_ICONS = {
    "bundled": "glass",
    "makeup": "retry",
    "resit": "refresh",
    "remote_invigilation": "video",
    "standalone": "circle",
}
_STATUS_LOOKS = {
    "registered": ("circle", "info", "infoSoft"),
    "completed": ("check_circle", "success", "successSoft"),
    "no_show": ("user_x", "danger", "dangerSoft"),
    "cancelled": ("x_circle", "text3", "sunken"),
    "rescheduled": ("switch", "warning", "warningSoft"),
}
_OUTCOME_LOOKS = {
    "fail": ("x_circle", "danger", "dangerSoft"),
    "pass": ("check_circle", "success", "successSoft"),
    "merit": ("check_circle", "success", "successSoft"),
    "distinction": ("medal", "success", "successSoft"),
}
_STATE_LOOKS = {
    "provisional": ("edit", "warning", "warningSoft"),
    "confirmed": ("check", "info", "infoSoft"),
    "released": ("check_circle", "success", "successSoft"),
}


def level(number: int) -> str:
    """ "Level 2"."""
    return _("Level {number}").format(number=number)


def level_short(number: int) -> str:
    """ "L2", for chips and table cells."""
    return _("L{number}").format(number=number)


def session_type(value: str) -> str:
    return _(SESSION_TYPES[value])


def course_format(value: str) -> str:
    return _(COURSE_FORMATS[value])


def delivery_method(value: str) -> str:
    return _(DELIVERY_METHODS[value])


def exam_type(value: str) -> str:
    return _(EXAM_TYPES[value])


def paper_part(name: str) -> str:
    """A part of a paper by its name in the rule profile."""
    return _(PAPER_PARTS.get(name, name))


def bundled_timing(value: str) -> str:
    return _(BUNDLED_TIMINGS[value])


def registration_status(value: str) -> str:
    return _(REGISTRATION_STATUSES[value])


def result_state(value: str) -> str:
    return _(RESULT_STATES[value])


def outcome(value: str) -> str:
    return _(OUTCOMES[value])


def role(value: str) -> str:
    return _(ROLES[value])


def category(session_type_value: str) -> Look:
    """How a session's type is shown everywhere: colour, icon and word."""
    token = _CATEGORY_TOKENS.get(session_type_value, str(session_type_value))
    return Look(
        session_type(session_type_value),
        _CATEGORY_ICONS[session_type_value],
        f"cat.{token}.fg",
        f"cat.{token}.bg",
        f"cat.{token}.bar",
    )


def provisional_look() -> Look:
    """A seat that the server hasn't confirmed."""
    return Look(_("Provisional"), "cloud_up", "info", "infoSoft")


def provisional_text() -> str:
    return _("Provisional until the server has it: another computer may have given the same seat.")


def status_look(value: str) -> Look:
    """A registration's status."""
    return _look(REGISTRATION_STATUSES, _STATUS_LOOKS, value)


def outcome_look(value: str) -> Look:
    """Fail, pass, merit or distinction."""
    return _look(OUTCOMES, _OUTCOME_LOOKS, value)


def result_state_look(value: str) -> Look:
    """Provisional, confirmed or released."""
    return _look(RESULT_STATES, _STATE_LOOKS, value)


def _look(texts: Mapping[str, str], looks: Mapping[str, tuple[str, str, str]], value: str) -> Look:
    icon, fg, bg = looks[value]
    return Look(_(texts[value]), icon, fg, bg)
