"""The event log of one replication: who did what, when, for which case; as CSV, XES or Parquet.

One line an execution: when it was enabled, started and completed, and by whom. People are numbered within their role:
whoever has been free in the lowest number takes the next work, so names are stable. The clock begins on a Monday.
Source of the XES form: IEEE 1849, extensible event stream.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from importlib import import_module
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np

from bpr.errors import MissingPartError
from bpr.graph import ProcessGraph
from bpr.model.process import Process
from bpr.simulation.replicate import Engine, Plan, Played, play
from bpr.simulation.run import make_plan
from bpr.simulation.scenario import Assumptions, Scenario

ORIGIN = "2024-01-01T00:00:00.000"
COLUMNS = ("case_id", "activity", "role", "resource", "enable_time", "start_time", "end_time")
_MILLISECONDS = {"s": 1e3, "min": 6e4, "h": 3.6e6, "d": 8.64e7, "w": 6.048e8}


@dataclass(frozen=True)
class EventLog:
    """Columns of equal length, by start time; times are texts in ISO 8601, UTC."""

    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(self.columns["case_id"])

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Line by line, in the order of `COLUMNS`."""
        return zip(*(self.columns[name] for name in COLUMNS), strict=True)

    def to_csv(self) -> str:
        """The log as CSV with a head line."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(self.rows())
        return out.getvalue()

    def to_xes(self) -> str:
        """The log as XES: for every execution a start and a complete event."""
        traces: dict[str, list[tuple[str, str]]] = {}
        for case, activity, role, resource, _, start, end in self.rows():
            for moment, step in ((start, "start"), (end, "complete")):
                event = "".join(
                    f"<{kind} key={quoteattr(key)} value={quoteattr(value)}/>"
                    for kind, key, value in (
                        ("string", "concept:name", activity),
                        ("string", "org:role", role),
                        ("string", "org:resource", resource),
                        ("string", "lifecycle:transition", step),
                        ("date", "time:timestamp", moment),
                    )
                    if value
                )
                traces.setdefault(case, []).append((moment, f"<event>{event}</event>"))
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<log xes.version="1.0" xmlns="http://www.xes-standard.org/">',
        ]
        for case, events in traces.items():
            name = f'<string key="concept:name" value={quoteattr(case)}/>'
            inner = "".join(text for _, text in sorted(events, key=lambda event: event[0]))
            lines.append(f"<trace>{name}{inner}</trace>")
        return "\n".join([*lines, "</log>", ""])

    def to_parquet(self) -> bytes:
        """The log as Parquet.

        Raises:
            MissingPartError: pyarrow is not installed.
        """
        try:
            arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        except ImportError:
            raise MissingPartError.because(
                "writing Parquet needs pyarrow",
                "写出 Parquet 需要 pyarrow",
                fix_en="pip install pyarrow, or write .csv",
                fix_zh="pip install pyarrow，或改写为 .csv",
                code="PYARROW_MISSING",
            ) from None
        out = io.BytesIO()
        table: dict[str, Any] = dict(self.columns)
        for name in COLUMNS[4:]:
            moments = [text.removesuffix("+00:00") for text in table[name]]
            table[name] = arrow.array(np.array(moments, dtype="datetime64[ms]"))
        parquet.write_table(arrow.table(table), out)
        return out.getvalue()


def event_log(
    process: Process | ProcessGraph,
    *,
    cases: int = 1000,
    seed: int = 1,
    replication: int = 0,
    scenario: Scenario | None = None,
    assume: Assumptions | None = None,
    engine: Engine = "auto",
    horizon: float | None = None,
    allow_unsound: bool = False,
    lang: str = "en",
    origin: str = ORIGIN,
) -> EventLog:
    """Play one replication and keep every execution.

    Args:
        process: a process or its graph.
        cases: cases that arrive.
        seed: the seed.
        replication: which replication of the study.
        scenario: what replaces the model's own numbers.
        assume: what to take where nothing is known.
        engine: python, compiled or auto.
        horizon: clock time at which it stops.
        allow_unsound: play a model whose branches do not meet.
        lang: language of the labels.
        origin: the moment at which the clock stands at zero; a Monday, where calendars are used.
    """
    plan = make_plan(
        process, cases=cases, seed=seed, size=cases, horizon=horizon, scenario=scenario, assume=assume, engine=engine,
        allow_unsound=allow_unsound,
    )  # fmt: skip
    visits = plan.machine.compiled.visits.visits
    steps = plan.machine.compiled.graph.steps
    room = int(cases * sum(visits[step] or 1.0 for step in steps) * 1.2) + 1000
    played = play(plan, replication, room=room)
    if played.totals[3] > room:
        played = play(plan, replication, room=played.totals[3])
    return _log(plan, played, lang, origin)


def _log(plan: Plan, played: Played, lang: str, origin: str) -> EventLog:
    compiled, tally = plan.machine.compiled, played.tally
    count = played.totals[3]
    shift = plan.machine.program(plan.seed, 0, 1).shift
    case, place = tally.log_token[:count] >> shift, tally.log_token[:count] & ((1 << shift) - 1)
    process = compiled.graph.process
    labels = [compiled.graph.nodes[op.node].name(lang) if op.node else "" for op in compiled.ops]
    names = {
        role: process.roles[role].name.pick(lang) if role in process.roles else role for role in compiled.pools.roles
    }
    people = _people(plan, place.tolist(), tally.log_start[:count].tolist(), tally.log_end[:count].tolist())
    factor = _MILLISECONDS[process.time_unit]
    begin = np.datetime64(origin, "ms")
    times = [
        [
            f"{moment}+00:00"
            for moment in np.datetime_as_string(begin + np.rint(column[:count] * factor).astype("m8[ms]"))
        ]
        for column in (tally.log_enabled, tally.log_start, tally.log_end)
    ]
    return EventLog(
        {
            "case_id": [str(number + 1) for number in case.tolist()],
            "activity": [labels[number] for number in place.tolist()],
            "role": [" + ".join(names[role] for role in compiled.ops[number].roles) for number in place.tolist()],
            "resource": people,
            **dict(zip(COLUMNS[4:], times, strict=True)),
        }
    )


def _people(plan: Plan, places: list[int], starts: list[float], ends: list[float]) -> list[str]:
    """Who does each execution; lines come in the order of their starts."""
    ops, pools = plan.machine.compiled.ops, plan.machine.compiled.pools.roles
    busy: dict[str, list[tuple[float, int]]] = {role: [] for role in pools}
    free: dict[str, list[int]] = {role: [] for role in pools}
    hired = dict.fromkeys(pools, 0)
    found = []
    for place, start, end in zip(places, starts, ends, strict=True):
        names = []
        for role in ops[place].roles:
            while busy[role] and busy[role][0][0] <= start:
                heappush(free[role], heappop(busy[role])[1])
            if free[role]:
                number = heappop(free[role])
            else:
                hired[role] += 1
                number = hired[role]
            heappush(busy[role], (end, number))
            names.append(f"{role}-{number}")
        found.append("+".join(names))
    return found
