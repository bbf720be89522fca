"""The server that a desk has for itself: its folder in the profile, its secrets, what is chosen.

All its secrets come of the key of the desk's store: whoever can open that can open the server's,
not the other way round.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wset_desk.storage.engine import KEY_BYTES
from wset_desk.system.certificates import fingerprint_of
from wset_desk.system.files import write_atomically
from wset_desk.system.paths import Profile

THIS_COMPUTER, ANY_ADDRESS = "127.0.0.1", "0.0.0.0"  # noqa: S104 - with TLS, and if asked for


@dataclass(frozen=True)
class Chosen:
    """`lets_in`: other computers may come. A server that handed its centre over tells others where
    it is now until `signs_until`, at the address at which it has always been."""

    lets_in: bool = False
    signs_until: datetime | None = None


@dataclass(frozen=True)
class OwnServer:
    """Where it is; of `secret` its other secrets come."""

    folder: Path
    secret: bytes

    @property
    def store_file(self) -> Path:
        return self.folder / "server.db"

    @property
    def certificate_file(self) -> Path:
        return self.folder / "tls.pem"

    @property
    def lock_file(self) -> Path:
        return self.folder / "lock"

    @property
    def log_dir(self) -> Path:
        return self.folder / "log"

    @cached_property
    def key(self) -> bytes:
        """Of its store."""
        return self._derived("store")

    @cached_property
    def certificate_password(self) -> bytes:
        return self._derived("certificate").hex().encode()

    @cached_property
    def token(self) -> str:
        """With which its desk tells it what to do."""
        return self._derived("token").hex()

    @property
    def port(self) -> int | None:
        """The one that it has chosen once; None before it was first started."""
        try:
            return int(self._port_file.read_text("ascii"))
        except (OSError, ValueError):
            return None

    def keep_port(self, port: int) -> None:
        write_atomically(self._port_file, str(port).encode())

    @property
    def address(self) -> str | None:
        """As which its desk reaches it."""
        return None if self.port is None else f"https://{THIS_COMPUTER}:{self.port}"

    @property
    def fingerprint(self) -> str:
        """Of its certificate."""
        return fingerprint_of(self.certificate_file)

    def chosen(self) -> Chosen:
        try:
            read = json.loads(self._choices_file.read_bytes())
            until = read.get("signs_until")
            return Chosen(bool(read["lets_in"]), until and datetime.fromisoformat(until))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Chosen()

    def choose(self, chosen: Chosen) -> None:
        until = chosen.signs_until and chosen.signs_until.isoformat()
        content = {"lets_in": chosen.lets_in, "signs_until": until}
        write_atomically(self._choices_file, json.dumps(content).encode())

    @property
    def _port_file(self) -> Path:
        return self.folder / "port"

    @property
    def _choices_file(self) -> Path:
        return self.folder / "choices.json"

    def _derived(self, purpose: str) -> bytes:
        return _derive(self.secret, purpose)


def own_server(profile: Profile, key: bytes) -> OwnServer:
    """That of the profile whose store lies under `key`."""
    return OwnServer(profile.directory / "server", _derive(key, "secret"))


def told_to(server: OwnServer) -> str:
    """What the server's process has to know, in a line."""
    return json.dumps({"folder": str(server.folder), "secret": server.secret.hex()})


def heard(line: str) -> OwnServer:
    """The inverse of `told_to`. Raises ValueError for anything else."""
    try:
        read = json.loads(line)
        return OwnServer(Path(read["folder"]), bytes.fromhex(read["secret"]))
    except (KeyError, TypeError) as error:
        raise ValueError("not told what server to be") from error


def _derive(secret: bytes, purpose: str) -> bytes:
    info = f"wset-desk own server {purpose}".encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)
