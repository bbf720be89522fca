"""Who did what, in sentences: nothing that is shown is a name of the store's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ui.common import dates
from ui.desk.audit.action_words import ACTIONS
from ui.desk.audit.values import Line, Values
from ui.desk.audit.vocabulary import (
    ABOUT_CANDIDATES,
    BY_OPERATION,
    COUNTS,
    ENTITIES,
    HEADS,
    OPERATIONS,
    REASONS,
)
from wset_desk.domain.centre_texts import CENTRE_TEXTS
from wset_desk.i18n import _, ngettext
from wset_desk.services.audit import Act
from wset_desk.services.audit_records import Op, RecordChange
from wset_desk.services.audit_subjects import EntityCount, Subject
from wset_desk.services.record_names import BELONGS
from wset_desk.settings import SETTINGS

_ICONS = {
    Op.INSERT: "plus",
    Op.UPDATE: "edit",
    Op.DELETE: "trash",
    Op.RESTORE: "undo",
}
_SAID_OTHERWISE = {
    "candidate_merges": frozenset({"moved", "merged_at", "merged_by_id"}),
    "exam_registrations": frozenset({"course_enrollment_id", "registration_date"}),
    "result_versions": frozenset(
        {
            "number",
            "max_score",
            "pass_mark_percentage",
            "entered_by_id",
            "entered_at",
            "previous_score",
        }
    ),
    "settings": frozenset({"name", "scope_id"}),
    "text_blocks": frozenset({"name"}),
}
"""Of a new record, what the action says already, and what else is shown of it."""


def sentence(act: Act) -> str:
    """ "Enrolled 12 candidates · Level 2 Wines, 5 Sep 2026"."""
    subject = act.subject
    template = _(ACTIONS.get(act.key.action) or BY_OPERATION[subject.op])
    done = template.format(people=_people(subject), subject=_subject(subject))
    day = dates.day_short(subject.name.day) if subject.name.day else ""
    where = ", ".join(part for part in (subject.name.context, day) if part)
    return _("{done} · {where}").format(done=done, where=where) if where else done


def reason_text(reason: str) -> str:
    """ "Reason: The tutor is ill"."""
    return _("Reason: {reason}").format(reason=reason_words(reason))


def reason_words(reason: str) -> str:
    """What a person typed, or the program's own reason in words."""
    return _(REASONS[reason]) if reason in REASONS else reason


def erased_text() -> str:
    """In place of what an entry said about a person."""
    return _("What it said about a person was erased.")


def action_title(action: str) -> str:
    """What a kind of action is called in a list of them: "Enrolled …"."""
    known = ACTIONS.get(action)
    return _(known).format(people="…", subject="…") if known else _("Something else")


def entity_title(entity: str) -> str:
    """What a kind of record is called."""
    known = ENTITIES.get(entity)
    return _(known) if known else entity.replace("_", " ").capitalize()


def op_title(op: Op) -> str:
    return _(OPERATIONS[op])


def op_icon(op: Op) -> str:
    return _ICONS[op]


def count_text(entity: str, count: int) -> str:
    """ "12 registrations"."""
    if entity in COUNTS:
        return COUNTS[entity](count).format(n=count)
    return ngettext("{n} record", "{n} records", count).format(n=count)


def counts_text(counts: tuple[EntityCount, ...]) -> str:
    """ "12 enrolments, 12 registrations, 1 exam session"."""
    return ", ".join(count_text(each.entity, each.count) for each in counts)


def record_name(record: RecordChange, values: Values) -> str:
    """What a record is called; settings and texts of the centre by their titles."""
    if record.ref.entity in _TITLED:
        return _TITLED[record.ref.entity](record.name.name)
    return values.record(record.name)


def lines(record: RecordChange, values: Values) -> Iterator[Line]:
    """What is worth showing of a record: of a new one, not what its name says, nor what is "no"."""
    for field in record.fields:
        if record.op is Op.INSERT and _goes_without_saying(record, field.name, field.after):
            continue
        is_version = record.op is Op.INSERT and record.ref.entity == "result_versions"
        if is_version and field.name == "score":
            field = replace(field, before=_score_before(record))  # noqa: PLW2901
        yield from values.lines(field)


def _score_before(record: RecordChange) -> object:
    found = (field.after for field in record.fields if field.name == "previous_score")
    return next(found, None)


def _goes_without_saying(record: RecordChange, name: str, value: object) -> bool:
    entity = record.ref.entity
    if name in _SAID_OTHERWISE.get(entity, ()):
        return True
    return name in BELONGS.get(entity, ()) or value is False or value is None


def is_change(record: RecordChange, line: Line) -> bool:
    """Whether a line has an old value worth showing beside the new one."""
    return record.op is not Op.INSERT or line.before not in ("", "—")


def _people(subject: Subject) -> str:
    if subject.count == 1 and subject.name.name:
        return subject.name.name
    if subject.entity in ABOUT_CANDIDATES:
        return count_text("candidates", subject.count)
    return count_text(subject.entity, subject.count)


def _subject(subject: Subject) -> str:
    if subject.count != 1 or not subject.name.name:
        return count_text(subject.entity, subject.count)
    name = subject.name.name
    if subject.entity in _TITLED:
        name = _TITLED[subject.entity](name)
    head = HEADS.get(subject.entity)
    return _(head).format(name=name) if head else name


def _setting_title(name: str) -> str:
    return _(SETTINGS[name].title) if name in SETTINGS else name


def _text_title(name: str) -> str:
    """ "A seat is given: Subject"."""
    block = CENTRE_TEXTS.get(name)
    if block is None:
        return name
    return _("{text}: {part}").format(text=_(block.title), part=_(block.part))


_TITLED: Mapping[str, Callable[[str], str]] = {
    "settings": _setting_title,
    "text_blocks": _text_title,
}
"""What is called by a name of the program's own, which people know by its title."""
