"""Files of enquiries: results that were challenged, and what came of it (rules 15 to 17)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryType
from wset_desk.domain.errors import N_
from wset_desk.domain.file_cells import (
    one_of,
    read_change,
    read_day_or_moment,
    read_held_day,
    read_lines,
    read_whole,
    read_yes_or_no,
)
from wset_desk.domain.file_events import LONGEST_CASE_FILE, read_case_file
from wset_desk.domain.file_exams import FEE_FIELDS, NO_MOMENT, SITTING_FIELDS, ChargedValues
from wset_desk.domain.file_fields import FileField, RecordSpec
from wset_desk.domain.reasons import LONGEST_STATEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryValues(ChargedValues):
    """`exam` is the paper that is challenged; of one of both papers the theory paper, and
    `tasting_exam` the other.

    `disputed_theory` and `disputed_tasting` are the numbers of the versions that the candidate had
    been told, `appeal_of` is when the enquiry was submitted that this one appeals. Score changes
    are signed. `case_file` has every entry of the case file, in lines.
    """

    enquiry_type: EnquiryType = EnquiryType.THEORY
    tasting_exam: str = ""
    tasting_start: datetime | None = None
    submitted_at: datetime = NO_MOMENT
    submitted_by: str = ""
    reason: str = ""
    consent_given_on: date | None = None
    due_on: date | None = None
    status: EnquiryStatus = EnquiryStatus.SUBMITTED
    reviewer: str = ""
    outcome: EnquiryOutcome | None = None
    score_change_theory: Decimal | None = None
    score_change_tasting: Decimal | None = None
    result_changed: bool | None = None
    resolved_at: datetime | None = None
    resolved_by: str = ""
    resolution: str = ""
    appeal_of: datetime | None = None
    disputed_theory: int | None = None
    disputed_tasting: int | None = None
    case_file: str = ""


ENQUIRY_SPEC = RecordSpec(
    EnquiryValues,
    (
        *SITTING_FIELDS,
        FileField("enquiry_type", N_("Type"), one_of(EnquiryType), "enquiry type|paper", True),
        FileField("tasting_exam", N_("Tasting exam"), headings="other exam|second exam"),
        FileField("tasting_start", N_("Tasting exam begins"), read_day_or_moment, "tasting date"),
        FileField(
            "submitted_at",
            N_("Submitted on"),
            read_day_or_moment,
            "submitted|enquiry date|requested on|created at",
            required=True,
        ),
        FileField("submitted_by", N_("Submitted by"), headings="taken by|recorded by"),
        FileField(
            "reason", N_("Reason"), read_lines, "grounds", required=True, longest=LONGEST_STATEMENT
        ),
        FileField("consent_given_on", N_("Consent given on"), read_held_day, "consent"),
        FileField("due_on", N_("Answer due on"), read_held_day, "due|due on|answer by"),
        *FEE_FIELDS,
        FileField("status", N_("Status"), one_of(EnquiryStatus), "state"),
        FileField("reviewer", N_("Reviewer"), headings="reviewed by|examiner"),
        FileField("outcome", N_("Outcome"), one_of(EnquiryOutcome), "decision"),
        FileField(
            "score_change_theory",
            N_("Change of the theory mark"),
            read_change,
            "score change theory|theory change",
        ),
        FileField(
            "score_change_tasting",
            N_("Change of the tasting mark"),
            read_change,
            "score change tasting|tasting change",
        ),
        FileField("result_changed", N_("Result changed"), read_yes_or_no, "changed"),
        FileField(
            "resolved_at",
            N_("Decided on"),
            read_day_or_moment,
            "resolved at|resolved on|closed on|decided",
        ),
        FileField("resolved_by", N_("Decided by"), headings="resolved by|closed by"),
        FileField(
            "resolution",
            N_("Decision in words"),
            read_lines,
            "resolution",
            longest=LONGEST_STATEMENT,
        ),
        FileField(
            "appeal_of", N_("Appeal of the enquiry of"), read_day_or_moment, "appeal of|appeals"
        ),
        FileField(
            "disputed_theory", N_("Theory version in dispute"), read_whole, "disputed theory"
        ),
        FileField(
            "disputed_tasting", N_("Tasting version in dispute"), read_whole, "disputed tasting"
        ),
        FileField(
            "case_file",
            N_("Case file"),
            read_case_file,
            "events|timeline",
            longest=LONGEST_CASE_FILE,
        ),
    ),
)
