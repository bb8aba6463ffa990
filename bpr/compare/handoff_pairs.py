"""Handoffs compared between whom: which borders are gone, new, crossed more or less often (handbook 10.4).

Definition: for each ordered pair of different holders (role or department), the expected transfers per case on both
    sides; a pair that does not occur on one side has exactly zero there. Holders are the same by `bpr.compare.names`.
Complexity: O(pairs).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bpr.analysis.handoffs.find import HandoffReport
from bpr.analysis.handoffs.holders import Holders
from bpr.compare.names import Correspondence, Correspondences
from bpr.compare.verdict import Verdict, difference, judge
from bpr.diagnosis.analyse import Analysis
from bpr.graph.process_graph import Level
from bpr.quantity import Quantity
from bpr.text import Text

PairChange = Literal["removed", "added", "changed", "same"]

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HandoffPair:
    """One border between two holders, before and after.

    Attributes:
        level: role or department.
        from_holder: who hands over (the as-is id where the holder exists in the as-is).
        to_holder: who takes over.
        from_name: the name for people.
        to_name: the name for people.
        change: removed, added, changed or same.
        as_is: transfers per case before.
        to_be: transfers per case after.
        delta: to-be minus as-is.
        verdict: fewer handoffs are better.
    """

    level: Level
    from_holder: str
    to_holder: str
    from_name: Text
    to_name: Text
    change: PairChange
    as_is: Quantity
    to_be: Quantity
    delta: Quantity
    verdict: Verdict

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "from": self.from_holder,
            "to": self.to_holder,
            "from_name": self.from_name.both(),
            "to_name": self.to_name.both(),
            "change": self.change,
            "as_is": self.as_is.to_json(),
            "to_be": self.to_be.to_json(),
            "delta": self.delta.to_json(),
            "verdict": self.verdict,
        }


def compare_handoffs(
    as_is: Analysis, to_be: Analysis, level: Level, parts: Correspondences, *, identical: bool = False
) -> tuple[HandoffPair, ...]:
    """All borders of one level, the greatest change first.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        level: role or department.
        parts: which holders are the same.
        identical: both are equal models.
    """
    names = parts.roles if level == "role" else parts.departments
    before = _crossings(as_is.handoffs[level], Correspondence({}))
    after = _crossings(to_be.handoffs[level], names)
    old, new = Holders(as_is.graph, level), Holders(to_be.graph, level)
    people = {
        names.key(holder) or holder: new.name(holder) for link in _links(to_be.handoffs[level]) for holder in link
    }
    people |= {holder: old.name(holder) for link in before for holder in link}
    pairs = []
    for link in sorted({*before, *after}):
        unit = (before.get(link) or after[link]).unit
        nothing = Quantity(0.0, unit, method="no such handoff")
        one, two = before.get(link, nothing), after.get(link, nothing)
        verdict = judge(one, two, "lower", identical=identical)
        change: PairChange = "same" if verdict == "same" else "changed"
        if link not in after:
            change = "removed"
        elif link not in before:
            change = "added"
        delta = difference(one, two, identical=identical)
        pairs.append(HandoffPair(level, *link, people[link[0]], people[link[1]], change, one, two, delta, verdict))
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.delta.value or 0.0)))


def _links(report: HandoffReport) -> list[Link]:
    return [link for link in report.matrix if link[0] != link[1]]


def _crossings(report: HandoffReport, names: Correspondence) -> dict[Link, Quantity]:
    """Transfers between different holders, the holders by their as-is ids; zeros known for certain left out."""
    return {
        (names.as_is_of.get(giver, giver), names.as_is_of.get(taker, taker)): report.matrix[giver, taker]
        for giver, taker in _links(report)
        if report.matrix[giver, taker].value != 0.0
    }
