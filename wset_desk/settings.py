"""Every setting, declared once: its name, where it holds, what it may be and what it is for.

Values are kept JSON-safe (`Setting.encode`) in the preferences of the PC or the centre's store, and
read back through `Setting.parse`, which is also what takes what people type.
"""

from collections.abc import Iterator
from datetime import time

from wset_desk.domain.access_settings import (
    INVIGILATOR_PC_DAYS,
    OFFLINE_SIGN_IN_DAYS,
    SIGNING_IN,
)
from wset_desk.domain.errors import N_
from wset_desk.domain.retention import PERIODS
from wset_desk.domain.settings import AnySetting, Scope, Setting
from wset_desk.domain.working_days import BANK_HOLIDAY_REGIONS

__all__ = ["SETTINGS", "AnySetting", "Scope", "Setting", "settings_of"]

THIS_COMPUTER = N_("This computer")
BACKUP = N_("Backup")
DEADLINES = N_("Deadlines")
RESULTS = N_("Results")
SEATS = N_("Seats and exam days")
REMOTE = N_("Remote exams")
MAIL = N_("Mail")
ENQUIRIES = N_("Enquiries")

APPEARANCE = Setting(
    name="appearance",
    scope=Scope.PC,
    kind=str,
    default="system",
    choices=("system", "light", "dark"),
    section=THIS_COMPUTER,
    title=N_("Appearance"),
    description=N_("Light, dark, or as the computer is set."),
)
TEXT_SIZE = Setting(
    name="text_size",
    scope=Scope.PC,
    kind=int,
    default=100,
    minimum=90,
    maximum=200,
    section=THIS_COMPUTER,
    title=N_("Text size"),
    description=N_("Per cent of the usual size; everything else grows along."),
)
LANGUAGE = Setting(
    name="language",
    scope=Scope.PC,
    kind=str,
    default="en",
    section=THIS_COMPUTER,
    title=N_("Language"),
    description=N_("The language of the program on this computer."),
)
BACKUP_FOLDER = Setting(
    name="backup_folder",
    scope=Scope.PC,
    kind=str,
    default="",
    section=BACKUP,
    title=N_("Folder of the backups"),
    description=N_("Where this computer's backups go: best a stick or a synchronised folder."),
)
BACKUP_KEEP = Setting(
    name="backup_keep",
    scope=Scope.PC,
    kind=int,
    default=30,
    minimum=1,
    maximum=3650,
    section=BACKUP,
    title=N_("Days of backups kept"),
    description=N_("Of each day the latest backup is kept, of so many days."),
)
REGISTRATION_DEADLINE_WORKING_DAYS = Setting(
    name="registration_deadline_working_days",
    scope=Scope.CENTRE,
    kind=int,
    default=12,
    minimum=0,
    maximum=120,
    section=DEADLINES,
    title=N_("Registration deadline"),
    description=N_("Working days before an exam at which its booking closes."),
)
REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS = Setting(
    name="remote_registration_deadline_working_days",
    scope=Scope.CENTRE,
    kind=int,
    default=20,
    minimum=0,
    maximum=120,
    section=DEADLINES,
    title=N_("Registration deadline of remote exams"),
    description=N_("Working days before a remotely invigilated exam at which its booking closes."),
)
REGISTRATION_DEADLINE_TIME = Setting(
    name="registration_deadline_time",
    scope=Scope.CENTRE,
    kind=time,
    default=time(17, 0),
    section=DEADLINES,
    title=N_("Time of the registration deadline"),
    description=N_("Centre time; the last second before the next minute is still in time."),
)
CONSIDERATION_WORKING_DAYS = Setting(
    name="consideration_working_days",
    scope=Scope.CENTRE,
    kind=int,
    default=5,
    minimum=1,
    maximum=120,
    section=DEADLINES,
    title=N_("Evidence for special consideration"),
    description=N_("Working days after a missed exam by which its evidence has to be here."),
)
BANK_HOLIDAY_REGION = Setting(
    name="bank_holiday_region",
    scope=Scope.CENTRE,
    kind=str,
    default="England",
    choices=tuple(BANK_HOLIDAY_REGIONS),
    section=DEADLINES,
    title=N_("Bank holidays of"),
    description=N_("Days that don't count as working days."),
)
IDLE_LOCK_MINUTES = Setting(
    name="idle_lock_minutes",
    scope=Scope.CENTRE,
    kind=int,
    default=10,
    minimum=1,
    maximum=240,
    section=SIGNING_IN,
    title=N_("Lock when idle"),
    description=N_("Minutes without a key or a click after which the window locks."),
)
RESULT_NEEDS_SECOND_PERSON = Setting(
    name="result_needs_second_person",
    scope=Scope.CENTRE,
    kind=bool,
    default=True,
    section=RESULTS,
    title=N_("A second person confirms results"),
    description=N_("Whoever entered a result can't confirm it."),
)
MARK_GAP_POINTS = Setting(
    name="mark_gap_points",
    scope=Scope.COURSE,
    kind=int,
    default=30,
    minimum=1,
    maximum=100,
    section=RESULTS,
    title=N_("Marks far apart"),
    description=N_("Percentage points between a candidate's papers from which a mark is flagged."),
)
RESULT_DOUBLE_ENTRY = Setting(
    name="result_double_entry",
    scope=Scope.COURSE,
    kind=bool,
    default=False,
    section=RESULTS,
    title=N_("Marks are entered twice"),
    description=N_("Two people type each mark on their own; where they differ, a third decides."),
)
ENQUIRY_WEEKS_LEVELS_1_2 = Setting(
    name="enquiry_weeks_levels_1_2",
    scope=Scope.CENTRE,
    kind=int,
    default=6,
    minimum=1,
    maximum=52,
    section=ENQUIRIES,
    title=N_("Enquiry window of levels 1 and 2"),
    description=N_("Weeks from the exam during which its result can be challenged."),
)
ENQUIRY_WEEKS_LEVEL_3 = Setting(
    name="enquiry_weeks_level_3",
    scope=Scope.CENTRE,
    kind=int,
    default=12,
    minimum=1,
    maximum=52,
    section=ENQUIRIES,
    title=N_("Enquiry window of level 3"),
    description=N_("Weeks from the exam during which its result can be challenged."),
)
ENQUIRY_APPEAL_DAYS = Setting(
    name="enquiry_appeal_days",
    scope=Scope.CENTRE,
    kind=int,
    default=20,
    minimum=0,
    maximum=250,
    section=ENQUIRIES,
    title=N_("Appeals"),
    description=N_("Working days after an enquiry's answer during which it can be appealed."),
)
ENQUIRY_REPLY_DAYS = Setting(
    name="enquiry_reply_days",
    scope=Scope.CENTRE,
    kind=int,
    default=20,
    minimum=1,
    maximum=250,
    section=ENQUIRIES,
    title=N_("Answer to an enquiry"),
    description=N_("Working days after an enquiry was submitted by which it is answered."),
)

WAITING_LIST_OFFER_HOURS = Setting(
    name="waiting_list_offer_hours",
    scope=Scope.CENTRE,
    kind=int,
    default=0,
    minimum=0,
    maximum=336,
    section=SEATS,
    title=N_("Offers from the waiting list"),
    description=N_(
        "Hours for which a freed seat is kept for the first in line; 0: it is free at once."
    ),
)
CHECK_IN_MINUTES = Setting(
    name="check_in_minutes",
    scope=Scope.CENTRE,
    kind=int,
    default=15,
    minimum=0,
    maximum=240,
    section=SEATS,
    title=N_("Check-in opens"),
    description=N_("Minutes before an exam starts from which candidates are checked in."),
)
REMOTE_HOURS_FROM = Setting(
    name="remote_hours_from",
    scope=Scope.CENTRE,
    kind=time,
    default=time(8, 0),
    section=REMOTE,
    title=N_("Remote exams from"),
    description=N_("Centre time; no remotely invigilated exam begins earlier."),
)
REMOTE_HOURS_UNTIL = Setting(
    name="remote_hours_until",
    scope=Scope.CENTRE,
    kind=time,
    default=time(20, 0),
    section=REMOTE,
    title=N_("Remote exams until"),
    description=N_("Centre time; every remotely invigilated exam has ended by then."),
)
REMOTE_PARALLEL_EXAMS = Setting(
    name="remote_parallel_exams",
    scope=Scope.CENTRE,
    kind=int,
    default=1,
    minimum=1,
    maximum=10,
    section=REMOTE,
    title=N_("Remote exams side by side"),
    description=N_("Candidates whom one invigilator watches at the same time."),
)
REMOTE_CHECK_DAYS = Setting(
    name="remote_check_days",
    scope=Scope.CENTRE,
    kind=int,
    default=7,
    minimum=0,
    maximum=60,
    section=REMOTE,
    title=N_("System check of remote exams"),
    description=N_("Days before a remote exam by which the candidate's computer has been tried."),
)
REMOTE_LINK_DAYS = Setting(
    name="remote_link_days",
    scope=Scope.CENTRE,
    kind=int,
    default=2,
    minimum=0,
    maximum=60,
    section=REMOTE,
    title=N_("Link to remote exams"),
    description=N_("Days before a remote exam by which its candidate has been sent the link."),
)
SMTP_HOST = Setting(
    name="smtp_host",
    scope=Scope.CENTRE,
    kind=str,
    default="",
    section=MAIL,
    title=N_("Mail server"),
    description=N_("The name of the server that sends the centre's mail; empty: none does."),
)
SMTP_PORT = Setting(
    name="smtp_port",
    scope=Scope.CENTRE,
    kind=int,
    default=587,
    minimum=1,
    maximum=65535,
    section=MAIL,
    title=N_("Port of the mail server"),
    description=N_("Mostly 587 with STARTTLS, 465 with TLS."),
)
SMTP_SECURITY = Setting(
    name="smtp_security",
    scope=Scope.CENTRE,
    kind=str,
    default="starttls",
    choices=("starttls", "tls", "none"),
    section=MAIL,
    title=N_("Security of the mail server"),
    description=N_("How the way to the mail server is encrypted."),
)
SMTP_USER = Setting(
    name="smtp_user",
    scope=Scope.CENTRE,
    kind=str,
    default="",
    section=MAIL,
    title=N_("User name at the mail server"),
    description=N_("Empty where the server asks for none. Its password is kept in the keyring."),
)
SMTP_FROM = Setting(
    name="smtp_from",
    scope=Scope.CENTRE,
    kind=str,
    default="",
    section=MAIL,
    title=N_("Sender of the mail"),
    description=N_("The address that candidates see and answer to; empty: the centre's own."),
)

SETTINGS: dict[str, AnySetting] = {
    setting.name: setting
    for setting in (
        APPEARANCE,
        TEXT_SIZE,
        LANGUAGE,
        BACKUP_FOLDER,
        BACKUP_KEEP,
        REGISTRATION_DEADLINE_WORKING_DAYS,
        REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS,
        REGISTRATION_DEADLINE_TIME,
        CONSIDERATION_WORKING_DAYS,
        BANK_HOLIDAY_REGION,
        IDLE_LOCK_MINUTES,
        OFFLINE_SIGN_IN_DAYS,
        INVIGILATOR_PC_DAYS,
        RESULT_NEEDS_SECOND_PERSON,
        MARK_GAP_POINTS,
        RESULT_DOUBLE_ENTRY,
        ENQUIRY_WEEKS_LEVELS_1_2,
        ENQUIRY_WEEKS_LEVEL_3,
        ENQUIRY_APPEAL_DAYS,
        ENQUIRY_REPLY_DAYS,
        WAITING_LIST_OFFER_HOURS,
        CHECK_IN_MINUTES,
        REMOTE_HOURS_FROM,
        REMOTE_HOURS_UNTIL,
        REMOTE_PARALLEL_EXAMS,
        REMOTE_CHECK_DAYS,
        REMOTE_LINK_DAYS,
        SMTP_HOST,
        SMTP_PORT,
        SMTP_SECURITY,
        SMTP_USER,
        SMTP_FROM,
    )
} | {setting.name: setting for setting in PERIODS.values()}


def settings_of(scope: Scope) -> Iterator[AnySetting]:
    """The settings that hold for `scope`, in the order in which they are shown."""
    return (setting for setting in SETTINGS.values() if setting.scope is scope)
