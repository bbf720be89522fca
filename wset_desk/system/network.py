"""As what other computers on the network may reach this one."""

import socket

_ANYWHERE = "192.0.2.1"
"""An address for documentation: nothing is sent there, the system only says from where it would."""


def own_addresses() -> tuple[str, ...]:
    """The likeliest first; none where there is no network."""
    found = dict.fromkeys([*_towards(_ANYWHERE), *_by_name()])
    return tuple(each for each in found if not each.startswith("127."))


def _towards(address: str) -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
            return [str(probe.getsockname()[0])]
        except OSError:
            return []


def _by_name() -> list[str]:
    try:
        return list(socket.gethostbyname_ex(socket.gethostname())[2])
    except OSError:
        return []
