"""Simulation parameters kept inside BPMN files: QBP (BIMP, Apromore) and BPSim.

Read are what a drawing lacks most: shares of ways, processing times of activities, waiting times of events, and (QBP)
the resource of an activity with its head-count and cost. QBP states all durations in seconds and keeps the unit for
display beside them; BPSim states them in the unit of the scenario. Only the first scenario is read. Families bpr does
not know are read as their mean; everything else stays in the note of the extension.

Source: BIMP simulator, schema ``http://www.qbp-simulator.com/Schema201212`` (public BIMP and Apromore samples); WfMC,
Business Process Simulation Specification (BPSim) 1.0 and 2.0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bpr.formats.bpmn.document import Document
from bpr.formats.xml import local_name, namespace
from bpr.model import Duration, Rate, Role
from bpr.model.time import Family, TimeUnit, unit_of
from bpr.text import Text

_QBP = "qbp-simulator.com"
_BPSIM = "bpsim.org"
_SECONDS: dict[TimeUnit, float] = {"s": 1, "min": 60, "h": 3600}
_ISO = re.compile(r"^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$")


@dataclass(slots=True)
class Simulation:
    """Shares by flow, durations by node, for each activity the resource that does it, and the currency of costs."""

    shares: dict[str, float] = field(default_factory=dict)
    times: dict[str, Duration] = field(default_factory=dict)
    performers: dict[str, str] = field(default_factory=dict)
    resources: dict[str, Role] = field(default_factory=dict)
    currency: str | None = None


def read_simulation(document: Document) -> Simulation:
    """Read the simulation parameters of a file, if there are any."""
    simulation = Simulation()
    for element in document.root.iter(etree.Element):
        if local_name(element) == "processSimulationInfo" and _QBP in namespace(element):
            _read_qbp(element, simulation)
        elif local_name(element) == "Scenario" and _BPSIM in namespace(element):
            _read_bpsim(element, simulation)
            break
    return simulation


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (found for found in element.iter(etree.Element) if local_name(found) == tag)


def _number(element: etree._Element, key: str) -> float | None:
    """A finite number of zero or more, or None."""
    try:
        number = float(element.get(key) or "nan")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _read_qbp(info: etree._Element, simulation: Simulation) -> None:
    simulation.currency = (info.get("currency") or "").strip()[:20] or None
    for flow in _below(info, "sequenceFlow"):
        share = _number(flow, "executionProbability")
        if share is not None and share <= 1:
            simulation.shares[flow.get("elementId") or ""] = share
    for resource in _below(info, "resource"):
        if identifier := (resource.get("id") or "").strip():
            cost = _number(resource, "costPerHour")
            simulation.resources[identifier] = Role(
                name=Text.of(resource.get("name") or identifier),
                people=_number(resource, "totalAmount"),
                rate=Rate(amount=cost) if cost else None,
            )
    for element in _below(info, "element"):
        node = element.get("elementId") or ""
        for distribution in _below(element, "durationDistribution"):
            if (duration := _qbp_duration(distribution)) is not None:
                simulation.times[node] = duration
        for resource in _below(element, "resourceId"):
            name = (resource.text or "").strip()
            if name in simulation.resources:
                simulation.performers.setdefault(node, name)


def _qbp_duration(element: etree._Element) -> Duration | None:
    """One QBP distribution; ``arg1`` and ``arg2`` mean something else in each family."""
    mean, first, second = (_number(element, key) for key in ("mean", "arg1", "arg2"))
    shown = next((unit_of((child.text or "").strip()) for child in _below(element, "timeUnit")), None)
    unit: TimeUnit = shown if shown in _SECONDS else "s"
    candidates: dict[str, tuple[Family, tuple[float | None, ...]]] = {
        "FIXED": ("fixed", (mean,)),
        "EXPONENTIAL": ("exponential", (first if first else mean,)),
        "NORMAL": ("normal", (mean, first)),
        "UNIFORM": ("uniform", (first, second)),
        "TRIANGULAR": ("triangular", (first, mean, second)),
        "LOGNORMAL": ("mean", (mean,)),
        "GAMMA": ("mean", (mean,)),
    }
    chosen = candidates.get((element.get("type") or "").upper())
    return None if chosen is None else _duration(chosen[0], chosen[1], unit, _SECONDS[unit])


def _duration(
    family: Family, values: tuple[float | None, ...], unit: TimeUnit | None, divisor: float = 1
) -> Duration | None:
    """A duration where all its numbers are known and stand in order."""
    known = tuple(value / divisor for value in values if value is not None)
    ordered = family not in ("uniform", "triangular") or list(known) == sorted(known)
    return Duration(family=family, values=known, unit=unit) if known and len(known) == len(values) and ordered else None


def _read_bpsim(scenario: etree._Element, simulation: Simulation) -> None:
    unit = next((unit_of(found.get("baseTimeUnit") or "") for found in _below(scenario, "ScenarioParameters")), None)
    for parameters in _below(scenario, "ElementParameters"):
        node = parameters.get("elementRef") or ""
        for probability in _below(parameters, "Probability"):
            share = next((found for value in probability if (found := _number(value, "value")) is not None), None)
            if share is not None and share <= 1:
                simulation.shares[node] = share
        for processing in _below(parameters, "ProcessingTime"):
            for value in processing:
                if (duration := _bpsim_duration(value, unit or "min")) is not None:
                    simulation.times.setdefault(node, duration)


def _bpsim_duration(value: etree._Element, base: TimeUnit) -> Duration | None:
    unit = unit_of(value.get("timeUnit") or "") or base
    low, mode, high, mean = (_number(value, key) for key in ("min", "mode", "max", "mean"))
    match local_name(value):
        case "NumericParameter" | "FloatingParameter":
            return _duration("fixed", (_number(value, "value"),), unit)
        case "DurationParameter":
            return _iso_duration(value.get("value") or "")
        case "UniformDistribution":
            return _duration("uniform", (low, high), unit)
        case "TriangularDistribution":
            return _duration("triangular", (low, mode, high), unit)
        case "NormalDistribution":
            return _duration("normal", (mean, _number(value, "standardDeviation")), unit)
        case "NegativeExponentialDistribution":
            return _duration("exponential", (mean,), unit)
    return None


def _iso_duration(text: str) -> Duration | None:
    """``PT1H30M`` as a fixed duration; days only on their own, because a day is no fixed number of hours."""
    match = _ISO.match(text.strip())
    if match is None:
        return None
    days, hours, minutes, seconds = (float(part) if part else 0.0 for part in match.groups())
    if days:
        return None if hours or minutes or seconds else Duration(family="fixed", values=(days,), unit="d")
    return Duration(family="fixed", values=(hours * 60 + minutes + seconds / 60,), unit="min")
