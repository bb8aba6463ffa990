"""An order of lanes in which work travels less: a proposal, never the default.

Definition: the handoff length is the sum over sequence flows between lanes of their weight (expected passes per case)
    times the number of lane borders they cross. Lanes of one department, and departments of one organisation, stay
    together.
Method: the length is the sum, over the places between two neighbouring lanes, of the weight of all flows that cross
    there; this depends only on the set of lanes above the place. So the best order is found by dynamic programming over
    sets, inside each department and then over the departments. Where there are too many sets, lanes and departments
    change places one at a time, from the authored order, as long as that helps.
Ties: the order nearest to the authored one.
Complexity: O(sum of 2^k k) for blocks of k neighbours, at most `MOST_SETS`; else O(sweeps * lanes^2 * flows).
References: Petit 2013, Addenda to the survey of layout problems (minimum linear arrangement).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bpr.layout.plan.diagram import Diagram

MOST_SETS = 150_000
_MOST_SWEEPS = 40
_DIGITS = 9

Weight = Mapping[tuple[str, str], float]
Best = tuple[float, tuple[int, ...]]  # handoff length, authored places in the new order


@dataclass(frozen=True, slots=True)
class LaneOrder:
    """A proposed order.

    Attributes:
        lanes: ids from top to bottom.
        authored_length: handoff length of the authored order, in lane borders per case.
        length: handoff length of the proposal.
        is_exact: whether no order is shorter (else it is the best that a search found).
    """

    lanes: tuple[str, ...]
    authored_length: float
    length: float
    is_exact: bool

    @property
    def saving(self) -> float:
        """The share of the authored handoff length that is saved; 0 when there is none."""
        return 1 - self.length / self.authored_length if self.authored_length else 0.0


@dataclass(frozen=True, slots=True)
class _Block:
    """A lane, or lanes that stay together; ``place`` is the authored place of its first lane."""

    place: int
    lanes: frozenset[int]
    parts: tuple[_Block, ...] = ()


def propose_lane_order(diagram: Diagram, passes: Mapping[str, float]) -> LaneOrder:
    """The order of lanes with the least handoff length.

    Args:
        diagram: lanes, boxes and links.
        passes: how often each sequence link is passed per case, by link id; links that are not named do not count.

    Example:
        >>> from bpr.layout.plan.diagram import Box, Diagram, Lane, Link
        >>> lanes = tuple(Lane(name, name) for name in "abc")
        >>> boxes = tuple(Box(name.upper(), "activity", name) for name in "abc")
        >>> found = propose_lane_order(Diagram("", lanes, boxes, (Link("1", "A", "C"),)), {"1": 1.0})
        >>> found.lanes, found.length
        (('a', 'c', 'b'), 1.0)
    """
    names = [lane.id for lane in diagram.lanes]
    pull = _pulls(diagram, passes)
    authored = tuple(range(len(names)))
    blocks = _blocks(diagram, authored)
    before = _length(authored, pull)
    is_exact = _sets(blocks) <= MOST_SETS
    order = _arrange(blocks, frozenset(), pull)[1] if is_exact else _search(blocks, pull)
    after = _length(order, pull)
    if round(after, _DIGITS) >= round(before, _DIGITS):
        order, after = authored, before
    return LaneOrder(tuple(names[place] for place in order), before, after, is_exact)


def reordered(diagram: Diagram, lanes: Sequence[str]) -> Diagram:
    """The diagram with its lanes in another order."""
    place = {lane: at for at, lane in enumerate(lanes)}
    groups = tuple(replace(g, lanes=tuple(sorted(g.lanes, key=place.__getitem__))) for g in diagram.groups)
    return replace(diagram, lanes=tuple(sorted(diagram.lanes, key=lambda lane: place[lane.id])), groups=groups)


Pull = list[list[float]]


def _pulls(diagram: Diagram, passes: Mapping[str, float]) -> Pull:
    """How much work passes between each two lanes, in either direction."""
    index = {lane.id: at for at, lane in enumerate(diagram.lanes)}
    lane_of = {box.id: index[box.lane] for box in diagram.boxes}
    pull = [[0.0] * len(index) for _ in index]
    for link in diagram.links:
        weight = passes.get(link.id, 0.0) if link.kind == "sequence" else 0.0
        one, two = lane_of[link.source], lane_of[link.target]
        if one != two:
            pull[one][two] += weight
            pull[two][one] += weight
    return pull


def _blocks(diagram: Diagram, lanes: tuple[int, ...], below: int | None = None) -> tuple[_Block, ...]:
    """The lanes as blocks that stay together: by the highest group of each that is lower than ``below``."""
    owner: dict[str, tuple[int, str]] = {}
    for group in sorted(diagram.groups, key=lambda group: group.level):
        if below is None or group.level < below:
            owner |= dict.fromkeys(group.lanes, (group.level, group.id))
    blocks: list[_Block] = []
    for key, run in itertools.groupby(lanes, key=lambda at: owner.get(diagram.lanes[at].id, (-1, str(at)))):
        members = tuple(run)
        if len(members) == 1:
            blocks.append(_Block(members[0], frozenset(members)))
        else:
            blocks.append(_Block(members[0], frozenset(members), _blocks(diagram, members, key[0])))
    return tuple(blocks)


def _sets(blocks: Sequence[_Block]) -> int:
    """How many steps the dynamic programming takes."""
    inner = sum(max(1, _sets(block.parts)) for block in blocks) if blocks else 0
    return inner << len(blocks)


def _arrange(blocks: Sequence[_Block], above: frozenset[int], pull: Pull) -> Best:
    """The best order of blocks under the lanes ``above``: its share of the length, and the lanes."""
    if not blocks:
        return (0.0, ())
    best: dict[int, Best] = {0: (0.0, ())}
    for chosen in range(1, 1 << len(blocks)):
        ways: list[Best] = []
        for at, block in enumerate(blocks):
            if not chosen >> at & 1:
                continue
            rest = chosen & ~(1 << at)
            before, order = best[rest]
            done = above.union(*(b.lanes for i, b in enumerate(blocks) if rest >> i & 1))
            if block.parts:
                length, inside = _arrange(block.parts, done, pull)
            else:
                length, inside = _crossing(done | block.lanes, pull), (block.place,)
            ways.append((round(before + length, _DIGITS), (*order, *inside)))
        best[chosen] = min(ways)
    return best[(1 << len(blocks)) - 1]


def _crossing(above: frozenset[int], pull: Pull) -> float:
    """The weight of all flows between the lanes above a place and those below it."""
    below = [lane for lane in range(len(pull)) if lane not in above]
    return sum(pull[one][two] for one in sorted(above) for two in below)


def _length(order: Sequence[int], pull: Pull) -> float:
    """The handoff length of an order."""
    pairs = itertools.combinations(range(len(order)), 2)
    return round(sum((b - a) * pull[order[a]][order[b]] for a, b in pairs), _DIGITS)


def _search(blocks: tuple[_Block, ...], pull: Pull) -> tuple[int, ...]:
    """Move one block at a time to the place among its neighbours where the whole gets shortest."""
    best = _length(_flat(blocks), pull)
    for _ in range(_MOST_SWEEPS):
        blocks, shorter = _sweep(blocks, (), (), pull, best)
        if shorter >= best:
            break
        best = shorter
    return _flat(blocks)


def _sweep(
    blocks: tuple[_Block, ...], above: tuple[int, ...], below: tuple[int, ...], pull: Pull, best: float
) -> tuple[tuple[_Block, ...], float]:
    """Each block once, then the inside of each."""
    for block in blocks:
        rest = [other for other in blocks if other is not block]
        for at in range(len(blocks)):
            trial = (*rest[:at], block, *rest[at:])
            length = _length((*above, *_flat(trial), *below), pull)
            if length < best:
                best, blocks = length, trial
    for at, block in enumerate(blocks):
        if block.parts:
            over, under = (*above, *_flat(blocks[:at])), (*_flat(blocks[at + 1 :]), *below)
            parts, best = _sweep(block.parts, over, under, pull, best)
            blocks = (*blocks[:at], replace(block, parts=parts), *blocks[at + 1 :])
    return blocks, best


def _flat(blocks: Sequence[_Block]) -> tuple[int, ...]:
    """The lanes of blocks in their order."""
    return tuple(lane for block in blocks for lane in (_flat(block.parts) if block.parts else (block.place,)))
