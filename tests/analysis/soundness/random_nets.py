"""Random nets for the soundness tests: blocks with right and wrong joins, jumps, loops, sub-processes, several ends.

Everything is inserted on arcs of a net whose nodes all lie on a way from a start to an end, and stays so.
"""

from __future__ import annotations

import random

from bpr.analysis.soundness.net import NOWHERE, Gate, Net
from bpr.analysis.soundness.token_game import Space, explore

SPLITS = ("xor", "xor", "and", "and", "or")
JOINS = {"xor": "merge", "and": "and", "or": "or"}


class Maker:
    """Builds one net by inserting pieces on arcs."""

    def __init__(self, rng: random.Random, *, wrong: float, inclusive: bool = True) -> None:
        self.rng = rng
        self.wrong = wrong
        self.splits = SPLITS if inclusive else SPLITS[:4]
        self.gates: dict[int, Gate] = {}
        self.arcs: dict[int, tuple[int, int]] = {}
        self.levels: dict[int, str | None] = {}
        self.first: list[int] = []
        start, end = self.gate(), self.gate(ends=True)
        self.first.append(self.arc(NOWHERE, start))
        self.arc(start, end)

    def gate(self, join: str = "merge", split: str = "xor", *, level: str | None = None, ends: bool = False) -> int:
        key = len(self.gates)
        self.gates[key] = Gate(f"n{key}", join, split, ends=ends, level=level)  # type: ignore[arg-type]
        return key

    def arc(self, source: int, target: int, level: str | None = None) -> int:
        key = len(self.arcs)
        self.arcs[key] = (source, target)
        self.levels[key] = level
        if source != NOWHERE:
            self.gates[source].outputs.append(key)
        self.gates[target].inputs.append(key)
        return key

    def insert(self, arc: int, gate: int) -> int:
        """Put a gate on an arc; the arc stays in front of it, the new arc behind is returned."""
        source, target = self.arcs[arc]
        level = self.levels[arc]
        behind = len(self.arcs)
        self.arcs[behind] = (gate, target)
        self.levels[behind] = level
        inputs = self.gates[target].inputs
        inputs[inputs.index(arc)] = behind
        self.arcs[arc] = (source, gate)
        self.gates[gate].inputs.append(arc)
        self.gates[gate].outputs.append(behind)
        return behind

    def pick(self) -> int:
        return self.rng.choice([arc for arc, (source, _) in self.arcs.items() if source != NOWHERE])

    def kind(self) -> tuple[str, str]:
        split = self.rng.choice(self.splits)
        join = JOINS[split]
        if self.rng.random() < self.wrong:
            join = JOINS[self.rng.choice(self.splits)]
        return split, join

    def block(self) -> None:
        """A split and a join with two or three branches, some with an activity."""
        arc = self.pick()
        level = self.levels[arc]
        split, join = self.kind()
        opening, closing = self.gate(split=split, level=level), self.gate(join, level=level)
        behind = self.insert(arc, opening)
        self.insert(behind, closing)
        for _ in range(self.rng.choice((1, 1, 2))):
            branch = self.arc(opening, closing, level)
            if self.rng.random() < 0.5:
                self.insert(branch, self.gate(level=level))

    def loop(self) -> None:
        arc = self.pick()
        level = self.levels[arc]
        wrong = self.rng.random() < self.wrong
        merge = self.gate("and" if wrong and self.rng.random() < 0.3 else "merge", level=level)
        split = self.gate(split="and" if wrong and self.rng.random() < 0.5 else "xor", level=level)
        self.insert(self.insert(arc, merge), split)
        self.arc(split, merge, level)

    def jump(self) -> None:
        """From one arc to another one of the same level, forwards or back."""
        arc = self.pick()
        level = self.levels[arc]
        others = [
            key
            for key, (source, _) in self.arcs.items()
            if self.levels[key] == level and key != arc and source != NOWHERE
        ]
        if not others:
            return
        other = self.rng.choice(others)
        split, join = self.kind()
        fork, meet = self.gate(split=split, level=level), self.gate(join, level=level)
        self.insert(arc, fork)
        self.insert(other, meet)
        self.arc(fork, meet, level)

    def ending(self) -> None:
        arc = self.pick()
        level = self.levels[arc]
        if level is not None:
            return
        fork = self.gate(split=self.rng.choice(self.splits))
        end = self.gate(ends=True)
        self.insert(arc, fork)
        self.arc(fork, end)
        if self.rng.random() < 0.3:
            self.gates[end].clears = frozenset()

    def same_end(self) -> None:
        """A branch that runs into the end of its level: an end event, or the end of the sub-process."""
        arc = self.pick()
        level = self.levels[arc]
        ends = [
            key
            for key, gate in self.gates.items()
            if (gate.ends and level is None) or (gate.join == "close" and level == f"s{key}")
        ]
        fork = self.gate(split=self.rng.choice(self.splits), level=level)
        self.insert(arc, fork)
        self.arc(fork, self.rng.choice(ends), level)

    def beginning(self) -> None:
        arc = self.pick()
        if self.levels[arc] is not None:
            return
        meet = self.gate("and" if self.rng.random() < self.wrong else "merge")
        self.insert(arc, meet)
        start = self.gate()
        self.first.append(self.arc(NOWHERE, start))
        self.arc(start, meet)

    def sub_process(self) -> None:
        """An opening gate, one or two branches, and a closing gate that waits for all of them."""
        arc = self.pick()
        outer = self.levels[arc]
        opening, closing = self.gate(level=outer), self.gate("close", level=outer)
        inner = f"s{closing}"
        behind = self.insert(arc, opening)
        self.insert(behind, closing)
        self.levels[behind] = inner
        self.insert(behind, self.gate(level=inner))
        if self.rng.random() < 0.5:
            self.gates[opening].split = self.rng.choice(("xor", "and"))
            self.insert(self.arc(opening, closing, inner), self.gate(level=inner))

    def border(self) -> None:
        """An activity with boundary events; their ways join later, or end."""
        arc = self.pick()
        level = self.levels[arc]
        out = self.gate(split="border", level=level)
        behind = self.insert(arc, out)
        ends = [key for key, gate in self.gates.items() if gate.ends and level is None]
        target: int | None = self.rng.choice(ends) if ends and self.rng.random() < 0.5 else None
        if target is None:
            target = self.gate(self.rng.choice(("merge", "or", "and")), level=level)
            self.insert(behind, target)
        event = self.arc(out, target, level)
        self.insert(event, self.gate(level=level))
        if self.rng.random() < 0.6:
            self.gates[out].optional = [event]
        else:
            self.gates[out].split = "xor"

    def net(self) -> Net:
        for key, gate in self.gates.items():
            if gate.join == "close":
                gate.inside = frozenset(
                    other for other, inner in self.gates.items() if self._within(inner.level, f"s{key}")
                )
            if gate.clears is not None:
                gate.clears = frozenset(self.gates)
        lasting = frozenset(arc for arc, (_, target) in self.arcs.items() if self.gates[target].join == "close")
        return Net(self.gates, self.arcs, tuple(self.first), lasting)

    def _within(self, level: str | None, outer: str) -> bool:
        while level is not None:
            if level == outer:
                return True
            level = self.gates[int(level[1:])].level
        return False


def random_net(seed: int, *, size: int = 6) -> Net:
    """A net from a seed; the same seed gives the same net."""
    rng = random.Random(seed)
    maker = Maker(rng, wrong=rng.choice((0.0, 0.1, 0.3)), inclusive=rng.random() < 0.6)
    pieces = [maker.block] * 4 + [maker.loop, maker.jump, maker.ending, maker.same_end, maker.beginning]
    if rng.random() < 0.5:
        pieces += [maker.sub_process, maker.sub_process, maker.border]
    if rng.random() < 0.3:
        pieces = [maker.block, maker.jump, maker.sub_process]
    for _ in range(rng.randint(1, size)):
        rng.choice(pieces)()
    return maker.net()


def judged(net: Net, max_states: int = 3000) -> tuple[bool | None, Space]:
    """The verdict of the whole state space; None when it is too large."""
    space = explore(net, max_states=max_states)
    if not space.complete:
        return (False if space.faulty else None), space
    return not space.faulty and space.fired >= net.gates.keys(), space
