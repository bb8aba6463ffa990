"""The kinds of nodes and the short ways to write them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bpr.model import Activity, Decision, Event, Inclusive, Next, Parallel, Process, SubProcess


def node(**more: object) -> object:
    return Process.model_validate(
        {"process": "p", "roles": {"r": "R", "q": "Q"}, "steps": [{"id": "A", **more}]}
    ).steps[0]


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ({"name": "Check"}, Activity),
        ({}, Activity),
        ({"subprocess": "Inner"}, SubProcess),
        ({"decision": "Fine?"}, Decision),
        ({"parallel": True}, Parallel),
        ({"inclusive": None}, Inclusive),
        ({"event": "Order in"}, Event),
    ],
)
def test_the_key_that_carries_the_label_tells_the_kind(step, kind):
    assert type(node(**step)) is kind


@pytest.mark.parametrize("mark", [True, None, "true", "yes", ""])
def test_a_mark_without_a_label_has_no_label(mark):
    assert node(parallel=mark).label is None


def test_the_label_is_found_whatever_key_carries_it():
    labels = [
        str(node(**{key: "x"}).label) for key in ("name", "subprocess", "decision", "parallel", "inclusive", "event")
    ]
    assert labels == ["x"] * 6


def test_a_flow_may_be_a_bare_target_one_mapping_or_a_list():
    assert node(next="A").next == (Next(to="A"),)
    assert node(next={"to": "A", "share": "20%"}).next == (Next(to="A", share=0.2),)
    assert [way.to for way in node(next=["A", {"to": "A"}]).next] == ["A", "A"]


def test_the_first_role_is_the_primary_performer():
    assert (node(role=["q", "r"]).role, node(role="r").role, node().role) == ("q", "r", None)


def test_documents_may_be_a_bare_list_of_what_is_written_and_unknown_is_not_none():
    process = {
        "process": "p",
        "documents": {"d": "D"},
        "steps": [{"id": "A", "documents": "d"}, {"id": "B", "documents": {"in": []}}],
    }
    first, second = Process.model_validate(process).activities()
    assert (first.documents.read, first.documents.written) == (None, ("d",))
    assert (second.documents.read, second.documents.written) == ((), None)
    assert node().documents is None


@pytest.mark.parametrize("blank", ["", "-", "n/a", "?"])
def test_a_blank_time_is_unknown_and_not_zero(blank):
    assert node(time=blank).time is None
    assert node(time=0).time.mean == 0


def test_duties_are_read_as_single_letters():
    assert node(raci={"r": "A/R", "q": "c, i"}).raci == {"r": ("A", "R"), "q": ("C", "I")}


@pytest.mark.parametrize("step", [{"event": "x", "position": "boundary"}, {"event": "x", "on": "A"}])
def test_only_a_boundary_event_names_the_activity_it_sits_on(step):
    with pytest.raises(ValidationError, match="boundary"):
        node(**step)


@pytest.mark.parametrize(
    "step",
    [
        {"tiem": 5},
        {"parallel": True, "time": 5},
        {"decision": "x", "automated": True},
        {"next": [{"to": "A", "shre": 1}]},
    ],
)
def test_an_unknown_key_is_refused_instead_of_vanishing(step):
    with pytest.raises(ValidationError, match="Extra inputs"):
        node(**step)


def test_nodes_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        node().id = "B"
