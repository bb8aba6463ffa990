"""Sets of rules: which rules are on, and how bad a breach is. The rules themselves do not say.

``recommended`` is what every model should keep, with the severities of handbook 8.1; data that may be missing on
purpose is left to the analyses. ``strict`` is for models that go into a repository: everything is on, and faults that
make two people read a drawing in two ways are errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bpr.findings import Severity

RECOMMENDED: Mapping[str, Severity] = MappingProxyType(
    {
        "busy-routing": Severity.WARNING,
        "compound-label": Severity.INFO,
        "decision-as-gateway": Severity.INFO,
        "duplicate-label": Severity.INFO,
        "event-not-state": Severity.INFO,
        "inclusive-gateway": Severity.WARNING,
        "language-missing": Severity.INFO,
        "long-label": Severity.INFO,
        "many-elements": Severity.INFO,
        "not-verb-object": Severity.INFO,
        "owner-missing": Severity.WARNING,
        "several-starts-or-ends": Severity.WARNING,
        "too-large": Severity.WARNING,
        "unlabelled-activity": Severity.WARNING,
        "unlabelled-branch": Severity.INFO,
        "unstructured": Severity.WARNING,
        "untidy-label": Severity.INFO,
        "unused-definition": Severity.INFO,
        "vague-gateway": Severity.INFO,
        "zero-share": Severity.INFO,
    }
)

STRICT: Mapping[str, Severity] = MappingProxyType(
    {
        **RECOMMENDED,
        "compound-label": Severity.WARNING,
        "decision-as-gateway": Severity.WARNING,
        "duplicate-label": Severity.ERROR,
        "event-not-state": Severity.WARNING,
        "language-missing": Severity.WARNING,
        "long-label": Severity.WARNING,
        "many-elements": Severity.WARNING,
        "not-verb-object": Severity.WARNING,
        "owner-missing": Severity.ERROR,
        "people-missing": Severity.WARNING,
        "time-missing": Severity.WARNING,
        "too-large": Severity.ERROR,
        "unlabelled-activity": Severity.ERROR,
        "unlabelled-branch": Severity.ERROR,
        "untidy-label": Severity.WARNING,
        "vague-gateway": Severity.WARNING,
        "zero-share": Severity.WARNING,
    }
)

SETS: Mapping[str, Mapping[str, Severity]] = MappingProxyType({"recommended": RECOMMENDED, "strict": STRICT})
