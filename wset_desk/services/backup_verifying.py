"""Every check of a backup, one after the other, each told when it has gone well."""

from collections.abc import Iterator
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.backup_reading import OpenBackup, decrypt
from wset_desk.services.backups import in_words, need_room, quiet
from wset_desk.storage.backup import check_store
from wset_desk.system.backup_head import FORMAT
from wset_desk.system.files import scratch_folder


def verification(backup: OpenBackup, folder: Path) -> Iterator[str]:
    """The checks that are passed, in words; a scratch folder is made in `folder`.

    Refuses BACKUP_DAMAGED and BACKUP_NO_ROOM at the first that isn't.
    """
    head, about = backup.head, backup.about
    yield _(
        "ok  the head is whole: format {format}, made {moment} UTC by version {program}"
    ).format(format=FORMAT, moment=f"{head.created:%Y-%m-%d %H:%M}", program=head.program)
    yield _("ok  the key opens it: “{name}”").format(name=about.name)
    yield _("ok  this program can restore it: form {revision}").format(revision=head.revision)
    size = backup.file.stat().st_size
    folder.mkdir(parents=True, exist_ok=True)
    with in_words(folder, size), scratch_folder(folder) as scratch:
        need_room(folder, size)
        store = scratch / "store.db"
        decrypt(backup, store, quiet)
        yield ngettext(
            "ok  its {n} byte is as it was written",
            "ok  its {n} bytes are as they were written",
            size,
        ).format(n=size)
        _check(store, backup)
        yield _("ok  each page, table, index and reference of the store agrees")
        rows = sum(about.rows.values())
        yield ngettext("ok  its {n} row is there", "ok  its {n} rows are all there", rows).format(
            n=rows
        )


def _check(store: Path, backup: OpenBackup) -> None:
    try:
        check_store(store, backup.key, backup.about.rows)
    except DomainError:
        raise DomainError("BACKUP_DAMAGED") from None
