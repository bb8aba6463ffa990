"""What a simulation takes beside the drawing: arrivals, pools, calendars, disciplines and what may be assumed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bpr.errors import AnalysisError
from bpr.model.time import Duration
from bpr.simulation.calendars import Calendar
from bpr.simulation.distributions import Sampler

Discipline = Literal["fifo", "priority", "spt", "age"]
DISCIPLINES: tuple[Discipline, ...] = ("fifo", "priority", "spt", "age")
Arrivals = Duration | Sampler | float | Sequence[float]


@dataclass(frozen=True, slots=True)
class Gathering:
    """When a batch goes on: at so many, or so long after the first came (infinite: never by time), or either."""

    size: int
    wait: float = math.inf

    def __post_init__(self) -> None:
        if self.size < 1 or not self.wait >= 0.0:
            raise AnalysisError.because(
                f"a batch of {self.size} with a wait of {self.wait} can never go on",
                f"批量 {self.size}、等待 {self.wait} 的批次无法放行",
                fix_en="give a size from one on and a wait of zero or more",
                fix_zh="批量至少为 1，等待时间不小于 0",
                code="BAD_NUMBER",
            )


NO_SIZE = 1 << 40


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What to take where the model says nothing; every option used marks the results ``assumed`` and lists itself.

    Attributes:
        family: the family of bare means, exponential or fixed.
        time: processing time of activities without one.
        wait: waiting time of activities without one.
        people: head-count of internal roles without one; ``unlimited`` for no queue at all.
        no_role: activities without performer wait for nobody.
        uniform: divide unknown shares evenly.
    """

    family: Literal["exponential", "fixed"] = "exponential"
    time: float | None = None
    wait: float | None = None
    people: float | Literal["unlimited"] | None = None
    no_role: bool = False
    uniform: bool = False


@dataclass(frozen=True)
class Scenario:
    """The setting of a simulation; what is left out comes from the model.

    Attributes:
        arrivals: time between cases (a distribution, or the mean of a Poisson stream), or the list of arrival times;
            by default Poisson arrivals by the volume of the process.
        arrival_calendar: when cases may arrive; by default always.
        calendars: working calendar by role; ``*`` for all others. By default the clock shows working time only.
        people: head-count by role, in place of the model's.
        discipline: order of the queue by role; ``*`` for all others; fifo by default.
        priority: rank of activities where the discipline is priority, the lower the sooner.
        times: processing time by activity, in place of the model's.
        waits: waiting time by activity or event, in place of the model's.
        batches: how work is gathered by activity, in place of the model's.
        rates: cost of one person per time unit by role, in place of the model's.
    """

    arrivals: Arrivals | None = None
    arrival_calendar: Calendar | None = None
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    discipline: Mapping[str, Discipline] = field(default_factory=dict)
    priority: Mapping[str, float] = field(default_factory=dict)
    times: Mapping[str, Sampler] = field(default_factory=dict)
    waits: Mapping[str, Sampler] = field(default_factory=dict)
    batches: Mapping[str, Gathering] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
