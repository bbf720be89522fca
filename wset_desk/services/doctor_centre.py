"""Is a centre on this computer in order: its key, its store, its backups?"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.backup_reading import open_own_backup
from wset_desk.services.backup_schedule import BackupPlan, backup_plan, kept_backups, last_change
from wset_desk.services.backups import BackupSource, has_passphrase
from wset_desk.services.doctor_findings import Finding, Patient
from wset_desk.services.opening import needs_passphrase
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.storage.backup import check_store
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.identity import find_identity
from wset_desk.storage.migrate import current_revision, revisions
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore, published
from wset_desk.system.paths import Profile, ProfileKind, preferences_file
from wset_desk.system.preferences import Preferences

_BACKUP_LATE_DAYS = 7


def examine_centre(patient: Patient, profile: Profile) -> Iterator[Finding]:
    """Look at its key, and with it at the store and the backups; nothing is changed."""
    try:
        key = _key(patient, profile)
    except DomainError as error:
        yield _finding(profile, _("key"), False, describe(error))
        return
    if key is None:
        yield _finding(
            profile, _("key"), True, _("wrapped by a passphrase: not looked any further")
        )
        return
    yield _finding(profile, _("key"), True, _("found"))
    yield (store := _check_store(profile, key))
    if store.well:
        yield from _check_contents(patient, profile, key)


def _key(patient: Patient, profile: Profile) -> bytes | None:
    """None if only a passphrase that isn't typed could tell."""
    keys = KeyStore(patient.keyring, environ=patient.environ)
    typed = None
    if needs_passphrase(profile, keys):
        typed = patient.ask_passphrase(profile) if patient.ask_passphrase else ""
        if not typed:
            return None
    return keys.unlock(profile, typed or published(profile))


def _check_store(profile: Profile, key: bytes) -> Finding:
    subject = _("store")
    if not profile.store_file.exists():
        text = _("{file} is missing: restore the latest backup").format(file=profile.store_file)
        return _finding(profile, subject, False, text)
    try:
        check_store(profile.store_file, key)
    except DomainError as error:
        return _finding(profile, subject, False, describe(error))
    return _finding(profile, subject, True, _("each page, table, index and reference agrees"))


def _check_contents(patient: Patient, profile: Profile, key: bytes) -> Iterator[Finding]:
    engine = open_sqlite(profile.store_file, key)
    try:
        revision = current_revision(engine)
        yield _check_form(profile, revision)
        if revision == revisions()[-1]:
            source = BackupSource(profile, engine, key)
            changed = _last_change(patient, source)
            yield _check_order(profile, patient.clock.now(), changed)
            if profile.kind is ProfileKind.CENTRE:
                plan = backup_plan(Preferences(preferences_file(patient.root)))
                yield _check_backups(source, plan, patient.clock.now(), changed)
    finally:
        engine.dispose()


def _check_form(profile: Profile, revision: str | None) -> Finding:
    subject, known = _("form"), revisions()
    if revision == known[-1]:
        return _finding(
            profile, subject, True, _("{revision}, this program's").format(revision=revision)
        )
    if revision in known:
        text = _("{revision}: brought to {newest} when it is opened")
        return _finding(profile, subject, True, text.format(revision=revision, newest=known[-1]))
    text = _("{revision} is a newer program's: update the program")
    return _finding(profile, subject, False, text.format(revision=revision))


def _last_change(patient: Patient, source: BackupSource) -> datetime | None:
    identity = find_identity(source.engine)
    actor = Actor(identity.centre_id, identity.device_id, "")
    store = Store(source.engine, patient.clock, IdMaker(patient.clock))
    return Workspace(store, actor).run(last_change)


def _check_order(profile: Profile, now: datetime, changed: datetime | None) -> Finding:
    """A change after the present means that the clock was or is wrong."""
    subject = _("latest change")
    if changed is None:
        return _finding(profile, subject, True, _("none yet"))
    shown = f"{changed:%Y-%m-%d %H:%M} UTC"
    if changed > now and profile.kind is ProfileKind.CENTRE:
        text = _("{time} is yet to come: set this computer's clock").format(time=shown)
        return _finding(profile, subject, False, text)
    return _finding(profile, subject, True, shown)


def _check_backups(
    source: BackupSource, plan: BackupPlan, now: datetime, changed: datetime | None
) -> Finding:
    subject, profile = _("backups"), source.profile
    if plan.folder is None or not has_passphrase(profile):
        text = _("none are made: choose a folder and a passphrase in the settings")
        return _finding(profile, subject, False, text)
    if not plan.folder.is_dir():
        text = _("the folder {folder} isn't there: plug it in, or choose another")
        return _finding(profile, subject, False, text.format(folder=plan.folder))
    return _check_latest(source, plan.folder, now, changed)


def _check_latest(
    source: BackupSource, folder: Path, now: datetime, changed: datetime | None
) -> Finding:
    subject, profile = _("backups"), source.profile
    kept = kept_backups(source, folder)
    if not kept:
        text = _("none in {folder} yet: wset-desk backup").format(folder=folder)
        return _finding(profile, subject, False, text)
    latest, days = kept[0], (now - kept[0].created).days
    if changed is not None and changed > latest.created and days >= _BACKUP_LATE_DAYS:
        text = _("the latest was made {when}: wset-desk backup").format(when=_days_text(days))
        return _finding(profile, subject, False, text)
    try:
        open_own_backup(latest.file, source.key)
    except DomainError as error:
        return _finding(profile, subject, False, f"{latest.file}: {describe(error)}")
    text = _("the latest was made {when}: {file}")
    return _finding(profile, subject, True, text.format(when=_days_text(days), file=latest.file))


def _finding(profile: Profile, subject: str, well: bool, text: str) -> Finding:
    return Finding(f"{profile.name}, {subject}", well, text)


def _days_text(days: int) -> str:
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days) if days else _("today")
