"""What a computer was told in order to come to a server: an address, and a code."""

import hashlib
import socket
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from wset_desk.domain.errors import DomainError
from wset_desk.sync.codes import LENGTH, end_of, has_pin, plain_code
from wset_desk.sync.http import CONNECT_SECONDS, ServerUnreachable, checked_address

_HTTPS = 443


class Invitation(NamedTuple):
    """`pin` is the whole SHA-256 of the server's certificate, in hexadecimal digits; None where an
    authority vouches for the server."""

    address: str
    code: str
    pin: str | None


def accept(address: str, code: str) -> Invitation:
    """What was typed; a server that no authority knows is asked for its certificate.

    Refuses what `checked_address` does, and SERVER_IS_ANOTHER; raises ServerUnreachable.
    """
    place = checked_address(address)
    if not has_pin(code):
        return Invitation(place, code, None)
    pin, plain = _certificate_at(place), plain_code(code)
    if end_of(pin) != plain[LENGTH:]:
        raise DomainError("SERVER_IS_ANOTHER", field="code")
    return Invitation(place, plain[:LENGTH], pin)


def _certificate_at(address: str) -> str:
    """Its SHA-256. Whose it is, is what the code says."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        raise DomainError("ADDRESS_NOT_SAFE", field="address")
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    place = (parts.hostname or "", parts.port or _HTTPS)
    try:
        with (
            socket.create_connection(place, CONNECT_SECONDS) as plain,
            unchecked.wrap_socket(plain) as safe,
        ):
            certificate = safe.getpeercert(binary_form=True)
    except OSError as error:
        raise ServerUnreachable(type(error).__name__) from error
    return hashlib.sha256(certificate or b"").hexdigest()
