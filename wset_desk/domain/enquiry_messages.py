"""The words of refusals about enquiries, marking, letters and reports (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

ENQUIRY_MESSAGES: dict[str, str] = {
    # reports and statistics
    "RELIABILITY_NEEDS_FIXED_FORM": N_(
        "Reliability needs a fixed form: everybody is asked the same questions."
    ),
    "RELIABILITY_NEEDS_SCORES": N_(
        "Reliability needs two questions and two candidates with every score."
    ),
    "RELIABILITY_WITHOUT_SPREAD": N_("Everybody has the same total: it can't be said."),
}
