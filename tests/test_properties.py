"""What holds for every valid process, whatever it looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.structure.check import check_structure
from bpr.compare import compare
from bpr.diagnosis.analyse import analyse
from bpr.export.swimlane.picture import draw
from bpr.findings import Severity
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.graph import build_graph
from bpr.model import Process
from bpr.quantity import Status
from tests.strategies import process_data, processes

few = settings(max_examples=30)


@few
@given(processes())
def test_every_generated_process_is_sound(process):
    graph = build_graph(process)
    assert expected_visits(graph).status in (Status.EXACT, Status.UNKNOWN)
    assert [finding for finding in check_structure(graph).findings if finding.severity is Severity.ERROR] == []


@few
@given(processes())
def test_analysis_answers_in_both_languages_and_in_json(process):
    found = analyse(process)
    assert json.dumps(found.to_json(), allow_nan=False)
    for finding in found.findings:
        assert all((finding.message.en, finding.message.zh, finding.remedy.en, finding.remedy.zh)), finding


@pytest.mark.parametrize("lang", ["en", "zh"])
@few
@given(process=processes())
def test_every_picture_is_well_formed_and_keeps_the_guarantees_of_the_layout(lang, process):
    picture = draw(process, lang=lang)
    assert etree.fromstring(picture.render("svg")) is not None
    assert picture.metrics.hard_faults == 0


@few
@given(processes())
def test_a_process_compared_with_itself_shows_no_change(process):
    found = compare(process, process)
    assert found.edits == ()
    assert found.distance.similarity == pytest.approx(1.0)
    assert {kpi.verdict for kpi in found.kpis} <= {"same", "unknown", "not_comparable"}
    assert all(kpi.delta.value in (None, 0.0) for kpi in found.kpis)


@few
@given(processes())
def test_what_is_written_as_yaml_is_read_again_as_it_was(process):
    text = write_yaml(process)
    assert read_yaml(text, name="again.yaml") == process
    assert write_yaml(read_yaml(text, name="again.yaml")) == text


@few
@given(process_data())
def test_renaming_every_node_changes_no_number(data):
    names = {name: f"n{place:03}" for place, name in enumerate(Process.model_validate(data).nodes)}
    plain, renamed = Process.model_validate(data), Process.model_validate(_renamed(data, names))
    back = _back({new: old for old, new in names.items()})
    before, after = analyse(plain).to_json(), analyse(renamed).to_json()
    assert _numbers(after, back) == pytest.approx(_numbers(before, str), nan_ok=True)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The plain data of a process with other node ids: where steps are named and where they are led to."""
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for key, entry in value.items():
        if key in ("id", "to", "on") or (key == "next" and isinstance(entry, str)):
            found[key] = names[entry]
        elif key == "next":
            found[key] = [names[way] if isinstance(way, str) else _renamed(way, names) for way in entry]
        elif key == "steps":
            found[key] = _renamed(entry, names)
        else:
            found[key] = entry
    return found


def _back(names: dict[str, str]) -> Callable[[str], str]:
    """New ids back to the old ones, also inside ids of flows and of nodes the graph made."""

    def back(text: str) -> str:
        return re.sub(r"n\d{3}(?!\d)", lambda hit: names.get(hit[0], hit[0]), text)

    return back


def _numbers(document: Any, name: Callable[[str], str]) -> dict[str, float]:
    """All numbers of an analysis by their path; places in lists do not count, because ties are broken by id."""
    found: dict[str, float] = {}

    def walk(value: Any, path: tuple[str, ...]) -> None:
        if isinstance(value, dict):
            own = [
                name(own)
                for key in ("id", "flow", "step", "from", "to", "role")
                if isinstance(own := value.get(key), str)
            ]
            for key, entry in value.items():
                walk(entry, (*path, *own, name(key)))
        elif isinstance(value, list):
            for entry in value:
                walk(entry, path)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            key = "/".join(path)
            found[key] = found.get(key, 0.0) + value

    for section in ("summary", "handoffs", "loops", "flow", "load", "bottlenecks", "raci"):
        walk(document[section], (section,))
    return found
