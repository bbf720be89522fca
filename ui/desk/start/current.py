"""The centre that is open in this window: services run on it, its log is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ui.desk.backups import Backups
from ui.desk.sync_watch import StartsSync, SyncWatch
from wset_desk.system.logging import start_logging, stop_logging

if TYPE_CHECKING:
    import logging

    from ui.desk.start.actions import Centre
    from wset_desk.services.opening import CentreFacts


class CurrentCentre:
    """What `Tasks` runs services on; one centre at a time."""

    def __init__(self, starts_sync: StartsSync | None = None) -> None:
        self.centre: Centre | None = None
        self.sync = SyncWatch(starts_sync)
        self._backups: Backups | None = None
        self._log: logging.Handler | None = None

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any:
        """Run a service as whoever is signed in."""
        if self.centre is None:
            raise RuntimeError("no centre is open")
        return self.centre.workspace.run(service, **parameters)

    @property
    def backups(self) -> Backups | None:
        """The open centre's."""
        return self._backups

    def take(self, centre: Centre) -> None:
        """Work on this centre from now on."""
        self.close()
        self.centre = centre
        self._backups = Backups(
            centre.profile, centre.workspace, centre.facts.zone, centre.preferences
        )
        self._log = start_logging(centre.profile.log_dir)
        self.sync.follow(centre.workspace)

    def learn(self, facts: CentreFacts) -> None:
        """From now on the open centre is called so, and has this time zone and currency."""
        if self.centre is not None:
            self.centre = replace(self.centre, facts=facts)
            centre = self.centre
            self._backups = Backups(
                centre.profile, centre.workspace, facts.zone, centre.preferences
            )

    def close(self) -> None:
        """Close the store and its log."""
        self.sync.end()
        if self.centre is not None:
            self.centre.workspace.close()
            self.centre = self._backups = None
        if self._log is not None:
            stop_logging(self._log)
            self._log = None
