"""Whether two models can be the same process at all: how many of their activities found a partner.

Definition: matched activities / activities of the side that has fewer, so that a to-be that only leaves steps out
    overlaps wholly.
Reading [convention]: where at most a quarter of the activities overlap, these look like two different processes.
    Nothing is doubted within one ``family``, after a person declared a pair, or without a common language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.compare.matches import Matching
from bpr.model.process import Process

_LOW = 0.25


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two processes have in common.

    Attributes:
        matched: activities with a partner.
        as_is: activities of the as-is.
        to_be: activities of the to-be.
        trusted: beyond doubt: one family, a declared pair, or no common language to doubt by.
    """

    matched: int
    as_is: int
    to_be: int
    trusted: bool

    @property
    def share(self) -> float | None:
        """Matched activities as a share of the side that has fewer; None when one side has none."""
        fewer = min(self.as_is, self.to_be)
        return self.matched / fewer if fewer else None

    @property
    def different(self) -> bool:
        """Whether these look like two different processes."""
        return not self.trusted and self.share is not None and self.share <= _LOW

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {"matched": self.matched, "as_is": self.as_is, "to_be": self.to_be, "different": self.different}


def overlap(as_is: Process, to_be: Process, matching: Matching) -> Overlap:
    """Count the activities that found a partner."""
    before = [activity.id for activity in as_is.activities()]
    return Overlap(
        sum(activity in matching.to_be_of for activity in before),
        len(before),
        len(to_be.activities()),
        (as_is.family is not None and as_is.family == to_be.family)
        or any(match.by == "declared" for match in matching.matches)
        or not set(as_is.languages) & set(to_be.languages),
    )
