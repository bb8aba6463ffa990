import pytest
from hypothesis import HealthCheck, given, settings

from bpr.compare.edits import find_edits
from bpr.compare.matching import match_nodes
from bpr.compare.names import correspond
from bpr.compare.units import common_units
from bpr.graph import build_graph
from tests.compare.models import chain, decision, step
from tests.strategies import processes


def edits(as_is, to_be):
    matching = match_nodes(as_is, to_be)
    units = common_units(as_is, to_be)
    return find_edits(build_graph(as_is), build_graph(to_be), matching, correspond(as_is, to_be), units)


def short(as_is, to_be):
    return [(edit.kind, edit.as_is, edit.to_be) for edit in edits(as_is, to_be)]


def one(as_is, to_be, attribute):
    (found,) = [edit for edit in edits(as_is, to_be) if edit.attribute == attribute]
    return found.old, found.new, found.relative


def test_a_step_without_partner_is_removed_or_added():
    as_is = chain(step("A", "Take order"), step("B", "Sign twice"))
    to_be = chain(step("A", "Take order"), step("X", "Notify customer"))
    assert short(as_is, to_be)[:2] == [("removed", ("B",), ()), ("added", (), ("X",))]


def test_renaming_reassigning_and_automating_one_step_are_three_edits():
    as_is = chain(step("B", "Check credit", role="analyst"))
    to_be = chain(step("B", "Check credit limit", role="robot", automated=True))
    assert [kind for kind, _, _ in short(as_is, to_be)] == ["renamed", "reassigned", "automated"]
    assert [kind for kind, _, _ in short(to_be, as_is)] == ["renamed", "reassigned", "de_automated"]


def test_a_role_with_a_new_id_and_the_same_name_is_the_same_role():
    as_is = chain(step("A", "Check", role="r1"), roles={"r1": {"name": {"en": "Clerk", "zh": "文员"}}})
    to_be = chain(step("A", "Check", role="r2"), roles={"r2": {"name": "clerk"}})
    assert edits(as_is, to_be) == ()


def test_a_role_that_moved_to_another_department_reassigns_its_steps():
    def placed(department):
        return chain(
            step("A", "Check", role="r"),
            departments={"sales": "Sales", "finance": "Finance"},
            roles={"r": {"name": "Clerk", "department": department}},
        )

    (edit,) = edits(placed("sales"), placed("finance"))
    assert (edit.kind, edit.attribute, edit.old, edit.new) == ("reassigned", "department", "sales", "finance")


def test_times_are_compared_in_the_unit_of_the_as_is():
    as_is, to_be = chain(step("A", "Check", time=30)), chain(step("A", "Check", time=1), time_unit="h")
    assert one(as_is, to_be, "time") == (30.0, 60.0, 1.0)
    assert edits(chain(step("A", "Check", time=60)), to_be) == ()


def test_a_time_that_was_not_known_has_no_relative_change():
    assert one(chain(step("A", "Check")), chain(step("A", "Check", wait=5)), "wait") == (None, 5.0, None)


def test_days_cannot_be_compared_with_minutes_without_a_calendar():
    as_is, to_be = chain(step("A", "Check", wait=480)), chain(step("A", "Check", wait="1 d"))
    assert one(as_is, to_be, "wait") == ("mean 480", "mean 1 d", None)


def test_another_distribution_with_the_same_mean_is_a_change():
    as_is = chain(step("A", "Check", time={"fixed": 5}))
    to_be = chain(step("A", "Check", time={"uniform": [2, 8]}))
    assert one(as_is, to_be, "time") == ("fixed 5", "uniform 2, 8", None)


def test_systems_documents_cost_and_value_are_compared():
    def with_parts(**more):
        parts = {"systems": {"crm": "CRM", "erp": "ERP"}, "documents": {"form": "Form"}}
        return chain(step("A", "Check", **more), **parts)

    as_is = with_parts(system="crm", documents=["form"], cost=4, value="NVA")
    to_be = with_parts(system="erp", documents=[], cost=1, value="BVA")
    assert one(as_is, to_be, "system") == (("crm",), ("erp",), None)
    assert one(as_is, to_be, "documents_out") == (("form",), (), None)
    assert one(as_is, to_be, "cost") == (4.0, 1.0, -0.75)
    assert one(as_is, to_be, "value") == ("NVA", "BVA", None)


def test_two_steps_in_the_label_of_one_are_merged_and_the_reverse_is_split():
    as_is = chain(step("A", "排产"), step("B", "生产"), step("C", "发货"))
    to_be = chain(step("X", "按承诺排产并生产"), step("Y", "发货"))
    assert short(as_is, to_be)[0] == ("merged", ("A", "B"), ("X",))
    assert short(to_be, as_is)[0] == ("split", ("X",), ("A", "B"))
    assert not {"removed", "added"} & {kind for kind, _, _ in short(as_is, to_be)}


def test_a_renamed_step_may_take_in_a_step_that_is_gone():
    as_is = chain(step("A", "Schedule production", time=20), step("B", "Produce", time=240))
    to_be = chain(step("X", "Schedule and produce", time=225))
    assert short(as_is, to_be)[:2] == [("merged", ("A", "B"), ("X",)), ("renamed", ("A",), ("X",))]
    assert [edit for edit in edits(as_is, to_be) if edit.attribute == "time"] == []


def test_flows_between_matched_nodes_are_compared_by_share_condition_and_kind():
    def gate(share, when, kind):
        ways = [{"to": "A", "when": when, "share": share, "kind": kind}, {"to": "end", "when": "yes"}]
        return chain(step("A", "Draft"), {"id": "G", "decision": "Well done?", "next": ways})

    as_is, to_be = gate(0.3, "no", "normal"), gate(0.1, "not yet", "rework")
    old, new, relative = one(as_is, to_be, "share")
    assert (old, new, relative) == (0.3, 0.1, pytest.approx(-2 / 3))
    assert one(as_is, to_be, "kind") == ("normal", "rework", None)
    assert str(one(as_is, to_be, "when")[1]) == "not yet"


def test_a_flow_past_a_removed_step_is_new():
    found = short(
        chain(step("A", "Draft"), step("B", "Sign"), step("C", "Send")), chain(step("A", "Draft"), step("C", "Send"))
    )
    assert found == [("removed", ("B",), ()), ("flow_added", (), ("A->C",))]


def test_two_ways_to_the_same_node_are_paired_by_their_condition():
    def gate(first, second):
        ways = [{"to": "B", "when": when, "share": share} for when, share in (first, second)]
        return chain(step("A", "Draft"), {"id": "G", "decision": "Which?", "next": ways}, step("B", "Send"))

    as_is, to_be = gate(("red", 0.4), ("blue", 0.6)), gate(("blue", 0.6), ("red", 0.4))
    assert edits(as_is, to_be) == ()


def test_gateways_that_bear_no_work_are_told_apart_from_steps():
    as_is = chain(step("A", "Draft"), step("B", "Send"))
    to_be = chain(step("A", "Draft"), decision("G", "Which?", {"B": 1.0}), step("B", "Send"))
    assert ("routing_added", (), ("G",)) in short(as_is, to_be)


def test_every_edit_has_a_plain_document():
    as_is = chain(step("A", {"en": "Draft", "zh": "起草"}, role="a", time=5), step("B", "Sign"))
    to_be = chain(step("A", {"en": "Draft it", "zh": "起草"}, role="b", time=4))
    documents = [edit.to_json() for edit in edits(as_is, to_be)]
    assert documents[0]["name"] == {"en": "Sign", "zh": "Sign"}
    assert {"kind", "as_is", "to_be", "name"} <= set(documents[1])
    time = next(document for document in documents if document.get("attribute") == "time")
    assert (time["old"], time["new"], time["relative"]) == (5.0, 4.0, -0.2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes())
def test_a_process_compared_with_itself_has_no_edits(process):
    assert edits(process, process) == ()
