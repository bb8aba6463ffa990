from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from bpr.analysis.soundness.check import check_soundness
from bpr.graph import build_graph
from bpr.model import Process
from tests.analysis.soundness.models import drawn, wide_block
from tests.strategies import processes


def report(arrows, **options):
    return check_soundness(drawn(arrows), **options)


def checked(*steps, **header):
    return check_soundness(build_graph(Process.model_validate({"process": "p", "steps": list(steps), **header})))


def codes(result):
    return [fault.code for fault in result.errors]


START = {"id": "S", "event": None, "position": "start"}
END = {"id": "E", "event": None, "position": "end"}


def test_an_empty_model_is_invalid_and_not_searched():
    result = check_soundness(build_graph(Process(id="empty")))
    assert (result.verdict, result.states_explored, codes(result)) == ("invalid", 0, ["NO_END", "NO_START"])


def test_start_to_end_is_sound():
    assert report("S>E").verdict == "sound"


def test_a_thirty_way_parallel_block_is_proved_at_once():
    begin = time.perf_counter()
    result = report(wide_block(30))
    assert (result.verdict, result.method, result.states_explored) == ("sound", "block_reduction", 0)
    assert time.perf_counter() - begin < 1


def test_a_thirty_way_inclusive_block_is_proved_at_once():
    assert report(wide_block(30, split="O", join="O")).method == "block_reduction"


def test_a_wide_block_with_the_wrong_join_is_unsound_although_the_search_stops():
    result = report(wide_block(30, join="X"), max_states=500)
    assert result.verdict == "unsound"
    assert codes(result) == ["LACK_OF_SYNC"]
    assert "STATE_LIMIT" in [fault.code for fault in result.warnings]


def crossed_choices(width):
    """Branches with a choice of two parallel splits each, joined crosswise: sound, one wide region, no block."""
    branches = " ".join(
        f"P>X{n} X{n}>P{n}a X{n}>P{n}b P{n}a>X{n}l P{n}a>X{n}r P{n}b>X{n}l P{n}b>X{n}r "
        f"X{n}l>P{n}j X{(n + 1) % width}r>P{n}j P{n}j>Pz"
        for n in range(width)
    )
    return f"S>P {branches} Pz>E"


def test_what_cannot_be_searched_to_the_end_is_unknown_never_sound():
    assert report(crossed_choices(3)).verdict == "sound"
    result = report(crossed_choices(14), max_states=300)
    assert result.verdict == "unknown"
    assert "STATE_LIMIT" in {fault.code for fault in result.warnings}
    assert result.sound_at(("S",)) is None


def test_regions_are_searched_apart_so_that_the_space_does_not_multiply():
    knot = (
        "P>a{0} a{0}>X{0} X{0}>P{0}a X{0}>P{0}b P{0}a>X{0}l P{0}a>X{0}r P{0}b>X{0}l P{0}b>X{0}r "
        "X{0}l>P{0}j X{0}r>P{0}j P{0}j>c{0} c{0}>Pz"
    )
    inner = " ".join(knot.format(n) for n in range(12))
    result = report(f"S>P {inner} Pz>E")
    assert (result.verdict, result.method) == ("sound", "fragments")
    assert result.states_explored < 500


@pytest.mark.parametrize("code", ["LACK_OF_SYNC", "DEADLOCK"])
def test_a_fault_in_one_region_of_a_space_too_large_to_search_is_still_proved(code):
    chain = "P>{0}0 " + " ".join(f"{{0}}{n}>{{0}}{n + 1}" for n in range(6)) + " {0}6>X{0} "
    knot = (
        "X{0}>P{0}a X{0}>P{0}b P{0}a>X{0}l P{0}a>X{0}r P{0}b>X{0}l P{0}b>X{0}r "
        "X{0}l>P{0}j X{0}r>P{0}j P{0}j>c{0} c{0}>Pz "
    )
    arrows = "".join((chain + knot).format(name) for name in "dfghkmn")
    broken = arrows.replace("Pnj", "Xnj") if code == "LACK_OF_SYNC" else arrows.replace("Xnr", "Pnr")
    result = report(f"S>P {broken} Pz>E", max_states=400)
    assert result.verdict == "unsound"
    assert {fault.code for fault in result.errors} == {code}
    assert "STATE_LIMIT" in {fault.code for fault in result.warnings}


def test_pools_are_judged_one_by_one_and_messages_carry_no_token():
    result = checked(
        {**START, "department": "a", "next": "P"},
        {"id": "P", "parallel": None, "department": "a", "next": ["A", "B"]},
        {"id": "A", "name": "A", "department": "a", "next": "X"},
        {"id": "B", "name": "B", "department": "a", "next": "X"},
        {"id": "X", "decision": None, "department": "a", "next": "E"},
        {**END, "department": "a"},
        {"id": "S2", "event": None, "position": "start", "department": "b", "next": "E2"},
        {"id": "E2", "event": None, "position": "end", "department": "b"},
        organisations={"us": "We", "them": "They"},
        departments={"a": {"name": "A", "organisation": "us"}, "b": {"name": "B", "organisation": "them"}},
        messages=[{"id": "m", "from": "A", "to": "S2"}],
    )
    assert {part.organisations: part.verdict for part in result.parts} == {("us",): "unsound", ("them",): "sound"}
    assert result.verdict == "unsound"
    assert result.sound_at(("S2",)) is True
    assert result.sound_at(("S",)) is False
    assert result.sound_at(("nowhere",)) is None


def test_an_expanded_sub_process_ends_when_all_work_inside_is_done():
    inner = [
        {"id": "i", "event": None, "position": "start", "next": "P"},
        {"id": "P", "parallel": None, "next": ["A", "B"]},
        {"id": "A", "name": "A", "next": "k"},
        {"id": "B", "name": "B", "next": "k"},
        {"id": "k", "event": None, "position": "end"},
    ]
    result = checked({**START, "next": "W"}, {"id": "W", "subprocess": "W", "steps": inner, "next": "E"}, END)
    assert (result.verdict, codes(result)) == ("sound", [])


def test_a_deadlock_inside_a_sub_process_is_found_and_blamed_on_the_authors_join():
    inner = [
        {"id": "i", "event": None, "position": "start", "next": "X"},
        {"id": "X", "decision": "Which?", "next": ["A", "B"]},
        {"id": "A", "name": "A", "next": "J"},
        {"id": "B", "name": "B", "next": "J"},
        {"id": "J", "parallel": None, "next": "k"},
        {"id": "k", "event": None, "position": "end"},
    ]
    result = checked({**START, "next": "W"}, {"id": "W", "subprocess": "W", "steps": inner, "next": "E"}, END)
    assert codes(result) == ["DEADLOCK", "DEAD_NODE"]
    assert result.errors[0].where == ("J",)
    assert set(result.errors[1].where) == {"J", "k", "E"}


def test_a_terminate_event_inside_a_sub_process_clears_only_that():
    inner = [
        {"id": "i", "event": None, "position": "start", "next": "P"},
        {"id": "P", "parallel": None, "next": ["A", "t"]},
        {"id": "A", "name": "A", "next": "J"},
        {"id": "J", "parallel": None, "next": "k"},
        {"id": "t", "event": None, "position": "end", "trigger": "terminate"},
        {"id": "k", "event": None, "position": "end"},
    ]
    result = checked({**START, "next": "W"}, {"id": "W", "subprocess": "W", "steps": inner, "next": "E"}, END)
    assert result.verdict == "sound"


def test_boundary_events_that_interrupt_exclude_the_normal_way_and_others_come_on_top():
    def with_event(**event):
        return checked(
            {**START, "next": "A"},
            {"id": "A", "name": "A", "next": "J"},
            {"id": "b", "event": "late", "position": "boundary", "on": "A", "next": "J", **event},
            {"id": "J", "parallel": None, "next": "E"},
            END,
        )

    assert codes(with_event(interrupting=True))[0] == "DEADLOCK"
    assert codes(with_event(interrupting=False)) == ["DEADLOCK"]


def test_a_reminder_that_ends_by_itself_is_no_fault():
    result = checked(
        {**START, "next": "A"},
        {"id": "A", "name": "A", "next": "E"},
        {"id": "b", "event": "late", "position": "boundary", "on": "A", "interrupting": False, "next": "R"},
        {"id": "R", "name": "Remind", "next": "E2"},
        END,
        {"id": "E2", "event": None, "position": "end"},
    )
    assert (result.verdict, codes(result)) == ("sound", [])
    assert "MULTI_END_TOKENS" in {fault.code for fault in result.warnings}


def test_event_sub_processes_are_checked_apart():
    inner = [
        {"id": "i", "event": "cancelled", "position": "start", "next": "X"},
        {"id": "X", "decision": "Which?", "next": ["A", "B"]},
        {"id": "A", "name": "A", "next": "J"},
        {"id": "B", "name": "B", "next": "J"},
        {"id": "J", "parallel": None, "next": "k"},
        {"id": "k", "event": None, "position": "end"},
    ]
    result = checked({**START, "next": "E"}, END, {"id": "W", "subprocess": "W", "triggered": True, "steps": inner})
    assert [(part.entry, part.verdict) for part in result.parts] == [(False, "sound"), (True, "unsound")]
    assert result.errors[0].where == ("J",)


def test_the_default_way_of_an_inclusive_split_is_taken_only_when_no_other_is():
    steps = [
        {**START, "next": "O"},
        {"id": "O", "inclusive": None, "next": [{"to": "A", "when": "a"}, {"to": "X", "default": True}]},
        {"id": "A", "name": "A", "next": "X"},
        {"id": "X", "decision": None, "next": "E"},
        END,
    ]
    assert checked(*steps).verdict == "sound"
    steps[1] = {"id": "O", "inclusive": None, "next": [{"to": "A", "when": "a"}, {"to": "X", "when": "b"}]}
    assert codes(checked(*steps)) == ["LACK_OF_SYNC"]


def test_the_json_has_the_fields_of_the_handbook():
    document = report("S>X1 X1>A X1>B A>P1 B>P1 P1>E").to_json()
    assert set(document) == {"verdict", "errors", "warnings", "states_explored", "method", "parts"}
    assert set(document["errors"][0]) == {"code", "where", "explanation", "repair", "path"}
    assert document["errors"][0]["path"] == ["S", "X1", "A"]


def test_a_state_space_of_two_to_the_sixteen_is_searched_in_seconds():
    from bpr.analysis.soundness.net import compile_net
    from bpr.analysis.soundness.token_game import explore

    graph = drawn(wide_block(16))
    begin = time.perf_counter()
    space = explore(compile_net(graph, graph.starts).net, max_states=200_000)
    assert space.complete
    assert space.states > 2**16
    assert time.perf_counter() - begin < 20


@given(processes())
@settings(max_examples=60, deadline=None)
def test_any_model_is_judged_and_every_fault_is_told_in_both_languages(process):
    result = check_soundness(build_graph(process), max_states=2_000)
    assert result.verdict in ("sound", "unsound", "invalid", "unknown")
    assert all(fault.explanation.zh and fault.repair.zh for fault in result.faults)
    assert set(result.findings) <= {fault.finding() for fault in result.faults}


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_a_smaller_bound_never_turns_an_unsound_model_sound(limit):
    assert report("S>X1 X1>A X1>B A>P1 B>P1 P1>E", max_states=limit).verdict in ("unsound", "unknown")
