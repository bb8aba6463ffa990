"""A process of three roles, its load and its queues."""

from __future__ import annotations

from typing import Any

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.analyse import analyse_load
from bpr.analysis.loops.find import find_loops
from bpr.analysis.queues.analyse import QueueReport, analyse_queues
from bpr.analysis.queues.roles import Setting, role_queues
from bpr.graph import ProcessGraph
from bpr.quantity import Quantity
from tests.analysis.small_models import chain, graph


def office(rate: float | None = 0.05, people: dict[str, Any] | None = None, **fields: Any) -> ProcessGraph:
    """The loan model of the handbook (5.8): clerk, analyst, manager, a fifth comes back to the clerk."""
    counts = {"clerk": 1, "analyst": 2, "manager": 1} | (people or {})
    roles = {
        role: {"name": {"en": role.title(), "zh": f"{role}员"}, "people": count, "availability": 1}
        for role, count in counts.items()
    }
    header: dict[str, Any] = {"roles": roles, "time_unit": "min"}
    if rate is not None:
        header["volume"] = {"cases": rate * 60, "per": "hour"}
    steps = chain(
        {"id": "A", "name": "Enter", "role": "clerk", "time": 10},
        {"id": "B", "name": "Judge", "role": "analyst", "time": 25},
        {"id": "X", "decision": "Complete?", "next": [{"to": "A", "share": 0.2}, {"to": "C"}]},
        {"id": "C", "name": "Approve", "role": "manager", "time": 8},
        {"id": "D", "name": "Answer", "role": "clerk", "time": 6},
    )
    return graph(*steps, **{**header, **fields})


def queues_of(made: ProcessGraph, **options: Any) -> QueueReport:
    """All queues, loops included; a bare mean is taken as exponential unless the options say otherwise."""
    visits = expected_visits(made)
    options = {"assume_family": "exponential", **options}
    return analyse_queues(made, visits, analyse_load(made, visits), find_loops(made, visits=visits), **options)


def setting_of(made: ProcessGraph, rate: float = 0.05) -> Setting:
    """What all queues share, at a rate of cases a minute."""
    return Setting(made, Quantity(rate, "cases/min"), family="exponential")


def role_queues_of(made: ProcessGraph, rate: float = 0.05) -> dict[str, Any]:
    """The queue before each role."""
    visits = expected_visits(made)
    load = analyse_load(made, visits, arrivals=Quantity(rate, "cases/min"))
    return dict(role_queues(setting_of(made, rate), visits, load))
