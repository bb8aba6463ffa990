"""Prosimos parameters beside a BPMN file: bring the scenario you have.

Read are shares of ways, durations by task, waiting of events, arrivals with their calendar, resources with head-count,
cost and calendar. Times are seconds. A pool is made of the resources that share tasks; where they differ in speed the
duration is the mixture over the people, where they differ in calendar the pool is open whenever somebody is, with the
availability that keeps the hours. Loop markers are played once, as Prosimos does. Batches are read where they gather as
bpr does (`bpr.simulation.prosimos_batches`). What is not read (prioritisation, attributes) is named in the notes.
Families as Prosimos draws them: expon(mean, min, max) is ``min`` plus an exponential of mean ``mean - min``; all are
redrawn until they lie between their limits.
Source: prosimos and pix-framework, parameter files of simulation scenarios (JSON).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bpr.errors import BprError, InputError, Where
from bpr.formats.bpmn import read_bpmn
from bpr.graph import ProcessGraph, build_graph
from bpr.graph.build import unit_factor
from bpr.simulation import codes
from bpr.simulation.calendars import WEEK_HOURS, Calendar, calendar
from bpr.simulation.distributions import (
    Sampler,
    cut,
    exponential,
    fixed,
    gamma,
    lognormal,
    mixture,
    normal,
    scaled,
    shifted,
)
from bpr.simulation.prosimos_batches import read_batches
from bpr.simulation.scenario import Scenario
from bpr.text import counted

_LARGEST = 50_000_000
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_UNREAD = ("prioritisation_rules", "case_attributes", "event_attributes", "branch_rules",
           "global_attributes", "multitask")  # fmt: skip


@dataclass(frozen=True)
class ProsimosModel:
    """A process graph with shares and performers of the parameter file, its scenario, and what was not read."""

    graph: ProcessGraph
    scenario: Scenario
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Resource:
    id: str
    name: str
    people: float
    rate: float
    week: Calendar | None


def read_prosimos(bpmn: str | Path, parameters: str | Path) -> ProsimosModel:
    """Read a BPMN file with its Prosimos parameters.

    Args:
        bpmn: the model.
        parameters: the JSON file.

    Raises:
        InputError: the parameters cannot be read.
    """
    graph = build_graph(read_bpmn(Path(bpmn)))
    path = Path(parameters)
    try:
        if path.stat().st_size > _LARGEST:
            raise _unreadable(path, "it is larger than 50 MB", "文件大于 50 MB")
        document = json.loads(path.read_text("utf-8"))
        if not isinstance(document, dict):
            raise _unreadable(path, "it is not one JSON object", "不是一个 JSON 对象")
        return _Reader(graph, document).read()
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _unreadable(path, str(error)[:200], str(error)[:200]) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        what = f"{type(error).__name__} {error}"[:200]
        raise _unreadable(path, what, what) from error


class _Reader:
    def __init__(self, graph: ProcessGraph, document: Mapping[str, Any]) -> None:
        self.graph = graph
        self.document = document
        self.second = unit_factor(graph.process, "s") or 1.0
        self.notes: list[str] = []

    def read(self) -> ProsimosModel:
        weeks = {
            str(entry["id"]): _week(entry["time_periods"]) for entry in self.document.get("resource_calendars", ())
        }
        resources = {
            str(entry["id"]): _Resource(
                str(entry["id"]),
                str(entry.get("name") or entry["id"]),
                float(entry.get("amount", 1)),
                float(entry.get("cost_per_hour") or 0.0),
                weeks.get(str(entry.get("calendar"))),
            )
            for profile in self.document.get("resource_profiles", ())
            for entry in profile["resource_list"]
        }
        tasks = {
            str(entry["task_id"]): {str(one["resource_id"]): _sampler(one) for one in entry["resources"]}
            for entry in self.document.get("task_resource_distribution", ())
        }
        tasks = {task: own for task, own in tasks.items() if task in self.graph.nodes and own}
        for task, own in tasks.items():
            if unknown := sorted(set(own).difference(resources)):
                message = f"task {task} names unknown resources: {', '.join(unknown[:5])}"
                raise ValueError(message)
        pools = _pools(tasks)
        self.notes += [f"not read: {name}" for name in _UNREAD if self.document.get(name)]
        scenario = self._scenario(resources, tasks, pools)
        graph = self._graph(pools)
        return ProsimosModel(graph, scenario, tuple(self.notes))

    def _scenario(
        self,
        resources: Mapping[str, _Resource],
        tasks: Mapping[str, Mapping[str, Sampler]],
        pools: Mapping[str, tuple[str, ...]],
    ) -> Scenario:
        people: dict[str, float] = {}
        rates: dict[str, float] = {}
        weeks: dict[str, Calendar] = {}
        for members in dict.fromkeys(pools.values()):
            own = [resources[member] for member in members]
            name, count = _name(members), sum(one.people for one in own)
            week, share = _joint_week(own)
            people[name] = count * share
            rates[name] = sum(one.people * one.rate for one in own) / count / 3600 / self.second if count else 0.0
            if week is not None:
                weeks[name] = week
            if len({one.week for one in own}) > 1:
                self.notes.append(f"pooled: {counted(len(own), 'resource')} with different calendars in {name}")
        times = {
            task: scaled(mixture([(resources[who].people, one) for who, one in own.items()]), self.second)
            for task, own in tasks.items()
        }
        waits = {node: fixed(0.0) for node in times}
        for entry in self.document.get("event_distribution", ()):
            if str(entry["event_id"]) in self.graph.nodes:
                waits[str(entry["event_id"])] = scaled(_sampler(entry), self.second)
        arrivals = self.document.get("arrival_time_distribution")
        opening = self.document.get("arrival_time_calendar")
        week = _week(opening) if opening else None
        batches, unread = read_batches(self.document.get("batch_processing") or (), self.second)
        self.notes += unread
        return Scenario(
            arrivals=scaled(_sampler(arrivals), self.second) if arrivals else None,
            arrival_calendar=None if week is None or week.hours >= WEEK_HOURS else week,
            calendars={name: week for name, week in weeks.items() if week.hours < WEEK_HOURS},
            people=people,
            times=times,
            waits=waits,
            batches=batches,
            rates=rates,
        )

    def _graph(self, pools: Mapping[str, tuple[str, ...]]) -> ProcessGraph:
        """The graph with the shares and performers of the parameters."""
        shares = {
            str(way["path_id"]): float(way["value"])
            for gateway in self.document.get("gateway_branching_probabilities", ())
            for way in gateway["probabilities"]
        }
        if looped := [node for node in pools if self.graph.nodes[node].executions != 1.0]:
            self.notes.append(f"played once, as Prosimos does: {counted(len(looped), 'task')} with a loop marker")
        edges = tuple(replace(edge, share=shares.get(edge.id, edge.share)) for edge in self.graph.edges)
        nodes = {
            node_id: replace(node, roles=(_name(pools[node_id]),), executions=1.0) if node_id in pools else node
            for node_id, node in self.graph.nodes.items()
        }
        return ProcessGraph(self.graph.process, nodes, edges, self.graph.messages, self.graph.findings)


def _name(members: tuple[str, ...]) -> str:
    return members[0] if len(members) == 1 else f"{members[0]}+{len(members) - 1}"


def _pools(tasks: Mapping[str, Mapping[str, Sampler]]) -> dict[str, tuple[str, ...]]:
    """For each task the resources of its pool: those that share tasks, directly or through others."""
    head: dict[str, str] = {}

    def top(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for own in tasks.values():
        first, *others = own
        for other in others:
            head[max(top(first), top(other))] = min(top(first), top(other))
        top(first)
    groups: dict[str, list[str]] = {}
    for name in sorted(head):
        groups.setdefault(top(name), []).append(name)
    return {task: tuple(groups[top(next(iter(own)))]) for task, own in tasks.items()}


def _joint_week(own: list[_Resource]) -> tuple[Calendar | None, float]:
    """The hours at which somebody of a pool works, and the share of the people there then on average."""
    weeks = [one.week for one in own]
    if any(week is None for week in weeks):
        return None, 1.0
    union = calendar(piece for week in weeks if week is not None for piece in week.intervals)
    hours = sum(one.people * (one.week.hours if one.week is not None else 0.0) for one in own)
    count = sum(one.people for one in own)
    return union, hours / (count * union.hours) if count else 1.0


def _week(periods: Iterable[Mapping[str, str]]) -> Calendar:
    pieces = []
    for period in periods:
        first, last = _DAYS.index(period["from"].upper()), _DAYS.index(period["to"].upper())
        begin, end = _hour(period["beginTime"]), _hour(period["endTime"])
        days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        pieces += [(day * 24 + begin, day * 24 + (end if end > begin else 24.0)) for day in days]
    return calendar(pieces)


def _hour(text: str) -> float:
    parts = [float(part) for part in text.split(":")]
    hour = sum(part / 60**place for place, part in enumerate(parts))
    return 24.0 if hour >= 24.0 - 1.5 / 3600 else hour


def _sampler(entry: Mapping[str, Any]) -> Sampler:
    """One distribution of Prosimos, in seconds."""
    name = str(entry["distribution_name"]).lower()
    numbers = [float(one["value"] if isinstance(one, Mapping) else one) for one in entry["distribution_params"]]
    if not np.isfinite(numbers).all():
        message = f"{name} has a parameter that is not a number"
        raise ValueError(message)
    match name:
        case "fix" | "fixed":
            return fixed(max(0.0, numbers[0]))
        case "uniform":
            return Sampler(codes.UNIFORM, max(0.0, numbers[0]), max(0.0, numbers[1]))
        case "expon" | "exponential":
            mean, low, high = numbers
            rest = exponential(mean - low if mean >= low else mean)
            return cut(shifted(rest, low), max(0.0, low), high)
        case "norm" | "normal":
            return cut(normal(numbers[0], numbers[1]), max(0.0, numbers[2]), numbers[3])
        case "lognorm" | "log_normal" | "lognormal":
            return cut(lognormal(numbers[0], numbers[1] ** 0.5), max(0.0, numbers[2]), numbers[3])
        case "gamma":
            return cut(gamma(numbers[0], numbers[1]), max(0.0, numbers[2]), numbers[3])
        case "triang" | "triangular":
            low, mode, high = numbers[:3]
            return Sampler(codes.TRIANGULAR, low, mode, high)
    message = f"distribution {name} is not known"
    raise ValueError(message)


def _unreadable(path: Path, en: str, zh: str) -> BprError:
    return InputError.because(
        f"these are not Prosimos parameters: {en}",
        f"不是有效的 Prosimos 参数文件：{zh}",
        fix_en="give the JSON file that belongs to the BPMN file",
        fix_zh="请提供与 BPMN 文件对应的 JSON 文件",
        where=Where(file=str(path)),
        code="BAD_PARAMETERS",
    )
