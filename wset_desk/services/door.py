"""What stands against letting in somebody who is booked, as things are now (helper)."""

from datetime import timedelta

from wset_desk.domain.check_in import CheckInFacts, check_in_blockers
from wset_desk.domain.errors import Refusal
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import CHECK_IN_MINUTES
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


class Door:
    """Asked for many registrations, it reads the centre's setting once."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._opens_before = timedelta(minutes=centre_setting(uow, CHECK_IN_MINUTES))

    def blockers(
        self, registration: ExamRegistration, exam: ExamSession, fee: FeeAccount
    ) -> tuple[Refusal, ...]:
        """The reasons, the most telling first; none: the candidate is let in."""
        return check_in_blockers(
            CheckInFacts(
                status=RegistrationStatus(registration.status),
                session_cancelled=exam.status == "cancelled",
                start=registration.starts_at or exam.exam_date,
                end=registration.ends_at or exam.exam_end_time or exam.exam_date,
                now=self._uow.now,
                zone=self._uow.zone,
                opens_before=self._opens_before,
                owed=fee.owed,
                fee_paid=registration.fee_paid,
                override_reason=registration.fee_override_reason,
            )
        )
