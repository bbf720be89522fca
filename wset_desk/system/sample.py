"""What everybody may know about the sample centre: it is fictional, and its sign-ins are shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from wset_desk.domain.errors import N_
from wset_desk.domain.permissions import Role

NAME: Final = "Borough Wine School"
TIME_ZONE: Final = "Europe/London"
CURRENCY: Final = "GBP"
ADDRESS: Final = "12 Vinegar Yard\nLondon SE1 3QU"
EMAIL: Final = "exams@borough-wine.example"
PHONE: Final = "020 7946 0000"
NOW: Final = datetime(2026, 3, 12, 9, 5, tzinfo=UTC)
"""Where its clock stands: a Thursday with much to do. London is on UTC in March."""

SEED: Final = 1
"""From which it is built unless another is asked for."""

PASSWORD: Final = "sample-centre"  # noqa: S105 - published on the sign-in page


@dataclass(frozen=True)
class SampleSignIn:
    """A person of the sample who may be tried out. `purpose` is a marked text."""

    username: str
    name: str
    role: Role
    purpose: str


SIGN_INS: Final = (
    SampleSignIn("alex", "Alex Morgan", Role.ADMINISTRATOR, N_("Sees and changes everything")),
    SampleSignIn("priya", "Priya Raman", Role.EXAMS_OFFICER, N_("Runs courses and exams")),
    SampleSignIn("lee", "Lee Hartmann", Role.INVIGILATOR, N_("Sees their own sessions")),
)
