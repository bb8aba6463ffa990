"""The one form in which every analysis, rule and check speaks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpr.errors import Where
from bpr.quantity import Quantity, Status
from bpr.text import Text


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an information."""
        return ("error", "warning", "info").index(self.value)

    @property
    def word(self) -> Text:
        """For people; programs read the value."""
        return _WORDS[self]


_WORDS = {
    Severity.ERROR: Text(en="error", zh="错误"),
    Severity.WARNING: Text(en="warning", zh="警告"),
    Severity.INFO: Text(en="note", zh="提示"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling: code, severity, elements, measure, message and remedy in both languages.

    ``area`` is the part that speaks (handoffs, loops, flow, load, bottlenecks, structure, raci, reading, a rule);
    ``elements`` are ids of nodes, flows, roles or departments, so that every writer can point at the drawing.
    """

    code: str
    severity: Severity
    area: str
    message: Text
    remedy: Text
    elements: tuple[str, ...] = ()
    measure: Quantity | None = None
    where: Where | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        document: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "area": self.area,
            "elements": list(self.elements),
            "message": {"en": self.message.pick("en"), "zh": self.message.pick("zh")},
            "remedy": {"en": self.remedy.pick("en"), "zh": self.remedy.pick("zh")},
        }
        if self.measure is not None:
            document["measure"] = self.measure.to_json()
        if self.where is not None and str(self.where):
            document["where"] = str(self.where)
        return document


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings and informations; inside by area, code and unit, what weighs most first.

    Measures of different units are not weighed against each other; what has no measure stands last.
    """
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[object, ...]:
    unit, weight = _weight(finding.measure)
    kind = (finding.severity.rank, finding.area, finding.code, finding.measure is None, unit)
    return (*kind, -weight, finding.elements, finding.message.pick("en"))


def _weight(measure: Quantity | None) -> tuple[str, float]:
    """Unit and size of a measure; what has no bound weighs most, what is not known by its upper bound."""
    if measure is None:
        return "", 0.0
    if measure.value is not None:
        return measure.unit, float(f"{abs(measure.value):.9g}")
    if measure.status in (Status.INFINITE, Status.UNSTABLE):
        return measure.unit, math.inf
    return measure.unit, measure.upper or measure.lower or 0.0
