"""The least and the greatest sum over all possible unknown shares."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.frequency.sums import total
from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.model import Process
from bpr.quantity import Status
from tests.analysis.small_models import END, graph, start


def bounds(built, reward):
    found = expected_visits(built).bounds
    return found.least(reward), found.greatest(reward)


def step(name, *to):
    return {"id": name, "name": name, "next": list(to)}


def choice(name, *ways):
    return {"id": name, "decision": "?", "next": list(ways)}


def test_an_unknown_choice_lies_between_its_branches():
    built = graph(start("X"), choice("X", "B", "C"), step("B", "E"), step("C", "E"), END)
    assert bounds(built, {"B": 2.0, "C": 8.0}) == (2.0, 8.0)


def test_known_shares_beside_unknown_ones_count_with_their_share_only():
    ways = [{"to": "B", "share": 0.4}, "C", "D"]
    built = graph(start("X"), choice("X", *ways), step("B", "E"), step("C", "E"), step("D", "E"), END)
    found = bounds(built, {"B": 10.0, "C": 1.0, "D": 5.0})
    assert found == (pytest.approx(4.6), pytest.approx(7.0))


def test_an_inclusive_split_takes_one_branch_at_least_and_all_at_most():
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": ["B", "C"]},
        step("B", "J"),
        step("C", "J"),
        {"id": "J", "inclusive": None, "next": "D"},
        step("D", "E"),
        END,
    )
    assert bounds(built, {"B": 2.0, "C": 8.0, "D": 100.0}) == (102.0, 110.0)


def test_the_default_way_is_taken_alone():
    ways = ["B", "C", {"to": "D", "default": True}]
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": ways},
        *(step(name, "J") for name in "BCD"),
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    assert bounds(built, {"B": 2.0, "C": 3.0, "D": 4.0})[1] == 5.0
    assert bounds(built, {"B": 2.0, "C": 3.0, "D": 9.0}) == (2.0, 9.0)


def test_beside_a_branch_that_is_always_taken_the_unknown_ones_may_all_stay_out():
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": [{"to": "B", "share": 1.0}, "C", "D"]},
        *(step(name, "J") for name in "BCD"),
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    assert bounds(built, {"B": 1.0, "C": 3.0, "D": 4.0}) == (1.0, 8.0)


def test_a_choice_inside_an_inclusive_branch_is_not_misled_by_what_comes_behind_the_join():
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": [{"to": "X", "share": 1.0}, {"to": "C", "share": 0.5}]},
        choice("X", "J", "B"),
        step("B", "J"),
        step("C", "J"),
        {"id": "J", "inclusive": None, "next": "D"},
        step("D", "E"),
        END,
    )
    assert bounds(built, {"B": 5.0, "D": 50.0}) == (50.0, 55.0)


def test_a_loop_through_an_unknown_branch_has_no_greatest_sum():
    built = graph(start("A"), step("A", "X"), choice("X", "A", "E"), END)
    assert bounds(built, {"A": 3.0}) == (3.0, None)


def test_a_loop_with_known_shares_around_an_unknown_exit_is_bounded():
    ways = [{"to": "A", "share": 0.5}, "B", "C"]
    built = graph(start("A"), step("A", "X"), choice("X", *ways), step("B", "E"), step("C", "E"), END)
    assert bounds(built, {"A": 3.0, "B": 1.0, "C": 2.0}) == (pytest.approx(7.0), pytest.approx(8.0))


def test_starts_of_unknown_frequency_leave_everything_open():
    built = graph(
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {"id": "T", "event": None, "position": "start", "next": "E"},
        step("A", "E"),
        END,
    )
    assert bounds(built, {"A": 1.0}) == (None, None)


def test_a_parallel_join_counts_once_for_all_its_branches():
    built = graph(
        start("X"),
        choice("X", "P", "C"),
        {"id": "P", "parallel": None, "next": ["A", "B"]},
        step("A", "J"),
        step("B", "J"),
        {"id": "J", "parallel": None, "next": "D"},
        step("D", "E"),
        step("C", "E"),
        END,
    )
    assert bounds(built, {"A": 1.0, "B": 1.0, "D": 10.0, "C": 11.0}) == (11.0, 12.0)


@st.composite
def open_choices(draw):
    """Steps in a row with up to three choices of unknown shares that lead onward, and known ways back."""
    size = draw(st.integers(2, 7))
    names = [f"N{number}" for number in range(size)]
    steps, open_ones = [start("N0")], []
    for number, name in enumerate(names):
        onward = [*names[number + 1 :], "E"]
        kind = draw(st.sampled_from(("step", "open", "open", "back")))
        if kind == "open" and len(open_ones) < 3 and len(onward) > 1:
            targets = draw(st.lists(st.sampled_from(onward), min_size=2, max_size=3, unique=True))
            steps.append(choice(name, *targets))
            open_ones.append((name, targets))
        elif kind == "back" and number:
            back = draw(st.sampled_from(names[1 : number + 1]))
            if back == onward[0]:
                steps.append(step(name, onward[0]))
            else:
                steps.append(choice(name, {"to": back, "share": 0.25}, {"to": onward[0], "share": 0.75}))
        else:
            steps.append(step(name, onward[0]))
    reward = {name: float(draw(st.integers(0, 9))) for name in names}
    return [*steps, END], open_ones, reward


def decided(steps, taken):
    """The same steps when each open choice always takes one way."""
    return [
        {**node, "next": [{"to": to, "share": float(to == taken[node["id"]])} for to in node["next"]]}
        if node["id"] in taken
        else node
        for node in steps
    ]


@given(open_choices())
def test_bounds_are_the_extremes_over_all_decided_models(drawn):
    steps, open_ones, reward = drawn
    built = build_graph(Process.model_validate({"process": "p", "steps": steps}))
    names = [name for name, _ in open_ones]
    sums, endless = [], False
    for picks in product(*(targets for _, targets in open_ones)):
        model = Process.model_validate({"process": "p", "steps": decided(steps, dict(zip(names, picks, strict=True)))})
        found = total(build_graph(model), expected_visits(build_graph(model)), reward, unit="1")
        endless = endless or found.status is Status.INFINITE
        if found.value is not None:
            sums.append(found.value)
    least, greatest = bounds(built, reward)
    assert least == pytest.approx(min(sums), abs=1e-9)
    if greatest is None:
        groups = {node: group for group in built.groups for node in group}
        assert any(target in groups[name] for name, targets in open_ones for target in targets)
    else:
        assert not endless
        assert greatest == pytest.approx(max(sums), abs=1e-9)
