"""The form in which a candidate is added and edited."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ui.common.forms import (
    CheckField,
    Choice,
    DateField,
    Form,
    MultilineField,
    NumberField,
    TextField,
)
from ui.desk.start import places
from ui.desk.start.pick_field import PickField
from wset_desk.domain.candidates import LONGEST, MAXIMUM_EXTRA_TIME, CandidateValues
from wset_desk.i18n import _


def candidate_form(centre_zone: str, values: CandidateValues | None = None) -> Form:
    """Empty, or filled with what is known; ``centre_zone`` holds for whoever has no other."""
    form = Form()
    form.add_row(
        _text("first_name", _("First name"), required=True),
        _text("last_name", _("Last name"), required=True),
    )
    form.add_row(
        _text("candidate_number", _("Candidate number")),
        DateField("birth_date", _("Date of birth")),
    )
    form.section(_("Contact"))
    form.add(_text("email", _("E-mail")))
    form.add(_text("phone", _("Telephone")))
    form.add(MultilineField("address", _("Address"), lines=2))
    form.add(_time_zone(centre_zone, values))
    form.section(_("Adjustments"), _("What this candidate needs in every exam."))
    form.add(
        NumberField(
            "extra_time_percent",
            _("Extra time in per cent"),
            maximum=MAXIMUM_EXTRA_TIME,
            help_text=_("25 makes an exam of 60 minutes last 75."),
        )
    )
    form.add(CheckField("rest_breaks", _("Rest breaks")))
    form.add(CheckField("large_text", _("Large text")))
    form.add(MultilineField("adjustment_notes", _("Other arrangements"), lines=2))
    form.section(_("Notes"))
    form.add(MultilineField("notes", _("For the staff only"), lines=3))
    form.set_values(asdict(values) if values is not None else {"extra_time_percent": 0})
    return form


def _time_zone(centre_zone: str, values: CandidateValues | None) -> PickField:
    choices = places.time_zones()
    known = values.time_zone if values is not None else None
    if known and known not in {choice.value for choice in choices}:
        choices.append(Choice(known, known))  # out of a file: no place, and a zone all the same
    return PickField(
        "time_zone",
        _("Time zone"),
        choices,
        required=False,
        placeholder=_("The centre's: {zone}").format(zone=centre_zone.replace("_", " ")),
        help_text=_("Where the candidate sits remote exams, if that isn't the centre's."),
    )


def values_in(form: Form) -> dict[str, Any]:
    """What was typed, as the services take it."""
    values = form.values()
    return {**values, "extra_time_percent": values["extra_time_percent"] or 0}


def _text(key: str, label: str, *, required: bool = False) -> TextField:
    return TextField(key, label, required=required, max_length=LONGEST[key])
