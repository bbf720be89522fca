"""Percentages, pass rules, bands, overall result, result states (rules 3, 4, 13 and 14)."""

from enum import StrEnum


class ResultState(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    RELEASED = "released"
