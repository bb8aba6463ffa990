"""The JSON Schema accepts what the reader accepts, as an editor would see it, and refuses what it refuses."""

from __future__ import annotations

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from bpr.formats import library
from bpr.formats.schema import process_schema, value_chain_schema
from bpr.formats.yaml_write import write_yaml
from tests.strategies import processes, value_chains

PROCESS = jsonschema.Draft202012Validator(process_schema())
CHAIN = jsonschema.Draft202012Validator(value_chain_schema())


def faults(text: str) -> list[str]:
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    validator = PROCESS if "process" in data else CHAIN
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(data)]


def step(text: str) -> str:
    return f"bpr: 1\nprocess: p\nsteps:\n  - {text}\n"


def test_both_schemas_are_valid_draft_2020_12():
    jsonschema.Draft202012Validator.check_schema(process_schema())
    jsonschema.Draft202012Validator.check_schema(value_chain_schema())
    assert process_schema()["$schema"] == value_chain_schema()["$schema"]


@pytest.mark.parametrize("name", library.names())
def test_every_library_file_validates(name):
    assert faults(library.path_of(name).read_text(encoding="utf-8")) == []


@settings(max_examples=10, deadline=None)
@given(processes())
def test_every_written_process_validates(process):
    assert faults(write_yaml(process)) == []


@settings(max_examples=10, deadline=None)
@given(value_chains())
def test_every_written_value_chain_validates(chain):
    assert faults(write_yaml(chain)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{id: A1, next: A2}",
        "{id: A1, name: Check, next: [A2, {to: A3, share: 15%}]}",
        "{id: G1, decision: {en: 'Fine?', zh: 好？}, next: {to: A1, share: 0.5}}",
        "{id: P1, parallel: true, next: [A, B]}",
        "{id: E1, event: , position: end}",
        "{id: A1, name: Check, documents: form, time: 2 h, wait: {triangular: [1, 2, 3], unit: d}}",
        "{id: S1, subprocess: Inner, steps: [{id: A1, name: Check}]}",
        "{id: 1, name: 2024, cost: '-'}",
    ],
)
def test_short_forms_validate(text):
    assert faults(step(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{name: no id}",
        "{id: A1, nmae: Check}",
        "{id: P1, parallel: true, time: 5}",
        "{id: A1, next: [{when: x}]}",
        "{id: A1, value: great}",
    ],
)
def test_faulty_steps_are_refused(text):
    assert faults(step(text)) != []


def test_the_version_and_the_events_key_belong_to_a_process_file():
    assert faults("bpr: 1\nevents: explicit\nprocess: p\n") == []
    assert faults("bpr: 2\nprocess: p\n") != []
    assert faults("bpr: 1\nevents: perhaps\nprocess: p\n") != []


def test_a_landscape_is_a_value_chain_file():
    assert faults("bpr: 1\nlandscape: l\nelements: [{id: a, name: A}]\n") == []
    assert faults("bpr: 1\nlandscape: l\nvalue_chain: v\n") != []
