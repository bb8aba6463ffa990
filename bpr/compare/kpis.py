"""Before and after: every measure on both sides, with difference and verdict (handbook 10.4).

Like is compared with like: times in one unit, money in one currency, utilisation at one volume of cases, ping-pong
counted in one way. What cannot be brought together keeps both numbers and the verdict ``unknown``, and is listed with
the reason (`NOT_COMPARABLE`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bpr.compare.measures import MEASURES, Group, Measure
from bpr.compare.units import Units
from bpr.compare.unlike import UNLIKE, Unlike
from bpr.compare.verdict import Good, Verdict, difference, judge, relative
from bpr.diagnosis.analyse import Analysis
from bpr.quantity import Quantity
from bpr.text import Text


@dataclass(frozen=True, slots=True)
class KnownPart:
    """What both sides tell of a measure when the inputs that one of them lacks are left out on both."""

    as_is: float
    to_be: float

    @property
    def relative(self) -> float | None:
        """The change as a share of the as-is; None from zero."""
        return (self.to_be - self.as_is) / self.as_is if self.as_is else None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        numbers = {"as_is": self.as_is, "to_be": self.to_be, "relative": self.relative}
        return {name: None if number is None else float(f"{number:.12g}") for name, number in numbers.items()}


@dataclass(frozen=True, slots=True)
class Kpi:
    """One measure before and after.

    Attributes:
        name: the key in documents.
        label: what people call it.
        group: structure, handoffs, loops, flow, load or quality.
        good: which direction is better.
        as_is: the number before.
        to_be: the number after, in the unit of the as-is where that is possible.
        delta: to-be minus as-is.
        relative: delta as a share of the as-is.
        verdict: improved, worse, same, changed (no good direction), mixed (bounds overlap) or unknown.
        unlike: why the two numbers have no common unit or basis; None where they have.
        known: the known part, where the measure as a whole is not known.
    """

    name: str
    label: Text
    group: Group
    good: Good
    as_is: Quantity
    to_be: Quantity
    delta: Quantity
    relative: Quantity
    verdict: Verdict
    unlike: Unlike | None = None
    known: KnownPart | None = None

    @property
    def comparable(self) -> bool:
        """Whether the two numbers have a common unit and basis."""
        return self.unlike is None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        document: dict[str, Any] = {
            "name": self.name,
            "label": self.label.both(),
            "group": self.group,
            "good": self.good,
            "as_is": self.as_is.to_json(),
            "to_be": self.to_be.to_json(),
            "delta": self.delta.to_json(),
            "relative": self.relative.to_json(),
            "verdict": self.verdict,
            "comparable": self.comparable,
        }
        if self.unlike is not None:
            document["not_comparable_because"] = self.unlike.reason.both()
        if self.known is not None:
            document["known_part"] = self.known.to_json()
        return document


def compare_kpis(
    as_is: Analysis,
    to_be: Analysis,
    units: Units,
    *,
    measures: Iterable[Measure] = MEASURES,
    identical: bool = False,
) -> tuple[Kpi, ...]:
    """All measures side by side, in the order of the table.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        units: how the to-be is brought into the units of the as-is.
        measures: which measures.
        identical: both are equal models.
    """
    same_volume = as_is.process.volume == to_be.process.volume
    return tuple(_kpi(measure, as_is, to_be, units, same_volume, identical) for measure in measures)


def _kpi(measure: Measure, as_is: Analysis, to_be: Analysis, units: Units, same_volume: bool, identical: bool) -> Kpi:
    before, after = measure.of(as_is), measure.of(to_be)
    converted = units.convert(after) if measure.needs == "time" else after
    unlike = {
        "money": not units.same_currency,
        "volume": not same_volume,
        "method": bool(before.method and after.method) and before.method != after.method,
    }
    if converted is None or unlike.get(measure.needs, False):
        nothing = Quantity.unknown(before.unit, method="not comparable")
        return Kpi(
            measure.name,
            measure.label,
            measure.group,
            measure.good,
            before,
            after,
            nothing,
            nothing,
            "unknown",
            UNLIKE[measure.needs],
        )
    delta = difference(before, converted, identical=identical)
    return Kpi(
        measure.name,
        measure.label,
        measure.group,
        measure.good,
        before,
        converted,
        delta,
        relative(before, delta),
        judge(before, converted, measure.good, identical=identical),
    )
