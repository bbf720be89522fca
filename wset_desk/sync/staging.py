"""A device's part in a first sync: it fetches the centre beside its store, and takes it over whole.

Whatever breaks in between, the store is as it was, and what was fetched is there the next time.
"""

import hashlib
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from sqlalchemy.exc import DatabaseError

from wset_desk.domain.errors import DomainError
from wset_desk.storage.migrate import revisions
from wset_desk.storage.snapshots import unpacked
from wset_desk.storage.staging import Staging, discard_staging
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.messages import PullAnswer, PullRequest
from wset_desk.sync.whole_messages import (
    PartRequest,
    PartSummary,
    SnapshotManifest,
    SnapshotRequest,
)

TRIES = 3
"""So often a part is fetched that comes in broken."""
PAGE = 2_000
OnProgress = Callable[[int, int], object]
"""Hears how many of how many parts are there."""


class Source(Protocol):
    """The way to the server; see `Transport`."""

    def snapshot(self, request: SnapshotRequest) -> SnapshotManifest: ...
    def part(self, request: PartRequest) -> bytes: ...
    def pull(self, request: PullRequest) -> PullAnswer: ...


def fetch_centre(
    store: Store, actor: Actor, source: Source, epoch: UUID, on_progress: OnProgress
) -> Staging:
    """Fetch everything there is by now, going on from what an earlier try has fetched.

    Answers it open, and checked. Refuses SNAPSHOT_BROKEN, with nothing left of it, and what the
    source refuses, with everything kept.
    """
    staging = Staging(store, actor.centre_id)
    try:
        manifest = _manifest(staging, epoch) or _begun_anew(staging, source, epoch)
        try:
            _fetch_parts(staging, source, manifest, on_progress)
        except DomainError as error:
            if error.code != "SNAPSHOT_GONE":
                raise
            _fetch_parts(staging, source, _begun_anew(staging, source, epoch), on_progress)
        _follow(staging, source, epoch)
        staging.check()
    except BaseException as error:
        staging.close()
        if not _is_broken(error):
            raise
        discard_staging(store)
        raise DomainError("SNAPSHOT_BROKEN") from error
    return staging


def _is_broken(error: BaseException) -> bool:
    if isinstance(error, DomainError):
        return error.code == "SNAPSHOT_BROKEN"
    return isinstance(error, DatabaseError)


def _manifest(staging: Staging, epoch: UUID) -> SnapshotManifest | None:
    """What an earlier try was about; None where that is of no use any more."""
    if staging.about is None or staging.about["schema"] != revisions()[-1]:
        return None
    manifest = SnapshotManifest.model_validate(staging.about["manifest"])
    return manifest if manifest.epoch == epoch else None


def _begun_anew(staging: Staging, source: Source, epoch: UUID) -> SnapshotManifest:
    manifest = source.snapshot(SnapshotRequest(epoch=epoch))
    told = manifest.model_dump(mode="json")
    staging.begin({"manifest": told, "schema": revisions()[-1], "cursor": manifest.seq})
    return manifest


def _fetch_parts(
    staging: Staging, source: Source, manifest: SnapshotManifest, on_progress: OnProgress
) -> None:
    here, of = staging.fetched, len(manifest.parts)
    on_progress(len(here), of)
    missing = [part for part in manifest.parts if part.number not in here]
    for done, part in enumerate(missing, len(here) + 1):
        _fetch_part(staging, source, manifest.id, part)
        on_progress(done, of)


def _fetch_part(staging: Staging, source: Source, snapshot: UUID, part: PartSummary) -> None:
    for _ in range(TRIES):
        content = source.part(PartRequest(snapshot=snapshot, number=part.number))
        if hashlib.sha256(content).hexdigest() == part.digest:
            break
    else:
        raise DomainError("SNAPSHOT_BROKEN")
    try:
        records = unpacked(content)
    except (ValueError, EOFError, OSError) as error:
        raise DomainError("SNAPSHOT_BROKEN") from error
    if len(records) != part.rows:
        raise DomainError("SNAPSHOT_BROKEN")
    staging.add_part(part.number, part.entity, records)


def _follow(staging: Staging, source: Source, epoch: UUID) -> None:
    """What has changed since the snapshot: what this device has sent may be among it."""
    more = True
    while more:
        cursor = cursor_of(staging)
        answer = source.pull(PullRequest(epoch=epoch, cursor=cursor, limit=PAGE))
        rows = ((each.entity, each.id, each.record) for each in answer.changes)
        staging.add_page(rows, cursor=answer.next)
        more = answer.more


def cursor_of(staging: Staging) -> int:
    """The number of the log up to which everything is there."""
    assert staging.about is not None  # noqa: S101 - it was begun
    return int(staging.about["cursor"])
