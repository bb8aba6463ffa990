"""What the options of `bpr simulate` say, in words, as the scenario and the assumptions of the simulation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpr.errors import BprError
    from bpr.graph import ProcessGraph
    from bpr.model import Process
    from bpr.simulation.calendars import Calendar
    from bpr.simulation.scenario import Assumptions, Scenario

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def scenario_of(
    process: Process | ProcessGraph,
    scenario: Scenario,
    every: str | None,
    people: list[str],
    calendar: str | None,
    discipline: str,
    priority: list[str],
) -> Scenario:
    """The scenario with what the options say put over it."""
    from dataclasses import replace

    from bpr.simulation.scenario import DISCIPLINES

    if every is not None:
        scenario = replace(scenario, arrivals=_between(every))
    if people:
        scenario = replace(scenario, people={**scenario.people, **_numbered("--people", people, "ROLE=3")})
    if priority:
        ranks = {**scenario.priority, **_numbered("--priority", priority, "STEP=1")}
        scenario = replace(scenario, priority=ranks, discipline={"*": "priority"})
    if calendar is not None:
        scenario = replace(scenario, calendars={"*": _calendar(process, calendar)})
    if discipline != "fifo":
        scenario = replace(scenario, discipline={"*": one_of("--discipline", discipline, DISCIPLINES)})
    return scenario


def _numbered(option: str, texts: list[str], example: str) -> dict[str, float]:
    """``clerk=3`` as a name with its number."""
    found = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        if not name:
            raise wrong(option, text, example)
        found[name] = number_of(option, number)
    return found


def _between(text: str) -> Any:
    """``30`` or ``2 h`` as the mean of exponential times between cases."""
    from pydantic import ValidationError

    from bpr.model import Duration

    try:
        mean = Duration.model_validate(text)
    except ValidationError:
        raise wrong("--every", text, "30 / 2 h") from None
    if mean.mean <= 0:
        raise wrong("--every", text, "30 / 2 h")
    return Duration(family="exponential", values=mean.values, unit=mean.unit)


def _calendar(process: Process | ProcessGraph, text: str) -> Calendar:
    """``office`` or ``Mon-Fri/9-17``."""
    from bpr.graph import ProcessGraph
    from bpr.simulation.calendars import office_hours, weekly

    model = process.process if isinstance(process, ProcessGraph) else process
    if text == "office":
        if model.working_time is None:
            raise wrong("--calendar", text, "Mon-Fri/9-17")
        return office_hours(model.working_time)
    try:
        days, hours = text.casefold().split("/")
        first, _, last = days.partition("-")
        begin, end = (float(hour) for hour in hours.split("-"))
        chosen = range(_DAYS.index(first[:3]), _DAYS.index((last or first)[:3]) + 1)
    except ValueError:
        raise wrong("--calendar", text, "Mon-Fri/9-17") from None
    return weekly(chosen, begin, end)


def assumptions(texts: list[str]) -> Assumptions:
    """``people=2 wait=0 uniform`` as assumptions."""
    from bpr.simulation.scenario import Assumptions

    given: dict[str, Any] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if name in ("uniform", "no_role") and not sign:
            given[name] = True
        elif name == "family":
            given[name] = one_of("--assume family", value, ("exponential", "fixed"))
        elif name == "people" and value == "unlimited":
            given[name] = value
        elif name in ("time", "wait", "people"):
            given[name] = number_of("--assume", value)
        else:
            raise wrong("--assume", text, "people=2, people=unlimited, wait=0, time=10, family=fixed, uniform, no_role")
    return Assumptions(**given)


def precision(text: str) -> float:
    """``2%`` or ``0.02`` as a share."""
    number = number_of("--until", text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    if not 0 < number < 1:
        raise wrong("--until", text, "2%")
    return number


def number_of(option: str, text: str) -> float:
    """A number that is not negative."""
    try:
        number = float(text)
    except ValueError:
        raise wrong(option, text, "3") from None
    if not math.isfinite(number) or number < 0:
        raise wrong(option, text, "3")
    return number


def one_of(option: str, text: str, known: tuple[str, ...]) -> Any:
    """The text where it is one of the known words."""
    if text not in known:
        raise wrong(option, text, ", ".join(known))
    return text


def wrong(option: str, text: str, example: str) -> BprError:
    """An option that is not understood."""
    from bpr.errors import InputError

    return InputError.because(
        f"{option} does not understand '{text}'",
        f"{option} 无法理解 '{text}'",
        fix_en=f"write it like: {example}",
        fix_zh=f"写法示例：{example}",
    )
