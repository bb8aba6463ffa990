"""Oracle area ``lint``: styles of labels."""

from __future__ import annotations

from typing import Any

from bpr.rules.labels.style import label_style
from bpr.rules.labels.verbs import Verbs


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    verbs = Verbs.of(inputs["verbs_en"], inputs["verbs_zh"])
    return {"style": [label_style(label, verbs) for label in inputs["labels"]]}
