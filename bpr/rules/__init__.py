"""Checks of a model, one rule a file, and the sets that say how bad each breach is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bpr.findings import Finding, Severity, in_order
from bpr.rules import (
    busy_routing,
    compound_label,
    decision_as_gateway,
    duplicate_label,
    event_not_state,
    inclusive_gateway,
    language_missing,
    long_label,
    many_elements,
    not_verb_object,
    owner_missing,
    people_missing,
    several_starts_or_ends,
    time_missing,
    too_large,
    unlabelled_activity,
    unlabelled_branch,
    unstructured,
    untidy_label,
    unused_definition,
    vague_gateway,
    zero_share,
)
from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.sets import RECOMMENDED, SETS

RULES: tuple[Rule, ...] = (
    busy_routing.RULE,
    compound_label.RULE,
    decision_as_gateway.RULE,
    duplicate_label.RULE,
    event_not_state.RULE,
    inclusive_gateway.RULE,
    language_missing.RULE,
    long_label.RULE,
    many_elements.RULE,
    not_verb_object.RULE,
    owner_missing.RULE,
    people_missing.RULE,
    several_starts_or_ends.RULE,
    time_missing.RULE,
    too_large.RULE,
    unlabelled_activity.RULE,
    unlabelled_branch.RULE,
    unstructured.RULE,
    untidy_label.RULE,
    unused_definition.RULE,
    vague_gateway.RULE,
    zero_share.RULE,
)


def check_rules(subject: Subject, severities: Mapping[str, Severity] = RECOMMENDED) -> tuple[Finding, ...]:
    """All findings of the rules that a set names, worst first.

    Args:
        subject: the model and what was measured before.
        severities: severity by name of rule; a rule that is not named is off.
    """
    return in_order(
        finding
        for rule in RULES
        if (severity := severities.get(rule.name)) is not None
        for finding in rule.findings(subject, severity)
    )


def not_repeated(findings: Iterable[Finding], spoken: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings of analyses without those that a rule has said already about the same elements."""
    said: dict[str, set[str]] = {}
    codes = {rule.code: rule.replaces for rule in RULES}
    for finding in spoken:
        for code in codes[finding.code]:
            said.setdefault(code, set()).update(finding.elements)
    for finding in findings:
        if finding.code not in said or not set(finding.elements) <= said[finding.code]:
            yield finding


__all__ = ["RECOMMENDED", "RULES", "SETS", "Breach", "Rule", "Subject", "check_rules", "not_repeated"]
