"""Models made by others: each file yields a model, or an error that names the file and the fault.

The folder is the one named by the environment variable ``BPR_CORPORA`` (default ``../shared/corpora`` beside the
repository); where it is absent the tests are skipped by name. Each collection is one test: a sample in the quick run,
every file under the marker ``slow``. ``exercise`` does everything that is done with one file.
"""

from __future__ import annotations

import copy
import json
import os
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from bpr.diagnosis.analyse import analyse
from bpr.errors import BprError
from bpr.export.swimlane.picture import draw
from bpr.formats.bpmn import read_bpmn
from bpr.formats.bpmn.vocabulary import FLOW_NODES, NAMESPACES
from bpr.formats.xml import parse_xml
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.layout.metrics import LayoutMetrics
from bpr.model import Process, SubProcess

FOLDER = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[2] / "shared" / "corpora")
EVERY = 12
FAULTS_OF_FILES = {
    "XML_BROKEN",
    "XML_DOCTYPE",
    "NOT_XML",
    "EMPTY_FILE",
    "NOT_BPMN",
    "BPMN_CHOREOGRAPHY",
    "DUPLICATE_ID",
}
FUZZED = 10
ROUNDS = 25

needs_corpora = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no corpora in {FOLDER}; set BPR_CORPORA")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: read (with the numbers of its nodes and findings and the faults of its picture), or
    refused under a code.
    """

    path: Path
    refused: str | None = None
    nodes: int = 0
    findings: int = 0
    label_hits: int = 0


def exercise(path: Path) -> Outcome:
    """Do with one file everything bpr can do with it; only a BprError may stop it."""
    try:
        process = read_bpmn(path)
        analysis = analyse(process)
        metrics = _drawn(process)
        again = read_yaml(write_yaml(process), name="again.yaml")
    except BprError as error:
        return _refusal(path, error)
    except Exception as error:
        error.add_note(f"while working on {path}")
        raise
    assert all(finding.message.zh and finding.remedy.zh for finding in analysis.findings), path
    json.dumps(analysis.to_json(), allow_nan=False)
    assert sum(found.hard_faults for found in metrics) == 0, f"{path}: {metrics}"
    assert again == process, f"{path}: written as YAML and read again it differs"
    hits = sum(found.label_hits for found in metrics)
    return Outcome(path, nodes=len(process.nodes), findings=len(analysis.findings), label_hits=hits)


def _drawn(process: Process) -> list[LayoutMetrics]:
    """The measures of the picture and of every sub-process drawn inside; each is drawn as SVG, too."""
    scopes = [None, *(node.id for node in process.walk() if isinstance(node, SubProcess) and node.steps)]
    pictures = [draw(process, scope=scope) for scope in scopes]
    for picture in pictures:
        etree.fromstring(picture.render("svg"))
    return [picture.metrics for picture in pictures]


def _refusal(path: Path, error: BprError) -> Outcome:
    """A refusal that helps: every problem names the file and speaks both languages."""
    assert error.problems
    for problem in error.problems:
        assert problem.where.file == str(path), f"an error about {path} does not name it: {problem}"
        assert all((problem.message.en, problem.message.zh, problem.remedy.en, problem.remedy.zh))
    return Outcome(path, refused=error.problems[0].code)


def _collections() -> list[str]:
    if not FOLDER.is_dir():
        return ["none"]
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir() and _models(folder.name))


def _models(collection: str) -> list[Path]:
    """The BPMN files of a collection: by suffix, or by their root for files called .xml."""
    found = [path for path in (FOLDER / collection).rglob("*") if path.suffix in {".bpmn", ".xml"} and path.is_file()]
    return sorted(path for path in found if path.suffix == ".bpmn" or _looks_like_bpmn(path))


def _looks_like_bpmn(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4000)
    return b"definitions" in head and any(namespace.encode() in head for namespace in NAMESPACES)


def _sweep(collection: str, paths: list[Path]) -> list[Outcome]:
    outcomes = [exercise(path) for path in paths]
    refused = Counter(outcome.refused for outcome in outcomes if outcome.refused)
    read = [outcome for outcome in outcomes if not outcome.refused]
    print(  # noqa: T201 - the counts are the result of the sweep
        f"{collection}: {len(outcomes)} files, {len(read)} read with {sum(found.nodes for found in read)} nodes, "
        f"refused {dict(sorted(refused.items()))}, {sum(found.label_hits for found in read)} label hits in pictures"
    )
    return outcomes


def _assert_only_files_at_fault(outcomes: list[Outcome]) -> None:
    surprising = [
        f"{found.path}: {found.refused}" for found in outcomes if found.refused not in {None, *FAULTS_OF_FILES}
    ]
    assert not surprising, "\n".join(surprising)


@needs_corpora
@pytest.mark.parametrize("collection", _collections())
def test_a_sample_of_every_collection_is_read_or_refused_with_a_reason(collection):
    outcomes = _sweep(collection, _models(collection)[::EVERY])
    assert outcomes
    _assert_only_files_at_fault(outcomes)


@needs_corpora
@pytest.mark.slow
@pytest.mark.parametrize("collection", _collections())
def test_every_file_of_a_collection_is_read_or_refused_with_a_reason(collection):
    outcomes = _sweep(collection, _models(collection))
    assert outcomes
    _assert_only_files_at_fault(outcomes)


def _reference_models() -> list[Path]:
    return sorted((FOLDER / "bpmn-miwg" / "Reference").glob("*.bpmn")) or [Path("none")]


@needs_corpora
@pytest.mark.parametrize("path", _reference_models(), ids=lambda path: path.stem)
def test_reference_models_are_carried_over_whole(path):
    process = read_bpmn(path)
    root = parse_xml(path.read_bytes(), name=path.name)
    written = {tag: [element.get("id") for element in root.iter(f"{{{NAMESPACES[0]}}}{tag}")] for tag in FLOW_NODES}
    assert sorted(process.nodes) == sorted(identifier for ids in written.values() for identifier in ids)
    for tag, count in (("sequenceFlow", len(process.flows)), ("messageFlow", len(process.messages))):
        assert count == len(list(root.iter(f"{{{NAMESPACES[0]}}}{tag}"))) + (
            _links(root) if tag == "sequenceFlow" else 0
        )


def _links(root) -> int:
    """The ways bpr adds: one for each throwing link event, one for each compensation handler."""
    space = f"{{{NAMESPACES[0]}}}"
    throwing = [
        event
        for event in root.iter(f"{space}intermediateThrowEvent")
        if event.find(f"{space}linkEventDefinition") is not None
    ]
    boundary = {event.get("id") for event in root.iter(f"{space}boundaryEvent")}
    handlers = [found for found in root.iter(f"{space}association") if found.get("sourceRef") in boundary]
    return len(throwing) + len(handlers)


def _fuzzed_models() -> list[Path]:
    small = [path for name in _collections() for path in _models(name) if path.stat().st_size < 40_000]
    return small[:: max(1, len(small) // FUZZED)][:FUZZED]


@needs_corpora
@pytest.mark.parametrize("number", range(FUZZED))
def test_damaged_files_end_in_a_model_or_a_bpr_error(number, tmp_path):
    data = _fuzzed_models()[number].read_bytes()
    dice = random.Random(number)
    file = tmp_path / "damaged.bpmn"
    for _ in range(ROUNDS):
        for damage in (_cut, _flipped, _rearranged):
            file.write_bytes(damage(data, dice))
            assert exercise(file).path == file


def _cut(data: bytes, dice: random.Random) -> bytes:
    """The beginning of the file, or the file without a stretch in the middle."""
    start, end = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    return data[:start] if dice.random() < 0.5 else data[:start] + data[end:]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    """A few bytes changed; often to letters and digits, which may leave the XML well formed."""
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        position = dice.randrange(len(changed))
        changed[position] = dice.choice((dice.randrange(256), dice.choice(b"abcdefXYZ_0123456789")))
    return bytes(changed)


def _rearranged(data: bytes, dice: random.Random) -> bytes:
    """Well-formed XML with elements removed, doubled or moved, and attributes removed or exchanged."""
    try:
        root = parse_xml(data, name="damaged.bpmn")
    except BprError:
        return data
    for _ in range(dice.randrange(1, 8)):
        elements = [element for element in root.iter("*") if element is not root]
        if not elements:
            break
        element, other = dice.choice(elements), dice.choice(elements)
        parent = element.getparent()
        match dice.randrange(5):
            case 0:
                parent.remove(element)
            case 1:
                parent.append(copy.deepcopy(element))
            case 2 if other not in element.iter() and other is not parent:
                other.append(element)
            case 3 if element.attrib:
                del element.attrib[dice.choice(sorted(element.attrib))]
            case 4 if element.attrib and other.attrib:
                element.set(dice.choice(sorted(element.attrib)), other.get(dice.choice(sorted(other.attrib))))
    return etree.tostring(root)
