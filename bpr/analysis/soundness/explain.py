"""Faults of the token game told with labels: what was chosen, what waits for what (handbook 7.4).

The story is the shortest firing sequence from the start to the fault; only its choices are told, not every step.
"""

from __future__ import annotations

from collections.abc import Iterable

from bpr.analysis.soundness.net import NOWHERE, CompiledNet
from bpr.analysis.soundness.report import Fault
from bpr.analysis.soundness.texts import listed, wording
from bpr.analysis.soundness.token_game import Firing, Space
from bpr.graph.process_graph import ProcessGraph

_CHOICES = 3
_LANGS = ("en", "zh")


class Storyteller:
    """Turns firing sequences of one part into faults."""

    def __init__(self, graph: ProcessGraph, compiled: CompiledNet) -> None:
        self.graph = graph
        self.compiled = compiled
        self.gates = compiled.net.gates
        self.arcs = compiled.net.arcs
        self.conditions = {flow.id: flow.when for flow in graph.process.flows if flow.when is not None}

    def faults(self, space: Space) -> list[Fault]:
        """All faults of a search, in the order of handbook 7.3."""
        found = [*self._deadlocks(space), *self._lacks_of_sync(space)]
        if space.livelock is not None:
            found.append(self._livelock(*space.livelock))
        if space.complete and not space.unsafe:
            found += self._dead_nodes(space)
        if space.several_ends is not None:
            found.append(self._several_ends(space.several_ends))
        return found

    def faults_of_region(self, space: Space) -> list[Fault]:
        """Faults of a region that was searched by itself after it was shrunk; the way there is not told."""
        found = self._lacks_of_sync(space)
        for waiting in sorted(space.deadlocks, key=sorted):
            joins = [gate for gate in sorted(waiting) if gate in self.gates]
            words = {lang: {"join": listed([self._name(gate, lang) for gate in joins], lang)} for lang in _LANGS}
            found.append(self._fault("DEADLOCK/region", self._origins(joins), words, ()))
        return found

    # the faults -------------------------------------------------------------------------------------------------

    def _deadlocks(self, space: Space) -> list[Fault]:
        """One fault for each join, or set of joins, that waits in vain."""
        found = []
        told: set[int] = set()
        for waiting, way in sorted(space.deadlocks.items(), key=lambda item: (len(item[1]), sorted(item[0]))):
            if waiting <= told:
                continue
            told |= waiting
            tokens = self._tokens(way)
            stuck = sorted(gate for gate in waiting if gate in self.gates)
            joins = [gate for gate in stuck if self.gates[gate].join != "close"] or stuck
            missing = [arc for gate in joins for arc in self.gates[gate].inputs if arc not in tokens]
            words = {
                lang: {
                    "after": self._after(way, lang),
                    "join": listed([self._name(gate, lang) for gate in joins], lang),
                    "missing": listed([self._before(arc, lang) for arc in missing], lang),
                }
                for lang in _LANGS
            }
            found.append(self._fault("DEADLOCK", self._origins(stuck), words, way))
        return found

    def _lacks_of_sync(self, space: Space) -> list[Fault]:
        """One fault for each split whose branches meet unsynchronised."""
        groups: dict[int, list[int]] = {}
        ways = dict(sorted(space.unsafe.items(), key=lambda item: (len(item[1]), item[0])))
        for arc, way in ways.items():
            groups.setdefault(self._fork(way, arc), []).append(arc)
        found = []
        for fork, arcs in groups.items():
            way = ways[arcs[0]]
            words = {
                lang: {
                    "after": self._after(way[:-1], lang, choices_only=True),
                    "fork": listed([self._name(fork, lang)], lang),
                    "place": listed([self._name(way[-1].gate, lang)], lang),
                    "next": listed([self._behind(arcs[0], lang)], lang),
                }
                for lang in _LANGS
            }
            where = tuple(dict.fromkeys(self._flow(arc) for arc in sorted(arcs)))
            again = way[-1].gate == fork
            found.append(self._fault("LACK_OF_SYNC/again" if again else "LACK_OF_SYNC", where, words, way))
        return found

    def _livelock(self, way: tuple[Firing, ...], gates: frozenset[int]) -> Fault:
        turning = sorted(gate for gate in gates if gate in self.gates)
        words = {
            lang: {
                "after": self._after(way, lang),
                "round": listed([self._name(gate, lang) for gate in turning], lang),
            }
            for lang in _LANGS
        }
        return self._fault("LIVELOCK", self._origins(turning), words, way)

    def _dead_nodes(self, space: Space) -> list[Fault]:
        """Nodes of the author that never fire, although a path leads there."""
        dead = [
            key
            for key in sorted(self.gates)
            if key not in space.fired and not self.graph.nodes[self.gates[key].name].synthetic
        ]
        if not dead:
            return []
        words = {lang: {"names": listed([self._name(key, lang) for key in dead], lang)} for lang in _LANGS}
        return [self._fault("DEAD_NODE", self._origins(dead), words, ())]

    def _several_ends(self, way: tuple[Firing, ...]) -> Fault:
        return self.several_of(
            (step.gate for step in way if step.gate in self.gates and self.gates[step.gate].ends), way
        )

    def several_of(self, gates: Iterable[int], way: tuple[Firing, ...] = ()) -> Fault:
        """One case reaches several of the given ends, or the only one several times."""
        ends = sorted(set(gates))
        words = {lang: {"names": listed([self._name(gate, lang) for gate in ends], lang)} for lang in _LANGS}
        return self._fault(
            "MULTI_END_TOKENS" if len(ends) > 1 else "MULTI_END_TOKENS/same", self._origins(ends), words, way
        )

    def _fault(
        self, code: str, where: tuple[str, ...], words: dict[str, dict[str, str]], way: Iterable[Firing]
    ) -> Fault:
        severity, explanation, repair = wording(code, words)
        path = tuple(self._origin(step.gate) for step in way if step.gate in self.gates)
        return Fault(code.partition("/")[0], severity, where, explanation, repair, tuple(_without_repeats(path)))

    # words ------------------------------------------------------------------------------------------------------

    def _after(self, way: tuple[Firing, ...], lang: str, *, choices_only: bool = False) -> str:
        """The choices on the way, the last ones; without any the start or the last thing done."""
        choices: list[str] = []
        for step in way:
            if step.gate in self.gates and self._is_choice(step):
                choices += [self._choice(arc, lang) for arc in step.given]
        if not choices:
            if choices_only:
                return ""
            begun = [arc for arc in way[0].given if arc in self.compiled.net.first]
            if len(self.compiled.net.first) > 1 and begun:
                name = listed([self._name(self.arcs[begun[0]][1], lang)], lang)
                return f"案例从{name}开始时，" if lang == "zh" else f"when the case begins at {name}, "
            done = [step.gate for step in way if step.gate in self.gates]
            if not done:
                return ""
            name = listed([self._name(done[-1], lang)], lang)
            return f"{name}之后，" if lang == "zh" else f"after {name}, "
        shown = listed(choices[-_CHOICES:], lang)
        if lang == "zh":
            return f"选择{shown}之后，"
        return f"after {shown} {'was' if len(set(choices[-_CHOICES:])) == 1 else 'were'} chosen, "

    def _is_choice(self, step: Firing) -> bool:
        gate = self.gates[step.gate]
        return (
            bool(step.given) and len(gate.outputs) > 1 and gate.split != "and" and len(step.given) < len(gate.outputs)
        )

    def _choice(self, arc: int, lang: str) -> str:
        """A branch by where it leads, with its condition."""
        name = self._behind(arc, lang)
        condition = self.conditions.get(self.compiled.flows.get(arc, ""))
        if condition is None:
            return name
        return f"{condition.pick(lang)} → {name}"

    def _behind(self, arc: int, lang: str) -> str:
        """The first node with a label on the way of an arc."""
        gate = self.arcs[arc][1]
        seen: set[int] = set()
        while gate not in seen and not self._has_label(gate) and len(self.gates[gate].outputs) == 1:
            seen.add(gate)
            gate = self.arcs[self.gates[gate].outputs[0]][1]
        return self._name(gate if self._has_label(gate) else self.arcs[arc][1], lang)

    def _before(self, arc: int, lang: str) -> str:
        """The last node with a label before an arc."""
        gate = self.arcs[arc][0]
        if gate == NOWHERE:
            edge = self.graph.edge.get(self.compiled.flows.get(arc, ""))
            return self._label(edge.source, lang) if edge is not None else self._name(self.arcs[arc][1], lang)
        first, seen = gate, set()
        while gate not in seen and not self._has_label(gate) and len(self.gates[gate].inputs) == 1:
            seen.add(gate)
            source = self.arcs[self.gates[gate].inputs[0]][0]
            if source == NOWHERE:
                break
            gate = source
        return self._name(gate if self._has_label(gate) else first, lang)

    def _has_label(self, gate: int) -> bool:
        return self.graph.nodes[self._origin(gate)].label is not None

    def _name(self, gate: int, lang: str) -> str:
        if gate not in self.gates:
            return "开始" if lang == "zh" else "the start"
        return self._label(self.gates[gate].name, lang)

    def _label(self, node: str, lang: str) -> str:
        return self.graph.nodes[self.graph.nodes[node].origin or node].name(lang)

    # places -----------------------------------------------------------------------------------------------------

    def _origin(self, gate: int) -> str:
        node = self.graph.nodes[self.gates[gate].name]
        return node.origin or node.id

    def _origins(self, gates: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._origin(gate) for gate in sorted(gates)))

    def _flow(self, arc: int) -> str:
        """The author's flow; where the graph made it, the author's node it comes from."""
        edge = self.graph.edge.get(self.compiled.flows.get(arc, ""))
        if edge is not None and not edge.synthetic:
            return edge.id
        source, target = self.arcs[arc]
        return self._origin(source if source in self.gates else target)

    def _tokens(self, way: tuple[Firing, ...]) -> set[int]:
        """Where tokens lie at the end of a way."""
        tokens: set[int] = set()
        for step in way:
            tokens -= set(step.taken)
            gate = self.gates.get(step.gate)
            if gate is not None and gate.clears is not None:
                tokens -= {arc for arc in tokens if set(self.arcs[arc]) & gate.clears}
            tokens |= set(step.given)
        return tokens

    def _fork(self, way: tuple[Firing, ...], arc: int) -> int:
        """The gate at which the two tokens that meet on an arc parted."""
        past: dict[int, int] = {}
        for number, step in enumerate(way[:-1]):
            history = 1 << number
            for taken in step.taken:
                history |= past.pop(taken, 0)
            past.update(dict.fromkeys(step.given, history))
        second = 0
        for taken in way[-1].taken:
            second |= past.get(taken, 0)
        common = past.get(arc, 0) & second
        return way[common.bit_length() - 1].gate if common else NOWHERE


def _without_repeats(path: Iterable[str]) -> Iterable[str]:
    """A node of the author is told once where several of its own parts follow one another."""
    last = None
    for node in path:
        if node != last:
            yield node
        last = node
