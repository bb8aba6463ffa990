"""Edge cases every analysis must survive (handbook 15), row by row; each test is named after its row."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

import bpr
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.soundness.net import compile_net
from bpr.analysis.soundness.token_game import explore
from bpr.compare.comparison import compare
from bpr.diagnosis.analyse import analyse
from bpr.errors import InputError
from bpr.graph import build_graph
from bpr.model import Process
from bpr.quantity import Status
from tests.analysis.small_models import END, chain, process, rework, start

A = {"id": "A", "name": "Write", "role": "clerk", "time": 10, "wait": 0}
B = {"id": "B", "name": "Read", "role": "boss", "time": 5, "wait": 0}


def codes(analysis) -> set[str]:
    return {finding.code for finding in analysis.findings}


def load_text(tmp_path: Path, text: str) -> Process:
    path = tmp_path / "p.yaml"
    path.write_text(text, "utf-8")
    loaded = bpr.load(str(path))
    assert isinstance(loaded, Process)
    return loaded


def test_an_empty_model_gives_zero_counts_null_ratios_and_no_start_and_end():
    found = analyse(Process(id="empty"))
    assert {"NO_START", "NO_END"} <= codes(found)
    assert (found.summary.nodes, found.summary.activities, found.summary.flows) == (0, 0, 0)
    assert found.handoffs["role"].handoff_ratio.value is None
    assert found.flow.cycle_time_efficiency.value is None


def test_a_single_activity_without_events_is_invalid_and_still_measured():
    found = analyse(process(A))
    assert {"NO_START", "NO_END"} <= codes(found)
    assert found.soundness.verdict == "invalid"
    assert found.summary.activities == 1
    assert found.complexity.to_json()["nodes"]["value"] == 1


def test_start_to_end_only_is_sound_with_no_transfers_and_no_work():
    found = analyse(process(start("E"), END))
    assert found.soundness.verdict == "sound"
    role = found.handoffs["role"]
    assert (role.transfers_per_case.value, role.transfers_per_case.status) == (0, Status.EXACT)
    assert role.handoff_ratio.value is None
    assert (found.flow.time_per_case.value, found.flow.time_per_case.status) == (0, Status.EXACT)


def test_an_activity_without_role_makes_handoffs_bounded_and_duties_and_queues_unknown():
    nobody = {key: value for key, value in A.items() if key != "role"} | {"id": "X", "name": "Sort"}
    found = analyse(
        process(*chain(A, nobody, B), volume={"cases": 10, "per": "day"}, roles={"clerk": {"name": "C", "people": 1}})
    )
    handoffs = found.handoffs["role"].handoffs_per_case
    assert handoffs.value is None
    assert (handoffs.lower, handoffs.upper) == (0, 2)
    assert "R_UNKNOWN" in codes(found)
    assert any("X" in missing for missing in found.queues.missing)


def test_two_flows_with_the_same_ends_keep_both_and_their_weights_add_up():
    twice = [
        start("G"),
        {"id": "G", "decision": "Which?", "next": [{"to": "A", "when": "a", "share": 0.4}, {"to": "A", "share": 0.6}]},
        {**A, "next": "E"},
        END,
    ]
    found = analyse(process(*twice))
    assert len([flow for flow in found.process.flows if (flow.source, flow.target) == ("G", "A")]) == 2
    assert found.flow.visits["A"].value == pytest.approx(1)
    assert found.complexity.to_json()["cfc"]["value"] == 2


def test_a_self_flow_with_a_share_is_a_repeat_until_loop():
    found = analyse(
        process(*chain({**A, "next": [{"to": "A", "share": "25%"}, {"to": "B", "share": "75%"}]}, B)),
    )
    assert found.flow.visits["A"].value == pytest.approx(4 / 3)
    (edge,) = found.loops.returning_edges
    assert edge.loop_class == "self_loop"


def test_a_flow_with_share_zero_is_legal_and_its_target_has_exactly_no_visits():
    steps = chain(A, {"id": "G", "decision": "Odd?", "next": [{"to": "B", "share": 0}, {"to": "E", "share": 1}]}, B)
    found = analyse(process(*steps))
    assert (found.flow.visits["B"].value, found.flow.visits["B"].status) == (0, Status.EXACT)
    assert found.soundness.verdict == "sound"
    assert "UNREACHABLE" not in codes(found)
    assert any(finding.code == "SHARE_ZERO" and finding.severity == "info" for finding in found.findings)


def test_share_one_on_a_loop_has_no_exit_and_infinite_results():
    found = analyse(process(*rework("100%")))
    assert "NO_EXIT_PROBABILITY" in codes(found)
    assert found.flow.cycle_time.status in (Status.INFINITE, Status.INVALID)
    assert found.flow.cycle_time.value is None


def test_all_times_zero_give_exact_zero_work_no_efficiency_and_no_load():
    steps = [{**step, "time": 0, "wait": 0} if "name" in step else step for step in chain(A, B)]
    people = {"clerk": {"name": "C", "people": 1}, "boss": {"name": "B", "people": 1}}
    found = analyse(process(*steps, roles=people, volume={"cases": 10, "per": "hour"}))
    assert (found.flow.time_per_case.value, found.flow.time_per_case.status) == (0, Status.EXACT)
    assert found.flow.cycle_time_efficiency.value is None
    assert {load.rho.value for load in found.load.roles.values()} == {0}


def ladder(steps: int) -> list[dict]:
    """Decisions in a row, each of which may send the work back to the one before."""
    names = [f"D{i}" for i in range(steps)]
    ways = [
        [{"to": following, "share": 0.9}, {"to": names[max(0, i - 1)], "share": 0.1}]
        for i, following in enumerate([*names[1:], "E"])
    ]
    return [start("D0"), *({"id": n, "decision": n, "next": way} for n, way in zip(names, ways, strict=True)), END]


def test_a_model_of_2000_nodes_is_solved_within_a_second_without_listing_cycles():
    graph = build_graph(process(*ladder(2_000)))
    begin = time.process_time()
    visits = expected_visits(graph)
    seconds = time.process_time() - begin
    assert visits.flow["D1999->E"] == pytest.approx(1)
    assert seconds < 1.0


def wide(branches: int) -> list[dict]:
    names = [f"B{i}" for i in range(branches)]
    middle = [
        {"id": name, "name": f"Part {name}", "role": name, "time": {"exponential": 6}, "wait": 0, "next": "J"}
        for name in names
    ]
    return [
        start("P"),
        {"id": "P", "parallel": None, "next": names},
        *middle,
        {"id": "J", "parallel": None, "next": "E"},
        END,
    ]


def test_a_parallel_block_of_30_branches_is_proved_by_reduction_and_its_mean_is_in_closed_form():
    found = analyse(process(*wide(30)))
    assert found.soundness.verdict == "sound"
    assert {part.method for part in found.soundness.parts} == {"block_reduction"}
    assert found.flow.cycle_time.value == pytest.approx(6 * 3.9950, abs=6e-4)
    assert found.flow.cycle_time.value == pytest.approx(6 * math.fsum(1 / k for k in range(1, 31)))


def test_the_state_space_of_30_branches_is_refused():
    graph = build_graph(process(*wide(30)))
    space = explore(compile_net(graph, ["S"]).net, max_states=2_000)
    assert not space.complete


@pytest.mark.parametrize("label", ["审核订单并通知客户", "🚀 启动 🎉", "مراجعة الطلب", "x" * 500, "a\tb\nc"])
def test_labels_of_any_script_and_length_are_text(label):
    odd = process(*chain({**A, "name": label}, {**B, "name": label}))
    found = analyse(odd)
    assert found.soundness.verdict == "sound"
    assert compare(odd, odd).edits == ()
    assert odd.draw().svg.startswith("<svg")


def test_ids_with_spaces_and_punctuation_are_never_parsed():
    strange = ["a b", "x->y#2", "é.1/2", "&<>\"'"]
    steps = chain(*({**A, "id": name, "name": f"Do {i}"} for i, name in enumerate(strange)))
    found = analyse(process(*steps))
    assert found.soundness.verdict == "sound"
    assert all(found.flow.visits[name].value == 1 for name in strange)


def test_a_role_named_like_a_department_is_not_merged_with_it():
    people = {"sales": {"name": "Sales", "department": "sales"}, "boss": {"name": "Boss", "department": "sales"}}
    steps = chain({**A, "role": "sales"}, {**B, "role": "boss"})
    found = analyse(process(*steps, roles=people, departments={"sales": "Sales"}))
    assert found.handoffs["role"].handoffs_per_case.value == 1
    assert found.handoffs["department"].handoffs_per_case.value == 0


@pytest.mark.parametrize(("duty", "warned"), [("consulted", False), ("informed", False), ("accountable", True)])
def test_a_customer_may_be_asked_and_told_but_not_accountable_without_a_warning(duty, warned):
    departments = {"outside": {"name": "Customer", "external": True}, "inside": "Inside"}
    people = {"clerk": {"name": "C", "department": "inside"}, "customer": {"name": "K", "department": "outside"}}
    model = process(*chain({**A, duty: "customer"}), roles=people, departments=departments)
    warnings = {finding.code for finding in analyse(model).findings if finding.severity == "warning"}
    assert ("A_EXTERNAL" in warnings) == warned


def test_two_pools_are_each_checked_alone_and_messages_count_as_handoffs_across():
    model = process(
        {"id": "S1", "event": None, "role": "clerk", "position": "start", "next": "A"},
        {**A, "next": "E1"},
        {"id": "E1", "event": None, "role": "clerk", "position": "end"},
        {"id": "S2", "event": None, "department": "them", "position": "start", "trigger": "message", "next": "B"},
        {**B, "next": "E2"},
        {"id": "E2", "event": None, "department": "them", "position": "end"},
        roles={"clerk": {"name": "C", "department": "us"}, "boss": {"name": "B", "department": "them"}},
        organisations={"one": "One", "two": "Two"},
        departments={"us": {"name": "U", "organisation": "one"}, "them": {"name": "T", "organisation": "two"}},
        messages=[{"id": "M1", "from": "A", "to": "S2", "name": "order"}],
    )
    found = analyse(model)
    assert len(found.soundness.parts) == 2
    assert found.soundness.verdict == "sound"
    assert found.handoffs["organisation"].handoffs_per_case.value == 1


@pytest.mark.parametrize("blank", ["n/a", "-", '""', "~", "N/A"])
def test_blank_words_in_number_cells_are_unknown(tmp_path, blank):
    text = f"bpr: 1\nprocess: p\nsteps:\n  - {{id: A, name: Do it, time: {blank!s}, wait: 0}}\n"
    assert load_text(tmp_path, text).nodes["A"].time is None


@pytest.mark.parametrize("bad", [".nan", ".inf", "-.inf", "-3", "'-3 min'", "abc"])
def test_numbers_that_are_none_are_refused_with_their_place(tmp_path, bad):
    text = f"bpr: 1\nprocess: p\nsteps:\n  - {{id: A, name: Do it, time: {bad}}}\n"
    with pytest.raises(InputError) as caught:
        load_text(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.code == "BAD_NUMBER"
    assert problem.where.line == 4
    assert problem.remedy.pick("zh")


@pytest.mark.parametrize("share", ["150%", "1.5", "-0.1", ".nan"])
def test_shares_outside_zero_to_one_are_refused_with_their_place(tmp_path, share):
    text = (
        "bpr: 1\nprocess: p\nsteps:\n  - id: G\n    decision: ok?\n"
        f"    next:\n      - {{to: A, share: {share}}}\n  - {{id: A, name: Do it}}\n"
    )
    with pytest.raises(InputError) as caught:
        load_text(tmp_path, text)
    assert caught.value.problems[0].where.line == 7


def test_a_role_with_nobody_is_told_when_there_is_work_for_it():
    people = {"clerk": {"name": "C", "people": 0}}
    found = analyse(process(*chain(A), roles=people, volume={"cases": 10, "per": "hour"}))
    assert "NO_SERVER" in codes(found)


@pytest.mark.parametrize("calendar", ["{hours_per_day: 0, days_per_week: 5}", "{hours_per_day: 8, days_per_week: 0}"])
def test_an_empty_calendar_is_refused(tmp_path, calendar):
    with pytest.raises(InputError):
        load_text(tmp_path, f"bpr: 1\nprocess: p\nworking_time: {calendar}\nsteps:\n  - {{id: A, name: Do it}}\n")


def test_the_direction_of_good_decides_the_word_for_a_negative_difference():
    slower, quicker = process(*rework("20%")), process(*rework("10%"))
    better = compare(slower, quicker)
    worse = compare(quicker, slower)
    assert better.kpi("cycle_time").delta.value < 0
    assert better.kpi("cycle_time").verdict == "improved"
    assert worse.kpi("cycle_time").verdict == "worse"


def test_a_model_compared_with_itself_has_not_changed():
    model = process(*rework())
    same = compare(model, model)
    assert same.edits == ()
    assert same.distance.similarity == 1
    assert {kpi.delta.value for kpi in same.kpis if kpi.delta.value is not None} == {0}
