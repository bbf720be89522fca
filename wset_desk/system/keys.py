"""The store's key: where it is kept, and the three ways to it.

The 256-bit key lies in the operating system's keyring; where there is none, in the key file,
wrapped by a passphrase. The recovery key on paper unwraps it either way.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.system import recovery_key
from wset_desk.system.key_file import KeyFile, new_key_file, read_key_file, write_key_file
from wset_desk.system.passwords import CAREFUL, Argon2Cost, check_new_password
from wset_desk.system.paths import Profile, ProfileKind
from wset_desk.system.system_keyring import Keyring
from wset_desk.system.wrapping import Chain

VARIABLE = "WSET_DESK_PASSPHRASE_FILE"
SAMPLE_PASSPHRASE = "sample-centre-open-to-all"  # noqa: S105 - the sample is fictional; it hides nothing


def published(profile: Profile) -> str | None:
    """The sample's passphrase; a real centre's isn't known to the program."""
    return SAMPLE_PASSPHRASE if profile.kind is ProfileKind.SAMPLE else None


class KeyStore:
    """Makes, keeps and finds the keys of this PC's profiles.

    `keyring` is None where the operating system has none. A passphrase that isn't given is read
    from the file that WSET_DESK_PASSPHRASE_FILE names, if it names one.
    """

    def __init__(
        self,
        keyring: Keyring | None,
        *,
        cost: Argon2Cost = CAREFUL,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._keyring = keyring
        self._cost = cost
        self._environ = environ

    @property
    def has_keyring(self) -> bool:
        """Whether a new profile can do without a passphrase."""
        return self._keyring is not None

    def create(self, profile: Profile, passphrase: str | None = None) -> tuple[bytes, str]:
        """A new store's key, and the recovery key as it is to be printed: it is shown once.

        Refuses KEY_FILE_EXISTS, and what `protect` refuses.
        """
        if profile.key_file.exists():
            raise DomainError("KEY_FILE_EXISTS", path=str(profile.key_file))
        key = secrets.token_bytes(recovery_key.KEY_BYTES)
        recovery = secrets.token_bytes(recovery_key.KEY_BYTES)
        self._protect(profile, new_key_file(key, recovery), key, passphrase)
        return key, recovery_key.to_text(recovery)

    def adopt(
        self, profile: Profile, chain: Chain, key: bytes, passphrase: str | None = None
    ) -> bytes:
        """A new key for a store that comes out of a backup: other PCs keep theirs.

        `chain` leads from the recovery key to the backup's `key`, so that the same paper opens
        this store too. Refuses KEY_FILE_EXISTS, and what `protect` refuses.
        """
        if profile.key_file.exists():
            raise DomainError("KEY_FILE_EXISTS", path=str(profile.key_file))
        own = secrets.token_bytes(recovery_key.KEY_BYTES)
        self._protect(profile, new_key_file(own, key, chain), own, passphrase)
        return own

    def protect(self, profile: Profile, key: bytes, passphrase: str | None = None) -> None:
        """Keep `key` under a new passphrase; without one, in the keyring. The recovery key stays.

        Refuses PASSWORD_TOO_SHORT, and PASSPHRASE_NEEDED where there is neither.
        """
        self._protect(profile, read_key_file(profile.key_file), key, passphrase)

    def forget(self, profile: Profile) -> None:
        """Take the profile's key out of the keyring, before the profile is removed."""
        if self._keyring is not None and profile.key_file.exists():
            self._keyring.remove(read_key_file(profile.key_file).id)

    def needs_passphrase(self, profile: Profile) -> bool:
        """Whether somebody has to type one to open the profile."""
        return read_key_file(profile.key_file).passphrase is not None and not self._file()

    def unlock(self, profile: Profile, passphrase: str | None = None) -> bytes:
        """The store's key.

        Refuses PASSPHRASE_NEEDED, PASSPHRASE_WRONG, KEY_NOT_IN_KEYRING and KEYRING_REFUSED;
        the recovery key helps with each.
        """
        key_file = read_key_file(profile.key_file)
        if key_file.passphrase is None:
            return self._from_keyring(key_file)
        chosen = passphrase or self.passphrase_from_file()
        if not chosen:
            raise DomainError("PASSPHRASE_NEEDED", field="passphrase")
        return key_file.open_with_passphrase(chosen)

    def unlock_with_recovery(self, profile: Profile, text: str) -> bytes:
        """The store's key from what stands on the paper; `protect` may then set a passphrase.

        Refuses RECOVERY_KEY_MISTYPED (a slip) and RECOVERY_KEY_WRONG (of another store).
        """
        recovery = recovery_key.from_text(text)
        return read_key_file(profile.key_file).open_with_recovery(recovery)

    def _protect(
        self, profile: Profile, key_file: KeyFile, key: bytes, passphrase: str | None
    ) -> None:
        chosen = passphrase or (None if self._keyring else self.passphrase_from_file())
        if chosen:
            check_new_password(chosen, "passphrase")
            key_file = key_file.with_passphrase(key, chosen, self._cost)
        elif self._keyring:
            self._keyring.set(key_file.id, key.hex())
            key_file = replace(key_file, passphrase=None)
        else:
            raise DomainError("PASSPHRASE_NEEDED", field="passphrase")
        write_key_file(profile.key_file, key_file)
        if chosen and self._keyring:
            self._keyring.remove(key_file.id)

    def _from_keyring(self, key_file: KeyFile) -> bytes:
        secret = self._keyring.get(key_file.id) if self._keyring else None
        try:
            key = bytes.fromhex(secret or "")
        except ValueError:
            key = b""
        if len(key) != recovery_key.KEY_BYTES:
            raise DomainError("KEY_NOT_IN_KEYRING")
        return key

    def _file(self) -> Path | None:
        named = self._environ.get(VARIABLE)
        return Path(named) if named else None

    def passphrase_from_file(self) -> str | None:
        """What the file that WSET_DESK_PASSPHRASE_FILE names holds; None if it names none.

        Refuses PASSPHRASE_FILE_UNREADABLE.
        """
        file = self._file()
        try:
            return None if file is None else file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise DomainError("PASSPHRASE_FILE_UNREADABLE", path=str(file)) from None
