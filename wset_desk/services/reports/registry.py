"""Every report, once: the window, the command line and the tests read this list."""

from collections.abc import Callable
from dataclasses import dataclass

from wset_desk.domain.errors import DomainError
from wset_desk.domain.texts import N_
from wset_desk.services.reports import (
    capacity,
    challenges,
    no_shows,
    overview,
    pass_rates,
    release_times,
    resits,
    session_statistics,
)
from wset_desk.services.reports.tables import ReportTable


@dataclass(frozen=True, slots=True)
class Report:
    """`name` is for the command line, `title` and `description` are marked texts.

    `query` is a service that takes a `ReportPeriod` as `period`.
    """

    name: str
    title: str
    description: str
    icon: str
    query: Callable[..., ReportTable]


REPORTS = (
    Report(
        "overview",
        N_("Overview"),
        N_("What was sat, how it went, and the year before."),
        "chart",
        overview.overview,
    ),
    Report(
        "levels",
        N_("By level"),
        N_("Pass rates and qualifications of each level."),
        "layers",
        pass_rates.by_level,
    ),
    Report(
        "papers",
        N_("By paper"),
        N_("Pass rate, mean and spread of each paper."),
        "file",
        pass_rates.by_paper,
    ),
    Report(
        "educators",
        N_("By educator"),
        N_("Results of those whom each educator taught."),
        "user_check",
        pass_rates.by_educator,
    ),
    Report(
        "sessions",
        N_("By session"),
        N_("Pass rate of each exam session."),
        "calendar",
        pass_rates.by_session,
    ),
    Report(
        "statistics",
        N_("Statistics"),
        N_("Number, mean, spread and pass rate of each session and paper."),
        "table",
        session_statistics.session_statistics,
    ),
    Report(
        "no-shows",
        N_("No-shows"),
        N_("How many didn't come, by paper."),
        "user_x",
        no_shows.no_shows,
    ),
    Report(
        "absences",
        N_("Who was absent"),
        N_("Each absence, and what became of the paper since."),
        "users",
        no_shows.absences,
    ),
    Report(
        "resits",
        N_("Resits"),
        N_("How those who come again fare."),
        "refresh",
        resits.resit_success,
    ),
    Report(
        "enquiries",
        N_("Enquiries"),
        N_("How many results were challenged, and what came of it."),
        "flag",
        challenges.enquiry_outcomes,
    ),
    Report(
        "capacity",
        N_("Seats"),
        N_("How full exams were, by place."),
        "seat",
        capacity.capacity_use,
    ),
    Report(
        "release",
        N_("Time to release"),
        N_("Days from the exam to the released result."),
        "clock",
        release_times.time_to_release,
    ),
)


def report_named(name: str) -> Report:
    """The report; refuses REPORT_UNKNOWN."""
    for each in REPORTS:
        if each.name == name:
            return each
    raise DomainError("REPORT_UNKNOWN", name=name, names=", ".join(each.name for each in REPORTS))
