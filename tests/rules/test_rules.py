"""Every rule has valid and invalid cases, and every file in bpr/rules is in RULES."""

from pathlib import Path

import pytest

import bpr.rules
from bpr.analysis.complexity.structuredness import structuredness
from bpr.findings import Severity
from bpr.graph import build_graph
from bpr.model import Process
from bpr.rules import RULES, SETS, Subject, check_rules, not_repeated

HEAD = {"process": "p", "owner": "clerk", "roles": {"clerk": {"name": {"en": "Clerk", "zh": "职员"}}}}
END = {"id": "E", "event": {"en": "Order received", "zh": "订单已收到"}, "position": "end"}


def process(*steps: dict, **changes: object) -> Process:
    return Process.model_validate({**HEAD, "steps": list(steps), **changes})


def subject(model: Process) -> Subject:
    graph = build_graph(model)
    blocks = structuredness(graph)
    return Subject(model, graph, None if blocks.structured is None else blocks.remaining)


def activity(number: int, **changes: object) -> dict:
    return {"id": f"A{number}", "name": {"en": f"Check {number}", "zh": f"检查{number}"}, **changes}


def decision(*ways: dict, **changes: object) -> dict:
    return {"id": "G", "decision": {"en": "Good?", "zh": "好?"}, "next": list(ways), **changes}


def start(*to: str) -> dict:
    return {"id": "S", "event": None, "position": "start", "next": list(to)}


def chain(length: int) -> list[dict]:
    steps = [activity(number, next=f"A{number + 1}") for number in range(1, length)]
    return [start("A1"), *steps, activity(length, next="E"), END]


BRANCHES = ({"to": "A1", "when": "no", "share": 0.5}, {"to": "A2", "when": "yes", "share": 0.5})
TWO_ROLES = {"clerk": HEAD["roles"]["clerk"], "boss": {"name": {"en": "Boss", "zh": "主管"}}}

VALID = {
    "busy-routing": [process(*chain(2)), process(start("G"), decision(*BRANCHES), activity(1), activity(2))],
    "compound-label": [
        process(activity(1)),
        process({"id": "A", "name": {"en": "Receive order and invoice", "zh": "核对采购计划及预算"}}),
    ],
    "decision-as-gateway": [
        process(activity(1, role="clerk", next="G"), decision(*BRANCHES[1:], BRANCHES[1], role="clerk"), activity(2)),
        process(activity(1, role="clerk", next="G"), decision(*BRANCHES, role="boss"), activity(2), roles=TWO_ROLES),
    ],
    "duplicate-label": [process(activity(1), activity(2))],
    "event-not-state": [
        process(END),
        process(
            {"id": "T", "event": "Every Monday", "trigger": "timer"}, {"id": "M", "event": "Send it", "throws": True}
        ),
        process(start()),
    ],
    "inclusive-gateway": [process({"id": "P", "parallel": None})],
    "language-missing": [process({"id": "A", "name": "Only English"}, roles={"clerk": "Clerk"})],
    "long-label": [process({"id": "A", "name": {"en": "Check " + "x" * 34, "zh": "检查" * 10}})],
    "many-elements": [process(*chain(29))],
    "not-verb-object": [process(activity(1), {"id": "B", "name": "Confirm the booking"})],
    "owner-missing": [process(activity(1))],
    "people-missing": [
        process(activity(1, role="clerk")),
        process(activity(1, role="clerk"), roles={"clerk": {"name": "C", "people": 2}}, volume={"cases": 1}),
    ],
    "several-starts-or-ends": [process(*chain(2))],
    "time-missing": [process(activity(1), activity(2)), process(activity(1, time=3), activity(2, time=0))],
    "too-large": [process(*chain(48))],
    "unlabelled-activity": [process(activity(1))],
    "unlabelled-branch": [process(activity(1), decision({"to": "A1", "when": "no"}, {"to": "A1", "default": True}))],
    "unstructured": [process(*chain(3)), process(activity(1))],
    "untidy-label": [process({"id": "A", "name": {"zh": "检查（ERP），通过？"}})],
    "unused-definition": [
        process(activity(1, system="erp", documents=["form"]), systems={"erp": "ERP"}, documents={"form": "Form"})
    ],
    "vague-gateway": [
        process(activity(1), activity(2), decision(*BRANCHES)),
        process(activity(1), activity(2), decision(*BRANCHES, decision="Order value")),
        process(activity(1), decision({"to": "A1"}, decision=None)),
    ],
    "zero-share": [process(activity(1), activity(2), decision(*BRANCHES))],
}
INVALID = {
    "busy-routing": [
        process(start("A1"), activity(1, next="E"), activity(2, next="A1"), END),
        process(decision(*({"to": f"A{n}"} for n in range(1, 7))), *(activity(n) for n in range(1, 7))),
    ],
    "compound-label": [
        process({"id": "A", "name": "Check and approve invoice"}),
        process({"id": "A", "name": "审核并归档合同"}),
        process({"id": "A", "name": "Check invoice and send reply"}),
        process({"id": "A", "name": "录入、核对订单"}),
    ],
    "decision-as-gateway": [
        process(
            activity(1, role="clerk", next="G"),
            decision(*BRANCHES, role="boss", routing=True),
            activity(2),
            roles=TWO_ROLES,
        )
    ],
    "duplicate-label": [process(activity(1), activity(2, name=" check  １"))],
    "event-not-state": [process({"id": "M", "event": "Receive order"}), process({"id": "M", "event": "订单"})],
    "inclusive-gateway": [process({"id": "O", "inclusive": None})],
    "language-missing": [process(activity(1), activity(2, name="Only English"))],
    "long-label": [process({"id": "A", "name": "Check " + "x" * 35}), process({"id": "A", "name": "检" * 21})],
    "many-elements": [process(*chain(30)), process(*chain(60))],
    "not-verb-object": [
        process({"id": "A", "name": "合同审核"}),
        process({"id": "A", "name": "Send"}),
        process({"id": "A", "name": "Order processing"}),
        process({"id": "A", "name": "Credit limit"}),
    ],
    "owner-missing": [process(activity(1), owner=None)],
    "people-missing": [process(activity(1, role="clerk"), volume={"cases": 10, "per": "day"})],
    "several-starts-or-ends": [process(*chain(2), {"id": "E2", "event": None, "position": "end"})],
    "time-missing": [process(activity(1, time=3), activity(2))],
    "too-large": [process(*chain(49))],
    "unlabelled-activity": [process({"id": "A"})],
    "unlabelled-branch": [process(activity(1), decision({"to": "A1"}, {"to": "A1", "when": "yes"}))],
    "unstructured": [
        process(start("A1"), activity(1, next="G"), decision({"to": "A1"}, {"to": "E"}), END),
    ],
    "untidy-label": [process({"id": "A", "name": "检查  ＥＲＰ"}), process(activity(1), roles={"clerk": "Clerk "})],
    "unused-definition": [process(activity(1), systems={"erp": "ERP"})],
    "vague-gateway": [
        process(activity(1), activity(2), decision(*BRANCHES, decision=None)),
        process(activity(1), activity(2), decision(*BRANCHES, decision="Verify order")),
    ],
    "zero-share": [process(activity(1), activity(2), decision({"to": "A1", "share": 0}, {"to": "A2", "share": 1}))],
}
RULE = {rule.name: rule for rule in RULES}


def cases(table: dict) -> list:
    return [
        pytest.param(name, case, id=f"{name}-{n}") for name, models in table.items() for n, case in enumerate(models)
    ]


@pytest.mark.parametrize(("name", "model"), cases(VALID))
def test_a_valid_model_is_left_alone(name, model):
    assert list(RULE[name].findings(subject(model), Severity.INFO)) == []


@pytest.mark.parametrize(("name", "model"), cases(INVALID))
def test_an_invalid_model_is_found_with_message_and_remedy_in_both_languages(name, model):
    findings = list(RULE[name].findings(subject(model), Severity.WARNING))
    assert [(finding.code, finding.area) for finding in findings] == [(RULE[name].code, name)]
    assert findings[0].severity is Severity.WARNING
    for text in (findings[0].message, findings[0].remedy):
        assert text.en
        assert text.zh


def test_every_rule_file_is_registered_in_order_has_cases_and_a_page():
    folder = Path(bpr.rules.__file__).parent
    names = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--", "base", "sets"}
    assert names == set(RULE) == set(VALID) == set(INVALID)
    assert [rule.check.__module__ for rule in RULES] == sorted(rule.check.__module__ for rule in RULES)
    for rule in RULES:
        page = __import__(rule.check.__module__, fromlist=["x"]).__doc__
        assert page.startswith(f"{rule.name}: ")
        assert all(part in page for part in ("What it checks:", "Why it matters:", "How to fix:"))


def test_the_sets_name_only_rules_that_exist_and_strict_is_never_milder():
    for severities in SETS.values():
        assert set(severities) <= set(RULE)
    recommended, strict = SETS["recommended"], SETS["strict"]
    assert set(strict) == set(RULE)
    assert all(strict[name].rank <= severity.rank for name, severity in recommended.items())


def test_over_fifty_nodes_raise_the_finding_about_size_by_one_step():
    found = check_rules(subject(process(*chain(60))), {"many-elements": Severity.INFO})
    assert [(finding.code, finding.severity) for finding in found] == [("G1", Severity.WARNING)]


def test_a_rule_that_is_not_in_the_set_is_off():
    model = subject(process({"id": "A"}, owner=None))
    assert {finding.code for finding in check_rules(model, {"owner-missing": Severity.ERROR})} == {"OWNER_MISSING"}


def test_what_a_rule_says_is_not_repeated_for_the_same_elements():
    model = subject(INVALID["inclusive-gateway"][0])
    spoken = check_rules(model, {"inclusive-gateway": Severity.WARNING})
    (rule,) = spoken
    same = type(rule)("OR_GATEWAY", Severity.WARNING, "structure", rule.message, rule.remedy, ("O",))
    other = type(rule)("OR_GATEWAY", Severity.WARNING, "structure", rule.message, rule.remedy, ("O", "P"))
    assert list(not_repeated([same, other], spoken)) == [other]


def test_an_empty_process_has_no_findings():
    assert check_rules(subject(Process(id="p"))) == ()
