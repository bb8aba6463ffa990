"""Models made by others, written by us: valid, and equal when they are read again. A sample by default, all under slow.

MIWG: the suites of the BPMN Model Interchange Working Group, where every vendor redrew the same reference models.
"""

import re
from collections import Counter

import pytest
from lxml import etree

from bpr.errors import BprError
from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.formats.bpmn.vocabulary import EVENTS, FLOW_NODES, NAMESPACES, SUBPROCESSES, TASKS
from bpr.text import normalise
from tests.export.bpmn.samples import assert_valid
from tests.test_corpora import FOLDER, needs_corpora
from tests.test_corpora import _collections as collections
from tests.test_corpora import _models as models

EVERY = 120
MIWG = FOLDER / "bpmn-miwg"


def _written(path) -> bool:
    """Write one file and read it again; False when it cannot be read in the first place."""
    try:
        process = read_bpmn(path)
    except BprError:
        return False
    data = to_bpmn(process)
    assert_valid(data)
    assert read_bpmn(data) == process, f"{path}: written and read again it differs"
    assert to_bpmn(process) == data, f"{path}: written twice it differs"
    return True


@needs_corpora
def test_a_sample_of_all_models_is_valid_and_comes_back_equal():
    paths = [path for name in collections() for path in models(name)][::EVERY]
    assert sum(map(_written, paths)) > 0.9 * len(paths) > 10


@needs_corpora
@pytest.mark.slow
@pytest.mark.parametrize("collection", collections())
def test_every_readable_model_is_valid_and_comes_back_equal(collection):
    paths = models(collection)
    written = sum(map(_written, paths))
    print(f"{collection}: {written} of {len(paths)} files written")  # noqa: T201 - the counts are the result
    assert written or not paths


_FAMILIES = {
    **dict.fromkeys((*TASKS, *SUBPROCESSES), "activity"),
    **dict.fromkeys(EVENTS, "event"),
    "exclusiveGateway": "decision",
    "eventBasedGateway": "decision",
    "parallelGateway": "parallel",
    "inclusiveGateway": "inclusive",
    "complexGateway": "inclusive",
}


def _in_file(data: bytes) -> Counter[tuple[str, str]]:
    """Kind and name of every flow node an XML file holds, found without our reader."""
    root = etree.fromstring(data, etree.XMLParser(recover=True))
    wanted = {f"{{{space}}}{tag}": tag for space in NAMESPACES for tag in FLOW_NODES}
    return Counter(
        (_FAMILIES[wanted[element.tag]], normalise(element.get("name") or ""))
        for element in root.iter(etree.Element)
        if element.tag in wanted
    )


def _in_model(process) -> Counter[tuple[str, str]]:
    kinds = {"subprocess": "activity"}
    return Counter((kinds.get(node.kind, node.kind), normalise(str(node.label or ""))) for node in process.walk())


def _references() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((MIWG / "Reference").glob("*.bpmn"))}


def _assert_kept(references: dict[str, bytes]) -> None:
    for name, data in references.items():
        assert _in_file(to_bpmn(read_bpmn(data, name=name))) == _in_file(data), name


@needs_corpora
def test_small_reference_models_written_by_us_carry_every_flow_node():
    small = {name: data for name, data in _references().items() if len(data) < 40_000}
    assert len(small) > 5
    _assert_kept(small)


@needs_corpora
@pytest.mark.slow
def test_all_reference_models_written_by_us_carry_every_flow_node():
    references = _references()
    assert len(references) > 15
    _assert_kept(references)


REASONS = {
    "same": "every flow node of the reference, by kind and name",
    "renamed": "the vendor's author typed other names (capitals, spelling, default names for what has none)",
    "fewer": "the vendor left elements out (a part of the model only, or kinds the tool does not know)",
    "retyped": "as many or more elements, some of another kind (parallel drawn exclusive, and the like)",
}


def _reason(vendor: Counter[tuple[str, str]], reference: Counter[tuple[str, str]]) -> str:
    if vendor == reference:
        return "same"
    if Counter(kind for kind, _ in vendor.elements()) == Counter(kind for kind, _ in reference.elements()):
        return "renamed"
    return "fewer" if vendor.total() < reference.total() else "retyped"


@needs_corpora
@pytest.mark.slow
def test_what_vendors_made_of_the_references_is_read_as_they_kept_it():
    references = {name: _in_file(data) for name, data in _references().items()}
    reasons: Counter[str] = Counter()
    for path in sorted(MIWG.rglob("*.bpmn")):
        match = re.match(r"([ABC]\.\d\.\d)-(export|roundtrip)", path.name)
        if match is None or match[1] not in references:
            continue
        data = path.read_bytes()
        try:
            process = read_bpmn(path)
        except BprError:
            reasons["unreadable"] += 1
            continue
        kept = _in_file(data)
        assert _in_model(process) == kept, f"{path}: a flow node of the file is not in the model"
        reasons[_reason(kept, references[match[1]])] += 1
    print(dict(reasons))  # noqa: T201 - the counts are the result
    assert set(reasons) == {*REASONS, "unreadable"}
    assert reasons["same"] > 0.7 * reasons.total()
    assert reasons["unreadable"] == 1, "one file is no well-formed XML"
