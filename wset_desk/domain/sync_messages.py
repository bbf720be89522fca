"""The words of refusals between devices and their server (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

SYNC_MESSAGES: dict[str, str] = {
    "DEVICE_UNKNOWN": N_("The server doesn't know this computer. Connect it anew in Settings."),
    "DEVICE_REVOKED": N_("This computer may not exchange data with the server any more."),
    "DEVICE_FORKED": N_(
        "The server has changes of this computer that it doesn't know itself: it was copied, or "
        "set back to an earlier state."
    ),
    "EPOCH_CHANGED": N_("The server was restored from a backup. It is synced with anew."),
    "GAP": N_("Changes before number {n} are missing on the server; its last one is {last_n}."),
    "CHANGED_MEANWHILE": N_("Somebody else changed this, too."),
    "ROW_DELETED": N_("Somebody else has taken this out."),
    "ROW_EXISTS": N_("Something else stands there already."),
    "ROW_UNKNOWN": N_("The server doesn't have what this changes."),
    "ENTITY_NOT_SYNCED": N_("Only the server writes this."),
    "FIELD_NOT_ALLOWED": N_("Only the server writes one of these fields."),
    "APPEND_ONLY": N_("This is never changed once it is written."),
    "BUILDS_ON_REFUSED": N_("This builds on a change that the server didn't take."),
    "ACTION_NOT_TAKEN": N_("Another part of the same action wasn't taken."),
    "RECORD_CLASHES": N_("The server has something with which this can't stand together."),
    "REFERENCE_MISSING": N_("Something that this refers to isn't on the server."),
}
