"""Verdicts of others against ours: model checkers, linters and Petri net tools.

The folder is the one named by the environment variable ``BPR_CORPORA`` (default ``../shared/corpora`` beside the
repository); where it is absent the tests are skipped by name. Each test prints its table; each disagreement stands,
with its reason, in ``docs/soundness-verdicts.md``.
"""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from bpr.analysis.soundness.check import check_soundness
from bpr.analysis.soundness.net import NOWHERE, Gate, Net
from bpr.analysis.soundness.report import SoundnessReport
from bpr.analysis.soundness.token_game import explore
from bpr.errors import BprError
from bpr.formats.bpmn import read_bpmn
from bpr.graph import build_graph

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("BPR_CORPORA") or ROOT.parent / "shared" / "corpora")
PAGE = ROOT / "docs" / "soundness-verdicts.md"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no corpora in {FOLDER}; set BPR_CORPORA")

LINT = {
    "end-event-required": {"NO_END"},
    "start-event-required": {"NO_START"},
    "no-disconnected": {"UNREACHABLE", "NO_START", "NO_END"},
    "no-implicit-start": {"UNREACHABLE", "NO_START"},
    "no-implicit-end": {"DEAD_END", "NO_END"},
    "no-implicit-split": {"IMPLICIT_SPLIT"},
    "fake-join": {"IMPLICIT_MERGE"},
    "no-gateway-join-fork": {"MIXED_GATEWAY"},
    "superfluous-gateway": {"TRIVIAL_GATEWAY"},
    "no-inclusive-gateway": {"OR_GATEWAY"},
    "event-based-gateway": {"DEAD_END", "NO_END"},
}


@dataclass(frozen=True, slots=True)
class Row:
    """One model: what they say, what we say."""

    name: str
    theirs: str
    ours: str

    @property
    def agrees(self) -> bool:
        return self.theirs == self.ours


def judge(path: Path) -> SoundnessReport | None:
    """Our report on a file; None where it is refused."""
    try:
        return check_soundness(build_graph(read_bpmn(path)))
    except BprError:
        return None


def codes(report: SoundnessReport) -> set[str]:
    return {fault.code for fault in report.faults}


def assert_as_explained(capsys: pytest.CaptureFixture[str], title: str, rows: list[Row]) -> None:
    """Print the table; each disagreement must be explained on the page, and nothing else may stand there."""
    apart = [row for row in rows if not row.agrees]
    with capsys.disabled():
        sys.stdout.write(f"\n{title}: {len(rows)} models, {len(rows) - len(apart)} agreements, {len(apart)} apart\n")
        for row in apart:
            sys.stdout.write(f"  {row.name:48} theirs: {row.theirs:12} ours: {row.ours}\n")
    assert rows, f"no models for {title}"
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    explained = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert {row.name for row in apart} == explained
    assert f"{len(rows)} models, {len(rows) - len(apart)} agreements" in section


def fbpmn(prop: str) -> list[tuple[Path, set[bool]]]:
    """Each model of the model checker with the values of a property over its seven ways to send messages."""
    folder = FOLDER / "fbpmn-verdicts" / "models" / "bpmn-origin"
    found = []
    for path in sorted((folder / "src").glob("*.bpmn")):
        verdict = folder / "expected" / f"{path.stem}.json"
        if verdict.exists():
            networks = json.loads(verdict.read_text(encoding="utf-8"))[path.stem]
            found.append((path, {network[prop]["value"] for network in networks.values()}))
    return found


def test_safety_of_the_model_checker_fbpmn(capsys):
    rows = []
    for path, values in fbpmn("Prop02Safe"):
        report = judge(path)
        assert report is not None
        theirs = "safe" if values == {True} else "not safe"
        rows.append(Row(path.stem, theirs, "not safe" if "LACK_OF_SYNC" in codes(report) else "safe"))
    assert_as_explained(capsys, "fbpmn: safe", rows)


def test_soundness_of_the_model_checker_fbpmn(capsys):
    rows = []
    for path, values in fbpmn("Prop03Sound"):
        report = judge(path)
        assert report is not None
        theirs = "sound" if values == {True} else "unsound" if values == {False} else "depends"
        rows.append(Row(path.stem, theirs, report.verdict))
    assert_as_explained(capsys, "fbpmn: sound", rows)


def test_mojo_models_of_bpmnspector(capsys):
    rows = []
    for path in sorted((FOLDER / "bpmnspector" / "mojo").glob("*.bpmn")):
        report = judge(path)
        assert report is not None
        rows.append(Row(path.stem, "unsound" if path.stem.startswith("invalid_") else "sound", report.verdict))
    assert_as_explained(capsys, "BPMNspector: mojo", rows)


def test_structural_rules_of_bpmnlint(capsys):
    rows = []
    for rule, wanted in LINT.items():
        for path in sorted((FOLDER / "bpmnlint" / "test" / "rules" / rule).glob("*valid*.bpmn")):
            report = judge(path)
            theirs = "invalid" if path.stem.startswith("invalid") else "valid"
            ours = "refused" if report is None else "invalid" if codes(report) & wanted else "valid"
            rows.append(Row(f"{rule}/{path.stem}", theirs, ours))
    assert_as_explained(capsys, "bpmnlint", rows)


def test_models_of_the_bpmn_analyzer(capsys):
    """The state-space series is sound by its making; the model with dead activities names them."""
    rows = []
    for path in sorted((FOLDER / "lmcs-2024").rglob("p*.bpmn")):
        report = judge(path)
        assert report is not None
        rows.append(Row(path.stem, "sound", report.verdict))
    for path in sorted((FOLDER / "bpmn-analyzer").rglob("*.bpmn")):
        report = judge(path)
        assert report is not None
        dead = "DEAD" in path.read_text(encoding="utf-8")
        if path.parent.name == "ruleGeneratorController":
            rows.append(Row(path.stem, "unsound" if dead else "sound", report.verdict))
        elif path.parent.name == "bpmnModelsSemanticsTest":
            rows.append(Row(path.stem, "sound", report.verdict))
    assert_as_explained(capsys, "BPMN Analyzer", rows)


# Petri nets ---------------------------------------------------------------------------------------------------------


def petri(path: Path) -> tuple[dict[str, set[str]], dict[str, set[str]], set[str]]:
    """Inputs and outputs of each node of a net file, and its places."""
    root = etree.parse(path).getroot()
    named = {name: list(root.iter(f"{{*}}{name}")) for name in ("place", "transition", "arc")}
    places = {e.get("id") for e in named["place"]}
    nodes = places | {e.get("id") for e in named["transition"]}
    before: dict[str, set[str]] = {node: set() for node in nodes}
    behind: dict[str, set[str]] = {node: set() for node in nodes}
    for arc in named["arc"]:
        behind[arc.get("source")].add(arc.get("target"))
        before[arc.get("target")].add(arc.get("source"))
    return before, behind, places


def petri_sound(before: dict[str, set[str]], behind: dict[str, set[str]], places: set[str]) -> bool:
    """Classical soundness and safety by playing the Petri net itself, a second and independent way."""
    (first,), (last,) = [p for p in places if not before[p]], [p for p in places if not behind[p]]
    transitions = sorted(before.keys() - places)
    start, end = frozenset({first}), frozenset({last})
    seen, queue, after, fired = {start}, deque([start]), {}, set()
    while queue:
        marking = queue.popleft()
        after[marking] = set()
        for transition in transitions:
            if before[transition] <= marking:
                fired.add(transition)
                rest = marking - before[transition]
                if rest & behind[transition]:
                    return False
                reached = rest | behind[transition]
                after[marking].add(reached)
                if reached not in seen:
                    seen.add(reached)
                    queue.append(reached)
        if last in marking and marking != end:
            return False
    good = {end}
    while more := {marking for marking in seen - good if after[marking] & good}:
        good |= more
    return good == seen and fired == set(transitions)


def as_net(before: dict[str, set[str]], behind: dict[str, set[str]], places: set[str]) -> Net:
    """A free-choice workflow net as gates: places choose and merge, transitions split and join."""
    number = {name: key for key, name in enumerate(sorted(before))}
    gates = {
        key: Gate(name, "merge" if name in places else "and", "xor" if name in places else "and", ends=not behind[name])
        for name, key in number.items()
    }
    arcs: dict[int, tuple[int, int]] = {}
    for source, targets in behind.items():
        for target in sorted(targets):
            arcs[len(arcs)] = (number[source], number[target])
    (first,) = [number[place] for place in places if not before[place]]
    arcs[len(arcs)] = (NOWHERE, first)
    for arc, (source, target) in arcs.items():
        gates[target].inputs.append(arc)
        if source != NOWHERE:
            gates[source].outputs.append(arc)
    return Net(gates, arcs, (len(arcs) - 1,))


def test_petri_nets_of_woped_and_jbpt(capsys):
    rows = []
    for folder in ("woped-pnml", "jbpt-pnml"):
        for path in sorted((FOLDER / folder).rglob("*.pnml")):
            before, behind, places = petri(path)
            ends = [[p for p in places if not links[p]] for links in (before, behind)]
            free = all(len(behind[p]) < 2 or all(before[t] == {p} for t in behind[p]) for p in places)
            if [len(end) for end in ends] != [1, 1] or not free:
                continue
            net = as_net(before, behind, places)
            space = explore(net, max_states=200_000)
            sound = not space.faulty and space.fired == net.gates.keys()
            theirs = "sound" if petri_sound(before, behind, places) else "unsound"
            rows.append(Row(f"{folder}/{path.stem}", theirs, "sound" if sound else "unsound"))
    assert_as_explained(capsys, "Petri nets", rows)
