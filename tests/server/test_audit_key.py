"""A server on PostgreSQL signs its audit logs with a key that isn't in the database."""

from pathlib import Path

import pytest

from tests.helpers.profiles import key_store
from tests.helpers.stores import PostgreSQL, found_test_centre
from wset_desk.domain.errors import DomainError
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.server_store import Place, migrate_server, open_server
from wset_desk.system.clock import FixedClock


def test_the_key_is_made_once_and_missed(
    postgresql: PostgreSQL, tmp_path: Path, clock: FixedClock
) -> None:
    keys = key_store()
    with postgresql.fresh_database() as url:
        place, elsewhere = Place(url, tmp_path / "here"), Place(url, tmp_path / "elsewhere")
        migrate_server(place, keys)
        store = open_server(place, clock, keys)
        centre = found_test_centre(store)
        assert centre.run(verify_audit).findings == []
        store.close()
        migrate_server(place, keys)
        with pytest.raises(DomainError, match="SIGNING_KEY_MISSING"):
            migrate_server(elsewhere, keys)
        with pytest.raises(DomainError, match="SIGNING_KEY_MISSING"):
            open_server(elsewhere, clock, keys)
