"""An encrypted store with a centre, and a bare table in an encrypted file beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.benchmarks.measure import folder
from tests.helpers.stores import KEY, NOW, found_test_centre, make_sqlite_template, sqlite_store
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.system.clock import FixedClock


class BareBase(DeclarativeBase):
    pass


class BarePerson(BareBase):
    """The least that a candidate can be."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    number: Mapped[str]


@dataclass
class Stores:
    workspace: Workspace
    bare: Engine


@contextmanager
def stores() -> Iterator[Stores]:
    """Both files are SQLCipher with WAL and synchronous=FULL."""
    with folder() as place:
        template = make_sqlite_template(place / "template.db")
        store = sqlite_store(place / "store.db", template, FixedClock(NOW))
        bare = _bare(place / "bare.db")
        yield Stores(found_test_centre(store), bare)
        store.close()
        bare.dispose()


def _bare(path: Path) -> Engine:
    engine = open_sqlite(path, KEY)
    BareBase.metadata.create_all(engine)
    return engine


@contextmanager
def counted_commits(engine: Engine) -> Iterator[list[object]]:
    """A list that grows by one with every commit."""
    seen: list[object] = []
    notice = seen.append
    event.listen(engine, "commit", notice)
    yield seen
    event.remove(engine, "commit", notice)
