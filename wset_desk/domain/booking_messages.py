"""The words of refusals about bookings, remote exams, money and notices (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

BOOKING_MESSAGES: dict[str, str] = {
    # remote invigilation
    "TIMES_REVERSED": N_("The end has to be after the beginning."),
    "WEEKS_OUT_OF_RANGE": N_("Repeat it for 1 to {most} weeks."),
    "AVAILABILITY_OVERLAPS": N_("This person is already available from {start} to {end}."),
    "DETAIL_TOO_LONG": N_("Use at most {longest} characters."),
    "LINK_NOT_A_URL": N_("A link begins with https:// and names a server."),
    "NOT_AN_ONLINE_ENROLMENT": N_("Only online candidates sit an exam remotely."),
    "TASTING_IN_PERSON_ONLY": N_("A tasting is sat in person: it is assigned on the board."),
    "NOT_BOOKED_REMOTELY": N_("There is no remote exam to move."),
    "SLOT_GONE": N_("This time isn't free any more. Choose another one."),
    "NOBODY_AVAILABLE": N_("Nobody is available to invigilate at this time."),
    "WINDOW_IN_THE_PAST": N_("The window has to last until today at least."),
    "EXTENSION_BUILT_UPON": N_("The window was changed again, or an exam is booked in it."),
    "WINDOW_NOT_LONGER": N_("The window has to last longer than until {last}."),
    # messages to candidates
    "TEXT_PLACEHOLDER_UNKNOWN": N_("There is no placeholder {{{name}}} here."),
    "TEXT_MISSING": N_("Write something, or go back to the text as shipped."),
    "TEXT_BLOCK_UNKNOWN": N_("There is no text “{name}”."),
    "NOTICE_NOT_WAITING": N_("This message was sent or discarded meanwhile."),
    "NOTICE_WITHOUT_ADDRESS": N_("{name} has no e-mail address. Enter it in their profile."),
    "NOTICE_OFFER_ENDED": N_("The seat isn't held for {name} any more: discard this message."),
    "NOTICE_SEAT_PROVISIONAL": N_(
        "The seat of {name} is provisional until the server has it: this message waits for that."
    ),
    "NOTICES_NOT_CHOSEN": N_("Choose the messages first."),
    "MAIL_SERVER_MISSING": N_("No mail server is set up. Settings, Mail has what it needs."),
    "MAIL_SENDER_MISSING": N_("Who sends? Give a sender of the mail, or the centre's address."),
}
