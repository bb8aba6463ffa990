"""Columns: how far to the right each box stands.

Method: longest path over the forward links, then single boxes are pulled to the side where most of their links go, so
    that links get shorter. A handoff between activities of neighbouring lanes may stay in one column (straight down).
    Messages count as weak constraints: a source does not stand right of its target, unless that makes the picture much
    longer or closes a cycle. Parts of the diagram that are not linked are packed into free cells.
Complexity: O(sweeps * (nodes + arcs)), with at most a few dozen sweeps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpr.layout.grid.alignment import align_parts, linked_parts
from bpr.layout.grid.network import Network

_PULLS = 30
_STRETCH_BY_MESSAGES = 1.3


@dataclass(frozen=True, slots=True)
class _Step:
    """The target stands at least ``gap`` columns right of the source."""

    source: int
    target: int
    gap: int


def assign_columns(network: Network) -> list[int]:
    """The column of each node, from 0, whatever its phase."""
    return column_choices(network)[0]


def column_choices(network: Network) -> list[list[int]]:
    """Different ways to choose the column of each node, from 0; the first is the plain one."""
    if not network.nodes:
        return [[]]
    flow = [_Step(a.source, a.target, 1) for a in network.arcs if not a.back and not a.message]
    compact = _compact_ranks(network, flow)
    steps = flow
    timed = compact
    messages = _acyclic_messages(network, flow)
    if messages:
        timed = _compact_ranks(network, flow + messages)
        if max(timed) <= max(compact) * _STRETCH_BY_MESSAGES + 2:
            steps = flow + messages
        else:
            timed = compact
    gaps = [step.gap for step in steps]
    early = _longest_paths(len(network.nodes), steps, gaps)
    choices = [_pack(network, timed), _pack(network, _pull(network, steps, gaps, early))]
    if messages:
        choices += [_pack(network, align_parts(network, ranks)) for ranks in (compact, timed)]
    if len(linked_parts(network)) == 1:
        choices.append(_pack(network, early))
    return [choice for i, choice in enumerate(choices) if choice not in choices[:i]]


def _acyclic_messages(network: Network, flow: list[_Step]) -> list[_Step]:
    """Messages that can be taken as constraints without closing a cycle, in the author's order."""
    after: list[list[int]] = [[] for _ in network.nodes]
    for step in flow:
        after[step.source].append(step.target)
    kept: list[_Step] = []
    for arc in network.arcs:
        if not arc.message or arc.source == arc.target or _reaches(after, arc.target, arc.source):
            continue
        after[arc.source].append(arc.target)
        gap = 1 if network.lane[arc.source] == network.lane[arc.target] else 0
        kept.append(_Step(arc.source, arc.target, gap))
    return kept


def _reaches(after: list[list[int]], start: int, goal: int) -> bool:
    seen = {start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        fresh = [n for n in after[node] if n not in seen]
        seen.update(fresh)
        stack.extend(fresh)
    return False


def _compact_ranks(network: Network, steps: list[_Step]) -> list[int]:
    """Ranks in which handoffs between neighbouring lanes share a column where the cells stay free for it."""
    upright = _upright_candidates(network, steps)
    while True:
        gaps = [0 if i in upright else step.gap for i, step in enumerate(steps)]
        ranks = _pull(network, steps, gaps, _longest_paths(len(network.nodes), steps, gaps))
        cells: dict[tuple[int, int], int] = {}
        for node, rank in enumerate(ranks):
            cell = (network.lane[node], rank)
            cells[cell] = cells.get(cell, 0) + 1
        crowded = {
            i
            for i in upright
            if ranks[steps[i].source] == ranks[steps[i].target]
            and any(cells[(network.lane[n], ranks[n])] > 1 for n in (steps[i].source, steps[i].target))
        }
        if not crowded:
            return ranks
        upright -= crowded


def _upright_candidates(network: Network, steps: list[_Step]) -> set[int]:
    """Steps from an activity to the activity or end right above or below it that follows it alone."""
    leaving = [0] * len(network.nodes)
    entering = [0] * len(network.nodes)
    for step in steps:
        leaving[step.source] += 1
        entering[step.target] += 1
    found: set[int] = set()
    for i, step in enumerate(steps):
        kinds = (network.nodes[step.source].kind, network.nodes[step.target].kind)
        if (
            step.gap
            and leaving[step.source] == 1
            and entering[step.target] == 1
            and abs(network.lane[step.source] - network.lane[step.target]) == 1
            and kinds[0] in ("activity", "subprocess")
            and kinds[1] in ("activity", "subprocess")
            and not network.events[step.source]
        ):
            found.add(i)
    return found


def _longest_paths(count: int, steps: list[_Step], gaps: list[int]) -> list[int]:
    waiting = [0] * count
    leaving: list[list[int]] = [[] for _ in range(count)]
    for i, step in enumerate(steps):
        waiting[step.target] += 1
        leaving[step.source].append(i)
    ranks = [0] * count
    ready = [node for node in range(count) if not waiting[node]]
    for node in ready:
        for i in leaving[node]:
            target = steps[i].target
            ranks[target] = max(ranks[target], ranks[node] + gaps[i])
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ranks


def _pull(network: Network, steps: list[_Step], gaps: list[int], ranks: list[int]) -> list[int]:
    """Move single nodes within their slack to the side where more of their links lead."""
    count = len(ranks)
    before: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    after: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for step, gap in zip(steps, gaps, strict=True):
        before[step.target].append((step.source, gap))
        after[step.source].append((step.target, gap))
    order = sorted(range(count), key=lambda node: (ranks[node], node))
    ranks = list(ranks)
    last = max(ranks)
    for sweep in range(_PULLS):
        moved = False
        for node in order if sweep % 2 else reversed(order):
            low = max((ranks[n] + gap for n, gap in before[node]), default=0)
            high = min((ranks[n] - gap for n, gap in after[node]), default=last)
            if len(after[node]) > len(before[node]):
                wanted = high
            elif len(after[node]) < len(before[node]):
                wanted = low
            else:
                wanted = ranks[node]
            if wanted != ranks[node]:
                ranks[node] = wanted
                moved = True
        if not moved:
            break
    return ranks


def _pack(network: Network, ranks: list[int]) -> list[int]:
    """Shift unlinked parts against each other so that few rows are needed and the picture stays compact."""
    parts = linked_parts(network)
    if len(parts) == 1:
        lowest = min(ranks)
        return [rank - lowest for rank in ranks]
    parts.sort(key=lambda part: (-len(part), part[0]))
    in_lane = [0] * network.lane_count
    for lane in network.lane:
        in_lane[lane] += 1
    span = max(max(ranks[n] for n in part) - min(ranks[n] for n in part) + 1 for part in parts)
    width = max(span, math.ceil(math.sqrt(2 * max(in_lane))))
    filled = [[0] * width for _ in range(network.lane_count)]
    columns = [0] * len(ranks)
    for part in parts:
        first = min(ranks[n] for n in part)
        room = max(ranks[n] for n in part) - first + 1
        cells = [(network.lane[n], ranks[n] - first) for n in part]
        tallest = [max(lane) for lane in filled]
        shift = min(range(width - room + 1), key=lambda s: (*_packing_cost(filled, tallest, cells, s), s))
        for node, (lane, offset) in zip(part, cells, strict=True):
            columns[node] = offset + shift
            filled[lane][offset + shift] += 1
    return columns


def _packing_cost(
    filled: list[list[int]], tallest: list[int], cells: list[tuple[int, int]], shift: int
) -> tuple[int, int]:
    """Rows added by a part that starts at column ``shift``, and how crowded its cells would be."""
    added: dict[tuple[int, int], int] = {}
    for lane, offset in cells:
        added[(lane, offset)] = added.get((lane, offset), 0) + 1
    growth = [0] * len(filled)
    crowd = 0
    for (lane, offset), more in added.items():
        level = filled[lane][offset + shift] + more
        growth[lane] = max(growth[lane], level - tallest[lane])
        crowd += level * level
    return sum(growth), crowd
