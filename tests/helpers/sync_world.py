"""A world for the sync simulator: a server, devices, people who type, and whatever goes wrong.

Everything that happens comes from one seeded source, so that a seed is a story that can be told
again. The code under test is the product's; only clock, network and the moment of a crash are ours.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, select

from tests.helpers.stores import NOW
from tests.helpers.sync_view import unseen
from wset_desk.domain.errors import DomainError
from wset_desk.services import derived
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import (
    Base,
    Candidate,
    CentreCounter,
    Device,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    ReceivedChange,
)
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync import client as sync_client
from wset_desk.sync.hub import Hub, begin_epoch, join
from wset_desk.sync.messages import MOST_CHANGES, SentChange
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

SEATS = 3
MOST_ROUNDS = 4
TYPING_MEANWHILE = 0.3
"""How often somebody types between what is sent and what is fetched."""


_RECEIVED = Base.metadata.tables[ReceivedChange.__tablename__]
_COUNTERS = Base.metadata.tables[CentreCounter.__tablename__]


class NetworkError(Exception):
    """A message was lost."""


class Crash(BaseException):
    """The power went: nothing that isn't committed is there afterwards."""


def _engine(path: Path) -> Engine:
    """Plain: seeds are many, and nothing is asked of the cipher."""
    return open_sqlite(path, None)


@dataclass
class World:
    """One run. `template` is a founded centre, with which the server begins; `disasters` the share
    of its steps in which the server is backed up, or set back to its backup."""

    seed: int
    folder: Path
    template: "Founded"
    disasters: float = 0.05
    devices: list["SimulatedDevice"] = field(default_factory=list)
    calm: bool = True
    unseen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.clock = FixedClock(NOW)
        self.path = self.folder / "server.db"
        shutil.copy(self.template.path, self.path)
        self.server = self._open_server()
        self.backup: Path | None = None
        self.devices = [self.new_device(number) for number in range(3)]
        self.calm = False

    def new_device(self, number: int) -> "SimulatedDevice":
        return SimulatedDevice(self, number)

    def _open_server(self) -> Store:
        ids = IdMaker(self.clock, random.Random(self.chance.random()))
        return Store(_engine(self.path), self.clock, ids, is_server=True)

    def run(self, steps: int) -> None:
        """Let people type and machines sync, and things go wrong; then heal everything."""
        for _ in range(steps):
            self.clock.advance(timedelta(seconds=self.chance.randint(1, 600)))
            self._step()
        self.heal()

    def heal(self) -> None:
        """From now on nothing goes wrong, and all sync until there is nothing left."""
        self.calm = True
        for _ in range(MOST_ROUNDS):
            head = self._head()
            for device in self.devices:
                device.sync()
            if self._head() == head:
                return  # whoever came first has missed nothing

    def _head(self) -> tuple[int, int]:
        """How much the server has been sent by now, and how far its log goes."""
        with self.server.engine.connect() as connection:
            received = connection.execute(select(func.count()).select_from(_RECEIVED))
            return received.scalar_one(), connection.execute(select(_COUNTERS.c.seq)).scalar_one()

    def _step(self) -> None:
        device = self.chance.choice(self.devices)
        what = self.chance.random()
        if what < 0.55:
            device.type_something()
        elif what < 1 - self.disasters:
            device.sync()
        elif what < 1 - self.disasters / 2:
            self._back_up()
        else:
            self._restore()

    def _back_up(self) -> None:
        self.server.close()
        self.backup = self.folder / "backup.db"
        shutil.copy(self.path, self.backup)
        self.server = self._open_server()

    def _restore(self) -> None:
        """The server's database is lost; yesterday's takes its place and begins a new life."""
        if self.backup is None:
            return
        self.server.close()
        for leftover in self.folder.glob("server.db-*"):
            leftover.unlink()
        shutil.copy(self.backup, self.path)
        self.server = self._open_server()
        begin_epoch(self.server, self.template.actor.centre_id)

    def close(self) -> None:
        for device in self.devices:
            device.store.close()
        self.server.close()


@dataclass(frozen=True)
class Founded:
    """A centre with candidates and an exam session of `SEATS` seats, on a server's store."""

    path: Path
    actor: Actor
    candidates: tuple[UUID, ...]
    exam_session: UUID
    charge: UUID


class SimulatedDevice:
    """A desk: its store is a file of its own, which outlives its crashes."""

    batch = MOST_CHANGES

    def __init__(self, world: World, number: int) -> None:
        self.world, self.name = world, f"PC {number}"
        self.path = world.folder / f"device{number}.db"
        self.crash_at: int | None = None
        actor = world.template.actor
        self.device_id = world.server.new_id()
        self.actor = replace(actor, device_id=self.device_id)
        with world.server.unit_of_work(actor, write=True) as uow:
            uow.session.add(Device(id=self.device_id, name=self.name))
            uow.commit()
        shutil.copy(world.template.path.with_name("empty.db"), self.path)
        self.store = self._open()
        join(self.store, actor.centre_id, self.device_id)
        self.exchange()

    def _open(self) -> Store:
        ids = IdMaker(self.world.clock, random.Random(self.world.chance.random()))
        return CrashingStore(_engine(self.path), self.world.clock, ids, device=self)

    def _client(self, transport: sync_client.Transport) -> sync_client.Client:
        return sync_client.Client(self.store, self.actor, transport, batch=self.batch)

    def waiting(self) -> list[SentChange]:
        """What it would send next."""
        return self._client(Wire(self))._next_changes()

    def sync(self) -> None:
        """Sync over whatever network there is; a crash starts the program anew."""
        chance = self.world.chance
        self.crash_at = None if self.world.calm or chance.random() < 0.8 else chance.randint(1, 8)
        try:
            self.exchange()
        except NetworkError:
            pass
        except Crash:
            self.store.close()
            self.store = self._open()
        finally:
            self.crash_at = None
        self.world.unseen += (f"{self.name}: {each}" for each in unseen(self.store))

    def exchange(self) -> None:
        """One sync, as far as it gets."""
        self._client(Wire(self)).sync()

    def count_down(self) -> None:
        """Called before each commit and after it."""
        if self.crash_at is not None:
            self.crash_at -= 1
            if self.crash_at == 0:
                raise Crash

    def type_something(self) -> None:
        """What a member of staff does."""
        self.do(self.world.chance.choice(VERBS))

    def do(self, verb: "Verb") -> None:
        """A refusal by the desk itself leaves nothing."""
        with self.store.unit_of_work(self.actor, write=True) as uow:
            uow.action = f"simulated.{verb.__name__}"
            try:
                verb(uow, self.world)
                uow.session.flush()
            except DomainError:
                return
            uow.commit()


@dataclass(frozen=True)
class CrashingStore(Store):
    """A store at whose commits the power may fail, just before or just after."""

    device: SimulatedDevice | None = None

    def replica(self, actor: Actor) -> UnitOfWork:
        uow = super().replica(actor)
        device = self.device
        assert device is not None
        commit = uow.commit

        def commit_or_crash() -> None:
            device.count_down()
            commit()
            device.count_down()

        uow.commit = commit_or_crash  # type: ignore[method-assign]
        return uow


class Wire:
    """A network that loses requests and answers, and says things twice, now or much later."""

    def __init__(self, device: SimulatedDevice) -> None:
        self._device = device

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        return lambda request: self._send(name, request)

    def _send(self, name: str, request: Any) -> Any:
        world = self._device.world
        sent = type(request).model_validate_json(request.model_dump_json(by_alias=True))
        if world.calm or (name == "bring" and world.server.signer is None):
            return self.ask(name, sent)  # without a signed log nobody waits for an answer
        if name == "pull" and world.chance.random() < TYPING_MEANWHILE:
            self._device.type_something()
        fate = world.chance.random()
        if fate < 0.1:
            raise NetworkError
        try:
            answer = self.ask(name, sent)
            if fate < 0.2:
                answer = self.ask(name, sent)
        except DomainError as error:
            raise self.refused(error) from error
        if fate < 0.3:
            raise NetworkError
        if isinstance(answer, bytes):
            return answer if world.chance.random() < 0.8 else answer[:-1]
        return type(answer).model_validate_json(answer.model_dump_json(by_alias=True))

    def ask(self, name: str, sent: Any) -> Any:
        """The server."""
        device = self._device
        hub = Hub(device.world.server, device.actor.centre_id, device.device_id)
        return getattr(hub, name)(sent)

    def refused(self, error: DomainError) -> Exception:
        """What the device makes of it: it tries again."""
        return NetworkError()


Verb = Callable[[UnitOfWork, World], None]


def _some(uow: UnitOfWork, entity: Any, world: World) -> Any:
    rows = list(uow.session.scalars(select(entity).order_by(entity.id)))
    if not rows:
        raise DomainError("NOT_FOUND", entity=entity.__tablename__)
    return world.chance.choice(rows)


def change_phone(uow: UnitOfWork, world: World) -> None:
    _some(uow, Candidate, world).phone = f"0{world.chance.randint(1, 10**6)}"


def change_notes(uow: UnitOfWork, world: World) -> None:
    _some(uow, Candidate, world).notes = f"note {world.chance.randint(1, 10**6)}"


def correct_name(uow: UnitOfWork, world: World) -> None:
    candidate = _some(uow, Candidate, world)
    candidate.last_name = f"Name{world.chance.randint(1, 10**6)}"
    derived.settle_search_texts(uow, candidate)


def correct_two_names(uow: UnitOfWork, world: World) -> None:
    """One action, two rows: what becomes of one becomes of both."""
    for _ in range(2):
        correct_name(uow, world)


def enter_mark(uow: UnitOfWork, world: World) -> None:
    registration = _some(uow, ExamRegistration, world)
    registration.theory_score = Decimal(world.chance.randint(0, 10000)) / 100
    registration.theory_state = "provisional"
    derived.settle_results(uow, registration)


def take_seat(uow: UnitOfWork, world: World) -> None:
    candidate = _some(uow, Candidate, world)
    exam = uow.get(ExamSession, world.template.exam_session)
    uow.add(
        ExamRegistration(
            candidate_id=candidate.id,
            exam_session_id=exam.id,
            registration_type="resit",
            registration_date=uow.now,
        )
    )
    try:
        derived.recount_seats(uow, exam)
    except Exception as error:
        raise DomainError("SESSION_FULL") from error


def give_seat_up(uow: UnitOfWork, world: World) -> None:
    registration = _some(uow, ExamRegistration, world)
    registration.status = "cancelled"
    derived.recount_seats(uow, uow.get(ExamSession, registration.exam_session_id))


def add_person(uow: UnitOfWork, world: World) -> None:
    candidate = Candidate(first_name="New", last_name=f"Person{world.chance.randint(1, 10**6)}")
    derived.settle_search_texts(uow, uow.add(candidate))


def remove_person(uow: UnitOfWork, world: World) -> None:
    uow.delete(_some(uow, Candidate, world))


def refund(uow: UnitOfWork, world: World) -> None:
    uow.add(
        LedgerEntry(
            candidate_id=world.template.candidates[0],
            charge_id=world.template.charge,
            kind="refund",
            amount=Decimal(85),
            currency="GBP",
        )
    )
    try:
        uow.session.flush()
    except Exception as error:
        raise DomainError("REFUNDED_ALREADY") from error


VERBS = (
    *(change_phone, change_notes, correct_name, correct_two_names, enter_mark, enter_mark),
    *(take_seat, take_seat, give_seat_up, add_person, remove_person, refund),
)
