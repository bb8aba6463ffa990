"""Start and end events that a file may leave out."""

from __future__ import annotations

import copy

from hypothesis import given, settings

from bpr.formats.implied_events import add_implied, drop_implied
from tests.strategies import process_data

START = {"id": "start", "event": None, "position": "start", "next": "A1"}
END = {"id": "end", "event": None, "position": "end"}


def step(name: str, following: object = None, **more: object) -> dict[str, object]:
    return {"id": name, "name": name, **more} | ({} if following is None else {"next": following})


def test_start_and_end_are_added_behind_the_written_steps():
    assert add_implied([step("A1", "A2"), step("A2")]) == [step("A1", "A2"), step("A2", "end"), START, END]


def test_the_word_end_means_an_end_event():
    assert add_implied([step("A1", "end")]) == [step("A1", "end"), START, END]


def test_the_word_end_is_found_inside_ways_with_conditions():
    ways = [{"to": "A1", "share": "10%"}, {"to": "end"}]
    assert add_implied([step("A1", ways)])[-1] == END


def test_a_written_start_event_stops_the_implied_one():
    written = {"id": "S", "event": "Order in", "position": "start", "next": "A1"}
    assert add_implied([written, step("A1", "end")]) == [written, step("A1", "end"), END]


def test_a_written_end_event_leaves_a_dead_end_to_the_author():
    written = {"id": "E", "event": "Done", "position": "end"}
    assert add_implied([step("A1", "E"), step("A2"), written]) == [step("A1", "E"), step("A2"), written, START]


def test_beside_a_written_end_event_the_word_end_still_works():
    written = {"id": "E", "event": "Done", "position": "end"}
    assert add_implied([step("A1", ["E", "end"]), written])[-1] == END


def test_a_step_called_end_keeps_its_name_and_the_implied_end_gets_another():
    result = add_implied([step("A1", "end"), step("end")])
    assert result[1] == step("end", "end-2")
    assert result[-1] == {"id": "end-2", "event": None, "position": "end"}


def test_a_step_called_start_keeps_its_name_and_the_implied_start_gets_another():
    result = add_implied([step("start", "end")])
    assert result[1] == {"id": "start-2", "event": None, "position": "start", "next": "start"}


def test_an_id_inside_a_sub_process_is_taken_too():
    inner = {"id": "S1", "subprocess": "Inner", "steps": [step("end")]}
    assert add_implied([inner])[-1]["id"] == "end-2"


def test_steps_with_nothing_behind_them_by_nature_are_left_alone():
    lone = [
        step("C", compensation="true"),
        {"id": "T", "subprocess": "On error", "triggered": "true"},
        {"id": "L", "event": "Go on", "trigger": "link", "throws": "yes"},
        {"id": "B", "event": "Undo", "position": "boundary", "trigger": "compensation", "on": "A1"},
    ]
    result = add_implied([*lone, step("A1", "end")])
    assert result[: len(lone)] == lone
    assert {entry["id"]: entry.get("next") for entry in result}["start"] == "L"


def test_a_case_does_not_begin_on_a_border_or_with_compensation():
    border = {"id": "B", "event": "Late", "position": "boundary", "on": "A1", "next": "A1"}
    result = add_implied([border, step("C", compensation="true"), step("A1", "end")])
    assert result[3] == START


def test_no_steps_stay_no_steps():
    assert add_implied([]) == []


def test_steps_that_are_not_mappings_are_passed_through():
    assert add_implied(["A1", None]) == ["A1", None]


def test_a_first_step_without_id_leads_to_no_start():
    assert add_implied([{"name": "x", "next": "end"}]) == [{"name": "x", "next": "end"}, END]


def test_what_reading_would_add_is_dropped_again():
    assert drop_implied([step("A1", "end"), START, END]) == [step("A1", "end")]


def test_a_dead_end_without_any_end_event_cannot_be_left_to_reading():
    assert drop_implied([{**START}, step("A1")]) is None


def test_named_events_are_kept():
    steps = [{**START, "event": "Order in"}, step("A1", "E"), {**END, "id": "E"}]
    assert drop_implied(steps) == steps


@settings(deadline=None, max_examples=50)
@given(process_data())
def test_adding_changes_nothing_of_what_is_given_and_adding_twice_is_adding_once(data):
    steps = data["steps"]
    before = copy.deepcopy(steps)
    once = add_implied(steps)
    assert steps == before
    assert add_implied(once) == once
    short = drop_implied(once)
    assert short is not None
    assert add_implied(short) == once
