"""What can be refused: a stable code with the values that its words need, and those words."""

from dataclasses import dataclass, field

from wset_desk.domain.audit_messages import AUDIT_MESSAGES
from wset_desk.domain.booking_messages import BOOKING_MESSAGES
from wset_desk.domain.enquiry_messages import ENQUIRY_MESSAGES
from wset_desk.domain.file_messages import FILE_MESSAGES
from wset_desk.domain.privacy_messages import PRIVACY_MESSAGES
from wset_desk.domain.sync_messages import SYNC_MESSAGES
from wset_desk.domain.texts import N_

__all__ = ["MESSAGES", "N_", "DomainError", "Refusal"]


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
    **AUDIT_MESSAGES,
    **BOOKING_MESSAGES,
    **ENQUIRY_MESSAGES,
    **FILE_MESSAGES,
    **PRIVACY_MESSAGES,
    **SYNC_MESSAGES,
    # who may do what, and what is there
    "NOT_ALLOWED": N_("Your role doesn't allow this."),
    "NOT_FOUND": N_("This entry doesn't exist any more."),
    "NOT_PERMITTED": N_("Your role doesn't allow this."),
    "NAME_MISSING": N_("Give a name."),
    "USERNAME_MISSING": N_("Give a user name."),
    "USERNAME_TAKEN": N_("Somebody else has the user name “{username}”."),
    "ROLE_MISSING": N_("Choose at least one role."),
    "SIGN_IN_FAILED": N_("The user name or the password is wrong."),
    "TRY_AGAIN_IN": N_("Too many wrong passwords. Try again in {seconds} seconds."),
    "LAST_ADMINISTRATOR": N_("The centre needs an administrator: make somebody else one first."),
    "PASSWORD_WRONG": N_("This isn't your present password."),
    "TIME_ZONE_UNKNOWN": N_("There is no time zone “{time_zone}”."),
    "CURRENCY_UNKNOWN": N_("Give the currency as three letters, such as GBP."),
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
    # the centre and its people
    "TIME_ZONE_FIXED": N_("Sessions are scheduled at times of this zone: it stays."),
    "CURRENCY_FIXED": N_("Amounts have been entered: the currency stays."),
    "IMAGE_NOT_READ": N_("This picture can't be read: take a PNG or JPEG file."),
    "IMAGE_TOO_LARGE": N_("This picture is too large, even made smaller: {kilobytes} KB at most."),
    "ROOM_NAME_TAKEN": N_("There already is a room “{name}”."),
    "SEATS_BELOW_ONE": N_("There has to be at least one seat."),
    # catalogue
    "TITLE_MISSING": N_("Give the course a title."),
    "SUBJECT_MISSING": N_("Give the course a subject."),
    "OFFERING_IN_USE": N_("This offering has course sessions or candidates: it stays."),
    "RULE_PROFILE_UNKNOWN": N_("There is no rule profile “{name}”."),
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
    "RULE_PROFILE_NAME_TAKEN": N_("There already is a rule profile “{name}”."),
    "RULE_PROFILE_SHIPPED": N_("“{name}” comes with the program: its name and itself stay."),
    "RULE_PROFILE_NOT_SHIPPED": N_("“{name}” doesn't come with the program."),
    "RULE_PROFILE_IN_USE": N_("“{name}” is used by: {offerings}."),
    "RULE_PROFILE_HAS_CONFIRMED_RESULTS": N_(
        "Results are confirmed under these rules: {offerings}. Copy the profile and change the "
        "copy instead."
    ),
    "BREAK_OUT_OF_RANGE": N_("A break lasts between 0 and {longest} minutes."),
    "PERCENT_OUT_OF_RANGE": N_("Give a percentage from 0 to 100, with at most two decimals."),
    "PARTS_TOO_FEW": N_("A paper that is marked by part has at least two."),
    "PART_NAME_TAKEN": N_("Two parts of this paper have the same name."),
    "PART_MAXIMUM_NOT_WHOLE": N_("The maximum of a part is a whole number from 1 on."),
    "PART_BELOW_MARK": N_("A mark of {mark} has been entered for this part."),
    "PARTS_NOT_MAXIMUM": N_("The parts add up to {total}, the paper has {maximum}."),
    "BAND_BELOW_PASS": N_("A better result can't begin below the pass mark of {lowest} %."),
    "BANDS_NOT_RISING": N_("Each better result begins at a higher percentage."),
    "PASS_BAND_MISSING": N_("Say from which percentage the whole is passed."),
    "WEIGHT_OUT_OF_RANGE": N_("A weight is above 0 and at most {largest}."),
    "QUESTIONS_OUT_OF_RANGE": N_("A paper has at least one question."),
    "THEORY_MISSING": N_("This paper has a theory mark."),
    "TIMING_MISSING": N_("Say on which day this exam is sat."),
    "TASTING_NOT_ALONE": N_("A tasting is never scheduled on its own."),
    "WINDOW_OUT_OF_RANGE": N_("A window lasts at least one day."),
    "MAXIMUM_BELOW_MARK": N_("A mark of {mark} has been entered: the maximum can't be lower."),
    "OFFERING_INACTIVE": N_("This offering isn't sold any more."),
    "OFFERING_NOT_ONLINE": N_("This offering isn't online: enrol in one of its course sessions."),
    "ONLINE_OFFERING_HAS_NO_SESSIONS": N_(
        "An online offering has no dated course sessions: candidates are enrolled from a day on."
    ),
    # course days and their papers
    "COURSE_DAYS_MISSING": N_("A course session needs at least one day."),
    "COURSE_DAY_ENDS_BEFORE_START": N_("A course day ends after it begins."),
    "COURSE_DAYS_OVERLAP": N_("Two course days overlap."),
    "SEPARATE_DATE_MISSING": N_("Give the date and time of the exam on a separate day."),
    "PAPERS_DO_NOT_FIT": N_(
        "The exams take {needed} minutes with their breaks; the course day has {available}."
    ),
    "PAPERS_OVERLAP": N_("Two exams of the same candidates can't be at the same time."),
    "COURSE_SESSION_IN_USE": N_("People have been enrolled in this course session: cancel it."),
    "CANDIDATES_MISSING": N_("Choose at least one candidate."),
    "ENROLLED_ALREADY": N_("Already enrolled: {names}."),
    "SEATS_TOO_FEW": N_("Seats left in “{session}”: {seats}. Candidates chosen: {wanted}."),
    "ENROLMENT_HAS_RESULTS": N_(
        "An exam of this enrolment has been sat or missed: it can't be withdrawn any more."
    ),
    "ENROLMENT_CANCELLED": N_("This enrolment is cancelled already."),
    # exam sessions
    "REMOTE_TASTING": N_("A tasting is always in person."),
    "REMOTE_SESSION_IN_PERSON": N_("A remote invigilation session can't be held in person."),
    "NOT_SCHEDULED_INDEPENDENTLY": N_("This exam can't be scheduled on its own."),
    "DEADLINE_AFTER_START": N_("Registration closes before the exam starts."),
    "BUNDLED_WITH_COURSE": N_(
        "A course exam is made, moved and cancelled with its course session."
    ),
    "CAPACITY_BELOW_ENROLMENT": N_("{taken} seats are taken already."),
    "SESSION_CANCELLED": N_("This session has been cancelled."),
    "SESSION_NOT_CANCELLED": N_("This session isn't cancelled."),
    "SESSION_HAS_REGISTRATIONS": N_("Candidates have been registered for this session."),
    "EXAM_ALREADY_HELD": N_("This exam has been held: attendance or marks are recorded."),
    "CANDIDATES_CLASH": N_("Another exam at that time: {names}."),
    "REASON_MISSING": N_("Give a reason."),
    # registrations
    "BOOKING_DISABLED": N_("Booking is switched off for this session."),
    "TEMPLATE_INACTIVE": N_("This exam isn't offered any more."),
    "SESSION_IN_THE_PAST": N_("This session has already started."),
    "SESSION_FULL": N_("All seats of this session are taken."),
    "SEATS_ON_OFFER": N_(
        "The seats left in “{session}” are on offer to people in its waiting list: {seats}."
    ),
    "DEADLINE_PASSED": N_("The registration deadline has passed."),
    "LEVEL_DIFFERS": N_("This session is level {level}; the candidate needs level {wanted}."),
    "SUBJECT_DIFFERS": N_("This session is about {subject}; the candidate needs {wanted}."),
    "PAPER_DIFFERS": N_("This session is for another paper."),
    "SESSION_TYPE_DIFFERS": N_("This kind of registration isn't made for this kind of session."),
    "CLASH": N_("The candidate has another exam at that time."),
    "ALREADY_REGISTERED": N_("The candidate is already registered for this session."),
    "ALREADY_BOOKED": N_("The candidate already has a seat for this paper."),
    "FEE_NOT_TYPED": N_("Type the fee: a standalone exam has no price of its own."),
    "NOT_WAITING": N_("{name} has a seat for this paper already, or needs none."),
    "SEATS_GIVEN_TO_OTHERS": N_("Every seat goes to somebody else who waits."),
    "SEATED_SINCE": N_("Other seats have been given since to: {names}."),
    "BOOKING_WITHOUT_COURSE": N_("This booking belongs to no course: it can only be cancelled."),
    "NOT_IN_LINE": N_("This candidate doesn't stand in the waiting list any more."),
    "ALREADY_IN_LINE": N_("This candidate stands in the waiting list already."),
    "SEATS_LEFT": N_("There is a seat left: it can be assigned."),
    "NO_OFFER": N_("No seat is on offer to this candidate any more."),
    "ASSIGNMENT_PAID": N_("{name} has paid since: this can't be undone any more."),
    "ASSIGNMENT_SETTLED": N_(
        "{name} has sat or missed this exam since: this can't be undone any more."
    ),
    "ASSIGNMENT_MOVED": N_("{name} has another seat since: this can't be undone any more."),
    "ASSIGNMENT_CANCELLED": N_(
        "The seat of {name} has been cancelled since: this can't be undone any more."
    ),
    "REMOTE_QUEUE": N_("This exam is booked in the remote queue."),
    "ALREADY_PASSED": N_("The candidate has already passed this paper."),
    "NOTHING_MISSED": N_("A makeup is for a paper that the candidate has missed."),
    "NOTHING_FAILED": N_("A resit is for a paper that the candidate has failed."),
    "RESITS_NOT_ALLOWED": N_("This exam can't be resat."),
    "OUTSIDE_WINDOW": N_("The candidate may sit this exam from {first} to {last}."),
    "STATUS_CHANGE_NOT_ALLOWED": N_("This registration can't be changed in that way any more."),
    # candidates
    "FIRST_NAME_MISSING": N_("Give the first name."),
    "LAST_NAME_MISSING": N_("Give the last name."),
    "CANDIDATE_NUMBER_TAKEN": N_("{name} already has the number {number}."),
    "BIRTH_DATE_IN_FUTURE": N_("A birth date lies in the past."),
    "BIRTH_DATE_TOO_EARLY": N_("A birth date isn't before {earliest}."),
    "EMAIL_NOT_PLAUSIBLE": N_("“{text}” isn't an e-mail address."),
    "EXTRA_TIME_OUT_OF_RANGE": N_("Extra time lies between 0 and {maximum} %."),
    "TEXT_TOO_LONG": N_("Use at most {maximum} characters."),
    "CANDIDATE_HAS_HISTORY": N_(
        "{name} is enrolled or registered for an exam and can't be removed."
    ),
    "CANDIDATE_CHANGED_SINCE": N_("{name} has been changed since: this can't be undone any more."),
    "BOOKED_FOR": N_("Booked for {day}: this paper is still to be sat."),
    "RESULT_AWAITED": N_("The result isn't there yet."),
    "WINDOW_ENDED": N_("The window for this exam ended on {day}."),
    # two records of one person
    "CANDIDATE_STANDS_FOR_ANOTHER": N_(
        "Another record was merged into that of {name}: take the two apart first."
    ),
    "MERGE_WITH_ITSELF": N_("This is the same record: choose another one."),
    "TOLD_APART_ALREADY": N_("These two have been told apart already."),
    "MERGE_CHOICE_MISSING": N_("Choose which of the two is right."),
    "MERGE_SAME_EXAM": N_(
        "Both records are registered for {exam} on {day}: cancel one of the two first."
    ),
    "MERGE_EXAMS_OVERLAP": N_(
        "{exam} and {other} on {day} are at the same time: nobody sits both. Is it one person?"
    ),
    "MERGE_SAME_COURSE": N_(
        "Both records are enrolled in {course}: withdraw one of the two first."
    ),
    "MERGE_SAME_LINE": N_("Both records wait for a seat in {exam}: take one off the list first."),
    "MERGE_WITH_CERTIFICATION": N_(
        "A final certification exam belongs to this record of {name}: keep this one instead."
    ),
    "MERGE_UNDONE_ALREADY": N_("The records of {name} have been taken apart already."),
    "MERGED_ONCE_MORE": N_("{name} has been merged into another record since: undo that first."),
    "MERGE_BUILT_UPON": N_(
        "Something has been booked, paid or written for {name} since, upon what came over: the "
        "records can't be taken apart any more."
    ),
    # results
    "NOT_ASSIGNED": N_("You aren't assigned to this exam session."),
    "MARK_FOR_NO_SHOW": N_("This candidate is a no-show: undo that first, then give the mark."),
    "MARK_BEFORE_EXAM": N_("The exam is on {day}: marks can be given from that day on."),
    "COMPONENT_NOT_EXAMINED": N_("This exam has no mark of that kind."),
    "MARK_BY_PARTS": N_("This paper is marked by its parts: its mark is their sum."),
    "MARK_FAR_FROM_OTHER": N_("{points} percentage points or more from the other paper."),
    "RESULT_CONFIRMED": N_("This result is confirmed: it can only be corrected, with a reason."),
    "RESULT_CHANGED_SINCE": N_("A result has been changed since it was shown: look at it again."),
    "RESULT_WITHOUT_MARK": N_("There is no mark yet that could be confirmed."),
    "RESULT_BUILT_UPON": N_("This mark has been changed again since: undo that first."),
    "NO_SHOW_BEFORE_EXAM": N_("The exam is on {day}: nobody can have missed it yet."),
    "NO_SHOW_WITH_MARK": N_("This candidate has a mark: clear it first."),
    "RESULT_STATE_NOT_ALLOWED": N_("This result can't be changed in that way any more."),
    "SECOND_PERSON_NEEDED": N_("A second person confirms: not whoever entered the mark."),
    # prices
    "PRICE_UNKNOWN": N_("There is no price for this."),
    "PRICE_WITH_OFFERING": N_("The price of a course is changed with its offering."),
    "PRICE_DAY_TAKEN": N_("There already is a price from {day} on."),
    "PRICE_CHARGED_SINCE": N_(
        "Something was charged on {day}: choose a later day, so that the charge stays explained."
    ),
    # check-in
    "CHECK_IN_COMPLETED": N_("This candidate has sat the exam already."),
    "CHECK_IN_NO_SHOW": N_("This candidate is down as a no-show."),
    "CHECK_IN_CANCELLED": N_("This booking has been cancelled."),
    "CHECK_IN_RESCHEDULED": N_("This booking was moved to another session."),
    "CHECK_IN_TOO_EARLY": N_("Check-in opens on {day} at {time}."),
    "CHECK_IN_OVER": N_("The exam is over."),
    "FEE_OWED": N_("The fee isn't paid: {owed} is owed."),
    "FEE_NOT_PAID": N_("The fee isn't paid."),
    # fees
    "AMOUNT_MISSING": N_("Give an amount."),
    "AMOUNT_NOT_ABOVE_ZERO": N_("Give an amount above zero."),
    "NOTHING_OWED": N_("Nothing is owed for this booking."),
    "PAYMENT_ABOVE_OWED": N_("Only {owed} is owed."),
    "WAIVER_ABOVE_OWED": N_("Only {owed} is owed: no more can be waived."),
    "APPROVER_NOT_ALLOWED": N_("{name} may not sign for money."),
    "TAKEN_BACK_ALREADY": N_("This has been taken back already."),
    "NOTHING_TO_REFUND": N_("Nothing has been paid for this that could be refunded."),
    "REFUND_ABOVE_RECEIVED": N_("No more than the {received} that came in can be refunded."),
    "CONSIDERATION_NOT_NO_SHOW": N_(
        "Special consideration is for an exam that the candidate has missed."
    ),
    "CONSIDERATION_OPEN": N_("Special consideration has been asked for already."),
    "CONSIDERATION_DECIDED": N_("This has been decided already."),
    "CONSIDERATION_UNDECIDED": N_("This hasn't been decided yet."),
    "EVIDENCE_MISSING": N_("Say what the evidence is."),
    "EVIDENCE_BEFORE_EXAM": N_("The exam was on {day}: evidence comes after it."),
    "EVIDENCE_IN_FUTURE": N_("This day is still to come."),
    "EVIDENCE_LATE": N_("Evidence was due by {last_day}: give the reason why it's taken later."),
    "REFUNDED_ALREADY": N_("This charge has been refunded already: a charge is refunded once."),
    # the store
    "STORE_KEY_WRONG": N_("This key doesn't open the store “{store}”."),
    "STORE_MISSING": N_("The store {path} is missing."),
    "STORE_IS_NEWER": N_(
        "A newer WSET Desk has written this store (form {revision}). Nothing was changed; "
        "update the program on this computer."
    ),
    "STORE_WITHOUT_CENTRE": N_("There is no centre in this store."),
    "STORE_DAMAGED": N_("The store is damaged: restore the latest backup."),
    # backups
    "BACKUP_NOT_ONE": N_("This file isn't a backup of WSET Desk."),
    "BACKUP_IS_NEWER": N_(
        "A newer WSET Desk has made this backup: update the program on this computer first."
    ),
    "BACKUP_DAMAGED": N_(
        "This backup is damaged: it was changed or cut short after it was made. Take another one."
    ),
    "BACKUP_PASSPHRASE_WRONG": N_("This isn't the passphrase of this backup."),
    "BACKUP_WITHOUT_PASSPHRASE": N_("This backup has no passphrase: type the recovery key."),
    "BACKUP_PASSPHRASE_NOT_GIVEN": N_(
        "Type the passphrase of this backup in a terminal, or name a file that holds it in "
        "{variable}."
    ),
    "BACKUP_PASSPHRASE_NEEDED": N_("Choose a passphrase for the backups first."),
    "BACKUP_KEY_DAMAGED": N_("The file {path} is damaged: choose a new passphrase for backups."),
    "BACKUP_FOLDER_NOT_CHOSEN": N_(
        "Say where the backup goes with --to DIR, or choose a folder in the settings."
    ),
    "BACKUP_FOLDER_MISSING": N_("There is no folder {folder}."),
    "BACKUP_FOLDER_NOT_WRITABLE": N_("Nothing can be written to the folder {folder}."),
    "BACKUP_NO_ROOM": N_("There isn't enough room in {folder}: {megabytes} MB are needed."),
    "BACKUP_FAILED": N_(
        "The backup couldn't be read again after it was written and was thrown away. Try another "
        "folder; wset-desk doctor looks for the cause."
    ),
    # this PC: profiles, keys, passwords, settings
    "PROFILE_NAME_EMPTY": N_("Give the centre a name."),
    "PROFILE_EXISTS": N_("There already is a centre named “{name}” on this computer."),
    "PROFILE_UNKNOWN": N_("There is no centre named “{name}” on this computer."),
    "PROFILE_NOT_CHOSEN": N_("Say which centre with --profile: {names}."),
    "PROFILES_NONE": N_(
        "There is no centre on this computer yet. Set one up in the window, or build the sample: "
        "wset-desk demo"
    ),
    "NO_SCREEN": N_(
        "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Start WSET Desk "
        "in a graphical session, or drive its windows without one: wset-desk tour --out DIR"
    ),
    "PASSPHRASE_NEEDED": N_("Type the passphrase of this centre."),
    "PASSPHRASE_WRONG": N_("This isn't the passphrase of this centre."),
    "PASSPHRASE_FILE_UNREADABLE": N_("The passphrase file {path} can't be read."),
    "PASSWORD_NEEDED": N_(
        "Type the password in a terminal, or name a file that holds it in {variable}."
    ),
    "PASSWORD_FILE_UNREADABLE": N_("The password file {path} can't be read."),
    "RECOVERY_KEY_MISTYPED": N_("There is a slip in the recovery key: compare it with the paper."),
    "RECOVERY_KEY_WRONG": N_("This is the recovery key of another centre."),
    "KEY_NOT_IN_KEYRING": N_(
        "The key isn't in this computer's keyring any more: type the recovery key."
    ),
    "KEYRING_MISSING": N_("This computer has no keyring in which it could be kept."),
    "KEYRING_REFUSED": N_("This computer's keyring doesn't give out the key."),
    "KEY_FILE_MISSING": N_("The key file {path} is missing."),
    "KEY_FILE_DAMAGED": N_("The key file {path} is damaged."),
    "KEY_FILE_EXISTS": N_("There already is a key file {path}."),
    "PASSWORD_TOO_SHORT": N_("Use at least {minimum} characters."),
    "PASSWORD_TOO_LONG": N_("Use at most {maximum} characters."),
    "LANGUAGE_UNKNOWN": N_("The program doesn't speak “{language}”."),
    "SETTING_UNKNOWN": N_("There is no setting “{name}”."),
    "SETTING_HOURS_REVERSED": N_("Remote exams would end at {last} and begin at {first}."),
    "SETTING_NOT_OF_COURSES": N_("This setting holds for the whole centre."),
    "SETTING_NOT_A_NUMBER": N_("Give a whole number."),
    "SETTING_NOT_A_TIME": N_("Give a time such as 17:00."),
    "SETTING_NOT_YES_OR_NO": N_("Give yes or no."),
    "SETTING_OUT_OF_RANGE": N_("Give a number from {minimum} to {maximum}."),
    "SETTING_NOT_A_CHOICE": N_("Choose one of: {choices}."),
}
"""The words of each code, in English, with its parameters in braces."""
