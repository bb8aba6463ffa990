"""Every rule has valid and invalid cases, and every file in bpr/rules is in RULES."""

from pathlib import Path

import pytest

import bpr.rules
from bpr.model import Process
from bpr.rules import RULES, check_rules

HEAD = {"process": "p", "owner": "clerk", "roles": {"clerk": {"name": {"en": "Clerk", "zh": "职员"}}}}


def process(*steps: dict, **changes: object) -> Process:
    return Process.model_validate({**HEAD, "steps": list(steps), **changes})


def activity(number: int, **changes: object) -> dict:
    return {"id": f"A{number}", "name": {"en": f"Do {number}", "zh": f"做{number}"}, **changes}


def decision(*ways: dict) -> dict:
    return {"id": "G", "decision": {"en": "Good?", "zh": "好?"}, "next": list(ways)}


VALID = {
    "duplicate-label": process(activity(1), activity(2)),
    "language-missing": process({"id": "A", "name": "Only English"}, roles={"clerk": "Clerk"}),
    "owner-missing": process(activity(1)),
    "unlabelled-activity": process(activity(1)),
    "unlabelled-branch": process(activity(1), decision({"to": "A1", "when": "no"}, {"to": "A1", "default": True})),
}
INVALID = {
    "duplicate-label": process(activity(1), activity(2, name=" do  １")),
    "language-missing": process(activity(1), activity(2, name="Only English")),
    "owner-missing": process(activity(1), owner=None),
    "unlabelled-activity": process({"id": "A"}),
    "unlabelled-branch": process(activity(1), decision({"to": "A1"}, {"to": "A1", "when": "yes"})),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_valid_model_is_left_alone(rule):
    assert list(rule.check(VALID[rule.name])) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_invalid_model_is_found_with_message_and_remedy_in_both_languages(rule):
    findings = list(rule.check(INVALID[rule.name]))
    assert [finding.code for finding in findings] == [rule.code]
    for text in (findings[0].message, findings[0].remedy):
        assert text.en
        assert text.zh


def test_every_rule_file_is_registered_and_has_a_page():
    folder = Path(bpr.rules.__file__).parent
    names = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--", "base"}
    assert names == {rule.name for rule in RULES}
    for rule in RULES:
        page = __import__(rule.check.__module__, fromlist=["x"]).__doc__
        assert page.startswith(f"{rule.name}: ")
        assert all(part in page for part in ("What it checks:", "Why it matters:", "How to fix:"))


def test_an_empty_process_has_no_findings():
    assert check_rules(Process(id="p")) == ()
