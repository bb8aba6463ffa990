import json

import pytest
from hypothesis import HealthCheck, given, settings

from bpr.compare.comparison import compare
from bpr.diagnosis.analyse import analyse
from bpr.model import Process
from tests.compare.models import chain, decision, step
from tests.strategies import processes


def rework(share, *, wait=60, role="clerk", back="A", **header):
    """Draft, review, maybe back to the draft."""
    return chain(
        step("A", "Draft", role="author", time=30, wait=0),
        step("B", "Review", role=role, time=10, wait=wait),
        decision("G", "Well done?", {back: share, "C": 1 - share}, role=role),
        step("C", "Send", role="author", time=5, wait=0),
        **header,
    )


def codes(comparison):
    return [finding.code for finding in comparison.findings]


def test_less_rework_and_waiting_is_an_improvement_on_every_measure_that_depends_on_it():
    found = compare(rework(0.5), rework(0.2, wait=10))
    for name in ("rework_time", "waiting_per_case", "cycle_time", "handoffs_per_case.role", "returns_per_case"):
        assert found.kpi(name).verdict == "improved", name
    assert found.kpi("cycle_time_efficiency").verdict == "improved"
    assert found.kpi("waiting_per_case").relative.value == pytest.approx(10 * 1.25 / 120 - 1)
    assert found.kpi("returning_edges").verdict == "same"


def test_what_gets_worse_stands_next_to_the_gains():
    found = compare(rework(0.2), rework(0.3, wait=5))
    worse = [finding for finding in found.findings if finding.code == "KPI_WORSE"]
    assert any("Rework per case" in finding.message.pick("en") for finding in worse)
    assert all(finding.measure is not None and finding.severity == "warning" for finding in worse)
    assert "KPI_IMPROVED" in codes(found)


def test_a_change_without_any_effect_on_the_case_says_so():
    found = compare(rework(0.2), rework(0.4))
    assert "NO_GAIN" in codes(found)


def test_loops_are_compared_by_who_sends_the_work_back():
    gone = compare(rework(0.2), chain(step("A", "Draft"), step("B", "Review"), step("C", "Send")))
    assert [(pair.change, pair.as_is.value, pair.to_be.value) for pair in gone.loops] == [("removed", 0.25, 0.0)]
    assert "LOOP_REMOVED" in codes(gone)
    fresh = compare(chain(step("A", "Draft"), step("B", "Review"), step("C", "Send")), rework(0.2))
    assert [pair.change for pair in fresh.loops] == ["added"]
    assert "LOOP_ADDED" in codes(fresh)


def test_a_return_to_another_place_is_one_loop_redirected():
    (pair,) = compare(rework(0.2), rework(0.2, back="B")).loops
    assert (pair.change, pair.redirected) == ("changed", True)
    assert (pair.as_is_flow, pair.to_be_flow) == ("G->A", "G->B")


def test_a_planned_repetition_is_judged_neither_way():
    def monthly(share):
        ways = [{"to": "A", "share": share, "kind": "planned"}, {"to": "end", "share": 1 - share}]
        return chain(step("A", "Watch", time=5), {"id": "G", "decision": "Month over?", "next": ways})

    found = compare(monthly(0.5), monthly(0.7))
    assert [(pair.planned, pair.verdict) for pair in found.loops] == [(True, "changed")]
    assert found.kpi("returning_edges").as_is.value == 0


def test_more_paths_of_one_return_are_not_a_worsening():
    def review(*branches):
        return chain(
            "Draft",
            {"id": "M", "decision": None, "next": "P"},
            {"id": "P", "parallel": None, "next": list(branches)},
            *({"id": branch, "name": branch, "next": "J"} for branch in branches),
            {"id": "J", "parallel": None},
            decision("G", "Change needed?", {"M": 0.2, "Send": 0.8}),
            "Send",
        )

    found = compare(review("Legal", "Finance"), review("Legal", "Finance", "Delivery"))
    assert (found.kpi("node_cycles").delta.value, found.kpi("returning_edges").delta.value) == (1.0, 0.0)
    assert found.kpi("node_cycles").verdict == "changed"
    assert "CYCLES_MULTIPLIED" in codes(found)


def test_a_return_to_a_gateway_without_label_is_named_by_the_steps_behind_it():
    looped = chain(
        {"id": "M", "decision": None, "next": "A"},
        step("A", "Draft"),
        decision("G", "Well done?", {"M": 0.2, "B": 0.8}),
        step("B", "Send"),
    )
    (pair,) = compare(looped, looped).loops
    assert pair.name.pick("en") == "Well done? → Draft"
    assert compare(looped, looped).kpi("decisions").as_is.value == 1


def test_ping_pong_of_parallel_branches_is_not_compared_with_that_of_a_chain():
    roles = {"a": {"name": "Author", "department": "x"}, "b": {"name": "Checker", "department": "y"}}
    places = {"departments": {"x": "Sales", "y": "Legal"}, "roles": roles}
    serial = chain(step("A", "Draft", role="a"), step("B", "Check", role="b"), step("D", "Send", role="a"), **places)
    parallel = chain(
        step("A", "Draft", role="a"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        step("B", "Check", role="b", next="J"),
        step("C", "Mend", role="b", next="J"),
        {"id": "J", "parallel": None},
        step("D", "Send", role="a"),
        **places,
    )
    kpi = compare(serial, parallel).kpi("pingpong_per_case.department")
    assert (kpi.as_is.value, kpi.to_be.value) == (1.0, 2.0)
    assert (kpi.verdict, kpi.comparable) == ("unknown", False)


def test_handoffs_are_compared_by_pair_across_renamed_ids():
    def two(first, second):
        roles = {"r1": {"name": first}, "r2": {"name": second}}
        return chain(
            step("A", "Draft", role="r1"), step("B", "Sign", role="r2"), step("C", "Send", role="r1"), roles=roles
        )

    pairs = compare(two("Clerk", "Chief"), two("Clerk", "Chief")).handoffs["role"]
    assert {pair.change for pair in pairs} == {"same"}
    as_is = chain(step("A", "Draft", role="clerk"), step("B", "Sign", role="chief"))
    to_be = chain(step("A", "Draft", role="x"), step("B", "Sign", role="robot"), roles={"x": "clerk", "robot": "Robot"})
    found = {(pair.from_holder, pair.to_holder): pair for pair in compare(as_is, to_be).handoffs["role"]}
    assert found["clerk", "chief"].change == "removed"
    assert found["clerk", "robot"].change == "added"
    assert found["clerk", "robot"].delta.value == 1.0


def test_hours_and_minutes_are_compared_in_the_unit_of_the_as_is():
    found = compare(
        chain(step("A", "Draft", time=90, wait=0)), chain(step("A", "Draft", time=1, wait=0), time_unit="h")
    )
    kpi = found.kpi("time_per_case")
    assert (kpi.to_be.value, kpi.to_be.unit, kpi.delta.value, kpi.verdict) == (60.0, "min/case", -30.0, "improved")


def test_days_without_a_calendar_and_other_money_are_not_comparable():
    as_is = chain(step("A", "Draft", time=90, wait=0, cost=1), currency="EUR")
    to_be = chain(step("A", "Draft", time=1, wait=0, cost=2), time_unit="d", currency="CNY")
    found = compare(as_is, to_be)
    for name in ("time_per_case", "cost_per_case"):
        assert (found.kpi(name).verdict, found.kpi(name).comparable) == ("unknown", False)
        assert found.kpi(name).delta.value is None
    assert "NOT_COMPARABLE" in codes(found)


def branching(kind: str):
    """Work that goes to a reviewer and back to the author, one way or all ways at once."""
    ways = [("B", 0.5), ("C", 0.5)] if kind == "decision" else [("B", None), ("C", None)]
    next_ = [{"to": to, **({"share": share} if share else {})} for to, share in ways]
    split = {"id": "G", kind: "Who?", "next": next_}
    return Process.model_validate(
        {
            "process": "p",
            "departments": {"d": "D", "e": "E"},
            "roles": {"x": {"name": "X", "department": "d"}, "y": {"name": "Y", "department": "e"}},
            "steps": [
                {"id": "S", "event": None, "position": "start", "next": "A"},
                {"id": "A", "name": "Write", "role": "x", "next": "G"},
                split,
                {"id": "B", "name": "Read the text", "role": "y", "next": "J"},
                {"id": "C", "name": "Look at the figures", "role": "y", "next": "J"},
                {"id": "J", kind: "Joined", "next": [{"to": "D"}]},
                {"id": "D", "name": "Correct", "role": "x", "next": "E"},
                {"id": "E", "event": None, "position": "end"},
            ],
        }
    )


def test_what_is_counted_in_two_ways_says_so():
    found = compare(branching("decision"), branching("parallel"))
    kpi = found.kpi("pingpong_per_case.department")
    assert (kpi.as_is.value, kpi.to_be.value, kpi.comparable) == (1.0, 2.0, False)
    assert "parallel branches" in kpi.to_json()["not_comparable_because"]["en"]
    (told,) = (finding for finding in found.findings if finding.code == "NOT_COMPARABLE")
    assert "each of them counts on its own" in told.message.en
    assert "table of handoffs" in told.remedy.en


def test_another_volume_is_told_and_utilisation_not_compared():
    found = compare(rework(0.2, volume={"cases": 10}), rework(0.2, volume={"cases": 20}))
    assert "VOLUME_DIFFERS" in codes(found)
    assert not found.kpi("bottleneck_utilisation").comparable


def test_other_assumptions_on_one_side_are_told():
    process = rework(0.2)
    assumed = chain(step("A", "Draft"), decision("G", "Which?", {"A": None, "C": None}), step("C", "Send"))
    found = compare(analyse(process), analyse(assumed, assume_uniform=True))
    assert "NOT_COMPARABLE" in codes(found)


def test_a_new_structure_error_is_an_error_of_the_comparison():
    dead = chain(step("A", "Draft"), decision("G", "Which?", {"B": 0.5, "end": 0.5}), step("B", "Wait", next=[]))
    found = compare(chain(step("A", "Draft")), dead)
    assert "STRUCTURE_ERROR_NEW" in codes(found)
    assert found.findings[0].severity == "error"


def test_illustrative_numbers_are_named():
    found = compare(rework(0.2, illustrative=["time"]), rework(0.1))
    (finding,) = [finding for finding in found.findings if finding.code == "ILLUSTRATIVE"]
    assert "time" in finding.message.pick("en")
    assert "处理时间" in finding.message.pick("zh")


def test_same_ids_with_other_labels_and_near_rivals_are_listed_for_a_person():
    as_is = chain(step("A1", "Take the order"), step("A2", "Ship"), step("A3", "Bill"))
    to_be = chain(step("A1", "Guest rings"), step("X", "Take the order"), step("Y", "Take the orders"))
    found = compare(as_is, to_be)
    assert {"SAME_ID_OTHER_NODE", "MATCH_AMBIGUOUS"} <= set(codes(found))


def test_the_benefit_counts_the_own_work_at_the_volume_of_the_to_be():
    outside = {"out": {"name": "Customer", "external": True}, "in": "Sales"}
    roles = {"buyer": {"name": "Buyer", "department": "out"}, "clerk": {"name": "Clerk", "department": "in"}}

    def order(buyer, clerk):
        return chain(
            step("A", "Ask", role="buyer", time=buyer, wait=0),
            step("B", "Enter", role="clerk", time=clerk, wait=0),
            departments=outside,
            roles=roles,
            volume={"cases": 1000, "per": "month"},
        )

    benefit = compare(order(5, 20), order(15, 8)).benefit(
        hours_per_fte_year=1600, cost_per_minute=1, one_time_cost=36000
    )
    assert benefit is not None
    assert benefit.hours_saved_per_year == pytest.approx(2400)
    assert benefit.fte_saved == pytest.approx(1.5)
    assert benefit.payback_years == pytest.approx(0.25)


def test_without_a_volume_there_is_no_benefit_to_count():
    assert compare(rework(0.5), rework(0.2)).benefit(hours_per_fte_year=1600, cost_per_minute=1) is None


def test_unknown_numbers_stay_unknown():
    found = compare(chain(step("A", "Draft", time=5, wait=1)), chain(step("A", "Draft", wait=1)))
    assert found.kpi("time_per_case").verdict == "unknown"
    assert found.kpi("time_per_case").delta.missing == ("A.time",)
    assert "KPI_UNKNOWN" in codes(found)


def test_a_bare_wait_of_nothing_is_asked_for_where_waiting_is_not_known():
    found = compare(chain(step("A", "Draft", wait=5), step("B", "Send")), chain(step("A", "Draft", wait=1), "B"))
    (finding,) = [finding for finding in found.findings if finding.code == "KPI_UNKNOWN"]
    assert "`wait: 0`" in finding.remedy.pick("en")
    assert "B.wait" in finding.remedy.pick("zh")


def test_more_or_fewer_activities_decisions_roles_and_departments_are_neither_good_nor_bad():
    found = compare(rework(0.2), chain(step("A", "Draft", role="author", time=30, wait=0)))
    for name in ("nodes", "activities", "decisions", "roles", "departments"):
        assert found.kpi(name).good == "neither", name
    assert found.kpi("activities").verdict == found.kpi("roles").verdict == "changed"


def test_two_models_with_nothing_in_common_look_like_different_processes():
    first = chain(*(step(f"A{n}", name) for n, name in enumerate(("Draft", "Review", "Sign", "Archive"))))
    second = chain(*(step(f"B{n}", name) for n, name in enumerate(("Weigh parcel", "Stick label", "Load truck"))))
    assert "NOT_THE_SAME_PROCESS" in codes(compare(first, second))
    assert "NOT_THE_SAME_PROCESS" not in codes(compare(first, second, same={"A0": "B0"}))


def test_a_common_family_is_never_doubted():
    first = chain(step("A", "Draft"), family="paper")
    assert "NOT_THE_SAME_PROCESS" not in codes(compare(first, chain(step("B", "Weigh parcel"), family="paper")))
    assert "NOT_THE_SAME_PROCESS" in codes(compare(first, chain(step("B", "Weigh parcel"), family="parcel")))


def test_an_id_that_stands_for_two_nodes_is_listed_with_both_labels():
    found = compare(
        chain(step("A1", "Take the order"), step("A2", "Ship")), chain(step("A1", "Guest rings"), step("B2", "Ship"))
    )
    (finding,) = [finding for finding in found.findings if finding.code == "SAME_ID_OTHER_NODE"]
    assert "A1 ('Take the order' / 'Guest rings')" in finding.message.pick("en")


def test_the_document_holds_everything_and_is_plain():
    document = compare(rework(0.5), rework(0.2)).to_json()
    assert document["bpr"] == "compare/1"
    assert json.loads(json.dumps(document)) == document
    assert {kpi["name"] for kpi in document["kpis"]} >= {"returning_edges", "waiting_per_case", "raci_errors"}
    assert set(document["handoffs"]) == {"role", "department"}
    assert set(document) >= {"as_is", "to_be", "verdicts", "matching", "similarity", "edits", "loops", "findings"}


def test_every_finding_speaks_both_languages():
    for finding in compare(rework(0.2), rework(0.4, wait=5)).findings:
        assert finding.area == "compare"
        assert finding.message.en
        assert finding.message.zh
        assert finding.remedy.en
        assert finding.remedy.zh


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(max_depth=1))
def test_a_process_compared_with_itself_shows_no_change(process):
    analysis = analyse(process)
    found = compare(analysis, analysis)
    assert found.edits == ()
    assert found.distance.similarity == 1.0
    assert {kpi.verdict for kpi in found.kpis} == {"same"}
    assert {kpi.delta.value for kpi in found.kpis} == {0.0}
    assert {pair.change for pairs in found.handoffs.values() for pair in pairs} <= {"same"}
    assert {(pair.change, pair.redirected) for pair in found.loops} <= {("same", False)}
    assert {finding.code for finding in found.findings} <= {"ILLUSTRATIVE"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(complete=True, max_depth=1))
def test_a_copy_under_another_name_has_the_same_numbers(process):
    found = compare(process, process.model_copy(update={"id": "copy"}))
    assert found.edits == ()
    assert {kpi.verdict for kpi in found.kpis} <= {"same", "unknown", "mixed"}
    assert {kpi.delta.value for kpi in found.kpis} <= {0.0, None}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(complete=True, max_depth=1), processes(complete=True, max_depth=1))
def test_what_is_better_one_way_is_worse_the_other_way(first, second):
    there, back = compare(first, second), compare(second, first)
    opposite = {"improved": "worse", "worse": "improved"}
    for forward in there.kpis:
        assert back.kpi(forward.name).verdict == opposite.get(forward.verdict, forward.verdict), forward.name
