"""Commands at a computer that was away from its server for too long."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command_line import CommandLine, command_line
from wset_desk.storage.schema import ServerLink, SyncCursor
from wset_desk.sync import connecting
from wset_desk.sync.http import ServerUnreachable
from wset_desk.system.clock import FixedClock


@pytest.fixture
def away(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    """A centre that has a server, which it reached 15 days ago."""
    line = command_line(tmp_path, clock, monkeypatch, capsys)
    workspace = line.open()
    with workspace.store.replica(workspace.actor) as uow:
        reached = uow.now - timedelta(days=15)
        uow.session.add(ServerLink(address="https://x", fingerprint="F", connected_at=reached))
        uow.commit()
    workspace.close()
    return line


@pytest.mark.parametrize("answers", [True, False])
def test_the_server_is_tried_first(
    away: CommandLine, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    def reach(store: Any, actor: Any) -> None:
        if not answers:
            raise ServerUnreachable("nobody")
        with store.replica(actor) as uow:
            cursor = SyncCursor(scope="centre", seq=1, epoch=uow.new_id(), synced_at=uow.now)
            uow.session.add(cursor)
            uow.commit()

    monkeypatch.setattr(connecting, "sync_once", reach)
    status, _, err = away.command("export", "candidates", str(away.folder / "people.csv"))
    assert (status == 0) is answers, err
    assert ("hasn’t reached its server since 17 July 2026" in err) is not answers
