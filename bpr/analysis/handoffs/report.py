"""The result of the handoff analysis: every field of handbook 2.2 at one level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bpr.analysis.frames import to_frame
from bpr.analysis.handoffs.drawn import DrawnHandoff
from bpr.analysis.handoffs.pingpong import PingPong
from bpr.findings import Finding
from bpr.graph.process_graph import Level
from bpr.quantity import Quantity

if TYPE_CHECKING:
    import pandas as pd

Link = tuple[str, str]
HandoffKind = Literal["full", "partial", "message"]


@dataclass(frozen=True, slots=True)
class Handoff:
    """Work that passes from one step to the next and changes hands, fully or partly, or by a message."""

    source: str
    target: str
    from_holder: str
    to_holder: str
    kind: HandoffKind
    per_case: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "from": self.source,
            "to": self.target,
            "from_holder": self.from_holder,
            "to_holder": self.to_holder,
            "kind": self.kind,
            "per_case": self.per_case.to_json(),
        }


@dataclass(frozen=True)
class HandoffReport:
    """Handoffs at one level; the fields are those of handbook 2.2.

    Attributes:
        level: role, department, organisation or system.
        transfers_per_case: all transfers of control.
        handoffs_per_case: transfers with different holders; lower and upper when some are not known.
        unknown_transfers_per_case: transfers that touch a step without holder.
        partial_handoffs_per_case: transfers where some performers stay and others do not.
        coverage: share of the transfers whose holders are known.
        handoff_pairs_known: number of pairs of steps that hand over.
        handoff_ratio: handoffs / transfers.
        handoff_density: handoffs / executions.
        matrix: transfers from holder to holder; the diagonal holds inner transfers.
        coupling: transfers in both directions by pair of holders in alphabetical order.
        coupling_share: coupling / all transfers between holders.
        cohesion: by holder, inner transfers / all transfers that touch it.
        pingpong_per_case: work that leaves a holder, stays with another and comes back.
        longest_run: most steps in a row that one holder can do.
        contains_same_owner_loop: whether work can go round inside one holder.
        handoffs: every single handoff, in the author's order.
        drawn: the flows that cross from lane to lane.
        drawn_handoffs_per_case: tokens per case on these flows.
        findings: what is worth telling.
    """

    level: Level
    transfers_per_case: Quantity
    handoffs_per_case: Quantity
    unknown_transfers_per_case: Quantity
    partial_handoffs_per_case: Quantity
    coverage: Quantity
    handoff_pairs_known: int
    handoff_ratio: Quantity
    handoff_density: Quantity
    matrix: Mapping[Link, Quantity]
    coupling: Mapping[Link, Quantity]
    coupling_share: Mapping[Link, Quantity]
    cohesion: Mapping[str, Quantity]
    pingpong_per_case: tuple[PingPong, ...]
    longest_run: int
    contains_same_owner_loop: bool
    handoffs: tuple[Handoff, ...]
    drawn: tuple[DrawnHandoff, ...]
    drawn_handoffs_per_case: Quantity
    findings: tuple[Finding, ...] = ()

    @property
    def drawn_handoffs(self) -> int:
        """Number of flows whose ends stand in different lanes."""
        return len(self.drawn)

    @property
    def handoffs_lower(self) -> Quantity:
        """Known handoffs per case."""
        return self._limit(self.handoffs_per_case.lower)

    @property
    def handoffs_upper(self) -> Quantity:
        """Known handoffs and transfers that may be handoffs, per case."""
        return self._limit(self.handoffs_per_case.upper)

    def _limit(self, bound: float | None) -> Quantity:
        """The value itself where it is known, else the given bound."""
        whole = self.handoffs_per_case
        return whole if whole.value is not None else Quantity(bound, whole.unit, whole.status, method=whole.method)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON, with the field names of handbook 2.2."""
        return {
            "transfers_per_case": self.transfers_per_case.to_json(),
            "handoffs_per_case": self.handoffs_per_case.to_json(),
            "handoffs_lower": self.handoffs_lower.to_json(),
            "handoffs_upper": self.handoffs_upper.to_json(),
            "unknown_transfers_per_case": self.unknown_transfers_per_case.to_json(),
            "partial_handoffs_per_case": self.partial_handoffs_per_case.to_json(),
            "coverage": self.coverage.to_json(),
            "handoff_pairs_known": self.handoff_pairs_known,
            "handoff_ratio": self.handoff_ratio.to_json(),
            "handoff_density": self.handoff_density.to_json(),
            "matrix": _document(self.matrix, "->"),
            "coupling": _document(self.coupling, "|"),
            "coupling_share": _document(self.coupling_share, "|"),
            "cohesion": {holder: quantity.to_json() for holder, quantity in self.cohesion.items()},
            "pingpong_per_case": {pattern.key: pattern.to_json() for pattern in self.pingpong_per_case},
            "longest_run": self.longest_run,
            "contains_same_owner_loop": self.contains_same_owner_loop,
            "handoffs": [handoff.to_json() for handoff in self.handoffs],
            "drawn_handoffs": self.drawn_handoffs,
            "drawn_handoffs_per_case": self.drawn_handoffs_per_case.to_json(),
            "drawn": [handoff.to_json() for handoff in self.drawn],
        }

    def to_pandas(self) -> pd.DataFrame:
        """One row for each pair of holders in the matrix; ``handoff`` is false for work that stays with its holder."""
        rows = (
            (self.level, before, after, before != after, quantity) for (before, after), quantity in self.matrix.items()
        )
        return to_frame(rows, ("level", "from", "to", "handoff", "transfers_per_case"))


def _document(entries: Mapping[Link, Quantity], sign: str) -> dict[str, Any]:
    return {f"{first}{sign}{second}": quantity.to_json() for (first, second), quantity in entries.items()}
