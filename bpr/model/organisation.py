"""Who and what a process uses: organisations, departments, roles, systems and documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from bpr.model.base import Amount, Id, Part, Share
from bpr.model.time import TimeUnit, unit_of
from bpr.text import Text


def _name_only(value: Any) -> Any:
    """A bare text, or {en, zh}, stands for a part that has only a name."""
    if isinstance(value, str | Text):
        return {"name": value}
    if isinstance(value, dict) and value and set(value) <= {"en", "zh"}:
        return {"name": value}
    return value


class Named(Part):
    """Something with a name; written as a bare text when the name is all there is."""

    name: Text

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return _name_only(value)


class Organisation(Named):
    """A company, authority or other party; a pool in BPMN."""

    external: bool = False


class Department(Named):
    """A department; ``external`` marks customers, suppliers and other parties outside (handbook 2.2)."""

    external: bool = False
    organisation: Id | None = None


class Rate(Part):
    """What one person of a role costs: currency per unit of time (a bare number means per hour)."""

    amount: float = Field(ge=0, le=1e12, allow_inf_nan=False)
    per: TimeUnit = "h"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return {"amount": value}
        if isinstance(value, dict) and isinstance(value.get("per"), str):
            return {**value, "per": unit_of(value["per"]) or value["per"]}
        return value


class Role(Named):
    """A role that performs, answers for, is asked or is told.

    ``people`` is the head-count, ``availability`` the share of their time given to this process, ``reports_to`` the
    role above in the organisation chart.
    """

    department: Id | None = None
    people: Amount = None
    availability: Share = None
    rate: Rate | None = None
    reports_to: Id | None = None


class System(Named):
    """An information system or tool."""


class Document(Named):
    """A document, form or data object."""


def _period(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    words = {
        "天": "day",
        "日": "day",
        "周": "week",
        "星期": "week",
        "月": "month",
        "年": "year",
        "小时": "hour",
        "季": "quarter",
        "季度": "quarter",
    }
    text = value.strip().casefold()
    return words.get(text, text.removesuffix("s"))


Period = Annotated[Literal["hour", "day", "week", "month", "quarter", "year"], BeforeValidator(_period)]


class Volume(Part):
    """How many cases start in a period, such as 420 a month."""

    cases: float = Field(ge=0, le=1e12, allow_inf_nan=False)
    per: Period = "month"


class WorkingTime(Part):
    """The working calendar that ties working time to calendar time.

    Without it, hours are never compared with days (handbook 0.2: ``CALENDAR_MISSING``).
    """

    hours_per_day: float = Field(ge=0.01, le=24)
    days_per_week: float = Field(default=5, ge=0.01, le=7)
    weeks_per_year: float = Field(default=52, ge=0.01, le=53)

    def hours_per(self, period: str) -> float:
        """Working hours in an hour, day, week, month, quarter or year."""
        week = self.hours_per_day * self.days_per_week
        year = week * self.weeks_per_year
        return {
            "hour": 1.0,
            "day": self.hours_per_day,
            "week": week,
            "month": year / 12,
            "quarter": year / 4,
            "year": year,
        }[period]
