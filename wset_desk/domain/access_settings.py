"""Settings of who may work at which computer, and for how long."""

from wset_desk.domain.settings import Scope, Setting
from wset_desk.domain.texts import N_

SIGNING_IN = N_("Signing in")

OFFLINE_SIGN_IN_DAYS = Setting(
    name="offline_sign_in_days",
    scope=Scope.CENTRE,
    kind=int,
    default=14,
    minimum=1,
    maximum=365,
    section=SIGNING_IN,
    title=N_("Signing in without the server"),
    description=N_(
        "Days since a computer last reached its server for which people can still sign in at it."
    ),
)
INVIGILATOR_PC_DAYS = Setting(
    name="invigilator_pc_days",
    scope=Scope.CENTRE,
    kind=int,
    default=7,
    minimum=0,
    maximum=60,
    section=SIGNING_IN,
    title=N_("Exams on an invigilator’s computer"),
    description=N_(
        "Days for which an invigilator’s computer keeps an exam that is over; then its candidates "
        "and marks are taken off it."
    ),
)
