"""Which tokens may still reach which input of an OR join.

For every OR join, each operation gets the set of inputs that a token resting there can reach without passing the
join itself. A token holds the join back when it reaches an input but no marked one (BPMN 2.0 rule; Voelzer 2010, A
new semantics for the inclusive converging gateway in safe processes). For the end of an inlined sub-process the set
is one flag that no marking lifts: every token inside holds it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INSIDE = 1


@dataclass(frozen=True, slots=True)
class OrJoin:
    """The operations that are the inputs of one OR join; ``inside`` are those of an inlined sub-process, or None."""

    inputs: tuple[int, ...]
    inside: frozenset[int] | None


def masks_of(ways: Sequence[Sequence[int]], join: OrJoin) -> list[int]:
    """For every operation the inputs a token resting there can reach, as bits 2, 4, 8, ...

    Args:
        ways: operations that may follow each operation.
        join: the join in question.
    """
    found = [0] * len(ways)
    if join.inside is not None:
        for op in join.inside:
            found[op] = INSIDE
        return found
    before: list[list[int]] = [[] for _ in ways]
    for op, targets in enumerate(ways):
        for target in targets:
            before[target].append(op)
    own = set(join.inputs)
    for position, entry in enumerate(join.inputs):
        bit = 2 << position
        queue = [op for op in before[entry] if op not in own]
        seen = set(queue)
        for op in queue:
            found[op] |= bit
            for source in before[op]:
                if source not in seen and source not in own:
                    seen.add(source)
                    queue.append(source)
    return found
