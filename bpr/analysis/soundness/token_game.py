"""The token game: every state a case can be in (handbook 7.2, 7.3).

Definition: a state says which arcs carry a token and whether none, one or several ends were reached. An inclusive join
    fires when some input is marked and every token elsewhere with a path to an unmarked input that avoids the join also
    has such a path to a marked one. Behind a second token on an arc the search does not go on, so the space is finite.
Faults: ``deadlock``: tokens, nothing enabled; ``unsafe``: a second token on an arc; ``livelock``: neither the end nor
    one of these can be reached any more.
Complexity: O(states * width); states are integers, one bit an arc; breadth first, so that the way to each state is a
    shortest one.
References: van der Aalst 1997, Verification of workflow nets; Völzer 2010, A new semantics for the inclusive converging
    gateway in safe processes; OMG 2011, Business Process Model and Notation 2.0.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bpr.analysis.soundness.net import NOWHERE, Gate, Net

MOST_WAYS = 4096
_MOVES_PER_STATE = 40


@dataclass(frozen=True, slots=True)
class Firing:
    """One gate fires: the arcs it takes tokens from and puts tokens on."""

    gate: int
    taken: tuple[int, ...]
    given: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """What the search found.

    Attributes:
        states: how many states were seen.
        complete: whether all were seen; otherwise the bound was hit.
        deadlocks: for each set of gates that wait in vain, a shortest way there.
        unsafe: for each arc that can get a second token a shortest way, the last firing puts it there.
        livelock: a shortest way to where the case runs for ever, and the gates it goes round; None: there is none.
        several_ends: a shortest way to the finish by two or more ends; None: there is none.
        fired: gates that fire in some run.
    """

    states: int
    complete: bool
    deadlocks: dict[frozenset[int], tuple[Firing, ...]]
    unsafe: dict[int, tuple[Firing, ...]]
    livelock: tuple[tuple[Firing, ...], frozenset[int]] | None
    several_ends: tuple[Firing, ...] | None
    fired: frozenset[int]

    @property
    def faulty(self) -> bool:
        """Whether a fault was found; gates that never fire are not counted."""
        return bool(self.deadlocks or self.unsafe or self.livelock)


def explore(net: Net, *, max_states: int, stop_at_fault: bool = False, after_fault: int | None = None) -> Space:
    """Play all runs.

    Args:
        net: the net; it is not changed.
        max_states: when more states than this are found the search stops.
        stop_at_fault: the first deadlock or second token is enough.
        after_fault: the bound once a fault was found, where it is tighter.
    """
    tight = max_states if after_fault is None else min(max_states, after_fault)
    return _Game(net).play(max_states, tight, stop_at_fault)


@dataclass(slots=True)
class _Move:
    """How a gate fires, in bits."""

    gate: int
    kind: str
    inputs: int = 0
    needs: tuple[tuple[int, int], ...] = ()  # inclusive join: input bit, arcs with a path to it
    blocked: int = 0  # close: arcs on which work of the sub-process may lie
    keeps: int = -1  # terminate: what is left of the state
    ways: tuple[int, ...] = ()
    ends: bool = False


class _Game:
    """Compiles a net to bit masks and walks through its states."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.order = sorted(net.arcs)
        self.bit = {arc: 1 << position for position, arc in enumerate(self.order)}
        self.width = len(self.order)
        self.full = (1 << self.width) - 1
        self.once = self.full & ~self._mask(net.lasting & net.arcs.keys())
        self.moves: dict[int, _Move] = {}
        self.states: list[int] = []
        self.parents: list[int] = []
        self.via: list[tuple[int, int, int]] = []
        self.successors: list[tuple[int, ...]] = []
        self.index: dict[int, int] = {}
        self.finals: list[int] = []
        self.reaches_fault: list[int] = []
        self.stuck: dict[frozenset[int], int] = {}
        self.unsafe: dict[int, tuple[int, tuple[int, int, int]]] = {}
        self.fired: set[int] = set()
        for key, gate in net.gates.items():
            move = self._move(key, gate)
            for arc in gate.inputs:
                self.moves[self.bit[arc]] = move

    def _mask(self, arcs: Iterable[int]) -> int:
        mask = 0
        for arc in arcs:
            mask |= self.bit[arc]
        return mask

    def _arcs(self, mask: int) -> tuple[int, ...]:
        found = []
        mask &= self.full
        while mask:
            low = mask & -mask
            mask ^= low
            found.append(self.order[low.bit_length() - 1])
        return tuple(found)

    # compiling --------------------------------------------------------------------------------------------------

    def _move(self, key: int, gate: Gate) -> _Move:
        move = _Move(key, gate.join if len(gate.inputs) > 1 or gate.join == "close" else "merge", ends=gate.ends)
        move.inputs = self._mask(gate.inputs)
        if gate.choices <= MOST_WAYS:
            move.ways = tuple(self._mask(way) for way in gate.ways())
        if move.kind == "or":
            move.needs = tuple((self.bit[arc], self._upstream(key, arc)) for arc in gate.inputs)
        if move.kind == "close":
            move.blocked = self._within(gate.inside) & ~move.inputs
        if gate.clears is not None:
            outer = gate.ends and not gate.outputs
            move.keeps = ~self.full if outer else ~self._within(gate.clears)
        return move

    def _within(self, gates: frozenset[int]) -> int:
        return self._mask(arc for arc, (source, target) in self.net.arcs.items() if source in gates or target in gates)

    def _upstream(self, join: int, arc: int) -> int:
        """Arcs with a path to the given one that avoids the join."""
        mask = 0
        queue = deque([arc])
        seen = {arc}
        while queue:
            source = self.net.arcs[queue.popleft()][0]
            if source in (NOWHERE, join):
                continue
            for before in self.net.gates[source].inputs:
                if before not in seen:
                    seen.add(before)
                    mask |= self.bit[before]
                    queue.append(before)
        return mask

    # playing ----------------------------------------------------------------------------------------------------

    def play(self, max_states: int, tight: int, stop_at_fault: bool) -> Space:
        """Breadth-first search; ``tight`` is the bound once a fault was found."""
        for arc in self.net.first:
            self._number(self.bit[arc], -1, (NOWHERE, 0, 0))
        complete, moved, here = True, 0, 0
        while complete and here < len(self.states):
            tokens = self.states[here] & self.full
            if not tokens:
                self.finals.append(here)
                self.successors.append(())
                here += 1
                continue
            complete = self._expand(here, tokens)
            moved += len(self.successors[here])
            here += 1
            faulty = self.stuck or self.unsafe
            bound = tight if faulty else max_states
            if len(self.states) > bound or moved > bound * _MOVES_PER_STATE:
                complete = False
            if stop_at_fault and faulty:
                break
        livelock = self._livelock() if complete and here == len(self.states) else None
        several = next((number for number in self.finals if self.states[number] >> self.width >= 2), None)
        return Space(
            len(self.states),
            complete,
            {waiting: self._way(number) for waiting, number in self.stuck.items()},
            {
                self.order[arc.bit_length() - 1]: (*self._way(number), self._firing(last))
                for arc, (number, last) in self.unsafe.items()
            },
            livelock,
            None if several is None else self._way(several),
            frozenset(self.fired),
        )

    def _number(self, state: int, parent: int, step: tuple[int, int, int]) -> int:
        """The number of a state; a new one is noted with the firing that led to it."""
        number = self.index.get(state)
        if number is None:
            number = len(self.states)
            self.index[state] = number
            self.states.append(state)
            self.parents.append(parent)
            self.via.append(step)
        return number

    def _expand(self, here: int, tokens: int) -> bool:
        """Fire everything that is enabled in a state; False where a split has too many ways to be enumerated."""
        state, full, once, width = self.states[here], self.full, self.once, self.width
        following: list[int] = []
        enabled = bad = False
        rest = tokens
        while rest:
            low = rest & -rest
            rest ^= low
            move = self.moves[low]
            if move.kind == "merge":
                taken = low
            else:
                taken = tokens & move.inputs
                if taken & -taken != low or not _enabled(move, tokens, taken):
                    continue
            enabled = True
            self.fired.add(move.gate)
            if not move.ways:
                self.successors.append(tuple(following))
                return False
            base = state ^ taken
            if move.keeps != -1:
                base &= move.keeps | ~full
            if move.ends and base >> width < 2:
                base += 1 << width
            for way in move.ways:
                if double := base & way & once:
                    bad = True
                    while double:
                        arc = double & -double
                        double ^= arc
                        self.unsafe.setdefault(arc, (here, (move.gate, taken, way)))
                    continue
                following.append(self._number(base | way, here, (move.gate, taken, way)))
        if not enabled:
            waiting = frozenset(self.net.arcs[arc][1] for arc in self._arcs(tokens))
            self.stuck.setdefault(waiting, here)
        if bad or not enabled:
            self.reaches_fault.append(here)
        self.successors.append(tuple(following))
        return True

    def _livelock(self) -> tuple[tuple[Firing, ...], frozenset[int]] | None:
        """The first state from which no end and no fault can be reached, and the gates that go on firing from there."""
        good = bytearray(len(self.states))
        for number in (*self.finals, *self.reaches_fault):
            good[number] = 1
        for number in range(len(self.states) - 1, -1, -1):
            if not good[number] and any(good[after] for after in self.successors[number]):
                good[number] = 1
        left = [number for number in range(len(self.states)) if not good[number]]
        before: dict[int, list[int]] = {}
        for number in left:
            for after in self.successors[number]:
                before.setdefault(after, []).append(number)
        queue = [after for after in before if good[after]]
        while queue:
            for number in before.get(queue.pop(), ()):
                if not good[number]:
                    good[number] = 1
                    queue.append(number)
        trapped = next((number for number in left if not good[number]), None)
        if trapped is None:
            return None
        return self._way(trapped), self._round(trapped)

    def _round(self, number: int) -> frozenset[int]:
        """Gates that fire again and again in a livelock: the targets of tokens that keep coming back."""
        last = number
        seen = {number}
        queue = deque([number])
        while queue:
            last = queue.popleft()
            for after in self.successors[last]:
                if after not in seen:
                    seen.add(after)
                    queue.append(after)
        again, queue = {last}, deque([last])
        common, every = self.full, 0
        while queue:
            state = queue.popleft()
            common &= self.states[state]
            every |= self.states[state]
            for after in self.successors[state]:
                if after not in again:
                    again.add(after)
                    queue.append(after)
        moving = every & ~common & self.full or every
        return frozenset(self.net.arcs[arc][1] for arc in self._arcs(moving))

    def _way(self, number: int) -> tuple[Firing, ...]:
        """The firings that lead from the start to a state."""
        way = []
        while self.parents[number] != -1:
            way.append(self._firing(self.via[number]))
            number = self.parents[number]
        first = Firing(NOWHERE, (), self._arcs(self.states[number]))
        return (first, *reversed(way))

    def _firing(self, step: tuple[int, int, int]) -> Firing:
        gate, taken, given = step
        return Firing(gate, self._arcs(taken), self._arcs(given))


def _enabled(move: _Move, tokens: int, taken: int) -> bool:
    """Whether a join that waits may fire; ``taken`` are its marked inputs, at least one."""
    if move.kind == "and":
        return taken == move.inputs
    if move.kind == "close":
        return not tokens & move.blocked
    if taken == move.inputs:
        return True
    marked = unmarked = 0
    for bit, upstream in move.needs:
        if bit & taken:
            marked |= upstream
        else:
            unmarked |= upstream
    return not tokens & ~move.inputs & unmarked & ~marked
