"""When the booking of an exam closes (rule 9)."""

from datetime import datetime, timedelta

from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.domain.scheduling import shifted
from wset_desk.domain.working_days import registration_deadline
from wset_desk.services.setting_values import CentreSettings
from wset_desk.settings import (
    BANK_HOLIDAY_REGION,
    REGISTRATION_DEADLINE_TIME,
    REGISTRATION_DEADLINE_WORKING_DAYS,
    REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS,
)
from wset_desk.storage.schema import ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


class Deadlines:
    """The centre's deadlines; its settings are read once, however many exams they are for."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._zone = uow.zone
        self._settings = CentreSettings(uow)

    def of(self, exam_start: datetime, delivery_method: DeliveryMethod) -> datetime:
        """The deadline for an exam that begins at `exam_start`; never after it."""
        remote = delivery_method is DeliveryMethod.REMOTE_INVIGILATION
        working_days = (
            REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS
            if remote
            else REGISTRATION_DEADLINE_WORKING_DAYS
        )
        deadline = registration_deadline(
            exam_start,
            self._zone,
            working_days=self._settings[working_days],
            at=self._settings[REGISTRATION_DEADLINE_TIME],
            region=self._settings[BANK_HOLIDAY_REGION],
        )
        return min(deadline, exam_start)


def default_deadline(
    uow: UnitOfWork, exam_start: datetime, delivery_method: DeliveryMethod
) -> datetime:
    """The centre's deadline for one exam."""
    return Deadlines(uow).of(exam_start, delivery_method)


def moved_deadline(uow: UnitOfWork, exam: ExamSession, start: datetime) -> datetime | None:
    """The deadline of `exam` if it began at `start` instead.

    A default deadline becomes that of the new day; one that staff gave keeps its distance in
    days; None (booking never closes) stays None.
    """
    deadline = exam.registration_deadline
    delivery = DeliveryMethod(exam.delivery_method)
    if deadline is None:
        return None
    if deadline == default_deadline(uow, exam.exam_date, delivery):
        return default_deadline(uow, start, delivery)
    days = start.astimezone(uow.zone).date() - exam.exam_date.astimezone(uow.zone).date()
    return min(shifted(deadline, days // timedelta(days=1), uow.zone), start)
