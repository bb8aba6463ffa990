"""Batches in Prosimos parameters: the part that gathers work as bpr does.

Read are tasks that are always done in batches, one after the other (``Sequential``), without a change of duration,
whose firing rules are alternatives of one condition each: ``size``, or ``large_wt``, the seconds since the first came.
Everything else (by the hour or weekday, by the wait of the latest, several conditions at once, work done side by
side) is left out and named.
Source: prosimos, ``batch_processing`` of its scenario files (JSON).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from bpr.simulation.scenario import NO_SIZE, Gathering


def read_batches(entries: Sequence[Mapping[str, Any]], second: float) -> tuple[dict[str, Gathering], list[str]]:
    """How tasks are gathered, and notes on those that are not read.

    Args:
        entries: the list ``batch_processing``.
        second: one second in the model's time unit.
    """
    found: dict[str, Gathering] = {}
    notes = []
    for entry in entries:
        task = str(entry["task_id"])
        batch = _gathering(entry, second)
        if batch is None:
            notes.append(f"not read: batch_processing of {task}")
        else:
            found[task] = batch
    return found, notes


def _gathering(entry: Mapping[str, Any], second: float) -> Gathering | None:
    alone = any(int(size["key"]) <= 1 and float(size["value"]) > 0 for size in entry.get("size_distrib", ()))
    changed = any(float(size["value"]) != 1.0 for size in entry.get("duration_distrib", ()))
    if entry.get("type") != "Sequential" or alone or changed:
        return None
    size, wait = NO_SIZE, math.inf
    for rules in entry["firing_rules"]:
        if len(rules) != 1 or rules[0]["attribute"] not in ("size", "large_wt"):
            return None
        (rule,) = rules
        number = float(rule["value"])
        if rule["attribute"] == "size" and rule["comparison"] in ("=", ">=", ">") and math.isfinite(number):
            size = min(size, math.floor(number) + 1 if rule["comparison"] == ">" else math.ceil(number))
        elif rule["attribute"] == "large_wt" and 0 <= number < math.inf:
            wait = min(wait, number * second)
        else:
            return None
    return Gathering(max(size, 1), wait) if size < NO_SIZE or wait < math.inf else None
