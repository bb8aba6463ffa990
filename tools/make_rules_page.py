"""Writes docs/rules.md from the rules: `python tools/make_rules_page.py`. A test asks that it is up to date."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bpr.diagnosis.settings import GateSettings
from bpr.rules import RULES, SETS

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

_HEAD = """# Rules

`bpr check` looks at style and completeness with the rules below, beside the checks of structure, soundness and duties.
`bpr explain CODE` tells more about any code. This page is made from the rules by `tools/make_rules_page.py`.

A project chooses in `bpr.toml`, in the folder of the models or above it:

```toml
[rules]
set = "recommended"          # or "strict"
ignore = ["G6"]              # codes or names of rules

[rules.severity]             # error, warning, info or off; holds for every finding, whoever speaks
several-starts-or-ends = "error"
MIXED_GATEWAY = "info"

[labels]                     # verbs that bpr does not know yet
verbs_en = ["onboard"]
verbs_zh = ["打样"]

[gates]
most_handoffs_per_case = 6
no_unsound = true

[check]
exclude = ["drafts/*"]       # paths below the folder that is checked
```
"""


def page() -> str:
    """The text of the page."""
    parts = [
        _HEAD,
        "## Gates\n",
        "A gate that is broken is an error (`GATE_FAILED`); one that cannot be judged says so.\n",
    ]
    parts += [f"- {line}" for line in _gates()]
    names = list(SETS)
    parts += ["", "## All rules\n", f"| rule | code | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for rule in RULES:
        severities = " | ".join(_severity(name, rule.name) for name in names)
        parts.append(f"| [{rule.name}](#{rule.name}) | `{rule.code}` | {severities} |")
    for rule in RULES:
        parts += ["", *_section(rule.name, rule.code, sys.modules[rule.check.__module__].__doc__ or "")]
    return "\n".join(parts) + "\n"


def _severity(name: str, rule: str) -> str:
    severity = SETS[name].get(rule)
    return severity.value if severity is not None else "off"


def _gates() -> list[str]:
    """The gates with what they mean, from the docstring of their settings."""
    text = (GateSettings.__doc__ or "").partition("Attributes:")[2]
    entries = re.findall(r"^\s+(\w+): (.+)$", text, re.MULTILINE)
    return [f"`{name}`: {meaning}" for name, meaning in entries]


def _section(name: str, code: str, docstring: str) -> list[str]:
    """One rule: its summary, then its three parts."""
    summary, _, rest = docstring.strip().partition("\n\n")
    text = summary.partition(": ")[2].replace("\n", " ")
    lines = [f"### {name}", "", f"`{code}` {text[0].upper()}{text[1:]}", ""]
    for part in re.split(r"\n(?=\S)", rest.strip()):
        title, _, body = part.partition(": ")
        lines += [f"**{title}:** {' '.join(body.split())}", ""]
    return lines[:-1]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
