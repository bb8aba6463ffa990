"""A small side-by-side harness.

Each contestant runs in a process of its own, in turn (A B A B ...), so that drift of a shared machine hits all alike.
A worker prints one JSON line: ``s`` (seconds of the measured work, imports left out) and ``check`` (what it did, so
that both sides can be compared). Medians are reported, speed only as ratios within one run.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Contestant:
    """A name and the command that runs it."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Result:
    """Medians over the rounds: seconds of work, seconds of the whole process, CPU seconds; and the check values."""

    name: str
    seconds: float | None
    wall: float
    cpu: float
    check: Any
    error: str | None = None


def measure(
    contestants: list[Contestant],
    *,
    rounds: int = 5,
    timeout: float = 600,
    seconds_of: Callable[[list[float]], float] = statistics.median,
) -> list[Result]:
    """Run all contestants in turn for some rounds; ``seconds_of`` sums up the seconds of the rounds."""
    rows: dict[str, list[dict[str, Any]]] = {contestant.name: [] for contestant in contestants}
    for _ in range(rounds):
        for contestant in contestants:
            rows[contestant.name].append(_once(contestant.command, timeout))
    results = []
    for name, runs in rows.items():
        failed = next((run["error"] for run in runs if "error" in run), None)

        def middle(key: str, runs: list[dict[str, Any]] = runs) -> float:
            return statistics.median(run.get(key) or 0.0 for run in runs)

        seconds = seconds_of([run["s"] for run in runs]) if failed is None and "s" in runs[0] else None
        results.append(Result(name, seconds, middle("wall"), middle("cpu"), runs[-1].get("check"), failed))
    return results


def _once(command: list[str], timeout: float) -> dict[str, Any]:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, env=os.environ)
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"error": str(error)[:120], "wall": time.perf_counter() - begin, "cpu": 0.0}
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    run: dict[str, Any] = {
        "wall": wall,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    }
    if done.returncode:
        run["error"] = (done.stderr.strip().splitlines() or ["no message"])[-1][:160]
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if lines and not done.returncode:
        run |= json.loads(lines[-1])
    return run


def timed(work: Callable[[], Any], *, repeat: int = 5) -> None:
    """In a worker: run the work once to warm up, then print the median time and the last check value."""
    check = work()
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        check = work()
        times.append(time.perf_counter() - begin)
    sys.stdout.write(json.dumps({"s": statistics.median(times), "check": check}) + "\n")


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print a Markdown table."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")


def ratio(value: float | None, base: float | None) -> str:
    """How many times faster ``value`` is than ``base``."""
    return f"{base / value:.2f}x" if value and base else "-"


def peers_python() -> str | None:
    """The Python in which the peers are installed (apart from bpr), named by BPR_PEERS_PYTHON."""
    return os.environ.get("BPR_PEERS_PYTHON")
