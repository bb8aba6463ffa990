"""Findings and titles as rich tables, in the language of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpr.cli.invocation import as_called

if TYPE_CHECKING:
    from rich.table import Table

    from bpr.findings import Finding

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def findings_table(findings: tuple[Finding, ...], lang: str, *, title: str) -> Table:
    """All findings, one row each, with remedy."""
    from rich.table import Table
    from rich.text import Text as Line

    zh = lang == "zh"
    count = f"{title}: {len(findings)} " + ("项发现" if zh else "findings")
    table = Table(title=Line(count, style="bold"), title_justify="left", box=None, pad_edge=False, expand=True)
    for head, ratio in (
        (("程度", None), ("代码", None), ("发现与改法", 1))
        if zh
        else (
            ("Severity", None),
            ("Code", None),
            ("Finding and remedy", 1),
        )
    ):
        table.add_column(head, ratio=ratio, overflow="fold")
    for finding in findings:
        text = Line(finding.message.pick(lang))
        if finding.elements:
            text.append(
                "  [" + ", ".join(finding.elements[:6]) + (" …" if len(finding.elements) > 6 else "") + "]", "dim"
            )
        text.append("\n→ " + as_called(finding.remedy.pick(lang)), "dim")
        severity = Line(finding.severity.word.pick(lang), style=_COLOURS[finding.severity.value])
        table.add_row(severity, finding.code, text)
    return table
