"""The awarding body's file in lines for the command line: what each row comes to."""

from collections.abc import Collection, Iterator, Mapping

from wset_desk.domain.awarding_file import FileCheck, FileRow, NameMatch, RowGroup
from wset_desk.i18n import N_, _
from wset_desk.services.refusals import describe

GROUPS: Mapping[RowGroup | None, str] = {
    RowGroup.NAME_DIFFERS: N_("Another name"),
    RowGroup.MARK_DIFFERS: N_("Another mark"),
    RowGroup.WRONG: N_("Can't be read"),
    RowGroup.UNKNOWN_NUMBER: N_("Unknown number"),
    RowGroup.NO_SHOW: N_("No-show with a mark"),
    None: N_("Not in the file"),
    RowGroup.BLANK: N_("Without a mark"),
    RowGroup.NEW: N_("New"),
    RowGroup.SAME: N_("As it is"),
}
"""In the order in which they are looked at; None: candidates who came and have no row."""
_QUIET = {RowGroup.NEW, RowGroup.SAME}


def file_lines(check: FileCheck, taken: Collection[int]) -> Iterator[str]:
    """A line for whatever a person might want to look at, then the counts, which add up."""
    for row in check.rows:
        if row.group not in _QUIET:
            yield _line(row, is_taken=row.number in taken)
    for sitter in check.missing:
        yield _("{what}: {number} {name}").format(
            what=_(GROUPS[None]), number=sitter.number or "—", name=sitter.name
        )
    counts = [_("{what}: {n}").format(what=_("Rows in the file"), n=len(check.rows))]
    counts += [
        _("{what}: {n}").format(what=_(text), n=count)
        for group, text in GROUPS.items()
        if group is not None and (count := check.count(group))
    ]
    yield " · ".join(counts)


def _line(row: FileRow, *, is_taken: bool) -> str:
    """ "row 4: Another name: W104 218 Ines Duarte (in the file: Agnes Duarte)"."""
    name = row.name if row.sitter is None else row.sitter.name
    text = _("row {row}: {what}: {number} {name}").format(
        row=row.number, what=_(GROUPS[row.group]), number=row.candidate_number or "—", name=name
    )
    if row.sitter is not None and row.name_match is NameMatch.DIFFERENT:
        text += " " + _("(in the file: {name})").format(name=row.name)
    if row.refusal is not None:
        text += f" — {describe(row.refusal.as_error())}"
    return text + (" — " + _("taken") if is_taken else "")
