"""Published thresholds of complexity metrics: where a value stands, in the words of its source (handbook 8.3).

Sizes: more than 31 nodes separate models with few errors from those with many (Mendling, Sanchez-Gonzalez, Garcia,
    La Rosa 2012, Thresholds for error probability measures of business process models); above 50 the probability of an
    error passes one half (Mendling, Reijers, van der Aalst 2010, Seven process modeling guidelines).
CFC by type of gateway: very easy to understand up to 6 (exclusive), 1 (inclusive), 1 (parallel); very difficult from
    46, 14 and 7 on (Sanchez-Gonzalez et al. 2011, Towards thresholds of control flow complexity measures for BPMN
    models).
They rank the models of one project; they are no grades.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Reading = Literal["low", "medium", "high"]

_SIZE = "Mendling et al. 2012; Mendling, Reijers, van der Aalst 2010"
_CFC = "Sánchez-González et al. 2011"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A metric with two limits: up to ``low`` is fine, from ``high`` on is too much."""

    metric: str
    low: float
    high: float
    source: str

    def reading(self, value: float) -> Reading:
        """Where a value stands.

        Example:
            >>> [Threshold("nodes", 31, 51, "").reading(value) for value in (31, 32, 51)]
            ['low', 'medium', 'high']
        """
        if value <= self.low:
            return "low"
        return "high" if value >= self.high else "medium"

    def to_json(self, value: float | None) -> dict[str, Any]:
        """A plain document for JSON, with the reading of a value."""
        return {
            "metric": self.metric,
            "low_up_to": self.low,
            "high_from": self.high,
            "reading": None if value is None else self.reading(value),
            "source": self.source,
        }


THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("nodes", 31, 51, _SIZE),
    Threshold("cfc_xor", 6, 46, _CFC),
    Threshold("cfc_or", 1, 14, _CFC),
    Threshold("cfc_and", 1, 7, _CFC),
)
