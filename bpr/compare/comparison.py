"""As-is against to-be: what was edited, what it does to handoffs, loops, time and cost, and how sure that is.

Definition: nodes are matched (`bpr.compare.matching`), edits listed on the matched nodes (`bpr.compare.edits`),
    measures put side by side (`bpr.compare.kpis`), handoffs and loops compared by pair. A process compared with itself
    has no edits, similarity 1, all differences 0 and the verdict ``same``.
Complexity: two analyses and O(a^3) for the matching.
References: Dijkman et al. 2009; Dijkman et al. 2011; Weidlich, Mendling, Weske 2011; Hammer, Champy 1993,
    Reengineering the Corporation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpr.analysis.load.arrivals import cases_per_month
from bpr.compare.benefit import Benefit, summarise_benefit
from bpr.compare.edits import Edit, find_edits
from bpr.compare.findings import comparison_findings
from bpr.compare.graph_distance import GraphDistance, graph_distance
from bpr.compare.handoff_pairs import HandoffPair, compare_handoffs
from bpr.compare.known_part import with_known_parts
from bpr.compare.kpis import Kpi, compare_kpis
from bpr.compare.loop_pairs import LoopPair, compare_loops
from bpr.compare.matches import Matching
from bpr.compare.matching import THRESHOLD, match_nodes
from bpr.compare.names import correspond
from bpr.compare.overlap import Overlap, overlap
from bpr.compare.units import common_units
from bpr.diagnosis.analyse import Analysis, analyse, describe
from bpr.findings import Finding
from bpr.graph.build import unit_factor
from bpr.graph.process_graph import Level
from bpr.model.process import Process

_LEVELS: tuple[Level, ...] = ("role", "department")


@dataclass(frozen=True)
class Comparison:
    """Everything that changed between two processes.

    Attributes:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        edits: what was edited.
        distance: graph-edit distance and similarity.
        overlap: how many activities have a partner.
        kpis: the measures side by side.
        handoffs: borders between roles and between departments, by pair.
        loops: ways back, by pair.
        findings: gains, losses and doubts, worst first.
    """

    as_is: Analysis
    to_be: Analysis
    matching: Matching
    edits: tuple[Edit, ...]
    distance: GraphDistance
    overlap: Overlap
    kpis: tuple[Kpi, ...]
    handoffs: Mapping[Level, tuple[HandoffPair, ...]]
    loops: tuple[LoopPair, ...]
    findings: tuple[Finding, ...]

    def kpi(self, name: str) -> Kpi:
        """One measure by its name; KeyError when there is none."""
        return {kpi.name: kpi for kpi in self.kpis}[name]

    def benefit(
        self,
        *,
        hours_per_fte_year: float,
        cost_per_minute: float,
        one_time_cost: float = 0.0,
        running_cost_per_year: float = 0.0,
        discount_rate: float = 0.0,
        years: int = 3,
        cashable: bool = False,
    ) -> Benefit | None:
        """What the saved work is worth in a year at the volume of the to-be; the arguments are those of the formula.

        Only the own people's work counts, not that of customers and suppliers. None when the work, the unit of time
        or the volume is not known (see `bpr.compare.benefit`).
        """
        work, outside = (self.kpi(name).delta.value for name in ("time_per_case", "external_time_per_case"))
        months = cases_per_month(self.to_be.process)
        factor = unit_factor(self.as_is.process, "min")
        if work is None or outside is None or months is None or factor is None:
            return None
        return summarise_benefit(
            cases_per_year=months * 12,
            minutes_saved_per_case=(outside - work) / factor,
            hours_per_fte_year=hours_per_fte_year,
            cost_per_minute=cost_per_minute,
            one_time_cost=one_time_cost,
            running_cost_per_year=running_cost_per_year,
            discount_rate=discount_rate,
            years=years,
            cashable=cashable,
        )

    def to_json(self) -> dict[str, Any]:
        """The document of ``bpr compare --json``."""
        return {
            "bpr": "compare/1",
            "as_is": describe(self.as_is.process),
            "to_be": describe(self.to_be.process),
            "verdicts": dict(sorted(Counter(kpi.verdict for kpi in self.kpis).items())),
            "kpis": [kpi.to_json() for kpi in self.kpis],
            "matching": self.matching.to_json(),
            "similarity": self.distance.to_json(),
            "overlap": self.overlap.to_json(),
            "edits": [edit.to_json() for edit in self.edits],
            "handoffs": {level: [pair.to_json() for pair in pairs] for level, pairs in self.handoffs.items()},
            "loops": [pair.to_json() for pair in self.loops],
            "findings": [finding.to_json() for finding in self.findings],
        }


def compare(
    as_is: Process | Analysis,
    to_be: Process | Analysis,
    *,
    threshold: float = THRESHOLD,
    same: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare a process with the one that shall replace it.

    Args:
        as_is: the process today, or its analysis.
        to_be: the process tomorrow, or its analysis.
        threshold: least label similarity of two matched steps.
        same: pairs known to be the same node, as-is id to to-be id.

    Raises:
        AnalysisError: ``same`` names a node that does not exist.

    Example:
        >>> from bpr.model import Process
        >>> empty = Process(id="empty")
        >>> compare(empty, empty).edits
        ()
    """
    before = analyse(as_is) if isinstance(as_is, Process) else as_is
    after = analyse(to_be) if isinstance(to_be, Process) else to_be
    identical = before.process == after.process and before.assumptions == after.assumptions
    parts, units = correspond(before.process, after.process), common_units(before.process, after.process)
    matching = match_nodes(before.process, after.process, threshold=threshold, same=same)
    kpis = compare_kpis(before, after, units, identical=identical)
    kpis = with_known_parts(kpis, before, after, matching, units)
    handoffs = {level: compare_handoffs(before, after, level, parts, identical=identical) for level in _LEVELS}
    loops = compare_loops(before, after, matching, identical=identical)
    common = overlap(before.process, after.process, matching)
    return Comparison(
        before,
        after,
        matching,
        find_edits(before.graph, after.graph, matching, parts, units),
        graph_distance(before.process, after.process, matching),
        common,
        kpis,
        handoffs,
        loops,
        comparison_findings(before, after, matching, common, kpis, handoffs["department"], loops),
    )
