"""How a page speaks: a section of it, and words, names and numbers in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpr.diagnosis.analyse import Analysis
from bpr.export.units import unit_text
from bpr.quantity import Quantity, Status

_LONGEST_ID = 16
_LONG_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, some lines, and a table where there is one.

    ``long`` tables are left out of a brief page; the last column of ``remedies`` says what to do in words of bpr.
    """

    title: str
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    long: bool = False
    remedies: bool = False


class Speaker:
    """Words, names and numbers in the language of the reader."""

    def __init__(self, analysis: Analysis, lang: str) -> None:
        self.analysis = analysis
        self.process = analysis.process
        self.lang = lang

    def say(self, en: str, zh: str) -> str:
        """One of two texts."""
        return zh if self.lang == "zh" else en

    def role(self, key: str) -> str:
        """The name of a role."""
        return self.process.roles[key].name.pick(self.lang) if key in self.process.roles else key

    def department(self, key: str) -> str:
        """The name of a department."""
        return self.process.departments[key].name.pick(self.lang) if key in self.process.departments else key

    def step(self, key: str) -> str:
        """The id and name of a step; ids that only a machine reads are left out."""
        name = self.name(key)
        return name if name == key or len(key) > _LONGEST_ID else f"{key} {name}"

    def short(self, key: str) -> str:
        """The id of a step, or its name where the id is one that only a machine reads."""
        return key if len(key) <= _LONGEST_ID else self.name(key)

    def name(self, key: str) -> str:
        """The name of a step, else its id."""
        node = self.analysis.graph.nodes.get(key)
        return node.name(self.lang) if node is not None else key

    def unit(self) -> str:
        """The time unit of the process."""
        return unit_text(self.process.time_unit, self.lang)

    def number(self, quantity: Quantity, digits: int = 2) -> str:
        """The number, marked when it is not exact."""
        text = quantity.format(digits, unknown=self.say("unknown", "未知"))
        if quantity.status is Status.ASSUMED:
            return f"{text} ({self.say('assumed', '假设')})"
        return text

    def time(self, quantity: Quantity) -> str:
        """A time in the model's unit; hours beside it when it is long, and working days where there is a calendar."""
        text = self.number(quantity, 1)
        if quantity.value is not None or quantity.lower is not None:
            text += f" {self.unit()}"
        if quantity.value is not None and self.process.time_unit == "min" and quantity.value >= _LONG_MINUTES:
            hours = f"{quantity.value / 60:,.1f} {self.say('h', '小时')}"
            days = self._working_days(quantity)
            text += self.say(f" ({hours}{days and f', {days}'})", f" ({hours}{days and f'，{days}'})")
        if quantity.value is None and quantity.known_part and quantity.known_part != quantity.lower:
            text += self.say(
                f" (known part {quantity.known_part:,.1f} {self.unit()})",
                f"（已知部分 {quantity.known_part:,.1f} {self.unit()}）",
            )
        return text

    def brief_time(self, quantity: Quantity) -> str:
        """A time in one unit: hours where minutes are many, working days where a calendar says how long they are."""
        if quantity.value is None or self.process.time_unit != "min" or quantity.value < _LONG_MINUTES:
            return self.time(quantity)
        if days := self._working_days(quantity):
            return days
        return f"{self.number(replace(quantity, value=quantity.value / 60), 1)} {self.say('h', '小时')}"

    def _working_days(self, quantity: Quantity) -> str:
        """Minutes in working days; empty for less than one, or where the process has no calendar."""
        calendar = self.process.working_time
        minutes = calendar.hours_per_day * 60 if calendar else 0.0
        if quantity.value is None or not minutes or quantity.value < minutes:
            return ""
        days = self.number(replace(quantity, value=quantity.value / minutes), 1)
        return self.say(f"{days} working days", f"{days} 个工作日")

    def percent(self, quantity: Quantity) -> str:
        """A share as a percentage."""
        return self.number(quantity) if quantity.value is None else f"{quantity.value:.1%}"
