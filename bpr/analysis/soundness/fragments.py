"""Single-entry single-exit regions, each decided by itself (handbook 7.4 step 4).

Definition: two arcs belong to one class when every cycle through one runs through the other (with an arc from the end
    back to the start); in order of dominance neighbours of a class are the entry and the exit of a canonical region. A
    region is sound when, started once, it always leaves once by its exit with nothing left behind; then one arc can
    stand for it. A region without parallel or inclusive gates is sound as it is drawn.
Inclusive joins look at tokens far away: a region with one is decided by itself only where no way leads from its exit
    back to its entry, and where each input of the join can be reached from the entry without passing the join.
Complexity: O(n + m) for the classes (with sets of back arcs as integers), O(n * regions) for the insides; the token
    game is bounded by the largest region instead of the whole process.
References: Johnson, Pearson, Pingali 1994, The program structure tree; Vanhatalo, Völzer, Leymann 2007, Faster and more
    focused control-flow analysis through SESE decomposition; Vanhatalo, Völzer, Koehler 2009, The refined process
    structure tree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from bpr.analysis.soundness.net import NOWHERE, Gate, Net
from bpr.analysis.soundness.reduction import SINK, SOURCE, Reduction
from bpr.analysis.soundness.token_game import Space, explore

_EXIT = -4
_BACK = -1  # the arc from the sink back to the source


@dataclass(slots=True)
class Decision:
    """What reduction and regions tell about a net.

    Attributes:
        sound: None when a region was too large to be searched, or when a fault may come from a strict reading.
        several_ends: a case can reach more than one end.
        states: states searched in all regions together.
        regions: regions that were searched.
        faulty: what the search found in regions that are not sound.
    """

    sound: bool | None = True
    several_ends: bool = False
    states: int = 0
    regions: int = 0
    faulty: list[Space] = field(default_factory=list)


def decide(net: Net, *, max_states: int) -> Decision:
    """Shrink the net, search what is left region by region; every node lies on a way from a start to an end."""
    reduction = Reduction(net)
    decision = Decision()
    reduction.shrink()
    if not reduction.done:
        reduction = Reduction(net)
        _by_regions(reduction, decision, max_states)
    decision.several_ends |= reduction.several_ends
    if decision.sound and decision.faulty:
        decision.sound = False
    if decision.sound is False and reduction.strict:
        decision.sound, decision.faulty = None, []
    return decision


def _by_regions(reduction: Reduction, decision: Decision, max_states: int) -> None:
    """Regions as they are drawn first, then those that appear when splits and joins are put together."""
    nesting = False
    while decision.sound is not None:
        reduction.shrink(nesting=nesting)
        if reduction.done:
            return
        if not _bridge_regions(reduction, decision, max_states):
            if nesting:
                _rest(reduction, decision, max_states)
                return
            nesting = True


def _bridge_regions(reduction: Reduction, decision: Decision, max_states: int) -> bool:
    """Decide the regions from the innermost outwards and put an arc in the place of each; whether there was one."""
    net = reduction.net
    alias: dict[int, int] = {}
    progress = False
    for entry, exit_ in regions(net):
        first, last = _resolve(alias, entry), _resolve(alias, exit_)
        inside = interior(net, first, last)
        if not inside or not _closed(net, first, last, inside) or not _local(net, first, last, inside):
            continue
        if not is_exclusive(net, inside) and not _judge(_region(net, first, last, inside), decision, max_states):
            return progress
        reduction.bridge(first, last, inside)
        alias[last] = first
        progress = True
    return progress


def _judge(region: Net, decision: Decision, max_states: int) -> bool:
    """Whether a region can be told sound or faulty; the decision notes which."""
    decision.regions += 1
    blocks = Reduction(region)
    blocks.shrink()
    if blocks.done and not blocks.several_ends:
        return True
    space = explore(region, max_states=max(1, max_states - decision.states), stop_at_fault=True)
    decision.states += space.states
    if space.faulty or space.several_ends or (space.complete and not region.gates.keys() <= space.fired):
        decision.faulty.append(space)
        return True
    if not space.complete:
        decision.sound = None
    return space.complete


def _rest(reduction: Reduction, decision: Decision, max_states: int) -> None:
    """Search what no region covers: from the source to the sink."""
    if decision.sound is None:
        return
    net = reduction.net
    entry = max(net.arcs, default=0) + 1
    source, sink = net.gates[SOURCE], net.gates[SINK]
    gates = {
        **net.gates,
        SOURCE: Gate("", "merge", "xor", [entry], source.outputs),
        SINK: Gate("", "merge", "xor", sink.inputs, ends=True),
    }
    whole = Net(gates, {**net.arcs, entry: (NOWHERE, SOURCE)}, (entry,))
    if not is_exclusive(net, net.gates):
        space = explore(whole, max_states=max(1, max_states - decision.states), stop_at_fault=True)
        decision.states += space.states
        decision.regions += 1
        decision.several_ends |= space.several_ends is not None
        if space.faulty or (space.complete and not set(gates) <= space.fired):
            decision.sound = False
            decision.faulty.append(space)
        elif not space.complete:
            decision.sound = None


# regions ------------------------------------------------------------------------------------------------------------


def regions(net: Net) -> list[tuple[int, int]]:
    """Entry and exit of each canonical region, small regions first."""
    order = {arc: place for place, arc in enumerate(_arcs_from_source(net))}
    classes: dict[int, list[int]] = {}
    for arc, value in cycle_classes(net).items():
        if arc in order:
            classes.setdefault(value, []).append(arc)
    found = []
    for arcs in classes.values():
        arcs.sort(key=order.__getitem__)
        for entry, exit_ in pairwise(arcs):
            size = len(interior(net, entry, exit_))
            if size:
                found.append((size, order[entry], entry, exit_))
    return [(entry, exit_) for _, _, entry, exit_ in sorted(found)]


def cycle_classes(net: Net) -> dict[int, int]:
    """For each arc its class: the arcs outside a spanning tree that close a cycle over it, as a set of bits.

    Two arcs of a strongly connected graph lie on the same directed cycles exactly when they lie on the same undirected
    ones, and those are told apart by the tree.
    """
    ends = {**net.arcs, _BACK: (SINK, SOURCE)}
    near: dict[int, list[tuple[int, int]]] = {key: [] for key in net.gates}
    for arc, (source, target) in ends.items():
        if source != target:
            near[source].append((arc, target))
            near[target].append((arc, source))
    parent: dict[int, tuple[int, int] | None] = {SOURCE: None}
    order = [SOURCE]
    stack = [SOURCE]
    tree: set[int] = set()
    while stack:
        node = stack.pop()
        for arc, other in near[node]:
            if other not in parent:
                parent[other] = (arc, node)
                tree.add(arc)
                order.append(other)
                stack.append(other)
    value = dict.fromkeys(order, 0)
    classes: dict[int, int] = {}
    bit = 1
    for arc, (source, target) in ends.items():
        if arc not in tree and source in value and source != target:
            classes[arc] = bit
            value[source] ^= bit
            value[target] ^= bit
            bit <<= 1
    for node in reversed(order):
        link = parent[node]
        if link is not None:
            classes[link[0]] = value[node]
            value[link[1]] ^= value[node]
    return classes


def interior(net: Net, entry: int, exit_: int) -> set[int]:
    """Gates that the entry leads to without crossing the exit."""
    if entry not in net.arcs or exit_ not in net.arcs or entry == exit_:
        return set()
    first = net.arcs[entry][1]
    seen, queue = {first}, deque([first])
    while queue:
        for arc in net.gates[queue.popleft()].outputs:
            target = net.arcs[arc][1]
            if arc != exit_ and target not in seen:
                seen.add(target)
                queue.append(target)
    return seen


def _arcs_from_source(net: Net) -> list[int]:
    """Arcs in the order of a breadth-first walk: an arc that dominates another one comes before it."""
    found = []
    seen, queue = {SOURCE}, deque([SOURCE])
    while queue:
        for arc in net.gates[queue.popleft()].outputs:
            found.append(arc)
            target = net.arcs[arc][1]
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return found


def _resolve(alias: dict[int, int], arc: int) -> int:
    while arc in alias:
        arc = alias[arc]
    return arc


def _closed(net: Net, entry: int, exit_: int, inside: set[int]) -> bool:
    """Whether only the entry leads in, only the exit leads out, and nothing ends in between."""
    if SOURCE in inside or SINK in inside or any(net.gates[key].idle for key in inside):
        return False
    return all((arc == entry or net.arcs[arc][0] in inside) for key in inside for arc in net.gates[key].inputs) and all(
        (arc == exit_ or net.arcs[arc][1] in inside) for key in inside for arc in net.gates[key].outputs
    )


def _local(net: Net, entry: int, exit_: int, inside: set[int]) -> bool:
    """Whether the inclusive joins of a region cannot be touched by what happens outside."""
    joins = [key for key in sorted(inside) if net.gates[key].join == "or" and len(net.gates[key].inputs) > 1]
    if not joins:
        return True
    outside = _reached(net, net.arcs[exit_][1], without=None)
    if net.arcs[entry][0] in outside:
        return False
    for join in joins:
        reached = _reached(net, net.arcs[entry][1], without=join)
        if not all(arc == entry or net.arcs[arc][0] in reached for arc in net.gates[join].inputs):
            return False
    return True


def _reached(net: Net, start: int, *, without: int | None) -> set[int]:
    if start == without:
        return set()
    seen, queue = {start}, deque([start])
    while queue:
        for arc in net.gates[queue.popleft()].outputs:
            target = net.arcs[arc][1]
            if target != without and target not in seen:
                seen.add(target)
                queue.append(target)
    return seen


def is_exclusive(net: Net, inside: Iterable[int]) -> bool:
    """Whether one thing happens at a time: exclusive splits and merges only."""
    gates = [net.gates[key] for key in inside]
    return all(
        (gate.join in ("merge", "close") or len(gate.inputs) < 2)
        and (gate.split == "xor" or len(gate.outputs) < 2 or gate.split == "border")
        and not gate.optional
        for gate in gates
    )


def _region(net: Net, entry: int, exit_: int, inside: set[int]) -> Net:
    """A region as a net of its own, started once by its entry."""
    arcs = {arc: net.arcs[arc] for key in sorted(inside) for arc in net.gates[key].inputs}
    arcs[entry] = (NOWHERE, net.arcs[entry][1])
    arcs[exit_] = (net.arcs[exit_][0], _EXIT)
    gates = {key: net.gates[key] for key in sorted(inside)}
    gates[_EXIT] = Gate("", "merge", "xor", [exit_], ends=True)
    return Net(gates, arcs, (entry,))
