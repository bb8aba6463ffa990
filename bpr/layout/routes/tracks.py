"""Tracks: how far from the middle of its grid line each run lies, so that no two links lie on each other.

Runs of one line conflict when they share a stretch; conflicting runs get an order with few crossings (each pair votes
    by the sides to which its ends turn) and then distances of one gap. Runs that meet the same tip of an event or
    gateway in the same way form one bundle and share a track. Runs that end at a tip, and straight links, want the
    middle of their line; others are moved around them.
Method: vertical and horizontal lines take turns, because the votes need the offsets of the crossing lines. Horizontal
    lines always count touching runs as conflicts; the last vertical turn knows the exact ends and needs fewer tracks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bpr.layout.grid.grid import Grid
from bpr.layout.grid.network import NO_EVENT, Network
from bpr.layout.routes.runs import Run
from bpr.layout.sizes import BOUNDARY_SIZE, BoxSize

CHANNEL_GAP = 10.0
ROW_GAP = 13.0
COLUMN_GAP = 20.0
LABELLED_GAP = 19.0
_TIP_GAP = 7.0
_CLEAR = 6.0
_TURNS = 2
_SWAPS = 12

Tip = tuple[str, int, int, int, bool, bool]


@dataclass(slots=True)
class _Bundle:
    """Runs that share one track.

    ``want`` is the offset they should have, if any; ``reach`` how far from there a tip among their ends lets them be
    (0: no tip). ``labelled`` runs begin at the side of an activity and carry the label of their link.
    """

    runs: list[Run]
    want: float | None
    reach: float = 0.0
    labelled: bool = False
    ends: list[tuple[int, float, int]] = field(default_factory=list)

    def within_reach(self, offset: float) -> float:
        """The offset nearest to ``offset`` that still meets the tip."""
        if not self.reach or self.want is None:
            return offset
        return max(self.want - self.reach, min(offset, self.want + self.reach))


def assign_offsets(network: Network, grid: Grid, sizes: list[BoxSize], runs: list[list[Run]]) -> None:
    """Set ``offset`` of every run."""
    tracks = _Tracks(network, grid, sizes, runs)
    for _ in range(_TURNS):
        tracks.turn(upright=True, exact=False)
        tracks.turn(upright=False, exact=False)
    tracks.turn(upright=True, exact=True)


class _Tracks:
    def __init__(self, network: Network, grid: Grid, sizes: list[BoxSize], runs: list[list[Run]]) -> None:
        self.network = network
        self.grid = grid
        self.sizes = sizes
        self.runs = runs
        self.tips: dict[tuple[int, int], tuple[Tip, ...]] = {}
        crowd: dict[Tip, int] = {}
        for chain in runs:
            for run in chain:
                tips = self._find_tips(run)
                self.tips[(run.arc, run.index)] = tips
                for tip in tips:
                    crowd[tip] = crowd.get(tip, 0) + 1
        self.lines: dict[tuple[bool, int], list[list[Run]]] = {}
        keyed: dict[tuple[bool, int, Tip], list[Run]] = {}
        for chain in runs:
            for run in chain:
                shared = [tip for tip in self.tips[(run.arc, run.index)] if crowd[tip] > 1]
                bundles = self.lines.setdefault((run.upright, run.line), [])
                if not shared:
                    bundles.append([run])
                    continue
                key = (run.upright, run.line, max(shared, key=lambda tip: crowd[tip]))
                if key not in keyed:
                    keyed[key] = []
                    bundles.append(keyed[key])
                keyed[key].append(run)

    def _find_tips(self, run: Run) -> tuple[Tip, ...]:
        """The tips at which the run may lie on others: its own ends, or the end of the short run next to it."""
        arc = self.network.arcs[run.arc]
        chain = self.runs[run.arc]
        tips: list[Tip] = []
        if arc.twin:
            return ()
        leaves = self.network.is_tipped(arc.source) or arc.out_event != NO_EVENT
        enters = self.network.is_tipped(arc.target) or arc.in_event != NO_EVENT
        inner = not run.is_first and not run.is_last
        if leaves and (run.is_first or (inner and run.index == 1)):
            tips.append(("out" if run.is_first else "out2", arc.source, arc.out_event, chain[0].way, *arc.style))
        if enters and (run.is_last or (inner and run.index == len(chain) - 2)):
            tips.append(("in" if run.is_last else "in2", arc.target, arc.in_event, chain[-1].way, *arc.style))
        return tuple(tips)

    def turn(self, *, upright: bool, exact: bool) -> None:
        """Assign the offsets of all vertical or all horizontal lines."""
        for (is_upright, line), groups in self.lines.items():
            if is_upright != upright:
                continue
            bundles = [_Bundle(group, self._want(group), self._reach(group), self._labelled(group)) for group in groups]
            for bundle in bundles:
                bundle.ends = [end for run in bundle.runs for end in self._ends(run)]
            clash = self._clashes(bundles, exact)
            gap = CHANNEL_GAP
            if upright and self.grid.is_column(line):
                gap = COLUMN_GAP
            elif not upright and self.grid.is_row[line]:
                gap = ROW_GAP
            order = _order(bundles, clash)
            for bundle, offset in zip(bundles, _positions(bundles, clash, order, gap), strict=True):
                for run in bundle.runs:
                    run.offset = offset

    def _want(self, group: list[Run]) -> float | None:
        for run in group:
            arc = self.network.arcs[run.arc]
            if run.is_first and arc.out_event != NO_EVENT:
                return self.sizes[arc.source].riders[arc.out_event].offset
            if run.is_last and arc.in_event != NO_EVENT:
                return self.sizes[arc.target].riders[arc.in_event].offset
            if (run.is_first and self.network.is_tipped(arc.source)) or (
                run.is_last and (run.is_first or self.network.is_tipped(arc.target))
            ):
                return 0.0
        return None

    def _labelled(self, group: list[Run]) -> bool:
        arcs = [self.network.arcs[run.arc] for run in group if run.is_first and not run.upright]
        return any(arc.link.label and not self.network.is_tipped(arc.source) for arc in arcs)

    def _reach(self, group: list[Run]) -> float:
        reaches: list[float] = []
        for run in group:
            arc = self.network.arcs[run.arc]
            for at_end, node, event in (
                (run.is_first, arc.source, arc.out_event),
                (run.is_last, arc.target, arc.in_event),
            ):
                if at_end and event != NO_EVENT:
                    reaches.append(BOUNDARY_SIZE / 2 - 2)
                elif at_end and self.network.is_tipped(node):
                    reaches.append(self.sizes[node].width / 2 - 2)
        return min(reaches, default=0.0)

    def _ends(self, run: Run) -> Iterable[tuple[int, float, int]]:
        """Both ends: where along the line, its exact offset there, and the side to which the link turns (0: a box)."""
        chain = self.runs[run.arc]
        if run.is_first:
            yield (run.start, 0.0, 0)
        else:
            before = chain[run.index - 1]
            yield (run.start, before.offset, -1 if before.start < before.end else 1)
        if run.is_last:
            yield (run.end, 0.0, 0)
        else:
            after = chain[run.index + 1]
            yield (run.end, after.offset, 1 if after.end > after.start else -1)

    def _clashes(self, bundles: list[_Bundle], exact: bool) -> list[list[bool]]:
        count = len(bundles)
        clash = [[False] * count for _ in range(count)]
        for i in range(count):
            for j in range(i):
                if any(self._clash(a, b, exact) for a in bundles[i].runs for b in bundles[j].runs):
                    clash[i][j] = clash[j][i] = True
        return clash

    def _clash(self, one: Run, other: Run, exact: bool) -> bool:
        """Whether the two may not have the same offset."""
        if one.high < other.low or other.high < one.low:
            return False
        tips = self.tips[(one.arc, one.index)]
        if tips and any(tip in tips for tip in self.tips[(other.arc, other.index)]):
            return False
        if one.high == other.low or other.high == one.low:
            upper, lower = (one, other) if one.high == other.low else (other, one)
            end = next(e for e in self._ends(upper) if e[0] == upper.high)
            start = next(e for e in self._ends(lower) if e[0] == lower.low)
            if end[2] == 0 or start[2] == 0:
                return False
            if exact:
                return end[1] > start[1] - _CLEAR
        return True


def _vote(one: _Bundle, other: _Bundle) -> int:
    """Positive when ``one`` should lie after ``other`` so that fewer ends cross a run."""
    vote = 0
    for run_ends, sign, rival in ((one, 1, other), (other, -1, one)):
        spans = [sorted(rival.ends[i : i + 2]) for i in range(0, len(rival.ends), 2)]
        for place, fine, side in run_ends.ends:
            if side:
                for low, high in spans:
                    if (low[0], low[1]) < (place, fine) < (high[0], high[1]):
                        vote += sign * side
    return vote


def _order(bundles: list[_Bundle], clash: list[list[bool]]) -> list[int]:
    """An order of the bundles with few crossings: by votes, mended by swaps of neighbours."""
    count = len(bundles)
    if count == 1:
        return [0]
    votes = [[0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i):
            if not clash[i][j]:
                continue
            vote = _vote(bundles[i], bundles[j])
            first, second = bundles[i].want, bundles[j].want
            if first is not None and second is not None and first != second:
                vote = 1000 if first > second else -1000
            votes[i][j], votes[j][i] = vote, -vote
    order: list[int] = []
    left = list(range(count))
    while left:
        best = min(left, key=lambda i: (sum(max(0, votes[i][j]) for j in left), i))
        left.remove(best)
        order.append(best)
    for _ in range(_SWAPS):
        swapped = False
        for k in range(count - 1):
            if votes[order[k]][order[k + 1]] > 0:
                order[k], order[k + 1] = order[k + 1], order[k]
                swapped = True
        if not swapped:
            break
    return order


def _positions(bundles: list[_Bundle], clash: list[list[bool]], order: list[int], gap: float) -> list[float]:
    """Offsets that keep the order and the gap between clashing bundles, as near to their wishes as can be."""
    offsets = [0.0] * len(bundles)
    placed = [False] * len(bundles)
    for root in order:
        if placed[root]:
            continue
        member = {root}
        stack = [root]
        while stack:
            near = [j for j, clashes in enumerate(clash[stack.pop()]) if clashes and j not in member]
            member.update(near)
            stack.extend(near)
        part = [i for i in order if i in member]
        for i, offset in _part_positions(bundles, clash, part, gap).items():
            offsets[i] = offset
            placed[i] = True
    return offsets


def _part_positions(bundles: list[_Bundle], clash: list[list[bool]], part: list[int], gap: float) -> dict[int, float]:
    """Offsets of bundles that hang together by clashes; ``part`` is in order."""
    where: dict[int, float] = {}
    free = all(bundles[i].want is None for i in part)

    def distance(i: int, j: int) -> float:
        if bundles[i].reach and bundles[j].reach:
            return _TIP_GAP
        return max(gap, LABELLED_GAP) if bundles[i].labelled and bundles[j].labelled else gap

    for k, i in enumerate(part):
        lows = [where[j] + distance(i, j) for j in part[:k] if clash[i][j] and j in where]
        want = bundles[i].want
        if want is not None:
            where[i] = max([want, *lows])
        elif lows or free:
            where[i] = max(lows, default=0.0)
    if free:
        middle = (max(where.values()) + min(where.values())) / 2
        return {i: offset - middle for i, offset in where.items()}
    while len(where) < len(part):
        for k in range(len(part) - 1, -1, -1):
            i = part[k]
            highs = [where[j] - distance(i, j) for j in part[k + 1 :] if clash[i][j] and j in where]
            lows = [where[j] + distance(i, j) for j in part[:k] if clash[i][j] and j in where]
            if i not in where and (highs or lows):
                where[i] = min(highs) if highs else max(lows)
    for k, i in enumerate(part):
        lows = [where[j] + distance(i, j) for j in part[:k] if clash[i][j]]
        where[i] = bundles[i].within_reach(max([where[i], *lows]))
    for k, i in reversed([*enumerate(part)]):  # room for those that may not go as far as they were pushed
        highs = [where[j] - distance(i, j) for j in part[k + 1 :] if clash[i][j]]
        where[i] = bundles[i].within_reach(min([where[i], *highs]))
    return where
