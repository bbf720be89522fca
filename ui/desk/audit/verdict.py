"""What the check of the audit log has found, in sentences."""

from __future__ import annotations

from wset_desk.i18n import _, ngettext
from wset_desk.services.audit_chain import Verified
from wset_desk.services.refusals import describe

_SHOWN = 3


def verdict_text(done: Verified) -> str:
    """ "1,204 entries are as they were written and signed."; or what was found, the first of it."""
    if done.findings:
        found = [describe(finding) for finding in done.findings[:_SHOWN]]
        left = len(done.findings) - len(found)
        if left:
            more = ngettext("{n} more finding", "{n} more findings", left).format(n=left)
            found.append(more)
        return _("The log isn't as it was written. {found}").format(found="; ".join(found))
    sound = ngettext(
        "{n} entry is as it was written and signed.",
        "{n} entries are as they were written and signed.",
        done.entries,
    )
    said = [sound.format(n=done.entries)]
    if done.waiting:
        waits = ngettext("{n} waits for the server.", "{n} wait for the server.", done.waiting)
        said.append(waits.format(n=done.waiting))
    if done.erased:
        erased = ngettext(
            "Of {n} what it says about a person was erased.",
            "Of {n} what they say about people was erased.",
            done.erased,
        )
        said.append(erased.format(n=done.erased))
    return " ".join(said)
