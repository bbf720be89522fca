"""The columns of the lists and tables of the Courses screen."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.money import fee_look, money_text
from ui.common.table_model import Column
from ui.desk.courses import words
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import N_, _
from wset_desk.services.catalogue_rows import OfferingRow
from wset_desk.services.conflicts import AffectedCandidate
from wset_desk.services.course_rows import CourseSessionRow, EnrolledRow, RegistrationRow
from wset_desk.services.online_enrollments import OnlineEnrolmentRow

SEATS, CLASH = "seats", "clash"


def session_columns(zone: ZoneInfo, today: date) -> tuple[Column[CourseSessionRow], ...]:
    """The list of course sessions."""
    return (
        Column(
            "dates",
            N_("Dates"),
            lambda row: words.days_span(row.starts_on, row.ends_on),
            sort_key=lambda row: (row.starts_on, row.ends_on),
            tabular=True,
            width=226,
        ),
        Column("name", N_("Course"), lambda row: row.name, strong=True, stretch=True),
        Column(
            "level",
            N_("Level"),
            lambda row: labels.level(row.level),
            look=lambda row: words.level_look(row.level),
            sort_key=lambda row: row.level,
            width=92,
        ),
        Column("place", N_("Place"), lambda row: row.place, tone=lambda _row: "text2", width=170),
        Column(
            SEATS,
            N_("Seats"),
            lambda row: f"{row.enrolled}/{row.max_capacity}",
            sort_key=lambda row: row.max_capacity - row.enrolled,
            tabular=True,
            width=150,
        ),
        Column(
            "exam",
            N_("Exam"),
            lambda row: words.exam_dates(row, zone),
            sort_key=lambda row: row.exam_dates[:1],
            tone=lambda _row: "text2",
            tabular=True,
            width=112,
        ),
        Column(
            "status",
            N_("Status"),
            lambda row: words.session_look(row, today).text,
            look=lambda row: words.session_look(row, today),
            width=118,
        ),
    )


def registration_columns(
    exam_type: ExamType, zone: ZoneInfo, fees_in: str = ""
) -> tuple[Column[RegistrationRow], ...]:
    """Who is registered for one paper; how their fees stand where a currency is given."""
    fees = (_fee_column(fees_in),) if fees_in else ()
    return (
        Column("name", N_("Candidate"), lambda row: row.name, strong=True, stretch=True),
        _number_column(),
        Column(
            "extra_time",
            N_("Extra time"),
            lambda row: words.extra_time_text(row.extra_time_percent),
            sort_key=lambda row: row.extra_time_percent,
            tabular=True,
            width=96,
        ),
        Column(
            "times",
            N_("Own times"),
            lambda row: dates.time_span(row.starts_at, row.ends_at, zone),
            tone=lambda row: "accentText" if row.own_times else "text2",
            sort_key=lambda row: (row.starts_at, row.ends_at),
            tabular=True,
            width=130,
        ),
        Column(
            "status",
            N_("Status"),
            lambda row: _status_look(row).text,
            look=_status_look,
            tooltip=lambda row: labels.provisional_text() if row.is_provisional else "",
            width=130,
        ),
        *fees,
        Column(
            "mark",
            N_("Mark"),
            lambda row: words.mark_text(row, exam_type),
            align="right",
            sort_key=lambda row: row.theory_score or row.tasting_score or -1,
            tabular=True,
            width=80,
        ),
        Column("result", N_("Result"), lambda _row: "", look=_result_look, width=110),
    )


def _status_look(row: RegistrationRow) -> Look:
    """A seat that the server hasn't confirmed is marked so until it has come of something."""
    if row.is_provisional and row.status == RegistrationStatus.REGISTERED:
        return labels.provisional_look()
    return labels.status_look(row.status)


def _fee_column(currency: str) -> Column[RegistrationRow]:
    return Column(
        "fee",
        N_("Fee"),
        lambda row: _text(fee_look(row.fee, currency)),
        look=lambda row: fee_look(row.fee, currency),
        sort_key=lambda row: row.fee.owed,
        width=150,
    )


def _text(look: Look | None) -> str:
    return "" if look is None else look.text


def enrolled_columns() -> tuple[Column[EnrolledRow], ...]:
    """Who is enrolled in a course session without exams."""
    return (
        Column("name", N_("Candidate"), lambda row: row.name, strong=True, stretch=True),
        _number_column(),
        Column(
            "extra_time",
            N_("Extra time"),
            lambda row: words.extra_time_text(row.extra_time_percent),
            width=96,
        ),
    )


def online_columns() -> tuple[Column[OnlineEnrolmentRow], ...]:
    """Who is enrolled online."""
    return (
        Column("name", N_("Candidate"), lambda row: row.name, strong=True, stretch=True),
        _number_column(),
        Column(
            "start",
            N_("Starts"),
            lambda row: dates.day_short(row.start_date) if row.start_date else "",
            sort_key=lambda row: row.start_date,
            tabular=True,
            width=130,
        ),
        Column(
            "window",
            N_("May sit until"),
            lambda row: dates.day_short(row.window_ends_on) if row.window_ends_on else "",
            sort_key=lambda row: row.window_ends_on,
            tabular=True,
            width=130,
        ),
    )


def offering_columns(currency: str) -> tuple[Column[OfferingRow], ...]:
    """The list of offerings."""
    return (
        Column("name", N_("Offering"), lambda row: row.name, strong=True, stretch=True),
        Column(
            "level",
            N_("Level"),
            lambda row: labels.level(row.level),
            look=lambda row: words.level_look(row.level),
            sort_key=lambda row: row.level,
            width=92,
        ),
        Column("format", N_("Format"), lambda row: labels.course_format(row.course_format)),
        Column("profile", N_("Rules"), lambda row: row.rule_profile, width=90),
        Column(
            "price",
            N_("Price"),
            lambda row: money_text(row.price, currency),
            align="right",
            sort_key=lambda row: row.price,
            tabular=True,
            width=110,
        ),
        Column(
            "templates",
            N_("Exams"),
            lambda row: ", ".join(each.name for each in row.templates),
            tone=lambda _row: "text2",
            tooltip=lambda row: "\n".join(each.name for each in row.templates),
            width=330,
        ),
        Column("active", N_("Status"), lambda _row: "", look=_sold_look, width=110),
    )


def affected_columns() -> tuple[Column[AffectedCandidate], ...]:
    """Whom a move or a cancellation affects."""
    return (
        Column("name", N_("Candidate"), lambda row: row.name, strong=True, stretch=True),
        _number_column(),
        Column(
            CLASH,
            N_("Clashes with"),
            lambda row: row.clash or "",
            icon=lambda row: "warning" if row.clash else "",
            tone=lambda _row: "danger",
            tooltip=lambda row: row.clash or "",
            width=250,
        ),
    )


def _number_column() -> Column:  # type: ignore[type-arg]
    return Column(
        "number",
        N_("Number"),
        lambda row: row.number or "",
        tone=lambda _row: "text2",
        tabular=True,
        width=110,
    )


def _result_look(row: RegistrationRow) -> Look | None:
    if row.passed is None:
        return None
    return labels.outcome_look("pass" if row.passed else "fail")


def _sold_look(row: OfferingRow) -> Look:
    if row.active:
        return Look(_("On sale"), "check", "success", "successSoft")
    return Look(_("Not on sale"), "minus", "text3", "sunken")
