"""When the booking of an exam closes (rule 9)."""

from datetime import datetime, timedelta

from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.domain.scheduling import shifted
from wset_desk.domain.working_days import registration_deadline
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import (
    BANK_HOLIDAY_REGION,
    REGISTRATION_DEADLINE_TIME,
    REGISTRATION_DEADLINE_WORKING_DAYS,
    REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS,
)
from wset_desk.storage.schema import ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


def default_deadline(
    uow: UnitOfWork, exam_start: datetime, delivery_method: DeliveryMethod
) -> datetime:
    """The centre's deadline for an exam that begins at `exam_start`; never after it."""
    remote = delivery_method is DeliveryMethod.REMOTE_INVIGILATION
    working_days = (
        REMOTE_REGISTRATION_DEADLINE_WORKING_DAYS if remote else REGISTRATION_DEADLINE_WORKING_DAYS
    )
    deadline = registration_deadline(
        exam_start,
        uow.zone,
        working_days=centre_setting(uow, working_days),
        at=centre_setting(uow, REGISTRATION_DEADLINE_TIME),
        region=centre_setting(uow, BANK_HOLIDAY_REGION),
    )
    return min(deadline, exam_start)


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
