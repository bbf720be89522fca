"""The sample centre, built by calling the services: the same seed gives the same rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from wset_desk.domain.permissions import Role
from wset_desk.services.centre_details import edit_centre
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.centres import found_centre
from wset_desk.services.demo.offer import ROOMS, add_offerings, announce_prices
from wset_desk.services.demo.people import STAFF, StaffPlan
from wset_desk.services.demo.school import School, at
from wset_desk.services.demo.seat_changes import OFFER_HOURS
from wset_desk.services.demo.term import Terms
from wset_desk.services.demo.timetable import FIRST_DAY, LAST_DAY
from wset_desk.services.first_run import discard_profile, new_profile
from wset_desk.services.rooms import add_room
from wset_desk.services.staff import add_staff
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore
from wset_desk.system.passwords import FAST, Passwords
from wset_desk.system.paths import Profile, ProfileKind, list_profiles

FOUNDED = at(date(2025, 9, 1), 9)
Progress = Callable[[float], None]


@dataclass(frozen=True)
class SampleSize:
    """How much of it is built: at most so many people, and what begins between two days."""

    people: int = 320
    first_day: date = FIRST_DAY
    last_day: date = LAST_DAY


WHOLE = SampleSize()


def build_sample(
    *,
    keys: KeyStore,
    root: Path | None = None,
    seed: int = sample.SEED,
    replace: bool = False,
    progress: Progress | None = None,
    size: SampleSize = WHOLE,
) -> Profile:
    """Make the sample's profile and fill it; `progress` hears of the share done, from 0 to 1.

    With `replace` the sample that is there gives way. Refuses PROFILE_EXISTS. Whatever `progress`
    raises ends the work and leaves nothing of it.
    """
    if replace:
        _discard_old(keys, root)
    clock = FixedClock(FOUNDED)
    ids = IdMaker(clock, _source(seed, "ids"))
    with new_profile(
        sample.NAME, ProfileKind.SAMPLE, keys=keys, clock=clock, root=root, ids=ids
    ) as new:
        try:
            fill_sample(new.store, clock, seed=seed, size=size, progress=progress)
        finally:
            new.store.close()
    return new.profile


def fill_sample(
    store: Store,
    clock: FixedClock,
    *,
    seed: int = sample.SEED,
    size: SampleSize = WHOLE,
    progress: Progress | None = None,
) -> Actor:
    """Play the sample's year in an empty store whose clock is `clock`; answers the administrator.

    The clock is set to the beginning, and stands at the sample's present at the end.
    """
    clock.instant = FOUNDED
    administrator = _found(store, seed)
    school = School(_source(seed, "year"), size.people, FOUNDED.date())
    with store.unit_of_work(administrator, write=True) as uow:
        _furnish(uow, school, _passwords(seed))
        uow.commit()
    Terms(school, size.first_day, size.last_day).plan()
    _play(store, clock, school, _officers(administrator, school), progress)
    return administrator


def _play(
    store: Store,
    clock: FixedClock,
    school: School,
    officers: tuple[Actor, ...],
    progress: Progress | None,
) -> None:
    """Do what is due, instant by instant, each in one transaction of the officer whose it is."""
    begin = clock.now()
    while (due := school.agenda.next()) is not None:
        clock.instant = max(clock.now(), due.when)
        with store.unit_of_work(officers[due.by], write=True) as uow:
            for deed in due.deeds:
                deed(uow)
            uow.commit()
        if progress is not None:
            progress((clock.now() - begin) / (sample.NOW - begin))
    clock.instant = sample.NOW
    if progress is not None:
        progress(1.0)


def _discard_old(keys: KeyStore, root: Path | None) -> None:
    """Only ever a sample: a centre of the same name is nobody's to throw away."""
    for profile in list_profiles(root):
        if profile.kind is ProfileKind.SAMPLE and profile.name == sample.NAME:
            discard_profile(profile, keys)


def _found(store: Store, seed: int) -> Actor:
    founder = STAFF[0]
    return found_centre(
        store,
        name=sample.NAME,
        time_zone=sample.TIME_ZONE,
        currency=sample.CURRENCY,
        administrator_name=founder.name,
        username=founder.username,
        password=sample.PASSWORD,
        passwords=_passwords(seed),
        device_name="Front desk",
        is_sample=True,
    )


def _furnish(uow: UnitOfWork, school: School, passwords: Passwords) -> None:
    """What the centre says of itself, staff, rooms and everything that is sold, at which prices."""
    edit_centre(
        uow,
        name=sample.NAME,
        address=sample.ADDRESS,
        email=sample.EMAIL,
        phone=sample.PHONE,
        time_zone=sample.TIME_ZONE,
        currency=sample.CURRENCY,
    )
    for plan in STAFF[1:]:
        member = add_staff(
            uow,
            name=plan.name,
            username=plan.username,
            password=sample.PASSWORD,
            roles=plan.roles,
            passwords=passwords,
        ).value
        school.staff[plan.username] = member.id
    for name, seats in ROOMS.items():
        school.rooms[name] = add_room(uow, name=name, seats=seats).value.id
    school.offerings.update(add_offerings(uow))
    announce_prices(uow)
    change_setting(uow, name=WAITING_LIST_OFFER_HOURS.name, value=OFFER_HOURS)


def _officers(administrator: Actor, school: School) -> tuple[Actor, ...]:
    """By `Hand`: the exams officer does the year's work; the other one is the second person for
    results; the administrator had no part in them, and reviews what is challenged."""
    first, second = (each for each in STAFF if Role.EXAMS_OFFICER in each.roles)
    officers = (_as_officer(administrator, school, each) for each in (first, second))
    return (*officers, administrator)


def _as_officer(administrator: Actor, school: School, plan: StaffPlan) -> Actor:
    return replace(
        administrator, staff_id=school.staff[plan.username], name=plan.name, roles=plan.roles
    )


def _source(seed: int, purpose: str) -> Random:
    return Random(f"{seed} {purpose}")  # noqa: S311 - to be repeatable, nothing is secret here


def _passwords(seed: int) -> Passwords:
    """Hashes of a published password; repeatable like everything else."""
    return Passwords(FAST, salts=_source(seed, "salts").randbytes)
