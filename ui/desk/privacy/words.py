"""What goes and what stays when somebody is erased, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.common import dates
from wset_desk.domain.retention import RecordKind
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.privacy.erasure_preview import ErasedPart, Kept, KeptPart, Part
from wset_desk.services.privacy.retention import DuePerson

Counted = Callable[[int], str]

_PARTS: Mapping[Part, Counted] = {
    Part.PERSON: lambda n: ngettext(
        "Name, number, date of birth, addresses, adjustments and notes",
        "Names, numbers, dates of birth, addresses, adjustments and notes",
        n,
    ),
    Part.FORMER: lambda n: ngettext("{n} merged record", "{n} merged records", n),
    Part.MESSAGES: lambda n: ngettext("Text of {n} message", "Texts of {n} messages", n),
    Part.ENQUIRY_TEXTS: lambda n: ngettext(
        "What was written in {n} entry of enquiries and case files",
        "What was written in {n} entries of enquiries and case files",
        n,
    ),
    Part.CONSIDERATIONS: lambda n: ngettext(
        "Evidence of {n} special consideration", "Evidence of {n} special considerations", n
    ),
    Part.LEDGER_TEXTS: lambda n: ngettext(
        "Reference and reason of {n} entry of the ledger",
        "References and reasons of {n} entries of the ledger",
        n,
    ),
    Part.RESULT_TEXTS: lambda n: ngettext(
        "Reason of {n} mark or hold", "Reasons of {n} marks and holds", n
    ),
    Part.REMOTE: lambda n: ngettext(
        "Link or note of {n} remote exam", "Links and notes of {n} remote exams", n
    ),
    Part.MARKS: lambda n: ngettext(
        "Marks of {n} exam, whose period is over", "Marks of {n} exams, whose period is over", n
    ),
    Part.AUDIT_VALUES: lambda n: ngettext(
        "What {n} entry of the audit log says about the person",
        "What {n} entries of the audit log say about the person",
        n,
    ),
}
_KEPT: Mapping[Kept, Counted] = {
    Kept.RESULTS: lambda n: ngettext("{n} mark", "{n} marks and their versions", n),
    Kept.CERTIFICATES: lambda n: ngettext("{n} certificate", "{n} certificates", n),
    Kept.LEDGER: lambda n: ngettext(
        "Amount of {n} entry of the ledger", "Amounts of {n} entries of the ledger", n
    ),
    Kept.BOOKINGS: lambda n: ngettext("{n} seat or enrolment", "{n} seats and enrolments", n),
    Kept.ENQUIRIES: lambda n: ngettext("Outcome of {n} enquiry", "Outcomes of {n} enquiries", n),
    Kept.AUDIT: lambda n: ngettext(
        "That {n} thing was done, when and by whom",
        "That {n} things were done, when and by whom",
        n,
    ),
}
_WHY: Mapping[Kept, str] = {
    Kept.RESULTS: N_("results can be asked for and challenged"),
    Kept.CERTIFICATES: N_("whoever shows one wants it to be confirmed"),
    Kept.LEDGER: N_("tax law wants it, and the books have to add up"),
    Kept.BOOKINGS: N_("sessions that were held have to count rightly"),
    Kept.ENQUIRIES: N_("they explain why a mark changed"),
    Kept.AUDIT: N_("the log is whole only with every entry"),
}
_HAVE_PERIODS = frozenset({Kept.RESULTS, Kept.CERTIFICATES, Kept.LEDGER, Kept.ENQUIRIES})
KINDS: Mapping[RecordKind, str] = {
    RecordKind.CANDIDATE: N_("Last activity"),
    RecordKind.RESULTS: N_("Results"),
    RecordKind.LEDGER: N_("Ledger"),
    RecordKind.ENQUIRIES: N_("Enquiries"),
    RecordKind.MESSAGES: N_("Messages"),
    RecordKind.AUDIT: N_("Audit log"),
}


def part_text(part: ErasedPart) -> str:
    """ "Texts of 12 messages"."""
    return _PARTS[part.part](part.count).format(n=part.count)


def kept_text(kept: KeptPart) -> str:
    """ "3 marks and their versions"."""
    return _KEPT[kept.kept](kept.count).format(n=kept.count)


def why_text(kept: KeptPart) -> str:
    """ "Until 6 Sep 2032: results can be asked for and challenged"."""
    why = _(_WHY[kept.kept])
    if kept.until is None and kept.kept in _HAVE_PERIODS:
        return _("Its period is over, and it names nobody")
    if kept.until is None:
        return _("For good: {why}").format(why=why)
    return _("Until {day}: {why}").format(day=dates.day_short(kept.until), why=why)


def due_name(person: DuePerson) -> str:
    """Who it is; of one who was erased, when."""
    if person.erased_on is None:
        return person.name
    return _("Erased on {day}").format(day=dates.day_short(person.erased_on))
