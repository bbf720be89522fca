"""The form in which a candidate is added and edited."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ui.common.forms import CheckField, DateField, Form, MultilineField, NumberField, TextField
from wset_desk.domain.candidates import LONGEST, MAXIMUM_EXTRA_TIME, CandidateValues
from wset_desk.i18n import _


def candidate_form(values: CandidateValues | None = None) -> Form:
    """Empty, or filled with what is known."""
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


def values_in(form: Form) -> dict[str, Any]:
    """What was typed, as the services take it."""
    values = form.values()
    return {**values, "extra_time_percent": values["extra_time_percent"] or 0}


def _text(key: str, label: str, *, required: bool = False) -> TextField:
    return TextField(key, label, required=required, max_length=LONGEST[key])
