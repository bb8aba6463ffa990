"""Loops compared one by one: which ways back are gone, new, taken more or less often (handbook 10.4).

Definition: a way back is one returning flow. Two are the same when both their ends are matched nodes; else when the
    same node sends the work back, only to another place (``redirected``). Everything else is removed or added.
Frequency: expected returns per case; a way back that does not exist on one side is taken exactly zero times there.
Complexity: O(returning flows).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.loops.report import ReturningEdge
from bpr.compare.handoff_pairs import PairChange
from bpr.compare.matches import Matching
from bpr.compare.verdict import Verdict, difference, judge
from bpr.diagnosis.analyse import Analysis
from bpr.graph.process_graph import Level, ProcessGraph
from bpr.quantity import Quantity
from bpr.text import Text

_UNIT = "returns/case"


@dataclass(frozen=True, slots=True)
class LoopPair:
    """One way back, before and after.

    Attributes:
        change: removed, added, changed (other frequency or other place) or same.
        redirected: the same node sends the work back to another place.
        planned: the author means this repetition; it is no rework.
        as_is_flow: id of the returning flow before; None when it is new.
        to_be_flow: id of the returning flow after; None when it is gone.
        name: from where to where, in the as-is where it exists there.
        roles: who sends it back to whom, by name; empty where not known.
        departments: the same by department.
        as_is: returns per case before.
        to_be: returns per case after.
        delta: to-be minus as-is.
        verdict: fewer returns are better; a planned repetition is judged neither way.
    """

    change: PairChange
    redirected: bool
    planned: bool
    as_is_flow: str | None
    to_be_flow: str | None
    name: Text
    roles: tuple[Text, ...]
    departments: tuple[Text, ...]
    as_is: Quantity
    to_be: Quantity
    delta: Quantity
    verdict: Verdict

    @property
    def described(self) -> Text:
        """The name, with who sends the work back to whom where both departments are known."""
        if len(self.departments) != 2:
            return self.name
        first, second = self.departments
        return Text(
            en=f"{self.name.pick('en')} ({first.pick('en')} → {second.pick('en')})",
            zh=f"{self.name.pick('zh')}（{first.pick('zh')} → {second.pick('zh')}）",
        )

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "change": self.change,
            "redirected": self.redirected,
            "planned": self.planned,
            "as_is_flow": self.as_is_flow,
            "to_be_flow": self.to_be_flow,
            "name": self.name.both(),
            "roles": [name.both() for name in self.roles],
            "departments": [name.both() for name in self.departments],
            "as_is": self.as_is.to_json(),
            "to_be": self.to_be.to_json(),
            "delta": self.delta.to_json(),
            "verdict": self.verdict,
        }


def compare_loops(
    as_is: Analysis, to_be: Analysis, matching: Matching, *, identical: bool = False
) -> tuple[LoopPair, ...]:
    """All ways back of both sides: those of the as-is in their order, then the new ones.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        identical: both are equal models.
    """
    partners = _partners(as_is.loops.returning_edges, to_be.loops.returning_edges, matching)
    pairs = []
    for before in as_is.loops.returning_edges:
        after, redirected = partners.get(before.flow, (None, False))
        pairs.append(_pair(as_is.graph, before, before, after, redirected=redirected, identical=identical))
    taken = {after.flow for after, _ in partners.values()}
    for after in to_be.loops.returning_edges:
        if after.flow not in taken:
            pairs.append(_pair(to_be.graph, after, None, after))
    return tuple(pairs)


def _partners(
    before: Iterable[ReturningEdge], after: Iterable[ReturningEdge], matching: Matching
) -> dict[str, tuple[ReturningEdge, bool]]:
    """The to-be flow of each as-is flow that has one, and whether it leads to another place; equal ends first."""
    found: dict[str, tuple[ReturningEdge, bool]] = {}
    edges, left = list(before), list(after)
    for redirected in (False, True):
        for edge in edges:
            source, target = matching.to_be_of.get(edge.source), matching.to_be_of.get(edge.target)
            for other in left:
                if edge.flow not in found and other.source == source and (other.target == target or redirected):
                    found[edge.flow] = other, redirected
            left = [other for other in left if edge.flow not in found or other is not found[edge.flow][0]]
    return found


def _pair(
    graph: ProcessGraph,
    shown: ReturningEdge,
    before: ReturningEdge | None,
    after: ReturningEdge | None,
    *,
    redirected: bool = False,
    identical: bool = False,
) -> LoopPair:
    """One row; ``shown`` is the side that gives the names, with its graph."""
    nothing = Quantity(0.0, _UNIT, method="no such way back")
    one = before.return_flow_per_case if before is not None else nothing
    two = after.return_flow_per_case if after is not None else nothing
    planned = after.planned if after is not None else shown.planned
    verdict = judge(one, two, "neither" if planned else "lower", identical=identical)
    change: PairChange = "changed" if redirected or verdict != "same" else "same"
    if before is None:
        change = "added"
    elif after is None:
        change = "removed"
    return LoopPair(
        change,
        redirected,
        planned,
        before.flow if before is not None else None,
        after.flow if after is not None else None,
        _name(graph, shown),
        _holders(graph, shown, "role"),
        _holders(graph, shown, "department"),
        one,
        two,
        difference(one, two, identical=identical),
        verdict,
    )


def _name(graph: ProcessGraph, edge: ReturningEdge) -> Text:
    """From where to where; a gateway without label is named by the steps next to it."""
    ends = [
        [node] if graph.nodes[node].label is not None or not steps else list(steps)
        for node, steps in ((edge.source, edge.before), (edge.target, edge.behind))
    ]
    names = {
        lang: " → ".join(between.join(graph.nodes[node].name(lang) for node in end) for end in ends)
        for lang, between in (("en", ", "), ("zh", "、"))
    }
    return Text(**names)


def _holders(graph: ProcessGraph, edge: ReturningEdge, level: Level) -> tuple[Text, ...]:
    """Who sends the work back and who gets it; empty when one of them is not known."""
    holders = Holders(graph, level)
    ends = [held for steps in (edge.before, edge.behind) for step in steps[:1] for held in holders.of(step)[:1]]
    return tuple(holders.name(holder) for holder in ends) if len(ends) == 2 else ()
