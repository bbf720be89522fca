"""Types and statuses of registrations; who may be registered for what, and why not (rules 8-12)."""

from enum import StrEnum

from wset_desk.domain.catalogue import SessionType

__all__ = ["ACTIVE_STATUSES", "RegistrationStatus", "RegistrationType", "SessionType", "Waiting"]


class RegistrationType(StrEnum):
    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
    STANDALONE = "standalone"


class RegistrationStatus(StrEnum):
    REGISTERED = "registered"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"


ACTIVE_STATUSES = frozenset(
    {RegistrationStatus.REGISTERED, RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW}
)
"""The statuses that take a seat."""


class Waiting(StrEnum):
    """What a candidate waits for, as the type of registration that ends the wait.

    `BUNDLED`: an online level 3 candidate who needs a place at a tasting in person.
    """

    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
