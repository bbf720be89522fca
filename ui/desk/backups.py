"""The backups of the centre that is open in this window. Everything but `scheduled` takes a worker.

Services are imported inside the functions: the first paint waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ui.common.progress import Progress
from wset_desk.system.paths import Profile, ProfileKind

if TYPE_CHECKING:
    from wset_desk.services.backup_schedule import BackupPlan, BackupState
    from wset_desk.services.backups import BackupSource
    from wset_desk.services.workspace import Workspace
    from wset_desk.system.preferences import Preferences


class Backups:
    """`preferences` reads what this computer remembers now: folder and number of days."""

    def __init__(
        self,
        profile: Profile,
        workspace: Workspace,
        zone: ZoneInfo,
        preferences: Callable[[], Preferences],
    ) -> None:
        self._profile = profile
        self._workspace = workspace
        self._zone = zone
        self._preferences = preferences

    @property
    def is_sample(self) -> bool:
        """The sample isn't backed up on its own."""
        return self._profile.kind is ProfileKind.SAMPLE

    @property
    def scheduled(self) -> bool:
        """Whether this centre is backed up on its own."""
        from wset_desk.services.backup_schedule import is_scheduled  # noqa: PLC0415

        return is_scheduled(self._source(), self._plan())

    def state(self) -> BackupState:
        """What the settings show."""
        from wset_desk.services.backup_schedule import (  # noqa: PLC0415
            backup_state,
            last_change,
        )

        return backup_state(self._source(), self._plan(), self._workspace.run(last_change))

    def choose_passphrase(self, passphrase: str) -> None:
        """For backups from now on. Refuses PASSWORD_TOO_SHORT and PASSWORD_TOO_LONG."""
        from wset_desk.services.backups import choose_passphrase  # noqa: PLC0415

        choose_passphrase(self._source(), passphrase)

    def back_up(self, *, progress: Progress) -> Path:
        """Now, whether something was changed or not. Refuses what the service refuses."""
        from wset_desk.services.backup_schedule import back_up_now  # noqa: PLC0415

        return back_up_now(
            self._source(),
            self._plan(),
            now=self._workspace.store.clock.now(),
            zone=self._zone,
            report=progress.report,
        )

    def back_up_if_due(self, *, progress: Progress | None = None) -> Path | None:
        """After work: if something was changed since the latest backup."""
        from wset_desk.services.backup_schedule import (  # noqa: PLC0415
            back_up_if_due,
            last_change,
        )
        from wset_desk.services.backups import quiet  # noqa: PLC0415

        return back_up_if_due(
            self._source(),
            self._plan(),
            changed=self._workspace.run(last_change),
            now=self._workspace.store.clock.now(),
            zone=self._zone,
            report=quiet if progress is None else progress.report,
        )

    def _source(self) -> BackupSource:
        from wset_desk.services.backups import source_of  # noqa: PLC0415

        return source_of(self._profile, self._workspace)

    def _plan(self) -> BackupPlan:
        from wset_desk.services.backup_schedule import backup_plan  # noqa: PLC0415

        return backup_plan(self._preferences())
