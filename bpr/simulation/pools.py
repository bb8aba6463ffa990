"""Pools of people: head-count, availability, calendar and discipline of each role."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bpr.graph.build import unit_factor
from bpr.graph.process_graph import ProcessGraph
from bpr.simulation.calendars import Calendar
from bpr.simulation.gaps import Gaps
from bpr.simulation.scenario import DISCIPLINES, Assumptions, Scenario
from bpr.text import Text

UNLIMITED = 1 << 40


@dataclass(frozen=True, slots=True)
class Pool:
    """One role at work: ``stretch`` is elapsed over processing time of people who are here part of their time."""

    role: str
    servers: int
    stretch: float
    calendar: Calendar | None
    discipline: int
    rate: float | None

    @property
    def limited(self) -> bool:
        """Whether work can queue here."""
        return self.servers < UNLIMITED


@dataclass(frozen=True, slots=True)
class Pools:
    """All pools by role, in the author's order."""

    roles: Mapping[str, Pool]

    @classmethod
    def of(
        cls, graph: ProcessGraph, scenario: Scenario, assume: Assumptions, gaps: Gaps, roles: Mapping[str, bool]
    ) -> Pools:
        """The pools of the roles used; what is missing goes to the gaps.

        Args:
            graph: the process graph.
            scenario: head-counts, calendars and disciplines in place of the model's.
            assume: what to take for an unknown head-count.
            gaps: where missing head-counts are collected.
            roles: the roles that work, and whether each is external (its people are then not limited).
        """
        found = {role: _pool(graph, scenario, assume, gaps, role, external) for role, external in roles.items()}
        return cls(found)


def _pool(graph: ProcessGraph, scenario: Scenario, assume: Assumptions, gaps: Gaps, role: str, external: bool) -> Pool:
    entry = graph.process.roles.get(role)
    people = scenario.people.get(role, entry.people if entry else None)
    servers, stretch = UNLIMITED, 1.0
    if people is None and not external:
        if assume.people is None:
            gaps.missing(
                role,
                ("the head-count of this role", "该角色的人数"),
                "people=2 (or people=unlimited)",
                "PEOPLE_UNKNOWN",
            )
        else:
            gaps.used.add(f"assume people={assume.people}")
            people = None if assume.people == "unlimited" else assume.people
    if people is not None:
        availability = entry.availability if entry and entry.availability is not None else 1.0
        if people <= 0.0 or availability <= 0.0:
            gaps.wrong(
                role,
                Text(en="nobody performs this role, so its work never gets done", zh="该角色没有人，工作永远无法完成"),
                Text(en="give it people and availability above zero", zh="为其设置大于零的人数和可用率"),
                "NO_SERVER",
            )
            people, availability = 1.0, 1.0
        servers = math.ceil(people - 1e-9)
        stretch = servers / people / availability
    discipline = scenario.discipline.get(role, scenario.discipline.get("*", "fifo"))
    rate = scenario.rates.get(role)
    if rate is None and entry is not None and entry.rate is not None:
        per = unit_factor(graph.process, entry.rate.per)
        rate = entry.rate.amount / per if per else None
    week = scenario.calendars.get(role, None if external else scenario.calendars.get("*"))
    return Pool(role, servers, stretch, week, DISCIPLINES.index(discipline), rate)
