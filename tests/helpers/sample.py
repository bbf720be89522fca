"""Parts of the sample centre that are built in a second or two."""

from datetime import date

from wset_desk.services.demo.build import SampleSize

FEW_WEEKS = SampleSize(people=40, first_day=date(2026, 3, 1), last_day=date(2026, 3, 12))
"""Past and present exams of every level, with marks, absences and bookings."""
