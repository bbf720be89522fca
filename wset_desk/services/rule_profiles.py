"""Rule profiles as they are stored, read once."""

import json
from functools import lru_cache

from wset_desk.domain.catalogue import RuleProfile
from wset_desk.storage.schema import RuleProfileRecord

_KEPT = 64


def profile_in(record: RuleProfileRecord) -> RuleProfile:
    """The rules that a record holds; RULE_PROFILE_INVALID where they can't be read.

    Each mark that is typed is judged by them, and to read them takes longer than to judge.
    """
    return _read(json.dumps(record.rules))


@lru_cache(_KEPT)
def _read(text: str) -> RuleProfile:
    return RuleProfile.from_dict(json.loads(text))
