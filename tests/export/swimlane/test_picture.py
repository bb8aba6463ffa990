"""The swimlane as a picture."""

from __future__ import annotations

import pytest
from lxml import etree

import bpr
from bpr.errors import ExportError, InputError
from bpr.export.swimlane.picture import draw
from tests.analysis.small_models import END, chain, process, rework, start

DEPARTMENTS = {"d": {"en": "Office", "zh": "办公室"}, "e": "Board"}
ROLES = {"clerk": {"name": "Clerk", "department": "d"}, "boss": {"name": "Boss", "department": "e"}}


def letters(**fields):
    return process(*rework(), roles=ROLES, departments=DEPARTMENTS, **fields)


def test_flows_between_lanes_are_marked_as_handoffs():
    picture = draw(letters())
    assert picture.overlay.handoff_links >= {"A->B"}
    assert ("handoff", "handoff") in picture.overlay.legend


def test_flows_that_lead_back_are_marked_as_rework():
    picture = draw(letters(), overlay="rework")
    assert picture.overlay.rework_links == {"G->A"}
    assert picture.overlay.handoff_links == frozenset()


def test_waiting_colours_steps_relative_to_the_longest_one():
    picture = draw(letters(), overlay=["waiting"])
    assert picture.overlay.heat == {"B": 1.0}
    assert picture.overlay.heat_note == "expected waiting per case"


def test_illustrative_times_are_called_so():
    assert draw(letters(illustrative=["time"])).overlay.heat_note.endswith("numbers are illustrative")
    assert draw(letters(illustrative=["time"]), lang="zh").overlay.heat_note.endswith("数据为示意")


def test_without_overlay_there_are_no_colours():
    overlay = draw(letters(), overlay="none").overlay
    assert (overlay.handoff_links, overlay.rework_links, overlay.heat) == (frozenset(), frozenset(), {})


def test_a_process_without_waiting_has_no_heat():
    assert draw(process(*chain({"id": "A", "name": "a", "wait": 0}))).overlay.heat == {}


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"overlay": "handofs"}, "handoffs"),
        ({"lanes": "team"}, "department"),
        ({"badges": "system"}, "systems"),
        ({"direction": "up"}, "down"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_known_ones(options, word):
    with pytest.raises(InputError, match=word) as caught:
        draw(letters(), **options)
    assert "可用" in caught.value.render("zh")


def test_lanes_may_be_departments():
    by_role, by_department = draw(letters()), draw(letters(), lanes="department", lang="zh")
    assert "Clerk" in by_role.svg
    assert "办公室" in by_department.svg
    assert "Clerk" not in by_department.svg


def test_the_inside_of_a_sub_process_is_drawn_alone():
    inner = [{"id": "B", "name": "Inner step", "next": "C"}, {"id": "C", "name": "Sign"}]
    model = process(start("P"), {"id": "P", "subprocess": "Check", "role": "clerk", "steps": inner, "next": "E"}, END)
    assert "Inner" in draw(model, scope="P").svg
    with pytest.raises(InputError, match="use: P"):
        draw(model, scope="S")


def test_phases_of_the_model_are_columns_with_heads():
    steps = [{**step, "phase": phase} for step, phase in zip(rework(), ("Ask", "Ask", "Do", "Do", "Do"), strict=False)]
    picture = draw(process(*steps, roles=ROLES, departments=DEPARTMENTS))
    assert [phase.name.lines for phase in picture.geometry.phases] == [("Ask",), ("Do",)]
    assert picture.svg.count('class="bpr-phase"') == 2
    assert 'data-phase="phase:2"' in picture.svg
    assert "bpr-phase" not in draw(process(*steps, roles=ROLES, departments=DEPARTMENTS), phases=False).svg


def test_badges_are_drawn_on_request():
    model = process(
        *rework(system=["erp"], consulted=["boss"]), roles=ROLES, departments=DEPARTMENTS, systems={"erp": "ERP <1>"}
    )
    assert "bpr-badge" not in draw(model).svg
    svg = draw(model, badges="systems,raci").svg
    assert "ERP &lt;1&gt;" in svg
    assert "<title>C: Boss</title>" in svg


def with_inside(*inner):
    return process(
        start("P"),
        {"id": "P", "subprocess": "Check", "role": "clerk", "steps": list(inner), "next": "E"},
        END,
        roles=ROLES,
        departments=DEPARTMENTS,
    )


def test_sub_processes_are_drawn_open_on_request():
    model = with_inside({"id": "B", "name": "Inner step", "next": "C"}, {"id": "C", "name": "Sign"})
    picture = draw(model, expand="all")
    assert 'data-inside="P"' in picture.svg
    assert (picture.metrics.hard_faults, picture.warnings()) == (0, ())
    assert "Inner step" not in draw(model).svg


def test_a_sub_process_that_stays_closed_is_named():
    model = with_inside({"id": "B", "name": "Inner step", "next": "C"}, {"id": "C", "name": "Sign", "role": "boss"})
    (note,) = draw(model, expand="P").warnings()
    assert "P" in note.en
    assert "--scope" in note.zh


def test_a_sub_process_that_is_not_there_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="all, P"):
        draw(with_inside({"id": "B", "name": "B"}), expand="Q")


def test_the_flow_may_run_down():
    geometry = draw(letters(), direction="down").geometry
    assert geometry.vertical
    assert geometry.height > geometry.width


def test_long_flows_are_cut_at_link_events_and_stay_handoffs_and_rework():
    steps = chain(
        {"id": "A", "name": "A", "role": "clerk"},
        {"id": "B", "name": "B", "role": "clerk"},
        {"id": "C", "name": "C", "role": "clerk"},
        {"id": "G", "decision": "Good?", "role": "boss", "next": [{"to": "A", "share": 0.2}, {"to": "E"}]},
    )
    picture = draw(process(*steps, roles=ROLES, departments=DEPARTMENTS), links_longer_than=2)
    assert {"G->A", "G->A:in"} <= picture.overlay.handoff_links & (picture.overlay.rework_links or set())
    assert sum(box.marker == "link" for box in picture.geometry.boxes) == 2


def test_svg_is_well_formed_and_the_same_every_time():
    once, again = draw(letters()).render("svg"), draw(letters()).render("svg")
    assert etree.fromstring(once).tag.endswith("svg")
    assert once == again


def test_png_is_a_png_without_warnings():
    picture = draw(letters())
    assert picture.warnings("png") == ()
    assert picture.render("png").startswith(b"\x89PNG")


def test_an_unknown_format_is_refused():
    with pytest.raises(ExportError, match="choose one of"):
        draw(letters()).render("gif")


def test_the_layout_keeps_its_guarantees():
    assert draw(letters()).metrics.hard_faults == 0


def test_jupyter_shows_the_picture_and_takes_wishes():
    process_ = letters()
    bundle = process_._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith(("<?xml", "<svg"))
    assert bundle["text/plain"] == "<swimlane of p>"
    assert set(process_.draw()._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(process_.draw()._repr_mimebundle_(exclude=["text/plain"])) == {"image/svg+xml"}


def test_draw_is_public():
    assert bpr.draw is draw
