"""A year of a centre: alone, then served by its own desk, a second computer, then a central server.

`.venv/bin/python -m pytest tests/sync/test_moving_year.py -m slow -n0 -s` says how long each takes.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.replay import rows_of
from tests.helpers.web_server import serving
from tests.sync.test_moving import everything
from tests.sync.test_over_http import empty_store
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.demo.build import fill_sample
from wset_desk.services.devices import approve_device
from wset_desk.services.workspace import Workspace
from wset_desk.sync.connecting import bring_centre, join_centre, sync_once
from wset_desk.sync.handing_over import hand_over
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    sys.stdout.write(f"{what}: {time.perf_counter() - begun:.1f} s\n")


@pytest.mark.slow
def test_a_year_moves_whole(tmp_path: Path, clock: FixedClock) -> None:
    stores = {name: empty_store(tmp_path / f"{name}.db", clock) for name in ("desk", "second")}
    own, central = (
        replace(empty_store(tmp_path / f"{name}.db", clock), is_server=True)
        for name in ("own", "central")
    )
    desk, second = stores["desk"], stores["second"]
    actor = fill_sample(desk, clock)
    alone = rows_of(desk)
    with serving(own) as near, serving(central) as far:
        with timed("alone → own server"):
            bring_centre(desk, actor, address=near, code=new_code(own, None))
            sync_once(desk, actor)
        assert rows_of(own) == rows_of(desk) == alone
        code = new_code(own, actor.centre_id)
        joined, _let_in = join_centre(second, address=near, code=code, device_name="Second")
        sync_once(desk, actor)
        Workspace(desk, actor).call(approve_device, device_id=joined.device_id)
        sync_once(desk, actor)
        with timed("a second computer"):
            sync_once(second, joined)
        before = everything(own, actor)
        with timed(f"own server → central, {sum(map(len, before.values()))} rows"):
            hand_over(own, actor.centre_id, address=far, code=new_code(central, None))
        after = everything(central, actor)
        keys = before.pop("device_credentials")
        assert [key for key in after.pop("device_credentials") if key in keys] == keys
        assert after == before
        for store, who in ((desk, actor), (second, joined)):
            sync_once(store, who)
        assert rows_of(desk) == rows_of(second) == rows_of(central)
    for store in (desk, second, central):
        assert Workspace(store, actor).run(verify_audit).is_sound
    for store in (desk, second, own, central):
        store.close()
