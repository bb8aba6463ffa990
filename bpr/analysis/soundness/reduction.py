"""Block reduction: a net that shrinks to start and end is sound (handbook 7.4 step 3).

Definition: rules, each of which keeps every fault (a net is sound before it if it is sound after it):
    series: a gate with one input and one output goes;
    parallel: arcs between the same split and the same join become one when the join takes what the split gives
        (xor-xor, and-and, or-or, and-or, xor-or; a closing sub-process takes everything);
    nesting: a split behind a split and a join behind a join of the same type become one;
    loop: the way back from an exclusive split to the merge right before it goes;
    end: a branch that ends goes where another one is certain to go on, unless the split can be reached again from there
        (then the ending branch may get a second token while the first still waits).
Incomplete: what does not reduce is not unsound for that (Lin et al. 2002); the rest is the suspect region.
Complexity: O(n * m) at worst, near linear in practice.
References: Sadiq, Orlowska 2000, Analyzing process models using graph reduction techniques; Lin et al. 2002,
    Verification of workflow graphs by reduction.
"""

from __future__ import annotations

from collections import deque

import networkx as nx

from bpr.analysis.soundness.net import NOWHERE, Gate, Net

SOURCE, SINK = -2, -3
_PAIRS = {("xor", "merge"), ("and", "and"), ("or", "or"), ("and", "or"), ("xor", "or")}


class Reduction:
    """A net between one source and one sink that shrinks in place.

    Attributes:
        net: what is left; `SOURCE` chooses the start, `SINK` takes every end.
        several_ends: a case can reach more than one end.
        strict: it is read more strictly than it is meant (a terminate event as an end, an end inside a sub-process that
            takes one token only), so that a fault found in what is left may not be one of the process.
    """

    def __init__(self, net: Net) -> None:
        self.net = net.copy()
        self.several_ends = False
        self.strict = any(gate.clears is not None for gate in net.gates.values())
        self._changed: deque[int] = deque()
        self._waiting: set[int] = set()
        self._nesting = True
        self._next = max(self.net.arcs, default=0) + 1
        self._cyclic = _on_cycles(net, set(net.gates))
        self._cyclic_inside: dict[int, set[int]] = {
            key: _on_cycles(net, set(gate.inside)) for key, gate in net.gates.items() if gate.join == "close"
        }
        self._frame()
        self._inclusive = any(gate.join == "or" for gate in self.net.gates.values())

    @property
    def done(self) -> bool:
        """Whether only source and sink are left."""
        return len(self.net.gates) == 2 and len(self.net.arcs) == 1

    def shrink(self, *, nesting: bool = True) -> None:
        """Apply the rules until none fits; without ``nesting`` regions keep their own splits and joins."""
        self._nesting = nesting
        for key in self.net.gates:
            self._touch(key)
        while self._changed:
            key = self._changed.popleft()
            self._waiting.discard(key)
            if key in self.net.gates:
                self._work(key)

    def bridge(self, entry: int, exit_: int, inside: set[int]) -> None:
        """Replace a region that is sound by itself by its entry arc."""
        for key in inside:
            gate = self.net.gates.pop(key)
            for arc in gate.inputs:
                if arc != entry:
                    self.net.arcs.pop(arc, None)
            for arc in gate.outputs:
                if arc != exit_:
                    self.net.arcs.pop(arc, None)
        self._join_arcs(entry, exit_)

    # frame ------------------------------------------------------------------------------------------------------

    def _frame(self) -> None:
        """One source in front of the starts, one sink behind the ends; a merge before the end of a sub-process goes."""
        net = self.net
        source = Gate("", "merge", "xor", outputs=list(net.first))
        for arc in net.first:
            net.arcs[arc] = (SOURCE, net.arcs[arc][1])
        sink = Gate("", "merge", "xor")
        for key in [key for key, gate in net.gates.items() if not gate.outputs]:
            gate = net.gates[key]
            if gate.join != "merge" and len(gate.inputs) > 1:
                self._add_arc(key, SINK, gate, sink)
                continue
            self._absorb(key, SINK, sink)
        net.gates[SOURCE], net.gates[SINK] = source, sink
        for arc in sorted(net.lasting & net.arcs.keys()):
            key, close = net.arcs[arc]
            before = net.gates.get(key)
            if before is not None and before.join == "merge" and before.outputs == [arc] and not before.optional:
                net.gates[close].inputs.remove(arc)
                del net.arcs[arc]
                self._absorb(key, close, net.gates[close])
            else:
                self.strict = True
        net.first = ()
        net.lasting = frozenset()

    def _absorb(self, key: int, target: int, gate: Gate) -> None:
        """Lead the inputs of a gate that only ends things to the target."""
        for arc in self.net.gates.pop(key).inputs:
            self.net.arcs[arc] = (self.net.arcs[arc][0], target)
            gate.inputs.append(arc)

    def _add_arc(self, source: int, target: int, before: Gate, behind: Gate) -> None:
        arc = self._next
        self._next += 1
        self.net.arcs[arc] = (source, target)
        before.outputs.append(arc)
        behind.inputs.append(arc)

    # rules ------------------------------------------------------------------------------------------------------

    def _touch(self, *keys: int) -> None:
        for key in keys:
            if key not in self._waiting and key in self.net.gates:
                self._waiting.add(key)
                self._changed.append(key)

    def _work(self, key: int) -> None:
        gate = self.net.gates[key]
        if key in (SOURCE, SINK):
            if key == SOURCE:
                self._parallel(key, gate)
            return
        if gate.plain:
            self._series(key, gate)
        elif not (self._loop(key, gate) or self._end(key, gate) or self._parallel(key, gate)) and self._nesting:
            self._nested(key, gate)

    def _series(self, key: int, gate: Gate) -> None:
        (before,), (behind,) = gate.inputs, gate.outputs
        if before == behind:
            return
        del self.net.gates[key]
        self._join_arcs(before, behind)

    def _join_arcs(self, before: int, behind: int) -> None:
        """Two arcs one after the other become the first one."""
        source, target = self.net.arcs[before][0], self.net.arcs.pop(behind)[1]
        self.net.arcs[before] = (source, target)
        inputs = self.net.gates[target].inputs
        inputs[inputs.index(behind)] = before
        self._touch(source, target)

    def _drop(self, arc: int) -> None:
        source, target = self.net.arcs.pop(arc)
        before, behind = self.net.gates[source], self.net.gates[target]
        before.outputs.remove(arc)
        if arc in before.optional:
            before.optional.remove(arc)
            if not before.optional and not before.idle:
                before.split = "xor"
        behind.inputs.remove(arc)
        self._touch(source, target)

    def _parallel(self, key: int, gate: Gate) -> bool:
        """Arcs to the same join become one."""
        by_target: dict[int, list[int]] = {}
        for arc in gate.outputs:
            by_target.setdefault(self.net.arcs[arc][1], []).append(arc)
        for target, arcs in by_target.items():
            if len(arcs) < 2:
                continue
            join = self.net.gates[target].join
            ends = target == SINK
            if gate.split == "border":
                fits = (ends or join in ("or", "close")) and len(by_target) == 1 and not gate.idle
                if fits:
                    gate.optional.clear()
                    gate.split = "xor"
                    self.several_ends |= ends
            elif ends:
                fits = True
                self.several_ends |= gate.split != "xor"
            else:
                fits = join == "close" or (gate.split, join) in _PAIRS
            if fits:
                for arc in arcs[1:]:
                    self._drop(arc)
                return True
        return False

    def _loop(self, key: int, gate: Gate) -> bool:
        """The way back from an exclusive split to the merge right before it goes."""
        if gate.split != "xor" or len(gate.inputs) != 1 or len(gate.outputs) < 2 or gate.clears is not None:
            return False
        before = self.net.arcs[gate.inputs[0]][0]
        if before in (NOWHERE, SOURCE):
            return False
        merge = self.net.gates[before]
        if merge.join != "merge" or len(merge.outputs) != 1:
            return False
        back = [arc for arc in gate.outputs if self.net.arcs[arc][1] == before]
        if not back or len(back) == len(gate.outputs) or len(back) == len(merge.inputs):
            return False
        for arc in back:
            self._drop(arc)
        return True

    def _end(self, key: int, gate: Gate) -> bool:
        """A branch that ends goes, where another one is certain to go on."""
        if gate.idle:
            return False
        for arc in list(gate.outputs):
            target = self.net.arcs[arc][1]
            closing = target != SINK and self.net.gates[target].join == "close" and not self._inclusive
            if target != SINK and not closing:
                continue
            certain = gate.split == "and" and len(gate.outputs) > 1
            if not certain and not (gate.split == "border" and arc in gate.optional):
                continue
            if closing and len(self.net.gates[target].inputs) < 2:
                continue
            if key in (self._cyclic_inside[target] if closing else self._cyclic):
                continue
            self.several_ends |= target == SINK
            self._drop(arc)
            return True
        return False

    def _nested(self, key: int, gate: Gate) -> None:
        """A split behind a split, or a join behind a join of the same type, becomes one with it."""
        net = self.net
        if len(gate.inputs) == 1 and len(gate.outputs) > 1 and gate.split in ("xor", "and", "or"):
            (arc,) = gate.inputs
            before = net.gates.get(net.arcs[arc][0])
            if before is not None and before is not gate and before.split == gate.split and len(before.outputs) > 1:
                same = before.level == gate.level and gate.clears is None and before.name != ""
                if self._inclusive and gate.split != "xor" and net.arcs[arc][0] in self._cyclic:
                    return  # an inclusive join may look at the token between the two
                if same:
                    self._fuse_split(key, gate, net.arcs[arc][0], before, arc)
                    return
        if len(gate.outputs) == 1 and len(gate.inputs) > 1 and gate.join in ("merge", "and"):
            (arc,) = gate.outputs
            behind = net.gates[net.arcs[arc][1]]
            fits = behind is not gate and behind.join == gate.join and len(behind.inputs) > 1 and behind.name != ""
            own = gate.clears is None and not gate.idle and not gate.optional
            if fits and own and behind.level == gate.level:
                self._fuse_join(key, gate, net.arcs[arc][1], behind, arc)

    def _fuse_split(self, key: int, gate: Gate, first: int, before: Gate, arc: int) -> None:
        before.outputs.remove(arc)
        del self.net.arcs[arc], self.net.gates[key]
        for out in gate.outputs:
            self.net.arcs[out] = (first, self.net.arcs[out][1])
            before.outputs.append(out)
        self._touch(first)

    def _fuse_join(self, key: int, gate: Gate, second: int, behind: Gate, arc: int) -> None:
        behind.inputs.remove(arc)
        del self.net.arcs[arc], self.net.gates[key]
        for entry in gate.inputs:
            source = self.net.arcs[entry][0]
            self.net.arcs[entry] = (source, second)
            behind.inputs.append(entry)
            self._touch(source)
        self._touch(second)


def _on_cycles(net: Net, gates: set[int]) -> set[int]:
    """Those of the given gates that lie on a cycle among them."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(ends for ends in net.arcs.values() if gates.issuperset(ends))
    cyclic = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
    return cyclic | {node for node in graph if graph.has_edge(node, node)}
