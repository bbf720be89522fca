"""Files of courses: one row for each offering, with the course that it sells."""

from dataclasses import dataclass
from decimal import Decimal

from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import N_
from wset_desk.domain.file_cells import one_of, read_money, read_whole, read_yes_or_no
from wset_desk.domain.file_fields import FileField, RecordSpec
from wset_desk.domain.file_papers import read_papers

LONGEST_PAPERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseValues:
    """An offering is told from the others by its name and format.

    `papers` has what holds for its exams, in lines; where the rules say so already it may be empty.
    """

    offering: str = ""
    course_format: CourseFormat = CourseFormat.IN_PERSON
    title: str = ""
    subject: str = ""
    level: int = 0
    language: str = "en"
    is_premium: bool = False
    rule_profile: str = "Seed"
    price: Decimal = Decimal("0.00")
    active: bool = True
    papers: str = ""


read_format = one_of(CourseFormat)

COURSE_SPEC = RecordSpec(
    CourseValues,
    (
        FileField(
            "offering", N_("Offering"), headings="name|offering name|course name", required=True
        ),
        FileField("course_format", N_("Format"), read_format, "course format|delivery"),
        FileField("title", N_("Course title"), headings="title|course|award", required=True),
        FileField("subject", N_("Subject"), headings="stream|product", required=True, longest=80),
        FileField("level", N_("Level"), read_whole, "wset level", required=True),
        FileField("language", N_("Language"), headings="lang", longest=16),
        FileField("is_premium", N_("Premium"), read_yes_or_no),
        FileField("rule_profile", N_("Rules"), headings="rule profile|profile"),
        FileField("price", N_("Price"), read_money, "fee|course fee|amount"),
        FileField("active", N_("On sale"), read_yes_or_no, "active"),
        FileField("papers", N_("Papers"), read_papers, "exams", longest=LONGEST_PAPERS),
    ),
)
