"""What is written reads back equal, and is what people would have written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bpr.formats import library
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.model import Process
from tests.strategies import processes, value_chains


def process(**more: object) -> Process:
    return Process.model_validate({"process": "p", **more})


@settings(deadline=None, max_examples=40)
@given(processes())
def test_reading_what_was_written_gives_the_same_process(model):
    assert read_yaml(write_yaml(model)) == model


@settings(deadline=None, max_examples=40)
@given(value_chains())
def test_reading_what_was_written_gives_the_same_value_chain(model):
    assert read_yaml(write_yaml(model)) == model


@settings(deadline=None, max_examples=40)
@given(processes())
def test_writing_again_gives_the_same_text(model):
    text = write_yaml(model)
    again = read_yaml(text)
    assert isinstance(again, Process)
    assert write_yaml(again) == text


@pytest.mark.parametrize("name", library.names())
def test_every_library_model_comes_back_equal(name):
    model = library.open_library(name)
    assert read_yaml(write_yaml(model)) == model


def test_implied_events_are_left_out_and_the_word_end_is_written():
    text = "process: p\nsteps:\n  - id: A1\n    name: Check\n    next: end\n"
    model = read_yaml(text)
    assert isinstance(model, Process)
    assert write_yaml(model) == f"bpr: 1\n{text}"


def test_a_dead_end_is_written_with_explicit_events():
    model = process(steps=[{"id": "A1", "name": "Check"}])
    text = write_yaml(model)
    assert "events: explicit" in text
    assert read_yaml(text) == model


def test_an_empty_process_comes_back():
    assert read_yaml(write_yaml(process())) == process()


def test_keys_stand_in_the_order_people_expect():
    step = {"next": "end", "id": "A1", "wait": 3, "note": "n", "time": 5, "role": "r", "name": "Check"}
    events = [
        {"id": "start", "event": None, "position": "start", "next": "A1"},
        {"id": "end", "event": None, "position": "end"},
    ]
    text = write_yaml(process(roles={"r": "Clerk"}, steps=[step, *events]))
    keys = [line.split(":")[0].strip(" -") for line in text.splitlines()]
    assert keys == ["bpr", "process", "roles", "r", "steps", "id", "name", "role", "time", "wait", "note", "next"]


@pytest.mark.parametrize("share", [0.15, 0.07, 1 / 3, 1.0, 0.0, 1e-9, 0.1 + 0.2])
def test_a_share_comes_back_to_the_last_bit(share):
    model = process(steps=[{"id": "A", "decision": "x", "next": [{"to": "A", "share": share}]}])
    assert read_yaml(write_yaml(model)) == model


@pytest.mark.parametrize("label", ["", "true", "yes", "no", "~"])
def test_a_label_that_looks_like_a_mark_stays_a_label(label):
    model = process(steps=[{"id": "A", "decision": {"en": label}, "next": "A"}])
    assert read_yaml(write_yaml(model)) == model


def test_empty_lists_that_mean_none_are_not_lost():
    model = process(steps=[{"id": "A", "name": "x", "system": [], "documents": {"in": []}}])
    again = read_yaml(write_yaml(model))
    assert again == model
    assert isinstance(again, Process)
    assert again.activities()[0].systems == ()


def test_duties_are_written_as_letters():
    model = process(roles={"r": "Clerk"}, steps=[{"id": "A", "name": "x", "raci": {"r": "AR"}}])
    assert "raci: {r: A/R}" in write_yaml(model)
    assert read_yaml(write_yaml(model)) == model


def test_the_first_line_names_the_schema_only_when_asked():
    model = process()
    assert write_yaml(model, schema="../process.schema.json").startswith(
        "# yaml-language-server: $schema=../process.schema.json\nbpr: 1\n"
    )
    assert write_yaml(model).startswith("bpr: 1\n")
