"""All that is known of one person, to be read."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from reportlab.lib.units import mm
from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import styles
from wset_desk.documents.letterhead import draw_foot
from wset_desk.documents.pages import Pages, Printed, Section, pdf
from wset_desk.documents.person_sections import SECTIONS, PersonSection
from wset_desk.documents.styles import LEFT, PAGE, WIDTH
from wset_desk.documents.tables import Column, facts_table, grid
from wset_desk.documents.text import Text
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.privacy.exporting import AuditLine, PersonExport, Values

_TOP, _BOTTOM = 20 * mm, 24 * mm
_LABEL_WIDTH = 48 * mm
_LONGEST_VALUE = 160
_AUDIT_SHARES = (20, 16, 26, 38)
_COMPUTED = frozenset({"search_text"})


def person_pdf(export: PersonExport) -> Printed:
    """The export as a file to read."""
    about = _("{name}, {number}").format(name=export.name, number=export.number or "–")
    story: list[Flowable] = [
        Text(_("What is known of {name}").format(name=export.name), styles.TITLE),
        Text(_summary(export), styles.SMALL),
    ]
    for entity, section in SECTIONS.items():
        rows = export.records.get(entity, ())
        if rows:
            story += _section(section, rows, export)
    story += _audit(export)
    box = (LEFT, _BOTTOM, WIDTH, PAGE[1] - _TOP - _BOTTOM)
    return pdf(
        [Section(story, box, box, partial(_furnish, f"{export.centre} · {about}"))],
        title=_("What is known of {name}").format(name=export.name),
        author=export.centre,
        language=formatting_locale().replace("_", "-"),
    )


def _summary(export: PersonExport) -> str:
    text = _("Kept by {centre}. Exported by {by} on {when}. Times are those of {zone}.")
    when = _shown(export.exported_at, export)
    return text.format(centre=export.centre, by=export.exported_by, when=when, zone=export.zone.key)


def _section(
    section: PersonSection, rows: tuple[Values, ...], export: PersonExport
) -> Iterator[Flowable]:
    yield Spacer(0, 14)
    yield Text(_(section.title), styles.SUBJECT)
    for row in rows:
        facts = list(_told(section.facts, row, export))
        if facts:
            yield facts_table(facts, _LABEL_WIDTH, WIDTH)
        for label, text in _told(section.texts, row, export):
            yield Text(label, styles.LABEL)
            yield Text(text, styles.BODY)
        yield Spacer(0, 8)


def _told(
    columns: Mapping[str, str], row: Values, export: PersonExport
) -> Iterator[tuple[str, str]]:
    """What there is to say, with what it is called."""
    for name, label in columns.items():
        text = _shown(row[name], export)
        if text:
            yield _(label), text


def _shown(value: Any, export: PersonExport) -> str:
    if isinstance(value, UUID):
        return export.names.get(value, "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):  # a moment is one, too
        return _when(value, export)
    if isinstance(value, Decimal):
        return format_decimal(value, locale=formatting_locale())
    if value is None or value in ({}, []):
        return ""
    return str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)


def _when(value: date, export: PersonExport) -> str:
    if isinstance(value, datetime):
        return format_datetime(value, "d MMM y, HH:mm", export.zone, formatting_locale())
    return format_date(value, "d MMM y", formatting_locale())


def _audit(export: PersonExport) -> Iterator[Flowable]:
    if not export.audit:
        return
    yield Spacer(0, 14)
    yield Text(_("Audit log"), styles.SUBJECT)
    headings = (_("When"), _("Who"), _("Action"), _("What"))
    whole = sum(_AUDIT_SHARES)
    columns = [
        Column(heading, WIDTH * share / whole)
        for heading, share in zip(headings, _AUDIT_SHARES, strict=True)
    ]
    yield grid(columns, [_audit_row(each, export) for each in export.audit])


def _audit_row(line: AuditLine, export: PersonExport) -> list[str]:
    changes = [f"{name}: {_short(old)} → {_short(new)}" for name, (old, new) in _pairs(line)]
    told = [*changes, *([line.reason] if line.reason else [])]
    what = "; ".join(told)
    return [
        _shown(line.at, export),
        line.actor_name,
        f"{line.action}\n{line.entity}",
        what if len(what) <= 4 * _LONGEST_VALUE else f"{what[: 4 * _LONGEST_VALUE]}…",
    ]


def _pairs(line: AuditLine) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for name, (old, new) in line.changes.items():
        if not name.endswith("_id") and name not in _COMPUTED:
            yield name, (old, new)


def _short(value: Any) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _furnish(running: str, canvas: Pages, page: int, pages: int) -> None:
    draw_foot(canvas, running, page, pages)
