"""Is this computer in order? One finding a question, each with what to do if it isn't."""

import platform
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.doctor_centre import examine_centre
from wset_desk.services.doctor_findings import Finding, Patient
from wset_desk.services.refusals import describe
from wset_desk.storage.engine import library_versions
from wset_desk.storage.migrate import revisions
from wset_desk.system.files import others_may_read
from wset_desk.system.paths import find_profile, list_profiles, profiles_dir
from wset_desk.system.resources import resource_path
from wset_desk.system.system_keyring import Keyring
from wset_desk.system.versions import program_version

_LEAST_FREE_BYTES = 500 << 20
_MEGABYTE = 1 << 20
_SUMMER_TIME_IN = "Europe/London"
_TRIAL = "doctor"


def examine(patient: Patient, profile: str | None = None) -> Iterator[Finding]:
    """Look at the computer, then at each centre on it, or the one named. PROFILE_UNKNOWN."""
    chosen = [find_profile(profile, patient.root)] if profile else list_profiles(patient.root)
    yield check_program()
    yield check_parts()
    yield check_folder(patient.folder)
    yield check_privacy(patient.root)
    yield check_room(patient.folder)
    yield check_keyring(patient.keyring)
    yield check_time_zones()
    yield check_clock(patient.clock.now())
    for one in chosen:
        yield from examine_centre(patient, one)


def check_program() -> Finding:
    """Which versions are at work; SQLCipher has to be among them."""
    sqlite, cipher = library_versions()
    text = _("version {program}, Python {python}, SQLite {sqlite}, SQLCipher {cipher}, {system}")
    return Finding(
        _("Program"),
        bool(cipher),
        text.format(
            program=program_version(),
            python=platform.python_version(),
            sqlite=sqlite,
            cipher=cipher or _("missing: install the program anew"),
            system=platform.system(),
        ),
    )


def check_parts() -> Finding:
    """Whether what belongs to the program is there."""
    subject, wanted = _("Its parts"), ("icons", "fonts", "styles", "help", "i18n", "samples")
    missing = [name for name in wanted if not resource_path(name).is_dir()]
    if missing or not revisions():
        what = ", ".join(missing) or "migrations"
        text = _("{names} missing: install the program anew").format(names=what)
        return Finding(subject, False, text)
    return Finding(
        subject, True, _("form {revision} of the store").format(revision=revisions()[-1])
    )


def check_folder(folder: Path) -> Finding:
    """Whether something can be written where everything is kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding(_("Folder"), True, str(folder))
    except OSError:
        text = _(
            "nothing can be written to {folder}: change its permissions, or set WSET_DESK_DATA"
        )
        return Finding(_("Folder"), False, text.format(folder=folder))


def check_privacy(root: Path | None) -> Finding:
    """Whether other people with an account on this computer are kept out."""
    subject = _("Permissions")
    open_ones = [p.directory for p in list_profiles(root) if others_may_read(p.directory)]
    if not open_ones:
        return Finding(
            subject, True, _("only you can read {folder}").format(folder=profiles_dir(root))
        )
    text = _("others can read {folder}: chmod -R go= {folder}")
    return Finding(subject, False, text.format(folder=open_ones[0]))


def check_room(folder: Path) -> Finding:
    """Whether the disk has room for a while."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    text = _("{megabytes} MB are free")
    if free < _LEAST_FREE_BYTES:
        text = _("only {megabytes} MB are free: make room on this disk")
    return Finding(_("Disk"), free >= _LEAST_FREE_BYTES, text.format(megabytes=free // _MEGABYTE))


def check_keyring(keyring: Keyring | None) -> Finding:
    """Whether the keyring gives out what was put into it."""
    subject = _("Keyring")
    if keyring is None:
        return Finding(subject, True, _("none on this computer: each centre has a passphrase"))
    try:
        keyring.set(_TRIAL, _TRIAL)
        kept = keyring.get(_TRIAL) == _TRIAL
        keyring.remove(_TRIAL)
    except DomainError as error:
        return Finding(subject, False, describe(error) + " " + _("Unlock it and try again."))
    if not kept:
        return Finding(subject, False, _("it forgets: open centres with their recovery keys"))
    return Finding(subject, True, _("it keeps and gives out keys"))


def check_time_zones() -> Finding:
    """Whether the data of time zones is there and knows of summer time."""
    subject = _("Time zones")
    try:
        zone = ZoneInfo(_SUMMER_TIME_IN)
    except ZoneInfoNotFoundError:
        return Finding(subject, False, _("their data is missing: install the program anew"))
    summer = datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset()
    if summer != timedelta(hours=1):
        return Finding(subject, False, _("their data is wrong: install the program anew"))
    return Finding(subject, True, _("data of {version}").format(version=version("tzdata")))


def check_clock(now: datetime) -> Finding:
    """Whether the clock stands after the time zone data was made."""
    subject, shown = _("Clock"), f"{now:%Y-%m-%d %H:%M} UTC"
    made = datetime(int(version("tzdata")[:4]), 1, 1, tzinfo=UTC)
    if now < made:
        return Finding(subject, False, _("{time} can't be right: set it").format(time=shown))
    return Finding(subject, True, shown)
