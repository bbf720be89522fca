"""Taking over the awarding body's results of an exam, from its file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.awarding_file import (
    FileCheck,
    FileRow,
    PaperScale,
    RowGroup,
    Sitter,
    check_file,
)
from wset_desk.domain.catalogue import Component, ExamType, PaperRules
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import CellProblem, ColumnMapping, TextRow
from wset_desk.domain.mark_entry import mark_refusal
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.i18n import _
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import command, query
from wset_desk.services.days import day_after, midnight
from wset_desk.services.derived import paper_rules
from wset_desk.services.exams_held import ExamHeld, exams_where
from wset_desk.services.import_runs import (
    NO_SOURCE,
    FileSource,
    ImportReport,
    RowOutcome,
    keep_run,
)
from wset_desk.services.mark_sheet import MarkSheet
from wset_desk.services.result_versions import NO_RESULT, standing_results
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class AwardingPaper:
    """A paper that such a file can be about, with the scale of its marks; `name` is the exam's."""

    exam_session_id: UUID
    component: Component
    exam_type: ExamType
    scale: PaperScale
    name: str = ""


@query(Permission.IMPORT_DATA)
def awarding_papers(
    uow: UnitOfWork, *, exam_session_ids: tuple[UUID, ...]
) -> tuple[AwardingPaper, ...]:
    """The papers of some exam sessions, each component of them."""
    return _papers_of(uow, exams_where(uow, ExamSession.id.in_(exam_session_ids)))


@query(Permission.IMPORT_DATA)
def papers_held(uow: UnitOfWork, *, day: date, text: str = "") -> tuple[AwardingPaper, ...]:
    """The papers of a day of the centre's, those whose names have all the words of `text`."""
    begin, end = midnight(uow, day), day_after(uow, day)
    held = exams_where(uow, ExamSession.exam_date >= begin, ExamSession.exam_date < end)
    wanted = fold(text).split()
    return tuple(
        paper for paper in _papers_of(uow, held) if all(word in fold(paper.name) for word in wanted)
    )


@query(Permission.IMPORT_DATA)
def check_awarding_file(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    component: Component,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
) -> FileCheck:
    """What each row comes to, and who isn't in the file. Refuses FIELD_MAPPED_TWICE,
    IMPORT_NEEDS_COLUMN, COMPONENT_NOT_EXAMINED, NOT_FOUND."""
    return _check(uow, exam_session_id, component, rows, mapping)


@command(Permission.IMPORT_DATA)
def take_over_results(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    component: Component,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    ticked: Collection[int] = (),
    source: FileSource = NO_SOURCE,
) -> ImportReport:
    """Make the file's marks results, provisional ones, all in one: new marks, and of the rows that
    need a person those of `ticked`, by row number.

    It is kept as an import, which `remove_import` takes out again. Refuses AWARDING_FILE_NOTHING,
    and what `check_awarding_file` refuses.
    """
    uow.reason = _("awarding body's file {name}").format(name=source.name or "?")
    check = _check(uow, exam_session_id, component, rows, mapping)
    taken = check.taken(frozenset(ticked))
    if not taken:
        raise DomainError("AWARDING_FILE_NOTHING")
    _write(uow, component, taken)
    numbers = {row.number for row in taken}
    outcomes = {row.number: _outcome(row, row.number in numbers) for row in check.rows}
    problems = [
        CellProblem(row.number, None, row.refusal or _why(row))
        for row in check.rows
        if outcomes[row.number] is RowOutcome.REFUSED
    ]
    new, changed = _by_outcome(taken, outcomes)
    return ImportReport(
        run=keep_run(uow, FileKind.RESULTS, source, outcomes, problems), added=new, updated=changed
    )


def _papers_of(uow: UnitOfWork, exams: Sequence[ExamHeld]) -> tuple[AwardingPaper, ...]:
    rules = paper_rules(uow, {exam.template for exam in exams})
    return tuple(
        AwardingPaper(
            exam.session.id,
            component,
            ExamType(exam.template.exam_type),
            _scale(exam.template, rules[exam.template.id]),
            name=", ".join(dict.fromkeys((exam.name, exam.template.name))),
        )
        for exam in exams
        for component in rules[exam.template.id].components
    )


def _check(
    uow: UnitOfWork,
    exam_session_id: UUID,
    component: Component,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
) -> FileCheck:
    session, template, rules = _exam(uow, exam_session_id)
    if component not in rules.components:
        raise DomainError("COMPONENT_NOT_EXAMINED")
    sitters = _sitters(uow, session, component)
    return check_file(rows, mapping, sitters, _scale(template, rules))


def _exam(uow: UnitOfWork, exam_session_id: UUID) -> tuple[ExamSession, ExamTemplate, PaperRules]:
    session = uow.get(ExamSession, exam_session_id)
    template = uow.get(ExamTemplate, session.exam_template_id)
    return session, template, paper_rules(uow, {template})[template.id]


def _scale(template: ExamTemplate, rules: PaperRules) -> PaperScale:
    return PaperScale(
        template.max_score, template.pass_mark_percentage, tuple(rules.parts), tuple(rules.bands)
    )


def _sitters(uow: UnitOfWork, session: ExamSession, component: Component) -> list[Sitter]:
    """Who is registered for the exam, by name."""
    rows = uow.session.execute(
        select(ExamRegistration, Candidate)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(
            ExamRegistration.exam_session_id == session.id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
        .order_by(*BY_NAME)
    ).all()
    standing = standing_results(uow, [registration.id for registration, _person in rows])
    exam_day = session.exam_date.astimezone(uow.zone).date()
    today = uow.now.astimezone(uow.zone).date()
    found = []
    for registration, person in rows:
        status = RegistrationStatus(registration.status)
        result = standing.get((registration.id, component))
        value = NO_RESULT if result is None else result.value
        found.append(
            Sitter(
                registration_id=registration.id,
                number=person.candidate_number,
                first_name=person.first_name,
                last_name=person.last_name,
                is_no_show=status is RegistrationStatus.NO_SHOW,
                mark=value.score,
                parts=value.parts,
                refusal=mark_refusal(
                    status=status, state=None, exam_day=exam_day, today=today, corrects=True
                ),
            )
        )
    return found


def _write(uow: UnitOfWork, component: Component, taken: Sequence[FileRow]) -> None:
    """Whatever was confirmed is provisional again: somebody looks at what the file changed."""
    marks = {row.sitter.registration_id: row for row in taken if row.sitter is not None}
    sheet = MarkSheet(uow, set(marks), corrects=True)
    for registration_id, row in marks.items():
        if row.parts:
            for part, mark in row.parts.items():
                sheet.take((registration_id, component), part, mark)
        else:
            sheet.take((registration_id, component), None, row.mark)
    sheet.write()


def _outcome(row: FileRow, is_taken: bool) -> RowOutcome:
    if is_taken:
        has_mark = row.sitter is not None and (row.sitter.mark is not None or row.sitter.parts)
        return RowOutcome.CHANGED if has_mark else RowOutcome.NEW
    if row.group is RowGroup.SAME:
        return RowOutcome.ALREADY_THERE
    refused = {RowGroup.UNKNOWN_NUMBER, RowGroup.WRONG, RowGroup.NO_SHOW}
    return RowOutcome.REFUSED if row.group in refused else RowOutcome.LEFT_OUT


def _why(row: FileRow) -> Refusal:
    if row.group is RowGroup.NO_SHOW:
        return Refusal("MARK_FOR_NO_SHOW")
    return Refusal("NUMBER_NOT_IN_EXAM", {"number": row.candidate_number})


def _by_outcome(
    taken: Sequence[FileRow], outcomes: Mapping[int, RowOutcome]
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The registrations that had no mark before, and those that had."""
    by: dict[RowOutcome, list[UUID]] = {RowOutcome.NEW: [], RowOutcome.CHANGED: []}
    for row in taken:
        if row.sitter is not None:
            by[outcomes[row.number]].append(row.sitter.registration_id)
    return tuple(by[RowOutcome.NEW]), tuple(by[RowOutcome.CHANGED])
