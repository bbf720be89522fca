"""A world in which devices fetch whole centres, are copied and set back, and have rows spoilt.

As in `sync_world`, whatever happens comes from the seed, and the code under test is the product's.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.helpers.sync_view import unseen
from tests.helpers.sync_world import NetworkError, SimulatedDevice, Wire, World
from wset_desk.domain.errors import DomainError
from wset_desk.storage import snapshots
from wset_desk.storage.credentials import Credential
from wset_desk.storage.identity import become_new_device, this_device
from wset_desk.storage.schema import ServerLink
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync import snapshot
from wset_desk.sync.connecting import link_of
from wset_desk.sync.forked import let_fork_in
from wset_desk.sync.forking import be_let_in, is_unknown
from wset_desk.sync.messages import LetIn

DESKS, MOST_DEVICES = 3, 5
SPOILT = (
    "UPDATE candidates SET notes = 'spoilt'",
    "UPDATE candidates SET first_name = 'Spoilt' WHERE id = (SELECT max(id) FROM candidates)",
    "DELETE FROM candidates WHERE id = (SELECT max(id) FROM candidates)",
    "DELETE FROM exam_registrations",
)


@contextmanager
def few_rows_are_many() -> Iterator[None]:
    """Centres are fetched as a whole from a handful of rows on, in small parts."""
    with (
        patch.object(snapshot, "SNAPSHOT_FROM", 5),
        patch.object(snapshot, "FAR_BEHIND", 0),
        patch.object(snapshots, "PART_ROWS", 6),
    ):
        yield


class WholeWorld(World):
    """Run it while `few_rows_are_many`."""

    def new_device(self, number: int) -> "WholeDevice":
        return WholeDevice(self, number)

    spoilt: bool = False

    def heal(self) -> None:
        super().heal()
        for device in self.devices:
            assert isinstance(device, WholeDevice)
            rows = device.compare()
            if rows and not self.spoilt and len(self.devices) == DESKS:
                self.unseen.append(f"{device.name}: {rows} rows differed, which nobody had spoilt")
        super().heal()

    def _step(self) -> None:
        device = self.chance.choice(self.devices)
        assert isinstance(device, WholeDevice)
        what = self.chance.random()
        if what < 0.03:
            device.keep_copy()
        elif what < 0.06 and len(self.devices) < MOST_DEVICES:
            self.devices.append(device.copied(len(self.devices)))
        elif what < 0.09:
            device.set_back()
        elif what < 0.12:
            device.spoil()
        elif what < 0.17:
            device.compare_as_it_is()
        else:
            super()._step()


class WholeDevice(SimulatedDevice):
    """A desk that knows its server by a link, as the product's do."""

    kept: Path | None = None

    def exchange(self) -> None:
        with self.store.replica(self.actor) as uow:
            if link_of(uow) is None:
                link = ServerLink(address="", fingerprint="", connected_at=uow.now)
                uow.session.add(link)
                uow.session.commit()
        try:
            self._exchange_as_it_is()
        except DomainError as error:
            if error.code != "DEVICE_FORKED":
                raise NetworkError from error  # it is tried again
            self.count_down()
            become_new_device(self.store, "", "")
            self.count_down()
            self._exchange_as_it_is()

    def _exchange_as_it_is(self) -> None:
        self.actor = this_device(self.store, self.actor)
        with self.store.unit_of_work(self.actor, write=False) as uow:
            link = link_of(uow)
        if is_unknown(link, self.actor):
            assert link is not None
            assert link.device_id is not None
            self.device_id = link.device_id
            be_let_in(self.store, self.actor, WholeWire(self), self._let_in)
        self.device_id = self.actor.device_id
        before = self._people()
        try:
            self._client(WholeWire(self)).sync()
        finally:
            if self._people() < before:
                self.world.unseen.append(f"{self.name} has half a centre")

    def _people(self) -> int:
        """Nobody is ever taken out: who is removed stays, as removed."""
        with self.store.engine.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM candidates")
            return int(count.scalar_one())

    def _let_in(self, uow: UnitOfWork, _let_in: LetIn) -> None:
        link = link_of(uow)
        assert link is not None
        link.device_id = self.actor.device_id
        self.world.backup = None  # in it nobody would know this device

    def compare(self) -> int:
        """How many rows differed."""
        rows = self._client(WholeWire(self)).compare().rows
        self.world.unseen += (f"{self.name}: {each}" for each in unseen(self.store))
        return rows

    def compare_as_it_is(self) -> None:
        """Whatever waits by now, over whatever network there is."""
        try:
            self.compare()
        except (NetworkError, DomainError):
            return

    def spoil(self) -> None:
        """Rows are changed, or gone, by no hand of the program's."""
        assert isinstance(self.world, WholeWorld)
        if self.waiting():
            return  # what a person typed is to be seen until then
        self.world.spoilt = True
        with self.store.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute(self.world.chance.choice(SPOILT))
            raw.execute("PRAGMA foreign_keys = ON")

    def keep_copy(self) -> None:
        self.kept = self._copy_to(self.path.with_suffix(".kept"))

    def set_back(self) -> None:
        """To the copy that was kept, if nothing is lost with it that only this disk had."""
        if self.kept is None or self.waiting():
            return
        self.world.backup = None
        self.store.close()
        shutil.copy(self.kept, self.path)
        self.store = self._open()

    def copied(self, number: int) -> "WholeDevice":
        """The same disk in another computer."""
        self.world.backup = None  # what was sent since then would be sent again by one of them
        other = WholeDevice.__new__(WholeDevice)
        vars(other).update(vars(self))
        other.name, other.kept = f"PC {number}, a copy", None
        other.path = self._copy_to(self.path.with_name(f"device{number}.db"))
        other.store = other._open()
        return other

    def _copy_to(self, path: Path) -> Path:
        self.store.close()
        shutil.copy(self.path, path)
        self.store = self._open()
        return path


class WholeWire(Wire):
    """Lets devices in that are copies; says what a device has to hear that was copied."""

    def ask(self, name: str, sent: Any) -> Any:
        device, world = self._device, self._device.world
        if name == "part":
            device.count_down()
        if name == "fork":
            old = Credential(
                device.device_id,
                device.actor.centre_id,
                device.device_id,
                world.clock.now(),
                adopts=False,
                is_new=False,
                token_hash="",
            )
            return let_fork_in(world.server, old, sent.device)
        return super().ask(name, sent)

    def refused(self, error: DomainError) -> Exception:
        return error if error.code == "DEVICE_FORKED" else super().refused(error)
