"""What can be refused: a stable code with the values that its words need, and those words."""

from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802
    """Mark `message` for extraction; it is translated where it is shown."""
    return message


class DomainError(Exception):
    """A refusal: a stable code and the values that its words need.

    `parameters` holds plain values only (text, numbers, dates, UUIDs); `field` among them names
    the input field that is at fault, where there is one.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason against something that nobody has tried yet: said before, not after, the attempt."""

    code: str
    parameters: dict[str, object] = field(default_factory=dict)

    def as_error(self) -> DomainError:
        return DomainError(self.code, **self.parameters)


MESSAGES: dict[str, str] = {
    # who may do what, and what is there
    "NOT_ALLOWED": N_("Your role doesn't allow this."),
    "NOT_FOUND": N_("This entry doesn't exist any more."),
    # numbers, dates and times
    "AMOUNT_NOT_A_NUMBER": N_("“{text}” isn't an amount."),
    "AMOUNT_BELOW_ZERO": N_("An amount can't be below zero."),
    "AMOUNT_TOO_FINE": N_("An amount has at most two decimals."),
    "MARK_NOT_A_NUMBER": N_("“{text}” isn't a mark."),
    "MARK_BELOW_ZERO": N_("A mark can't be below zero."),
    "MARK_ABOVE_MAXIMUM": N_("{mark} is above the maximum of {maximum}."),
    "MARK_TOO_FINE": N_("A mark has at most two decimals."),
    "LOCAL_TIME_DOES_NOT_EXIST": N_("The clocks go forward: this time doesn't exist on that day."),
    "REGION_UNKNOWN": N_("No bank holidays are known for “{region}”."),
    "NOW_NOT_AN_INSTANT": N_("“{text}” isn't a time with its zone (2026-09-06T14:30:00Z)."),
    # catalogue
    "LEVEL_UNKNOWN": N_("There is no level {level}."),
    "RULE_PROFILE_INVALID": N_("The rule profile can't be read: {detail}."),
    "TEMPLATE_HAS_CONFIRMED_RESULT": N_(
        "This can't be changed any more: a result of this exam is confirmed."
    ),
    "TEMPLATE_MAXIMUM_IS_SUM_OF_PARTS": N_(
        "The maximum is the sum of the paper's parts: {maximum}."
    ),
    "DURATION_OUT_OF_RANGE": N_("A paper lasts between 1 and {longest} minutes."),
    "PASS_MARK_OUT_OF_RANGE": N_("A pass mark lies between 0 and 100 %."),
    "MAXIMUM_OUT_OF_RANGE": N_("A maximum lies between 1 and {largest}."),
    # course days and their papers
    "COURSE_DAYS_MISSING": N_("A course session needs at least one day."),
    "COURSE_DAY_ENDS_BEFORE_START": N_("A course day ends after it begins."),
    "COURSE_DAYS_OVERLAP": N_("Two course days overlap."),
    "SEPARATE_DATE_MISSING": N_("Give the date and time of the exam on a separate day."),
    "PAPERS_DO_NOT_FIT": N_(
        "The exams take {needed} minutes with their breaks; the course day has {available}."
    ),
    "PAPERS_OVERLAP": N_("Two exams of the same candidates can't be at the same time."),
    # exam sessions
    "REMOTE_TASTING": N_("A tasting is always in person."),
    "REMOTE_SESSION_IN_PERSON": N_("A remote invigilation session can't be held in person."),
    "NOT_SCHEDULED_INDEPENDENTLY": N_("This exam can't be scheduled on its own."),
    "DEADLINE_AFTER_START": N_("Registration closes before the exam starts."),
    # registrations
    "BOOKING_DISABLED": N_("Booking is switched off for this session."),
    "TEMPLATE_INACTIVE": N_("This exam isn't offered any more."),
    "SESSION_IN_THE_PAST": N_("This session has already started."),
    "SESSION_FULL": N_("All seats of this session are taken."),
    "DEADLINE_PASSED": N_("The registration deadline has passed."),
    "LEVEL_DIFFERS": N_("This session is level {level}; the candidate needs level {wanted}."),
    "SUBJECT_DIFFERS": N_("This session is about {subject}; the candidate needs {wanted}."),
    "PAPER_DIFFERS": N_("This session is for another paper."),
    "SESSION_TYPE_DIFFERS": N_("This kind of registration isn't made for this kind of session."),
    "CLASH": N_("The candidate has another exam at that time."),
    "ALREADY_REGISTERED": N_("The candidate is already registered for this session."),
    "ALREADY_PASSED": N_("The candidate has already passed this paper."),
    "NOTHING_MISSED": N_("A makeup is for a paper that the candidate has missed."),
    "NOTHING_FAILED": N_("A resit is for a paper that the candidate has failed."),
    "RESITS_NOT_ALLOWED": N_("This exam can't be resat."),
    "OUTSIDE_WINDOW": N_("The candidate may sit this exam from {first} to {last}."),
    "STATUS_CHANGE_NOT_ALLOWED": N_("This registration can't be changed in that way any more."),
    # results
    "RESULT_STATE_NOT_ALLOWED": N_("This result can't be changed in that way any more."),
    "SECOND_PERSON_NEEDED": N_("A second person confirms: not whoever entered the mark."),
    # prices
    "PRICE_UNKNOWN": N_("There is no price for this."),
    # the store
    "STORE_KEY_WRONG": N_("This key doesn't open the store “{store}”."),
    # this PC: profiles, keys, passwords, settings
    "PROFILE_NAME_EMPTY": N_("Give the centre a name."),
    "PROFILE_EXISTS": N_("There already is a centre named “{name}” on this computer."),
    "PROFILE_UNKNOWN": N_("There is no centre named “{name}” on this computer."),
    "PASSPHRASE_NEEDED": N_("Type the passphrase of this centre."),
    "PASSPHRASE_WRONG": N_("This isn't the passphrase of this centre."),
    "PASSPHRASE_FILE_UNREADABLE": N_("The passphrase file {path} can't be read."),
    "RECOVERY_KEY_MISTYPED": N_("There is a slip in the recovery key: compare it with the paper."),
    "RECOVERY_KEY_WRONG": N_("This is the recovery key of another centre."),
    "KEY_NOT_IN_KEYRING": N_(
        "The key isn't in this computer's keyring any more: type the recovery key."
    ),
    "KEYRING_REFUSED": N_("This computer's keyring doesn't give out the key."),
    "KEY_FILE_MISSING": N_("The key file {path} is missing."),
    "KEY_FILE_DAMAGED": N_("The key file {path} is damaged."),
    "KEY_FILE_EXISTS": N_("There already is a key file {path}."),
    "PASSWORD_TOO_SHORT": N_("Use at least {minimum} characters."),
    "PASSWORD_TOO_LONG": N_("Use at most {maximum} characters."),
    "LANGUAGE_UNKNOWN": N_("The program doesn't speak “{language}”."),
    "SETTING_NOT_A_NUMBER": N_("Give a whole number."),
    "SETTING_NOT_A_TIME": N_("Give a time such as 17:00."),
    "SETTING_NOT_YES_OR_NO": N_("Give yes or no."),
    "SETTING_OUT_OF_RANGE": N_("Give a number from {minimum} to {maximum}."),
    "SETTING_NOT_A_CHOICE": N_("Choose one of: {choices}."),
}
"""The words of each code, in English, with its parameters in braces."""
