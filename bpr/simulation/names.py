"""The names in a scenario: a role or step that no model knows is refused, not passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bpr.errors import AnalysisError, Problem, Where, nearest
from bpr.graph import ProcessGraph
from bpr.simulation.scenario import Scenario
from bpr.text import Text

_BY_ROLE = ("calendars", "people", "discipline", "rates")
_BY_NODE = ("priority", "times", "waits", "batches")


def refuse_unknown(scenario: Scenario, *graphs: ProcessGraph) -> None:
    """Refuse a scenario that speaks of roles or steps of none of the models.

    Args:
        scenario: the scenario.
        graphs: the models it is meant for.

    Raises:
        AnalysisError: one problem a name, with the nearest known one.
    """
    problems = []
    for fields, known in ((_BY_ROLE, {"*"}.union(*map(_roles, graphs))), (_BY_NODE, set().union(*map(_nodes, graphs)))):
        given = dict.fromkeys(name for field in fields for name in getattr(scenario, field) if name not in known)
        for name in given:
            close = nearest(name, known)
            problems.append(
                Problem(
                    Text(en=f"the scenario names '{name}', which the model does not know", zh=f"模型中没有 '{name}'"),
                    Text(en=f"write '{close}' (closest match)", zh=f"改写为最接近的 '{close}'")
                    if close
                    else Text(en="use the id of a role or step of the model", zh="使用模型中角色或步骤的标识"),
                    Where(element=name),
                    "UNKNOWN_NAME",
                )
            )
    if problems:
        raise AnalysisError(problems)


def restricted(scenario: Scenario, graph: ProcessGraph) -> Scenario:
    """The part of a scenario for two models that speaks of one of them."""
    kept: dict[str, Mapping[str, Any]] = {}
    for fields, known in ((_BY_ROLE, {"*"} | _roles(graph)), (_BY_NODE, _nodes(graph))):
        for field in fields:
            kept[field] = {name: value for name, value in getattr(scenario, field).items() if name in known}
    return replace(scenario, **kept)  # type: ignore[arg-type]


def _roles(graph: ProcessGraph) -> set[str]:
    return {*graph.process.roles, *(role for node in graph.nodes.values() for role in node.roles)}


def _nodes(graph: ProcessGraph) -> set[str]:
    return set(graph.nodes)
