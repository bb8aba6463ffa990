"""Customer touchpoints: how often a case meets people outside (handbook 2.2).

Definition: with X the steps of external departments, ``to_external`` = transfers from inside to X, ``from_external``
    the reverse, ``touchpoints`` their sum. What only triggers a start is no transfer: model the customer's first action
    as an activity if it is to count.
Reference: Rummler, Brache 1995, Improving Performance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.analysis.frequency.expected import expected_sum
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.handoffs.sums import Booking, TransferSums
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity

UNIT = "contacts/case"


@dataclass(frozen=True, slots=True)
class Touchpoints:
    """Contacts with people outside.

    Attributes:
        to_external_per_case: transfers from inside to outside.
        from_external_per_case: transfers from outside to inside.
        touchpoints_per_case: both together.
        touch_activities: steps inside with a direct transfer to or from outside.
        external_executions_per_case: executions of steps outside.
    """

    to_external_per_case: Quantity
    from_external_per_case: Quantity
    touchpoints_per_case: Quantity
    touch_activities: tuple[str, ...]
    external_executions_per_case: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "to_external_per_case": self.to_external_per_case.to_json(),
            "from_external_per_case": self.from_external_per_case.to_json(),
            "touchpoints_per_case": self.touchpoints_per_case.to_json(),
            "touch_activities": list(self.touch_activities),
            "external_executions_per_case": self.external_executions_per_case.to_json(),
        }


def customer_touchpoints(graph: ProcessGraph, *, visits: Visits | None = None) -> Touchpoints:
    """Count the contacts with people outside; the graph is not changed.

    Args:
        graph: the process graph.
        visits: visits of the graph, where they are already worked out.
    """
    holders = Holders(graph, "department")
    sums = TransferSums(graph, expected_visits(graph) if visits is None else visits, holders)
    outside = {node: holders.is_external(entry) for node, entry in graph.nodes.items()}
    outside |= {key: entry.external for key, entry in graph.process.organisations.items()}

    def leaves(booking: Booking) -> bool:
        return outside[booking.source] is False and outside[booking.target] is True

    def returns(booking: Booking) -> bool:
        return outside[booking.source] is True and outside[booking.target] is False

    def crosses(booking: Booking) -> bool:
        return leaves(booking) or returns(booking)

    def may_leave(booking: Booking) -> bool:
        before, behind = outside[booking.source], outside[booking.target]
        return None in (before, behind) and before is not True and behind is not False

    def may_return(booking: Booking) -> bool:
        before, behind = outside[booking.source], outside[booking.target]
        return None in (before, behind) and before is not False and behind is not True

    touching = {
        end for booking in sums.bookings if crosses(booking) and booking.per_case != 0.0 for end in _ends(booking)
    }
    external_steps = [step for step in graph.steps if outside[step]]
    return Touchpoints(
        sums.total(leaves, may_leave, unit=UNIT),
        sums.total(returns, may_return, unit=UNIT),
        sums.total(crosses, lambda booking: may_leave(booking) or may_return(booking), unit=UNIT),
        tuple(step for step in graph.steps if step in touching and outside[step] is False),
        expected_sum(graph, sums.visits, dict.fromkeys(external_steps, 1.0), unit="executions/case", field="repeat"),
    )


def _ends(booking: Booking) -> tuple[str, str]:
    return booking.source, booking.target
