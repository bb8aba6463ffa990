"""Checks of a model, one rule a file."""

from __future__ import annotations

from bpr.findings import Finding, in_order
from bpr.model.process import Process
from bpr.rules import duplicate_label, language_missing, owner_missing, unlabelled_activity, unlabelled_branch
from bpr.rules.base import Rule

RULES: tuple[Rule, ...] = (
    duplicate_label.RULE,
    language_missing.RULE,
    owner_missing.RULE,
    unlabelled_activity.RULE,
    unlabelled_branch.RULE,
)


def check_rules(process: Process) -> tuple[Finding, ...]:
    """All findings of all rules, worst first."""
    return in_order(finding for rule in RULES for finding in rule.check(process))


__all__ = ["RULES", "Rule", "check_rules"]
