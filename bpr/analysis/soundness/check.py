"""Soundness: can every case be finished, without getting stuck and without doing work twice? (handbook 7).

Definition: sound when from every reachable state a state without tokens can be reached, no flow ever holds two tokens,
    and every node is carried out in some run. Several starts are alternatives; several ends are allowed, with the
    warning ``MULTI_END_TOKENS`` when one case can reach more than one.
Verdict: ``invalid`` without a start or an end, else ``unsound`` with any error, else ``unknown`` when the search was
    stopped (``STATE_LIMIT``), else ``sound``. An error found before the search stopped holds.
Methods, cheapest first: static checks; exclusive choices only (static checks are complete); block reduction; regions
    with one entry and one exit; the whole state space, which also tells how a case gets into trouble.
Parts: each connected part is checked by itself; messages carry no token. Event sub-processes and compensation begin on
    their own and are checked apart, started once.
Complexity: near linear where the drawing is made of blocks; O(2^width) of the widest other region.
References: van der Aalst 1997, 1998; Sadiq, Orlowska 2000; Lin et al. 2002; Vanhatalo, Völzer, Leymann 2007;
    Völzer 2010; Favre, Fahland, Völzer 2015.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from bpr.analysis.soundness.explain import Storyteller
from bpr.analysis.soundness.fragments import Decision, decide, is_exclusive
from bpr.analysis.soundness.net import CompiledNet, compile_net
from bpr.analysis.soundness.report import Fault, Part, SoundnessReport, Verdict, worst
from bpr.analysis.soundness.texts import listed, wording
from bpr.analysis.soundness.token_game import explore
from bpr.analysis.structure.check import StructureReport, check_structure
from bpr.findings import Severity
from bpr.graph.process_graph import ProcessGraph

_SHORT = 2_000
_AFTER_FAULT = 50_000
_LEVELS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check_soundness(
    graph: ProcessGraph, *, max_states: int = 200_000, structure: StructureReport | None = None
) -> SoundnessReport:
    """Judge a process; the graph is not changed.

    Args:
        graph: the process graph.
        max_states: when a part has more states than this its verdict is unknown, unless an error was found; behind the
            first error, also one of the drawing, the search is kept shorter.
        structure: the static checks, where they were made.

    Example:
        >>> from bpr.graph import build_graph
        >>> from bpr.model import Process
        >>> check_soundness(build_graph(Process(id="empty"))).verdict
        'invalid'
    """
    structure = structure or check_structure(graph)
    static = _static_faults(structure)
    dynamic: dict[Fault, None] = {}
    parts = []
    for nodes in _parts(graph):
        part, faults = _judge(graph, nodes, structure, max_states)
        if part is not None:
            parts.append(part)
        dynamic.update(dict.fromkeys(faults))
    faults = sorted((*static, *dynamic), key=lambda fault: _LEVELS[fault.severity])
    codes = {fault.code for fault in faults if fault.severity is Severity.ERROR}
    verdict = worst({part.verdict for part in parts})
    if codes & {"NO_START", "NO_END"}:
        verdict = "invalid"
    elif codes:
        verdict = "unsound"
    return SoundnessReport(verdict, tuple(faults), tuple(parts), tuple(fault.finding() for fault in dynamic))


def _static_faults(structure: StructureReport) -> list[Fault]:
    """The static findings as faults; nodes without a way from the start or to the end are named in full."""
    places = {"UNREACHABLE": structure.unreachable, "DEAD_END": structure.dead_ends}
    found: dict[str, Fault] = {}
    for finding in structure.findings:
        where = places.get(finding.code, finding.elements)
        fault = Fault(finding.code, finding.severity, where, finding.message, finding.remedy)
        if finding.code not in places or finding.code not in found:
            found[finding.code if finding.code in places else f"{finding.code} {finding.elements}"] = fault
    return list(found.values())


# parts --------------------------------------------------------------------------------------------------------------


def _parts(graph: ProcessGraph) -> list[tuple[str, ...]]:
    """Nodes that sequence flows connect, whatever the direction."""
    part: dict[str, int] = {}
    found: list[list[str]] = []
    for node in graph.nodes:
        if node in part:
            continue
        number, queue = len(found), deque([node])
        found.append([])
        part[node] = number
        while queue:
            here = queue.popleft()
            found[number].append(here)
            near = [edge.target for edge in graph.outgoing[here]] + [edge.source for edge in graph.incoming[here]]
            for other in near:
                if other not in part:
                    part[other] = number
                    queue.append(other)
    return [tuple(nodes) for nodes in found]


def _judge(
    graph: ProcessGraph, nodes: tuple[str, ...], structure: StructureReport, max_states: int
) -> tuple[Part | None, list[Fault]]:
    """The verdict on one part and the faults its token game shows."""
    members = set(nodes)
    starts = [start for start in graph.starts if start in members]
    alone = [node for node in graph.entries if node in members and not graph.incoming[node]]
    entry = bool(alone) and not starts
    starts = starts or alone
    origins = tuple(dict.fromkeys(graph.nodes[node].origin or node for node in graph.nodes if node in members))
    organisations = tuple(sorted({org for node in nodes if (org := graph.nodes[node].organisation) is not None}))

    def part(verdict: Verdict, method: str, states: int = 0) -> Part:
        return Part(organisations, origins, verdict, method, states, entry)

    if not starts:
        return part(_static_verdict(structure, origins, organisations), "static"), []
    static = _static_verdict(structure, origins, organisations)
    compiled = compile_net(graph, starts)
    clean = static == "sound" and _is_clean(graph, members, starts)
    story = Storyteller(graph, compiled)
    decision = Decision(sound=None)
    if clean:
        if is_exclusive(compiled.net, compiled.net.gates):
            return part("sound", "xor_only"), []
        decision = decide(compiled.net, max_states=max_states)
        if decision.sound:
            method = "fragments" if decision.regions else "block_reduction"
            ends = [] if entry or not decision.several_ends else _several_ends(graph, compiled, story, max_states)
            return part("sound", method, decision.states), ends
    bound = max_states if static == "sound" else min(max_states, _AFTER_FAULT)
    space = explore(compiled.net, max_states=bound, after_fault=_AFTER_FAULT)
    faults = story.faults(space)
    if entry:
        faults = [fault for fault in faults if fault.code != "MULTI_END_TOKENS"]
    if not space.complete:
        if clean and not space.faulty:
            faults += [fault for found in decision.faulty for fault in story.faults_of_region(found)]
        unsound = any(fault.severity is Severity.ERROR for fault in faults)
        faults.append(_limit(graph, organisations, space.states, unsound))
    errors = any(fault.severity is Severity.ERROR for fault in faults)
    verdict: Verdict = "unsound" if errors else "sound" if space.complete else "unknown"
    return part(worst({verdict, static}), "state_space", space.states + decision.states), faults


def _static_verdict(structure: StructureReport, origins: Iterable[str], organisations: Iterable[str]) -> Verdict:
    """What the static checks say about one part."""
    here = {*origins, *organisations}
    found = {
        finding.code
        for finding in structure.findings
        if finding.severity is Severity.ERROR and (not finding.elements or here & set(finding.elements))
    }
    if found & {"NO_START", "NO_END"}:
        return "invalid"
    return "unsound" if found or here & {*structure.unreachable, *structure.dead_ends} else "sound"


def _is_clean(graph: ProcessGraph, members: set[str], starts: list[str]) -> bool:
    """Whether every node lies on a way from a start to an end, so that reduction and regions apply."""
    if graph.reachable(starts) != members:
        return False
    last = [node for node in members if not graph.outgoing[node]]
    if graph.reachable(last, backwards=True) != members:
        return False
    return not any((graph.nodes[node].type == "end" and graph.outgoing[node]) for node in members) and not any(
        graph.incoming[start] for start in starts
    )


def _several_ends(graph: ProcessGraph, compiled: CompiledNet, story: Storyteller, max_states: int) -> list[Fault]:
    """The warning about several ends of a part that is sound: told by a short search, else with all its ends.

    Where a terminate event cuts the other branches off only the search can tell.
    """
    net = compiled.net
    cut = any(gate.clears is not None for gate in net.gates.values())
    space = explore(net, max_states=max_states if cut else min(max_states, _SHORT))
    if space.complete:
        return [fault for fault in story.faults(space) if fault.code == "MULTI_END_TOKENS"]
    return [story.several_of(key for key, gate in net.gates.items() if gate.ends)]


def _limit(graph: ProcessGraph, organisations: tuple[str, ...], states: int, unsound: bool) -> Fault:
    """The search was stopped."""
    words = {}
    for lang, part in (("en", "the process"), ("zh", "流程")):
        names = [graph.process.organisations[key].name.pick(lang) for key in organisations]
        words[lang] = {"states": f"{states:,}", "part": listed(names, lang) or part}
    severity, explanation, repair = wording("STATE_LIMIT/more" if unsound else "STATE_LIMIT", words)
    return Fault("STATE_LIMIT", severity, (), explanation, repair)
