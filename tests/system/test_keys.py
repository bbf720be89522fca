"""The store's key: from the keyring, from a passphrase, from the paper; from nothing else."""

import json
from pathlib import Path

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.system.keys import SAMPLE_PASSPHRASE, KeyStore
from wset_desk.system.passwords import FAST, Argon2Cost
from wset_desk.system.paths import Profile, ProfileKind, create_profile

PASSPHRASE = "Vínho verde no verão"


class FakeKeyring:
    """A keyring in memory, which may be locked."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.locked = False

    def get(self, name: str) -> str | None:
        self._check()
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self._check()
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        self.secrets.pop(name, None)

    def _check(self) -> None:
        if self.locked:
            raise DomainError("KEYRING_REFUSED")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return create_profile("Vine School", ProfileKind.CENTRE, tmp_path)


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


def key_store(keyring: FakeKeyring | None = None, **environ: str) -> KeyStore:
    return KeyStore(keyring, cost=FAST, environ=environ)


def refusal_of(call: object, *arguments: object) -> str:
    assert callable(call)
    with pytest.raises(DomainError) as refused:
        call(*arguments)
    return refused.value.code


def test_a_keyring_makes_a_passphrase_needless(profile: Profile, keyring: FakeKeyring) -> None:
    store = key_store(keyring)
    key, _recovery = store.create(profile)
    assert len(key) == 32
    assert store.has_keyring
    assert not store.needs_passphrase(profile)
    assert key_store(keyring).unlock(profile) == key


def test_without_a_keyring_a_passphrase_wraps_the_key(profile: Profile) -> None:
    store = key_store()
    key, _recovery = store.create(profile, PASSPHRASE)
    assert not store.has_keyring
    assert store.needs_passphrase(profile)
    assert store.unlock(profile, PASSPHRASE) == key
    assert refusal_of(store.unlock, profile, PASSPHRASE.upper()) == "PASSPHRASE_WRONG"
    assert refusal_of(store.unlock, profile) == "PASSPHRASE_NEEDED"


def test_accents_may_be_composed_in_either_way(profile: Profile) -> None:
    key, _recovery = key_store().create(profile, "caf\u00e9 in Bordeaux")
    assert key_store().unlock(profile, "cafe\u0301 in Bordeaux") == key


def test_a_passphrase_that_is_given_keeps_the_key_out_of_the_keyring(
    profile: Profile, keyring: FakeKeyring
) -> None:
    store = key_store(keyring)
    key, _recovery = store.create(profile, SAMPLE_PASSPHRASE)
    assert keyring.secrets == {}
    assert store.needs_passphrase(profile)
    assert store.unlock(profile, SAMPLE_PASSPHRASE) == key


def test_the_recovery_key_opens_either_kind(tmp_path: Path, keyring: FakeKeyring) -> None:
    for name, store, passphrase in (
        ("with keyring", key_store(keyring), None),
        ("without", key_store(), PASSPHRASE),
    ):
        profile = create_profile(name, ProfileKind.CENTRE, tmp_path)
        key, recovery = store.create(profile, passphrase)
        assert key_store().unlock_with_recovery(profile, recovery.lower()) == key


def test_another_centres_recovery_key_is_refused(profile: Profile, tmp_path: Path) -> None:
    other = create_profile("Other", ProfileKind.CENTRE, tmp_path)
    key_store().create(profile, PASSPHRASE)
    _key, recovery = key_store().create(other, PASSPHRASE)
    store = key_store()
    assert refusal_of(store.unlock_with_recovery, profile, recovery) == "RECOVERY_KEY_WRONG"
    assert refusal_of(store.unlock_with_recovery, profile, recovery[:-1]) == "RECOVERY_KEY_MISTYPED"


def test_a_forgotten_passphrase_is_replaced_by_way_of_the_paper(profile: Profile) -> None:
    store = key_store()
    key, recovery = store.create(profile, PASSPHRASE)
    store.protect(profile, store.unlock_with_recovery(profile, recovery), "a new passphrase")
    assert store.unlock(profile, "a new passphrase") == key
    assert refusal_of(store.unlock, profile, PASSPHRASE) == "PASSPHRASE_WRONG"
    assert store.unlock_with_recovery(profile, recovery) == key


def test_a_lost_keyring_is_replaced_by_way_of_the_paper(
    profile: Profile, keyring: FakeKeyring
) -> None:
    key, recovery = key_store(keyring).create(profile)
    fresh = key_store(FakeKeyring())
    assert refusal_of(fresh.unlock, profile) == "KEY_NOT_IN_KEYRING"
    assert refusal_of(key_store().unlock, profile) == "KEY_NOT_IN_KEYRING"
    fresh.protect(profile, fresh.unlock_with_recovery(profile, recovery))
    assert fresh.unlock(profile) == key


def test_a_passphrase_that_comes_later_takes_the_key_out_of_the_keyring(
    profile: Profile, keyring: FakeKeyring
) -> None:
    store = key_store(keyring)
    key, _recovery = store.create(profile)
    store.protect(profile, store.unlock(profile), PASSPHRASE)
    assert keyring.secrets == {}
    assert store.unlock(profile, PASSPHRASE) == key


def test_a_forgotten_profile_leaves_nothing_in_the_keyring(
    profile: Profile, keyring: FakeKeyring
) -> None:
    store = key_store(keyring)
    store.forget(profile)
    store.create(profile)
    store.forget(profile)
    assert keyring.secrets == {}
    assert refusal_of(store.unlock, profile) == "KEY_NOT_IN_KEYRING"


def test_a_damaged_secret_in_the_keyring_is_none(profile: Profile, keyring: FakeKeyring) -> None:
    store = key_store(keyring)
    store.create(profile)
    for damaged in ("", "no hex", "abcd"):
        keyring.secrets = dict.fromkeys(keyring.secrets, damaged)
        assert refusal_of(store.unlock, profile) == "KEY_NOT_IN_KEYRING"


def test_a_locked_keyring_says_so_and_nothing_is_made(
    profile: Profile, keyring: FakeKeyring
) -> None:
    keyring.locked = True
    assert refusal_of(key_store(keyring).create, profile) == "KEYRING_REFUSED"
    assert not profile.key_file.exists()


def test_the_passphrase_may_stand_in_a_file(profile: Profile, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n", "utf-8")
    store = key_store(WSET_DESK_PASSPHRASE_FILE=str(file))
    key, _recovery = store.create(profile)
    assert not store.needs_passphrase(profile)
    assert store.unlock(profile) == key
    assert key_store().unlock(profile, PASSPHRASE) == key
    file.unlink()
    assert refusal_of(store.unlock, profile) == "PASSPHRASE_FILE_UNREADABLE"


def test_a_new_centre_needs_one_or_the_other(profile: Profile) -> None:
    assert refusal_of(key_store().create, profile) == "PASSPHRASE_NEEDED"
    assert refusal_of(key_store().create, profile, "short") == "PASSWORD_TOO_SHORT"
    assert not profile.key_file.exists()


def test_a_key_file_is_never_written_over(profile: Profile) -> None:
    key, _recovery = key_store().create(profile, PASSPHRASE)
    assert refusal_of(key_store().create, profile, PASSPHRASE) == "KEY_FILE_EXISTS"
    assert key_store().unlock(profile, PASSPHRASE) == key


def test_nothing_readable_lies_in_the_key_file(profile: Profile, keyring: FakeKeyring) -> None:
    key, recovery = key_store(keyring).create(profile, PASSPHRASE)
    content = profile.key_file.read_text()
    for secret in (key.hex(), recovery, PASSPHRASE):
        assert secret not in content
    assert profile.key_file.stat().st_mode & 0o077 == 0


def test_a_wrapping_does_not_fit_another_files_id(profile: Profile) -> None:
    key_store().create(profile, PASSPHRASE)
    content = json.loads(profile.key_file.read_text())
    profile.key_file.write_text(json.dumps({**content, "id": "0" * 16}))
    assert refusal_of(key_store().unlock, profile, PASSPHRASE) == "PASSPHRASE_WRONG"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"version": 2}', '{"version": 1, "id": "x"}'])
def test_a_damaged_key_file_is_named(profile: Profile, content: str) -> None:
    profile.key_file.write_text(content)
    assert refusal_of(key_store().unlock, profile) == "KEY_FILE_DAMAGED"


def test_a_missing_key_file_is_named(profile: Profile) -> None:
    assert refusal_of(key_store().needs_passphrase, profile) == "KEY_FILE_MISSING"


@pytest.mark.parametrize(
    "cost", [Argon2Cost(1, 1 << 40, 1), Argon2Cost(0, 8, 1), Argon2Cost(1, 8, 99)]
)
def test_a_key_file_can_not_ask_for_all_the_memory(profile: Profile, cost: Argon2Cost) -> None:
    key_store().create(profile, PASSPHRASE)
    content = json.loads(profile.key_file.read_text())
    content["passphrase"]["argon2id"] = vars(cost)
    profile.key_file.write_text(json.dumps(content))
    assert refusal_of(key_store().unlock, profile, PASSPHRASE) == "KEY_FILE_DAMAGED"
