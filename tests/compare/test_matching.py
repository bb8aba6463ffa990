import pytest
from hypothesis import HealthCheck, given, settings

from bpr.compare.matching import match_nodes
from bpr.errors import AnalysisError
from tests.compare.models import chain, decision, step
from tests.strategies import processes


def partners(as_is, to_be, **options):
    return match_nodes(as_is, to_be, **options).to_be_of


def by(as_is, to_be, node, **options):
    return {match.as_is: match.by for match in match_nodes(as_is, to_be, **options).matches}[node]


def test_same_id_and_label_are_one_node():
    found = partners(chain(step("A", "Check order")), chain(step("A", "Check order")))
    assert found == {"start": "start", "A": "A", "end": "end"}


def test_new_ids_are_matched_by_label():
    as_is = chain(step("A", "录入订单"), step("B", "审批订单"))
    to_be = chain(step("Z1", "录入订单信息"), step("Z2", "自动审批订单"))
    assert partners(as_is, to_be) == {"start": "start", "A": "Z1", "B": "Z2", "end": "end"}
    assert by(as_is, to_be, "A") == "label"


def test_a_decision_with_the_same_id_and_another_question_is_not_the_same_decision():
    as_is = chain(step("A1", "Draft"), decision("G1", "Slot free?", {"A1": 0.1, "A2": 0.9}), step("A2", "Serve guests"))
    to_be = chain(step("B1", "Plan"), decision("G1", "Within the limit?", {"B1": 0.1, "B2": 0.9}), step("B2", "Pay"))
    matching = match_nodes(as_is, to_be)
    assert "G1" not in matching.to_be_of
    assert matching.refused == ("G1",)


def test_a_step_renamed_wholly_keeps_its_partner_where_ids_and_neighbours_agree():
    as_is = chain(step("A", "Take order"), step("B", "Credit"), step("C", "Ship"))
    to_be = chain(step("A", "Take order"), step("B", "Robot looks at the account"), step("C", "Ship"))
    assert partners(as_is, to_be)["B"] == "B"
    assert by(as_is, to_be, "B") == "id"


def test_files_numbered_on_their_own_are_not_matched_by_number():
    as_is = chain(step("A1", "Take order"), step("A2", "Pick goods"), step("A3", "Write bill"))
    to_be = chain(step("A1", "Guest rings"), step("A2", "Open a door"), step("A3", "Show lounge"))
    assert set(partners(as_is, to_be)) == {"start", "end"}


def test_equal_labels_go_before_equal_ids():
    as_is = chain(step("A", "Check history"), step("B", "Check income"))
    to_be = chain(step("A", "Check income"), step("B", "Check history"))
    assert partners(as_is, to_be) == {"start": "start", "A": "B", "B": "A", "end": "end"}


def test_ids_are_trusted_where_the_languages_differ():
    as_is = chain(step("A", {"en": "Check order"}), step("B", {"en": "Ship"}))
    to_be = chain(step("A", {"zh": "审核订单"}), step("B", {"zh": "发货"}))
    assert partners(as_is, to_be) == {"start": "start", "A": "A", "B": "B", "end": "end"}


def test_activities_and_decisions_are_never_matched():
    as_is = chain(step("A", "Approved"), step("B", "File"))
    to_be = chain(decision("A", "Approved", {"B": 1.0}), step("B", "File"))
    assert "A" not in partners(as_is, to_be)


def test_the_best_assignment_wins_over_the_best_single_pair():
    as_is = chain(step("A", "abcdefgh"), step("B", "abcdefxy"))
    to_be = chain(step("X", "abcdefgz"), step("Y", "abcdxxgh"))
    assert partners(as_is, to_be, threshold=0.5)["A"] == "Y"
    assert partners(as_is, to_be, threshold=0.5)["B"] == "X"


def test_equal_labels_are_told_apart_by_their_role():
    as_is = chain(step("A", "Check", role="clerk"), step("B", "Check", role="chief"))
    to_be = chain(step("X", "Check", role="chief"), step("Y", "Check", role="clerk"))
    assert partners(as_is, to_be) == {"start": "start", "A": "Y", "B": "X", "end": "end"}


def test_pairs_with_a_near_rival_are_listed_for_a_person_to_confirm():
    as_is = chain(step("A", "Check the order"))
    to_be = chain(step("X", "Check the order"), step("Y", "Check the orders"))
    (ambiguous,) = match_nodes(as_is, to_be).ambiguous
    assert (ambiguous.as_is, ambiguous.to_be) == ("A", "X")
    assert [rival[:2] for rival in ambiguous.rivals] == [("A", "Y")]


def test_a_label_that_grew_is_matched_inside_one_role_only():
    as_is = chain(step("A", "Put away", role="keeper"))
    grown = chain(step("X", "Put away (quality data automatic)", role="keeper"))
    other = chain(step("X", "Put away (quality data automatic)", role="driver"))
    assert partners(as_is, grown)["A"] == "X"
    assert "A" not in partners(as_is, other)


def test_unlabelled_gateways_are_matched_by_their_neighbours():
    def fork(gate, join):
        return chain(
            step("A", "Check", next=gate),
            {"id": gate, "parallel": None, "next": ["B", "C"]},
            step("B", "Ask bank", next=join),
            step("C", "Ask employer", next=join),
            {"id": join, "parallel": None, "next": "D"},
            step("D", "Decide"),
        )

    found = match_nodes(fork("P", "J"), fork("Split", "Join"))
    assert (found.to_be_of["P"], found.to_be_of["J"]) == ("Split", "Join")
    assert {match.by for match in found.matches if match.as_is in "PJ"} == {"context"}


def gateway(gate, kind):
    return chain(
        step("A", "Check stock"),
        {"id": gate, kind: None, "next": [{"to": "B", "share": 0.5}, {"to": "end", "share": 0.5}]},
        step("B", "Order"),
    )


def test_a_gateway_of_which_only_the_kind_changed_is_the_same_gateway():
    matching = match_nodes(gateway("G", "decision"), gateway("G", "inclusive"))
    assert (matching.to_be_of["G"], matching.removed, matching.added) == ("G", (), ())


def test_an_event_of_which_only_the_position_changed_is_the_same_event():
    def ending(event, *more):
        return chain(step("A", "Check", next="E"), event, *more)

    as_is = ending({"id": "E", "event": "Refused", "position": "end", "next": []})
    to_be = ending({"id": "E", "event": "Refused", "next": "B"}, step("B", "File"))
    assert partners(as_is, to_be)["E"] == "E"


def test_a_made_up_id_is_proof_where_small_numbers_are_not():
    def two(gate, first, last):
        return chain(
            step("A1", first), {"id": gate, "decision": None, "next": ["A2", "end"]}, step("A2", last), step("A3", last)
        )

    def matched(gate):
        return gate in partners(two(gate, "Take order", "Pick goods"), two(gate, "Guest rings", "Open a door"))

    assert matched("Gateway_1p4kmv4")
    assert not matched("G1")


def test_pairs_may_be_declared():
    as_is, to_be = chain(step("A", "Draft")), chain(step("B", "Fill the form"))
    assert partners(as_is, to_be, same={"A": "B"})["A"] == "B"
    assert by(as_is, to_be, "A", same={"A": "B"}) == "declared"


@pytest.mark.parametrize("same", [{"A": "no"}, {"no": "B"}, {"A": "B", "start": "B"}])
def test_a_declared_pair_that_cannot_be_is_refused(same):
    with pytest.raises(AnalysisError, match="cannot be matched"):
        match_nodes(chain(step("A", "Draft")), chain(step("B", "Fill")), same=same)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes())
def test_a_process_matches_itself_node_by_node(process):
    matching = match_nodes(process, process)
    assert matching.to_be_of == {node: node for node in process.nodes}
    assert (matching.ambiguous, matching.refused) == ((), ())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(), processes())
def test_no_node_is_matched_twice_and_none_is_lost(as_is, to_be):
    matching = match_nodes(as_is, to_be)
    assert len(set(matching.to_be_of.values())) == len(matching.matches)
    assert {*matching.to_be_of, *matching.removed} == set(as_is.nodes)
    assert {*matching.as_is_of, *matching.added} == set(to_be.nodes)
