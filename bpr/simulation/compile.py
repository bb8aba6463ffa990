"""A process as a program of the event loop: every node becomes a few operations.

An activity is a delay (its waiting time), a batch that gathers, work of its role and a choice (its loop marker); a
gateway is a choice, a split or the inputs of a join; a flow with a delay is a delay. Nodes that only pass tokens on
vanish, unless somebody takes over there. An OR split is a chain of forks whose chances make independent marginals
conditioned on a non-empty set (handbook 1.5). What is not known is refused with the whole list, unless an assumption
fills it (handbook 1.6, 6).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bpr.analysis.flow.cycle_time import main_starts
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.soundness.check import check_soundness
from bpr.errors import AnalysisError, Problem, Where
from bpr.graph.process_graph import GraphEdge, GraphNode, ProcessGraph
from bpr.quantity import Status
from bpr.simulation import codes
from bpr.simulation.distributions import Sampler, fixed
from bpr.simulation.durations import Durations
from bpr.simulation.gaps import Gaps
from bpr.simulation.masks import OrJoin
from bpr.simulation.pools import Pools
from bpr.simulation.program import Compiled, Join, Op, Stream
from bpr.simulation.scenario import Assumptions, Scenario
from bpr.text import Text

_MOST_VISITS = 100_000
_CHOICE = Sampler(codes.UNIFORM, 0.0, 1.0)


def compile_process(
    graph: ProcessGraph, scenario: Scenario, assumptions: Assumptions, *, allow_unsound: bool = False
) -> Compiled:
    """Turn a graph into operations.

    Args:
        graph: the process graph; it is not changed.
        scenario: pools, calendars and times in place of the model's.
        assumptions: what to take where nothing is known.
        allow_unsound: play a model whose parallel branches do not meet, and report the stuck cases.

    Raises:
        AnalysisError: everything that is missing, at once; or a process that cannot end.
    """
    visits = expected_visits(graph, assume_uniform=assumptions.uniform)
    _refuse_hopeless(graph, visits, allow_unsound)
    return _Compiler(graph, scenario, assumptions, visits).compile()


def _refuse_hopeless(graph: ProcessGraph, visits: Visits, allow_unsound: bool) -> None:
    """A loop without exit, or nearly so, is never played; an unsound process only when the caller asks for it."""
    if visits.status is Status.INFINITE:
        raise AnalysisError(
            Problem(found.message, found.remedy, Where(element=", ".join(found.elements) or None), found.code)
            for found in visits.findings
            if found.code == "NO_EXIT_PROBABILITY"
        )
    passes, node = max(((count, node) for node, count in visits.visits.items() if count is not None), default=(0.0, ""))
    if passes > _MOST_VISITS:
        raise AnalysisError.because(
            f"a case passes {node} about {passes:,.0f} times; bpr plays at most {_MOST_VISITS:,}",
            f"每个案例平均经过 {node} {passes:,.0f} 次；最多模拟 {_MOST_VISITS:,} 次",
            fix_en="give the way out of the loop a larger share",
            fix_zh="请提高回路出口的比例",
            where=Where(element=node),
            code="NEARLY_ENDLESS",
        )
    if allow_unsound:
        return
    soundness = check_soundness(graph)
    if soundness.sound_at(main_starts(graph)) is False:
        raise AnalysisError(
            Problem(
                Text(
                    en=f"the process is not sound: {fault.explanation.pick('en')}",
                    zh=f"流程不健全：{fault.explanation.pick('zh')}",
                ),
                Text(
                    en=f"{fault.repair.pick('en')}; or play it all the same with allow_unsound",
                    zh=f"{fault.repair.pick('zh')}；或使用 allow_unsound 强制仿真",
                ),
                Where(element=", ".join(fault.where) or None),
                fault.code,
            )
            for fault in soundness.errors
        )


class _Compiler:
    def __init__(self, graph: ProcessGraph, scenario: Scenario, assumptions: Assumptions, visits: Visits) -> None:
        self.graph = graph
        self.scenario = scenario
        self.assume = assumptions
        self.visits = visits
        self.gaps = Gaps()
        self.durations = Durations(graph, scenario, assumptions, self.gaps)
        self.ops: list[Op] = []
        self.joins: list[tuple[int, list[int], str | None]] = []
        self.samplers: dict[Stream, Sampler] = {}
        self.edge_op: dict[str, int] = {}
        self.entry: dict[str, int] = {}

    def compile(self) -> Compiled:
        starts = main_starts(self.graph)
        if not starts:
            raise AnalysisError.because(
                "there is no start event, or it is not clear which party's cases to follow",
                "没有开始事件，或无法判断应跟踪哪一方的案例",
                fix_en="give the process one start event; mark the other parties as external organisations",
                fix_zh="为流程设置一个开始事件；把其他参与方标为外部组织",
                code="NO_START",
            )
        alive = self.graph.reachable(starts)
        for edge in self.graph.edges:
            self.edge_op[edge.id] = self._add(Op(codes.GOTO, ""))
        for node_id in self.graph.nodes:
            if node_id in alive:
                self.entry[node_id] = self._node(self.graph.nodes[node_id])
        inputs: dict[str, int] = {}
        for node_id in alive:
            if (join := self.graph.join(node_id)) in ("and", "or") and not self._passes(node_id):
                inputs |= self._join(node_id, join == "or")
        for edge in self.graph.edges:
            if edge.target in alive:
                self._edge(edge, inputs)
        begin = self._begin(starts)
        pools = Pools.of(self.graph, self.scenario, self.assume, self.gaps, self._roles_used(alive))
        self.gaps.stop()
        return self._finish(begin, pools)

    # pieces -----------------------------------------------------------------------------------------------------

    def _add(self, op: Op) -> int:
        self.ops.append(op)
        return len(self.ops) - 1

    def _random(self, purpose: str, element: str, sampler: Sampler) -> Stream:
        self.samplers[purpose, element] = sampler
        return purpose, element

    def _node(self, node: GraphNode) -> int:
        """The operations of a node; its first one is returned."""
        tail = self._tail(node)
        model = self.graph.process.nodes.get(node.id)
        wait = self.durations.wait(node, model)
        time = self.durations.time(node, model)
        repeats = self.durations.repeats(node, model) if node.step else (0.0, 1)
        entry = self._repeated(node, wait, time, tail, *repeats)
        if node.step:
            if self.ops[entry].kind == codes.GOTO:
                entry = self._add(Op(codes.PASS, node.id, to=entry))
            self.ops[entry].enters = True
        return entry

    def _repeated(
        self, node: GraphNode, wait: Sampler | None, time: Sampler | None, tail: int, share: float, most: int
    ) -> int:
        """The body of a node, as often as its loop marker says."""
        if share == 0.0:
            return self._body(node, wait, time, tail)
        stream = self._random("repeat", node.id, _CHOICE)
        if most == 0:
            choice = self._add(Op(codes.XOR, node.id, stream=stream))
            first = self._body(node, wait, time, choice)
            self.ops[choice].ways, self.ops[choice].chances = (first, tail), (share, 1.0)
            return first
        first = self._body(node, wait, time, tail)
        for _ in range(most - 1):
            ways, chances = (first, tail), (share, 1.0)
            choice = self._add(Op(codes.XOR, node.id, stream=stream, ways=ways, chances=chances))
            first = self._body(node, wait, time, choice)
        return first

    def _body(self, node: GraphNode, wait: Sampler | None, time: Sampler | None, then: int) -> int:
        """Waiting, then work, then on to another operation."""
        if time is not None:
            stream = self._random("service", node.id, time)
            kind = codes.WORK if node.roles else codes.DELAY
            then = self._add(Op(kind, node.id, to=then, stream=stream, roles=tuple(dict.fromkeys(node.roles))))
            if (batch := self.durations.batch(node, self.graph.process.nodes.get(node.id))) is not None:
                then = self._add(Op(codes.GATHER, node.id, to=then, batch=batch))
        if wait is not None:
            then = self._add(Op(codes.DELAY, "", to=then, stream=self._random("wait", node.id, wait)))
        return then

    def _tail(self, node: GraphNode) -> int:
        """How the tokens leave a node."""
        ways = self.graph.outgoing[node.id]
        if node.type == "end" or not ways:
            return self._add(Op(codes.TERMINATE if node.terminate else codes.END, node.id))
        targets = tuple(self.edge_op[way.id] for way in ways)
        split = self.graph.split(node.id)
        if split == "none":
            return targets[0]
        if split == "and":
            return self._add(Op(codes.AND, node.id, ways=targets))
        if split == "or" and all(way.share is not None or way.default for way in ways):
            return self._inclusive(node, ways)
        weights = [self.visits.weights[way.id] for way in ways]
        for way, weight in zip(ways, weights, strict=True):
            if weight is None:
                self.gaps.missing(way.id, ("the share of this branch", "该分支的比例"), "uniform", "PROB_UNKNOWN")
        known = [weight or 0.0 for weight in weights]
        return self._choice(node.id, self._random("routing", node.id, _CHOICE), targets, known)

    def _choice(self, node: str, stream: Stream, targets: Sequence[int], weights: Sequence[float]) -> int:
        total = math.fsum(weights) or 1.0
        chances = tuple(math.fsum(weights[: place + 1]) / total for place in range(len(weights)))
        return self._add(Op(codes.XOR, node, stream=stream, ways=tuple(targets), chances=chances))

    def _inclusive(self, node: GraphNode, ways: tuple[GraphEdge, ...]) -> int:
        """A chain of forks: while none is taken the chances are conditioned on one being taken at last."""
        others = [way for way in ways if not way.default]
        default = next((self.edge_op[way.id] for way in ways if way.default), -1)
        some, none = -1, default
        left = 1.0
        for place, way in reversed(list(enumerate(others))):
            share = way.share or 0.0
            left *= 1.0 - share
            stream = self._random("routing", f"{node.id}\x1f{way.id}", _CHOICE)
            chance = share if default >= 0 else share / (1.0 - left) if left < 1.0 else 0.0
            target = self.edge_op[way.id]
            yes = self._add(Op(codes.FORK, node.id, stream=stream, ways=(target, some, none), chances=(chance,)))
            if place:
                some = self._add(Op(codes.FORK, node.id, stream=stream, ways=(target, some, some), chances=(share,)))
            none = yes
        return none

    def _passes(self, node_id: str) -> bool:
        """Whether the end of an inlined sub-process needs no waiting: nothing inside runs in parallel."""
        opener = self.graph.nodes[node_id].closes
        if opener is None:
            return False
        return not any(self.graph.split(inner) in ("and", "or") for inner in self._inside(node_id, opener))

    def _inside(self, close: str, opener: str) -> set[str]:
        found = {opener}
        queue = [opener]
        for node in queue:
            for edge in self.graph.outgoing[node]:
                if edge.target not in found and edge.target != close:
                    found.add(edge.target)
                    queue.append(edge.target)
        return found

    def _join(self, node_id: str, inclusive: bool) -> dict[str, int]:
        """The inputs of a join; its own operations follow when it fires."""
        number = len(self.joins)
        kind = codes.OR_IN if inclusive else codes.AND_IN
        edges = self.graph.incoming[node_id]
        inputs = [self._add(Op(kind, node_id, join=number)) for _ in edges]
        self.joins.append((self.entry[node_id], inputs, self.graph.nodes[node_id].closes if inclusive else None))
        if len(edges) > 60:
            en, zh = (
                f"an inclusive join of {len(edges)} flows is wider than 60",
                f"包容汇合的分支多于 60 条：{len(edges)}",
            )
            if inclusive:
                self.gaps.wrong(
                    node_id, Text(en=en, zh=zh), Text(en="split it into several", zh="拆分为多个"), "WIDE_JOIN"
                )
        return {edge.id: op for edge, op in zip(edges, inputs, strict=True)}

    def _edge(self, edge: GraphEdge, inputs: dict[str, int]) -> None:
        target = inputs.get(edge.id, self.entry[edge.target])
        flow = next((flow for flow in self.graph.process.flows if flow.id == edge.id), None) if edge.delay else None
        if flow is not None and flow.delay is not None:
            stream = self._random(
                "delay", edge.id, self.durations.sampler(flow.delay, edge.id, waiting=True) or fixed(0.0)
            )
            target = self._add(Op(codes.DELAY, "", to=target, stream=stream))
        self.ops[self.edge_op[edge.id]].to = target

    def _begin(self, starts: tuple[str, ...]) -> int:
        if len(starts) == 1:
            return self.entry[starts[0]]
        shares = [self.graph.nodes[start].share for start in starts]
        visits = [self.visits.visits[start] for start in starts]
        weights = [share if share is not None else visit for share, visit in zip(shares, visits, strict=True)]
        for start, weight in zip(starts, weights, strict=True):
            if weight is None:
                self.gaps.missing(start, ("the share of cases that begin here", "从此处开始的案例比例"), "uniform",
                                  "PROB_UNKNOWN")  # fmt: skip
        stream = self._random("routing", "\x1fstart", _CHOICE)
        return self._choice("", stream, [self.entry[start] for start in starts], [weight or 0.0 for weight in weights])

    def _roles_used(self, alive: set[str]) -> dict[str, bool]:
        """Roles that work here, in the author's order, and whether they are external."""
        used = {role for op in self.ops if op.kind == codes.WORK for role in op.roles}
        ordered = [role for role in self.graph.process.roles if role in used]
        ordered += sorted(used.difference(ordered))
        process = self.graph.process
        return {
            role: bool(role in process.roles and process.is_external(process.roles[role].department))
            for role in ordered
        }

    # closing ----------------------------------------------------------------------------------------------------

    def _finish(self, begin: int, pools: Pools) -> Compiled:
        """Leave out operations that only pass on or are never reached, and number the rest."""
        for op in self.ops:
            op.to = self._past(op.to)
            op.ways = tuple(self._past(way) for way in op.ways)
        begin = self._past(begin)
        leads = [(self._past(to), inputs, closes) for to, inputs, closes in self.joins]
        seen = {begin}
        queue = [begin]
        for position in queue:
            op = self.ops[position]
            after = {op.to, *op.ways} if op.join < 0 else {leads[op.join][0], *leads[op.join][1]}
            for other in sorted(after):
                if other >= 0 and other not in seen:
                    seen.add(other)
                    queue.append(other)
        number = {old: new for new, old in enumerate(sorted(seen))}
        number[-1] = -1
        used_joins = sorted({self.ops[old].join for old in seen} - {-1})
        join_number = {old: new for new, old in enumerate(used_joins)} | {-1: -1}
        ops = [self.ops[old] for old in sorted(seen)]
        for op in ops:
            op.to, op.ways, op.join = number[op.to], tuple(number[way] for way in op.ways), join_number[op.join]
        joins = []
        for to, inputs, closes in (leads[old] for old in used_joins):
            places = tuple(number[op] for op in inputs)
            joins.append(Join(number[to], places, self._or_join(places, ops, closes)))
        streams = {op.stream for op in ops}
        samplers = {stream: sampler for stream, sampler in self.samplers.items() if stream in streams}
        used = tuple(sorted({*self.gaps.used, *(f"assume {name}" for name in self.visits.assumptions)}))
        return Compiled(self.graph, tuple(ops), tuple(joins), number[begin], samplers, pools, self.visits, used,
                        self.scenario.priority)  # fmt: skip

    def _past(self, position: int) -> int:
        """The operation behind a chain of operations that only pass on."""
        steps = 0
        while position >= 0 and self.ops[position].kind == codes.GOTO:
            position = self.ops[position].to
            steps += 1
            if steps > len(self.ops):
                raise AnalysisError.because(
                    "flows run in a circle without any step", "连线形成没有任何步骤的循环",
                    fix_en="remove the circle", fix_zh="去掉该循环", code="NO_EXIT_PROBABILITY")  # fmt: skip
        return position

    def _or_join(self, inputs: tuple[int, ...], ops: Sequence[Op], closes: str | None) -> OrJoin | None:
        if ops[inputs[0]].kind == codes.AND_IN:
            return None
        if closes is None:
            return OrJoin(inputs, None)
        close = ops[inputs[0]].node
        nodes = self._inside(close, closes)
        edges = {edge.id for node in nodes for edge in self.graph.outgoing[node]}
        rests = {
            place
            for place, op in enumerate(ops)
            if op.node in nodes
            or (op.stream is not None and op.stream[0] in ("wait", "delay") and op.stream[1] in nodes | edges)
        }
        return OrJoin(inputs, frozenset(rests.difference(inputs)))
