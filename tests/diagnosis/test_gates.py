"""Gates."""

from bpr.diagnosis.analyse import analyse
from bpr.diagnosis.check import check_process
from bpr.diagnosis.gates import judge
from bpr.diagnosis.settings import GateSettings, Settings
from bpr.findings import Severity
from tests.analysis.small_models import chain, process, rework

OWNED = {"roles": {"clerk": {"name": "Clerk", "people": 1}, "boss": {"name": "Boss", "people": 1}}}
LOOP = process(*rework(), volume={"cases": 1, "per": "hour"}, **OWNED)
UNMEASURED = process(*rework(share=None), **OWNED)


def verdicts(model, **gates) -> list[tuple[str, str]]:
    found = judge(analyse(model), GateSettings(**gates))
    return [(finding.code, finding.severity.value) for finding in found]


def test_no_gate_no_word():
    assert not GateSettings().active
    assert verdicts(LOOP) == []


def test_a_limit_that_is_kept_is_silent_and_one_that_is_broken_is_an_error_with_the_measure():
    handoffs = analyse(LOOP).handoffs["role"].handoffs_per_case.value
    assert verdicts(LOOP, most_handoffs_per_case=handoffs) == []
    found = judge(analyse(LOOP), GateSettings(most_handoffs_per_case=1))
    assert [finding.code for finding in found] == ["GATE_FAILED"]
    assert found[0].measure.value == handoffs
    assert "most_handoffs_per_case" in found[0].message.pick("en")


def test_what_is_not_known_has_not_passed():
    assert verdicts(UNMEASURED, most_returns_per_case=1) == [("GATE_UNKNOWN", "warning")]
    assert verdicts(UNMEASURED, most_returns_per_case=1, unknown="error") == [("GATE_UNKNOWN", "error")]
    assert verdicts(UNMEASURED, most_returns_per_case=1, unknown="off") == []


def test_bounds_decide_where_they_are_enough():
    model = process(
        *chain(
            {"id": "G", "decision": "?", "next": [{"to": "A"}, {"to": "E"}]},
            {"id": "A", "name": "A", "role": "clerk", "next": "B"},
            {"id": "B", "name": "B", "role": "boss"},
        )
    )
    assert verdicts(model, most_handoffs_per_case=1) == []
    assert verdicts(model, most_handoffs_per_case=0.5) == [("GATE_UNKNOWN", "warning")]


def test_every_role_inside_has_its_own_utilisation_gate():
    found = judge(analyse(LOOP), GateSettings(max_utilisation=0.3))
    assert [(finding.code, finding.elements) for finding in found] == [("GATE_FAILED", ("clerk",))]


def test_shares_of_the_gates_on_time_and_structure():
    assert (
        verdicts(LOOP, least_cycle_time_efficiency=0.9, least_structuredness=1, most_nodes=4, most_cfc=1)
        == [("GATE_FAILED", "error")] * 4
    )
    assert verdicts(LOOP, least_cycle_time_efficiency=0.1, most_nodes=5, most_rework_share=0.5, most_cfc=2) == []


def test_the_process_owner_as_a_proposal_is_not_a_named_accountable_role():
    owned = process(*rework(), owner="boss", **OWNED)
    assert verdicts(owned, exactly_one_accountable=True) == [("GATE_FAILED", "error")]
    assert verdicts(process(*rework(accountable="boss"), **OWNED), exactly_one_accountable=True) == []


def test_a_loop_is_owned_by_the_role_that_decides_or_by_who_answers_for_the_step_before():
    assert verdicts(LOOP, no_loop_without_owner=True) == [("GATE_FAILED", "error")]
    assert verdicts(process(*rework(accountable="boss"), **OWNED), no_loop_without_owner=True) == []
    steps = [{**step, "role": "boss"} if step["id"] == "G" else step for step in rework()]
    assert verdicts(process(*steps, **OWNED), no_loop_without_owner=True) == []
    planned = rework()
    planned[3] = {**planned[3], "next": [{"to": "A", "share": "20%", "kind": "planned"}, {"to": "E"}]}
    assert verdicts(process(*planned, **OWNED), no_loop_without_owner=True) == []


def test_an_unsound_model_does_not_pass():
    broken = process(*chain({"id": "A", "name": "A"}), {"id": "B", "name": "B"})
    found = judge(analyse(broken), GateSettings(no_unsound=True))
    assert [finding.code for finding in found] == ["GATE_FAILED"]
    assert "UNREACHABLE" in found[0].message.pick("en")
    assert verdicts(LOOP, no_unsound=True) == []


def test_gates_speak_in_check_and_their_severity_can_be_set():
    settings = Settings.model_validate({"gates": {"most_nodes": 2}, "rules": {"severity": {"GATE_FAILED": "warning"}}})
    severities = {finding.code: finding.severity for finding in check_process(LOOP, settings)}
    assert severities["GATE_FAILED"] is Severity.WARNING
