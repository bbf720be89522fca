"""Days of the centre as instants, for queries over a period."""

from datetime import UTC, date, datetime, time, timedelta

from wset_desk.storage.unit_of_work import UnitOfWork


def midnight(uow: UnitOfWork, day: date) -> datetime:
    """When `day` begins in the centre's zone."""
    return datetime.combine(day, time.min, uow.zone).astimezone(UTC)


def day_after(uow: UnitOfWork, day: date) -> datetime:
    """When `day` is over."""
    return midnight(uow, day + timedelta(days=1))
