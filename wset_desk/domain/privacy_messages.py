"""The words of refusals about people's data (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

PRIVACY_MESSAGES: dict[str, str] = {
    "PERSON_ERASED": N_("This person's data was erased: nothing of theirs is changed any more."),
    "ERASED_ALREADY": N_("Everything that may go of this person has gone already."),
    "ERASE_OPEN_MATTERS": N_("Something of {name} is still open: settle it first."),
    "REASON_NAMES_PERSON": N_("The reason is kept for good: it mustn't name or describe anybody."),
    # what is open
    "ERASE_MONEY_OWED": N_("{amount} {currency} are owed: have them paid or waived."),
    "ERASE_MONEY_HELD": N_("{amount} {currency} are the candidate's: refund them."),
    "ERASE_EXAM_BOOKED": N_("{exam} on {day} is booked: cancel it."),
    "ERASE_EXAM_UNMARKED": N_("{exam} on {day} has neither a mark nor an absence."),
    "ERASE_COURSE_RUNS": N_("{course} runs until {day}: take the candidate out."),
    "ERASE_WAITS_IN_LINE": N_("The candidate waits for a seat in {exam} on {day}."),
    "ERASE_RESULT_AWAITED": N_("The result of {exam} on {day} hasn't been released."),
    "ERASE_ENQUIRY_OPEN": N_("The enquiry of {day} isn't answered yet."),
    "ERASE_CONSIDERATION_OPEN": N_("Special consideration for {exam} on {day} isn't decided."),
    "ERASE_MESSAGES_WAIT": N_("Messages wait to be sent ({n}): send or discard them."),
}
