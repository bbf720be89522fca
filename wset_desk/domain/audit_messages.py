"""The words of what is found wrong with the audit log (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

AUDIT_MESSAGES: dict[str, str] = {
    "AUDIT_CHANGED": N_("Entry {n} isn't as it was written, or doesn't follow from the one before"),
    "AUDIT_MISSING": N_("Entry {n} is missing"),
    "AUDIT_GAP": N_("Entries {first} to {last} are missing"),
    "AUDIT_NOT_CHAINED": N_("Entry {entry} isn't part of the chain: it was put in"),
    "AUDIT_PERSONAL_FALSE": N_(
        "Entry {entry}: its reason, or what it says about a person, isn't what was sealed"
    ),
    "AUDIT_PERSONAL_MISSING": N_("Entry {entry}: what it says about a person is missing"),
    "AUDIT_ERASED_UNTOLD": N_(
        "Entry {entry}: what it says about a person is gone, and no entry tells that it was erased"
    ),
    "AUDIT_NOT_SIGNED": N_("Entries {first} to {last} aren't covered by the signature"),
    "AUDIT_TRUNCATED": N_("The log was cut: the signed entries {first} to {last} are missing"),
    "AUDIT_END_OTHER": N_("Entry {n}, the latest, isn't the one that was signed"),
    "AUDIT_SIGNATURE_FALSE": N_("The signature of the log's end is false"),
    "AUDIT_KEY_OTHER": N_("The log's end is signed with another key than this store's"),
    "AUDIT_BROKEN": N_(
        "The server's audit log doesn't go on from what this computer knows of it. Rows are synced "
        "as before; find out what was done to the server's log."
    ),
    "AUDIT_KEY_CHANGED": N_(
        "The server signs its audit log with another key than before. Rows are synced as before; "
        "ask the server's operator whether it was given a new one. If so, run “sync "
        "--trust-new-key”."
    ),
    "AUDIT_HERE_ALREADY": N_("The server has an audit log of this centre already."),
}
