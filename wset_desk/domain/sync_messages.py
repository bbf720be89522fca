"""The words of refusals between devices and their server (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

SYNC_MESSAGES: dict[str, str] = {
    "DEVICE_UNKNOWN": N_("The server doesn't know this computer. Connect it anew in Settings."),
    "DEVICE_REVOKED": N_(
        "This computer may not exchange data with the server any more. What it hadn't sent is "
        "handed in, for an administrator to look at."
    ),
    "DEVICE_TAKEN": N_("This is another computer's."),
    "FORKED_TOO_OFTEN": N_("This computer was copied too often. Connect it anew."),
    "CENTRE_IS_ANOTHER": N_("This code is for another centre."),
    "PROGRAM_TOO_OLD": N_(
        "Update this program: the server is of a newer version. Until then everything is kept here."
    ),
    "SERVER_TOO_OLD": N_(
        "Paused: the server is of an older version than this program. Everything is kept here, and "
        "sent once the server is updated."
    ),
    "DEVICE_NOT_APPROVED": N_(
        "This computer waits to be approved. Its fingerprint is {fingerprint}."
    ),
    "TOKEN_MISSING": N_("Who asks? The request has no token."),
    "TOO_MANY_REQUESTS": N_("Too many tries that failed. Try again in {retry_after} seconds."),
    "BODY_TOO_LARGE": N_("A request may have {kilobytes} kilobytes at most."),
    "BODY_UNREADABLE": N_("The request's body isn't packed as it says."),
    "STORE_IS_OLDER": N_("The database is of an older version: run the command “migrate” first."),
    "ADDRESS_UNREADABLE": N_(
        "This isn't the address of a server, such as https://exams.example.org."
    ),
    "ADDRESS_NOT_SAFE": N_("Without TLS (https) only this computer itself is talked to."),
    "CONNECTED_ALREADY": N_("This centre has a server already."),
    "NOT_CONNECTED": N_("This centre has no server: connect it first."),
    "TOKEN_LOST": N_("The keyring doesn't have this computer's token any more. Connect it anew."),
    "LISTENS_WITHOUT_TLS": N_(
        "Anything but this computer itself is served with TLS: give a certificate and its key, or "
        "say --behind-proxy."
    ),
    "SERVER_NOT_SET_UP": N_("There is no server's store in {folder}: run “migrate” first."),
    "CENTRE_UNKNOWN": N_("There is no such centre. There are: {names}."),
    "SERVER_UNREACHABLE": N_("The server can't be reached ({what}). Everything is kept here."),
    "SERVER_IS_ANOTHER": N_(
        "What answers at this address isn't the server that handed out the code, or the code is "
        "mistyped."
    ),
    "SERVER_MOVED": N_("The centre has another server now, at {address}."),
    "SERVER_MOVING": N_("The centre is moving to another server. Everything is kept here."),
    "HAND_OVER_VERSIONS": N_(
        "The two servers are of different versions ({there}, and {here} there): bring both to the "
        "same one first."
    ),
    "HAND_OVER_BROKEN": N_("What came of the centre doesn't fit together. Nothing has changed."),
    "HAND_OVER_OVER": N_("This centre was taken over already."),
    "OWN_SERVER_RUNS": N_("This centre's own server is running already."),
    "OWN_SERVER_AWAY": N_("This computer's server isn't running yet. Try again in a moment."),
    "SYNC_BROKE": N_(
        "Syncing met with something that nobody foresaw. It is {bug} in the log. Everything is "
        "kept here, and tried again."
    ),
    "SERVER_MODE": N_("The server exchanges nothing for now: {mode}. Everything is kept here."),
    "CODE_WRONG": N_("This code isn't good: mistyped, used already, or older than a day."),
    "SIGN_IN_MISSING": N_("Somebody has to sign in for this."),
    "SIGN_IN_TOO_LONG_OFFLINE": N_(
        "This computer hasn’t reached its server since {since}. After {days} days without it, "
        "nobody can sign in. Connect it to the network: once it has reached the server, you can."
    ),
    "SIGN_IN_OVER": N_("Signing in at the server is good for a quarter of an hour. Do it again."),
    "PERSON_UNKNOWN": N_("Nobody who works here has the user name “{username}”."),
    "CODE_FOR_A_CENTRE": N_("This code is for a computer that brings a whole centre along."),
    "CODE_FOR_A_DEVICE": N_("This code is for a computer that joins a centre."),
    "CENTRE_HERE_ALREADY": N_("The server has this centre already: join it instead."),
    "TOKEN_UNKNOWN": N_("The server doesn't know this computer. Connect it anew."),
    "TOKEN_EXPIRED": N_("This computer was away for too long. Connect it anew."),
    "DEVICE_FORKED": N_(
        "The server has changes of this computer that it doesn't know itself: it was copied, or "
        "set back to an earlier state. It goes on as a computer of its own; nothing is lost."
    ),
    "EPOCH_CHANGED": N_("The server was restored from a backup. It is synced with anew."),
    "NOT_FOR_THIS_DEVICE": N_("This computer gets only what it needs."),
    "SNAPSHOT_GONE": N_("The server has made room: what was being fetched is begun anew."),
    "SNAPSHOT_BROKEN": N_(
        "What the server sent of the centre came in broken. It is fetched anew in a while; nothing "
        "here has changed."
    ),
    "SCHEMA_DIFFERS": N_(
        "This program and the server are of different versions: they are compared once both are of "
        "the same."
    ),
    "GAP": N_("Changes before number {n} are missing on the server; its last one is {last_n}."),
    "CHANGED_MEANWHILE": N_("Somebody else changed this, too."),
    "ROW_DELETED": N_("Somebody else has taken this out."),
    "ROW_EXISTS": N_("Something else stands there already."),
    "ROW_UNKNOWN": N_("The server doesn't have what this changes."),
    "ENTITY_NOT_SYNCED": N_("Only the server writes this."),
    "NOT_ALLOWED": N_("Whoever did this may not, or not at this computer."),
    "FIELD_NOT_ALLOWED": N_("Only the server writes one of these fields."),
    "VALUE_NOT_ALLOWED": N_("One of these values can't be kept by the server."),
    "APPEND_ONLY": N_("This is never changed once it is written."),
    "BUILDS_ON_REFUSED": N_("This builds on a change that the server didn't take."),
    "ACTION_NOT_TAKEN": N_("Another part of the same action wasn't taken."),
    "RECORD_CLASHES": N_("The server has something with which this can't stand together."),
    "HANDED_IN": N_("{device} was kept out before it had sent this."),
    "KEEP_BY_HAND": N_("This can't be tried again as it is: change it by hand."),
    "REFERENCE_MISSING": N_("Something that this refers to isn't on the server."),
    "SIGNING_KEY_MISSING": N_(
        "The key that signs the audit log is missing: {path}. Copy it from the computer on which "
        "“migrate” was run."
    ),
    "SIGNING_KEY_DAMAGED": N_("The file of the key that signs the audit log is damaged: {path}"),
}
