"""What a process knows about its own parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bpr.model import Process, Rate, Role, Volume, WorkingTime
from tests.strategies import processes


def process(*steps: dict[str, object], **more: object) -> Process:
    return Process.model_validate({"process": "p", "steps": steps, **more})


def test_flows_get_an_id_from_their_ends_and_parallel_flows_a_number():
    flows = process({"id": "A", "next": ["B", "B", {"to": "B", "id": "own"}]}, {"id": "B"}).flows
    assert [flow.id for flow in flows] == ["A->B", "A->B#2", "own"]


def test_nested_nodes_stand_right_behind_their_sub_process():
    inner = {
        "id": "S",
        "subprocess": "x",
        "steps": [{"id": "B"}, {"id": "T", "subprocess": "y", "steps": [{"id": "C"}]}],
    }
    model = process({"id": "A"}, inner, {"id": "D"})
    assert list(model.nodes) == ["A", "S", "B", "T", "C", "D"]
    assert model.parents == {"B": "S", "T": "S", "C": "T"}
    assert [activity.id for activity in model.activities()] == ["A", "S", "B", "T", "C", "D"]


def test_the_department_of_a_node_is_its_own_else_its_roles_else_unknown():
    model = process(
        {"id": "A", "role": "r"},
        {"id": "B", "role": "r", "department": "e"},
        {"id": "C", "role": "q"},
        {"id": "D"},
        departments={"d": "D", "e": "E"},
        roles={"r": {"name": "R", "department": "d"}, "q": "Q"},
    )
    assert [model.department_of(node) for node in model.steps] == ["d", "e", None, None]


def test_a_department_is_external_by_itself_or_through_its_organisation():
    model = process(
        organisations={"o": {"name": "O", "external": True}},
        departments={"a": {"name": "A", "external": True}, "b": {"name": "B", "organisation": "o"}, "c": "C"},
    )
    assert [model.is_external(name) for name in ("a", "b", "c", "z", None)] == [True, True, False, None, None]


def test_units_periods_and_rates_have_short_words():
    assert process(time_unit="小时").time_unit == "h"
    assert Volume.model_validate({"cases": 5, "per": "Months"}).per == "month"
    assert Volume.model_validate({"cases": 5, "per": "周"}).per == "week"
    assert Rate.model_validate(25) == Rate(amount=25, per="h")
    assert Rate.model_validate({"amount": 9, "per": "day"}).per == "d"


def test_a_role_without_people_has_an_unknown_head_count():
    assert Role.model_validate("Clerk").people is None
    assert Role.model_validate({"name": "Clerk", "people": "0"}).people == 0


def test_working_hours_follow_from_the_calendar():
    time = WorkingTime(hours_per_day=8, days_per_week=5, weeks_per_year=48)
    hours = [time.hours_per(period) for period in ("hour", "day", "week", "month", "quarter", "year")]
    assert hours == [1, 8, 40, 160, 480, 1920]


def test_a_process_is_frozen_and_refuses_unknown_keys():
    with pytest.raises(ValidationError, match="frozen"):
        process().id = "q"
    with pytest.raises(ValidationError, match="Extra inputs"):
        process(titel="x")


@settings(deadline=None, max_examples=40)
@given(processes())
def test_every_flow_joins_two_nodes_of_the_process_and_has_its_own_id(model):
    assert all(flow.source in model.nodes and flow.target in model.nodes for flow in model.flows)
    assert len({flow.id for flow in model.flows}) == len(model.flows)


@settings(deadline=None, max_examples=40)
@given(processes(complete=True))
def test_a_complete_process_leaves_nothing_unknown(model):
    for activity in model.activities():
        assert activity.role in model.roles
        assert model.department_of(activity) is not None
        if activity.kind == "activity":
            assert activity.time is not None
            assert activity.wait is not None
    for node in model.walk():
        if node.kind == "decision":
            assert sum(way.share for way in node.next) == pytest.approx(1.0)
    assert all(role.people for role in model.roles.values())


def nested(**fields: object) -> Process:
    inner = [
        {"id": "T", "event": None, "position": "start", "next": "B"},
        {"id": "B", "name": "Look", "next": "C"},
        {"id": "C", "name": "Sign", "role": "boss"},
    ]
    node = {"id": "P", "subprocess": "Check", "role": "clerk", "steps": inner}
    roles = {"clerk": "Clerk", "boss": "Boss"}
    return process({"id": "A", "next": "P"}, node, title="Whole", roles=roles, **fields)


def test_the_inside_of_a_sub_process_is_a_process_with_its_title_and_its_steps():
    inside = nested(messages=[{"id": "m", "from": "A", "to": "B"}], separate=[["A", "B"]]).inside("P")
    assert (inside.headline("en"), [node.id for node in inside.steps]) == ("Check", ["T", "B", "C"])
    assert [flow.id for flow in inside.flows] == ["T->B", "B->C"]
    assert (inside.messages, inside.separate) == ((), ())
    assert set(inside.roles) == {"clerk", "boss"}


def test_steps_without_performer_take_that_of_their_sub_process():
    assert [node.roles for node in nested().inside("P").steps] == [("clerk",), ("clerk",), ("boss",)]


@pytest.mark.parametrize("name", ["A", "Z"])
def test_only_a_sub_process_has_an_inside(name):
    with pytest.raises(KeyError):
        nested().inside(name)


def test_looking_inside_does_not_change_the_process():
    model = nested()
    model.inside("P")
    assert model == nested()


@pytest.mark.parametrize(
    ("title", "stage", "en", "zh"),
    [
        (None, None, "p", "p"),
        ({"en": "Orders", "zh": "订单"}, None, "Orders", "订单"),
        ({"en": "Orders", "zh": "订单"}, "as-is", "Orders (as-is)", "订单（现状）"),
        ({"en": "Orders", "zh": "订单"}, "to-be", "Orders (to-be)", "订单（未来）"),
        ({"en": "Orders", "zh": "订单"}, "reference", "Orders", "订单"),
        ("Orders as-is", "as-is", "Orders as-is", "Orders as-is（现状）"),
        (None, "to-be", "p (to-be)", "p（未来）"),
    ],
)
def test_the_headline_is_the_title_with_the_stage_where_it_says_something_new(title, stage, en, zh):
    model = process(title=title, stage=stage)
    assert (model.headline("en"), model.headline("zh")) == (en, zh)


@pytest.mark.parametrize(
    ("title", "label", "languages"),
    [
        (None, None, ("en",)),
        ("Orders", None, ("en",)),
        ("订单", None, ("zh",)),
        ("Orders", "订单", ("en", "zh")),
        (None, {"en": "Write", "zh": "写"}, ("en", "zh")),
    ],
)
def test_the_languages_are_those_of_title_and_labels(title, label, languages):
    assert process({"id": "A", "name": label}, title=title).languages == languages
