"""The words of refusals about files, and what is brought in from them (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

FILE_MESSAGES: dict[str, str] = {
    # files
    "FILE_NOT_FOUND": N_("There is no file {path}."),
    "FILE_NOT_READ": N_("The file {path} can't be read."),
    "FILE_EMPTY": N_("There is nothing in this file."),
    "FILE_TOO_LARGE": N_("This file is larger than {maximum} MB."),
    "FILE_UNPACKS_TOO_LARGE": N_("This workbook is larger than {maximum} MB when unpacked."),
    "FILE_NOT_TEXT": N_("This file is neither text nor an Excel workbook (.xlsx)."),
    "FILE_OLD_EXCEL": N_("Workbooks of this old kind aren't read: save it as .xlsx or CSV."),
    "FILE_ENCODING_UNKNOWN": N_("Nothing is known of the encoding “{encoding}”."),
    "FILE_ENCODING_WRONG": N_("This file isn't written in {encoding}."),
    "FILE_NOT_WRITTEN": N_("The file {path} can't be written."),
    "SHEET_FORMAT_UNKNOWN": N_("A table is written to a file that ends in one of: {endings}."),
    "SHEET_TOO_LONG": N_("A sheet has at most {maximum} rows: choose less."),
    "AUDIT_TOO_LONG": N_("More than {maximum} changes: choose a shorter period."),
    "WORKBOOK_DAMAGED": N_("This workbook is damaged."),
    "WORKBOOK_LOCKED": N_("This workbook has a password: save a copy without it."),
    "TOO_MANY_COLUMNS": N_("This table has more than {maximum} columns."),
    "TOO_MANY_ROWS": N_("This table has more than {maximum} rows."),
    "TABLE_TOO_WIDE": N_("A table has at most {rows} rows and {columns} columns."),
    "CELL_TOO_LONG": N_("Row {row}: a cell has more than {maximum} characters."),
    "QUOTE_NOT_CLOSED": N_("Row {row}: a quotation mark is opened and never closed."),
    # import of any kind
    "IMPORT_NEEDS_COLUMN": N_("Say which column holds “{label}”."),
    "CELL_MISSING": N_("This has to be given."),
    "NUMBER_NOT_READ": N_("“{text}” isn't a whole number."),
    "TIME_NOT_READ": N_("“{text}” isn't a time such as 9:30."),
    "MOMENT_NOT_READ": N_("“{text}” isn't a day with a time, such as 5 Sep 2026 14:30."),
    "CHOICE_NOT_READ": N_("“{text}” isn't one of: {choices}."),
    "DAY_OUT_OF_RANGE": N_("This day isn't between {first} and {last}."),
    "DAYS_NOT_READ": N_("“{text}” isn't a list such as 6 Sep 2026 9:30-16:30; 7 Sep 2026."),
    "MARK_IS_PERCENTAGE": N_(
        "{mark} looks like a percentage: give the mark on the paper's own scale, such as 84."
    ),
    "PART_NOT_READ": N_("“{text}” isn't a part of this paper with its mark."),
    "PARTS_DIFFER_FROM_MARK": N_("The parts add up to {total}."),
    "SETTLED_NOT_READ": N_("“{text}” is neither an amount nor yes or no."),
    "FEE_STATE_MISSING": N_("Say what of the fee of {fee} is paid or waived: 0 if it's all owed."),
    "WAIVED_ABOVE_FEE": N_("No more than the fee of {fee} can be waived."),
    "REFUNDED_ABOVE_PAID": N_("No more than the {paid} that was paid can be refunded."),
    "MOVED_FROM_UNKNOWN": N_("The candidate wasn't booked for the exam that this one replaces."),
    "VERSION_NOT_READ": N_(
        "“{text}” isn't a version such as 2026-02-20 10:00:00 provisional 84 by Dan Moor."
    ),
    "VERSIONS_DIFFER_FROM_MARK": N_("The last version isn't the mark and state of this row."),
    "EVENT_NOT_READ": N_(
        "“{text}” isn't an entry such as 2026-03-02 10:00:00 forwarded by Dan Moor: sent."
    ),
    "ENQUIRY_NOT_CLOSED": N_("An enquiry that is {status} hasn't been decided yet."),
    "ENQUIRY_NOT_COMPLETED": N_("Only a completed enquiry has this; this one is {status}."),
    "OUTCOME_DIFFERS_FROM_CHANGES": N_("“{outcome}” doesn't go with these changes of marks."),
    "UPHELD_WITHOUT_CHANGE": N_(
        "An enquiry is upheld where the result changed; where only a mark went up, it is partial."
    ),
    "DAY_BEFORE_EXAM": N_("The exam was on {day}, later than this."),
    "DAY_BEFORE_SUBMITTED": N_("The enquiry was submitted on {day}, later than this."),
    "DAY_AFTER_APPEAL": N_("An appeal comes after the enquiry that it appeals."),
    "DAY_IN_FUTURE": N_("This day is still to come."),
    "CHANGED_MARK_OUTSIDE": N_("With this change the mark isn't between 0 and {maximum}."),
    "RESULT_UNKNOWN": N_("No such result has been released. Bring results in first."),
    "RESULT_VERSION_UNKNOWN": N_("The result has no version {number}."),
    "ENQUIRY_APPEALED_UNKNOWN": N_("The candidate made no enquiry then that has been decided."),
    "PAPERS_NOT_READ": N_("“{text}” isn't a paper such as theory: minutes=60, maximum=100."),
    "OFFERING_UNKNOWN": N_("Nothing is sold as “{name}”. Bring courses in first."),
    "PAPER_NOT_IN_OFFERING": N_("“{name}” has no such paper."),
    "COURSE_SESSION_UNKNOWN": N_(
        "No course session of that name begins on {day}. Bring sessions in first."
    ),
    "EXAM_SESSION_UNKNOWN": N_(
        "No exam session of that name begins then. Bring sessions in first."
    ),
    "SEVERAL_SESSIONS_FIT": N_("Several sessions are called so: say which offering it is."),
    "CANDIDATE_UNKNOWN": N_("Nobody is known as “{name}”. Bring candidates in first."),
    "SEVERAL_CANDIDATES_NAMED": N_("Several candidates are called “{name}”: give the number."),
    "CANDIDATE_NOT_NAMED": N_("Give the candidate's number, or their name."),
    "ENROLMENT_UNKNOWN": N_(
        "The candidate isn't enrolled in such a course. Bring enrolments in first."
    ),
    "SEVERAL_ENROLMENTS_FIT": N_("Several enrolments fit: say the offering and its first day."),
    "BOOKING_UNKNOWN": N_("The candidate isn't booked for this exam. Bring bookings in first."),
    "SEATS_ALL_TAKEN": N_("All {seats} seats of “{session}” are taken."),
    "RECORD_REPEATED": N_("Row {row} is about the same, with other values."),
    "RECORD_FIXED": N_("An import doesn't change this: it is “{known}”."),
    "IMPORT_TAKEN_OUT": N_("This import has been taken out already."),
    "IMPORT_UNKNOWN": N_("No import is called “{name}”. Without a name, the command lists them."),
    "IMPORT_MADE_ELSEWHERE": N_("This import was made on another computer: take it out there."),
    "IMPORT_BUILT_UPON": N_(
        "“{name}” has been changed or used since: the import can't be taken out as it is."
    ),
    # import of candidates
    "IMPORT_NEEDS_NAMES": N_("Say which columns hold the first and the last name."),
    "FILE_FIELD_UNKNOWN": N_("“{name}” isn't one of: {names}."),
    "COLUMN_UNKNOWN": N_("There is no column “{heading}” in this file."),
    "MAPPING_NOT_READ": N_("“{text}” isn't of the form Heading=field."),
    "FIELD_MAPPED_TWICE": N_("Two columns are said to hold the same."),
    "IMPORT_HAS_ERRORS": N_("Nothing was imported: {count} rows need mending first."),
    "NAME_NOT_SPLIT": N_("“{text}” should be a first and a last name."),
    "DATE_ORDER_IN_DOUBT": N_(
        "Dates such as {text} can be read in two ways: "
        "say whether the day or the month comes first."
    ),
    "DATE_DAY_FIRST": N_("“{text}” has the month first; the other dates have the day first."),
    "DATE_MONTH_FIRST": N_("“{text}” has the day first; the other dates have the month first."),
    "DATE_NOT_READ": N_("“{text}” isn't a date such as 5 Sep 1990 or 05/09/1990."),
    "EXTRA_TIME_NOT_READ": N_("“{text}” isn't a percentage such as 25."),
    "YES_OR_NO_NOT_READ": N_("“{text}” is neither yes nor no."),
    "NUMBER_REPEATED": N_("Row {row} has the same candidate number."),
    "CANDIDATE_REPEATED": N_("Row {row} is about the same candidate."),
    "SEVERAL_CANDIDATES_FIT": N_("Row {row} may be about several candidates: choose one."),
    "ROW_MATCHES_NOBODY": N_("This row isn't about the candidate chosen for it."),
}
