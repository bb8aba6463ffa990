"""Oracle area ``soundness``: verdict, errors, warnings and the places that handbook 7.1 and 7.3 define."""

from __future__ import annotations

from typing import Any

from bpr.analysis.soundness.check import check_soundness
from tests.oracle_models import graph_of

PLACED = ("UNREACHABLE", "DEAD_END", "DEADLOCK", "LACK_OF_SYNC", "DEAD_NODE")


def run(case: dict[str, Any]) -> dict[str, Any]:
    report = check_soundness(graph_of(case["inputs"]["model"]))
    where: dict[str, set[str]] = {}
    for fault in report.errors:
        if fault.code in PLACED:
            where.setdefault(fault.code, set()).update(fault.where)
    return {
        "verdict": report.verdict,
        "errors": sorted({fault.code for fault in report.errors}),
        "warnings": sorted({fault.code for fault in report.warnings}),
        "where": {code: sorted(places) for code, places in where.items()},
    }
