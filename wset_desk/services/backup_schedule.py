"""Which backups lie in the folder, when the next one is due, and which are not needed any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.backups import STAMP, SUFFIX, BackupSource, back_up, has_passphrase, quiet
from wset_desk.services.contract import query
from wset_desk.settings import BACKUP_FOLDER, BACKUP_KEEP
from wset_desk.storage.backup import Report
from wset_desk.storage.schema import AuditEntry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.paths import ProfileKind
from wset_desk.system.preferences import Preferences


@dataclass(frozen=True)
class KeptBackup:
    """A backup of this store in the folder. `created` to the second, in UTC."""

    file: Path
    created: datetime


@dataclass(frozen=True)
class BackupPlan:
    """Where this computer's backups go (None: nowhere yet) and of how many days they are kept."""

    folder: Path | None
    keep: int


def backup_plan(preferences: Preferences) -> BackupPlan:
    """What this computer's preferences say."""
    folder = str(preferences.get(BACKUP_FOLDER.name))
    keep = BACKUP_KEEP.parse(preferences.get(BACKUP_KEEP.name))
    return BackupPlan(Path(folder) if folder else None, keep)


@dataclass(frozen=True)
class BackupState:
    """How a centre stands with its backups.

    `latest` and its `size` in bytes are None and 0 where there is none, or its folder isn't there.
    """

    plan: BackupPlan
    folder_is_there: bool
    has_passphrase: bool
    latest: KeptBackup | None
    size: int
    due: bool


@query(Permission.SIGN_IN)
def last_change(uow: UnitOfWork) -> datetime | None:
    """When something in this store was changed for the last time."""
    latest = select(AuditEntry.at).order_by(AuditEntry.at.desc()).limit(1)
    return uow.session.scalar(latest)


def kept_backups(source: BackupSource, folder: Path) -> tuple[KeptBackup, ...]:
    """This store's backups in the folder, the latest first; other files are passed over."""
    stem = source.stem
    found = (_kept(file, stem) for file in folder.glob(f"{stem}*{SUFFIX}"))
    kept = (one for one in found if one is not None)
    return tuple(sorted(kept, key=lambda one: one.created, reverse=True))


def backup_state(source: BackupSource, plan: BackupPlan, changed: datetime | None) -> BackupState:
    """What the settings show; `changed` is when the store was changed last."""
    there = plan.folder is not None and plan.folder.is_dir()
    kept = kept_backups(source, plan.folder) if plan.folder is not None and there else ()
    latest = kept[0] if kept else None
    return BackupState(
        plan,
        there,
        has_passphrase(source.profile),
        latest,
        0 if latest is None else latest.file.stat().st_size,
        is_due(None if latest is None else latest.created, changed),
    )


def is_due(latest: datetime | None, changed: datetime | None) -> bool:
    """Whether something may have been changed since the `latest` backup."""
    return changed is not None and (latest is None or changed >= latest)


def back_up_now(
    source: BackupSource,
    plan: BackupPlan,
    *,
    now: datetime,
    zone: ZoneInfo,
    report: Report = quiet,
) -> Path:
    """Make the day's backup in place of an earlier one of that day.

    Refuses BACKUP_FOLDER_NOT_CHOSEN, and what `back_up` refuses.
    """
    if plan.folder is None:
        raise DomainError("BACKUP_FOLDER_NOT_CHOSEN", field="folder")
    made = back_up(source, plan.folder, now, report=report)
    for one in superfluous(kept_backups(source, plan.folder), plan.keep, zone):
        one.file.unlink(missing_ok=True)
    return made


def back_up_if_due(
    source: BackupSource,
    plan: BackupPlan,
    *,
    changed: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    report: Report = quiet,
) -> Path | None:
    """The same; None if it isn't due.

    The sample is never backed up on its own, nor is a centre without a folder or passphrase for
    it. Refuses what `back_up` refuses.
    """
    if not is_scheduled(source, plan) or plan.folder is None:
        return None
    kept = kept_backups(source, plan.folder)
    if not is_due(kept[0].created if kept else None, changed):
        return None
    return back_up_now(source, plan, now=now, zone=zone, report=report)


def is_scheduled(source: BackupSource, plan: BackupPlan) -> bool:
    """Whether this centre is backed up on its own."""
    real = source.profile.kind is ProfileKind.CENTRE
    return real and plan.folder is not None and has_passphrase(source.profile)


def superfluous(kept: Iterable[KeptBackup], days: int, zone: ZoneInfo) -> tuple[KeptBackup, ...]:
    """Those of `kept`, the latest first, that needn't be: one a day stays, of so many days."""
    seen: list[object] = []
    extra: list[KeptBackup] = []
    for one in kept:
        day = one.created.astimezone(zone).date()
        if day in seen or len(seen) >= days:
            extra.append(one)
        else:
            seen.append(day)
    return tuple(extra)


def _kept(file: Path, stem: str) -> KeptBackup | None:
    try:
        created = datetime.strptime(file.name[len(stem) : -len(SUFFIX)], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return KeptBackup(file, created)
