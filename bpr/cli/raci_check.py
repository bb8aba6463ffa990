"""What `bpr raci check` prints: each matrix of a workbook, what the rules say, and how it fits a process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpr.cli.invocation import as_called
from bpr.text import counted

if TYPE_CHECKING:
    from bpr.compare.foreign_raci import ForeignCheck
    from bpr.compare.raci_links import Link
    from bpr.findings import Finding
    from bpr.model import Process
    from bpr.text import Lang

_SURENESS = {"sure": ("sure", "确定"), "likely": ("likely", "较可能"), "unsure": ("unsure", "存疑")}


def check_workbook(
    path: Path, *, sheet: str | None, process: Process | None
) -> tuple[tuple[ForeignCheck, ...], tuple[Finding, ...]]:
    """All matrices of a workbook with their findings.

    Raises:
        InputError: no workbook, not readable, or without a matrix.
    """
    from bpr.compare.foreign_raci import check_foreign
    from bpr.formats.raci_sheet.foreign import find_matrices
    from bpr.formats.spreadsheet import read_spreadsheet

    checks = tuple(check_foreign(source, process) for source in find_matrices(read_spreadsheet(path), sheet=sheet))
    return checks, tuple(finding for check in checks for finding in check.findings)


def document(path: Path, checks: tuple[ForeignCheck, ...]) -> dict[str, Any]:
    """The JSON document."""
    return {"bpr": "raci-check/1", "file": str(path), "sheets": [check.to_json() for check in checks]}


def page(checks: tuple[ForeignCheck, ...], lang: Lang) -> str:
    """The same for people."""
    return "\n".join(line for check in checks for line in _lines(check, zh=lang == "zh"))


def _lines(check: ForeignCheck, *, zh: bool) -> list[str]:
    def say(en: str, chinese: str) -> str:
        return chinese if zh else en

    source, lang = check.source, "zh" if zh else "en"
    lines = [
        f"{source.sheet}: {source.variant}, "
        + say(
            f"{counted(len(source.steps), 'step')}, {counted(len(source.roles), 'role')}",
            f"{len(source.steps)} 个步骤，{len(source.roles)} 个角色",
        )
    ]
    lines += [f"  {say('note', '注意')}: {doubt.pick(lang)}" for doubt in source.doubts]
    if not check.findings:
        lines.append("  " + say("the rules find nothing to say", "未发现问题"))
    for finding, cells in zip(check.findings, check.cells, strict=True):
        word = finding.severity.word.pick(lang)
        lines.append(f"  {word} {finding.code} {' '.join(cells[:6])}: {finding.message.pick(lang)}")
        lines.append(f"      {as_called(finding.remedy.pick(lang))}")
    if check.steps or check.roles:
        lines.append("  " + say("Links to the process", "与流程的对应关系"))
        lines += [_link(link, check, "step", zh=zh) for link in check.steps]
        lines += [_link(link, check, "role", zh=zh) for link in check.roles]
        steps, roles = ({link.element for link in links if link.rivals} for links in (check.steps, check.roles))
        lines.append(
            "  " + say(f"Duties that differ: {len(check.differences)}", f"职责差异：{len(check.differences)} 处")
        )
        lines += [
            f"    {one.cell} {one.step} × {one.role}: "
            + say(
                f"sheet {one.sheet or '–'}, process {one.process or '–'}",
                f"表格 {one.sheet or '–'}，流程 {one.process or '–'}",
            )
            + (say(" (linked by a guess)", "（对应关系为猜测）") if one.step in steps or one.role in roles else "")
            for one in check.differences
        ]
        if check.unmatched:
            listed = ", ".join(check.unmatched)
            lines.append(
                "  " + say(f"Steps of the process without a row: {listed}", f"流程中没有对应行的步骤：{listed}")
            )
    return [*lines, ""]


def _link(link: Link, check: ForeignCheck, kind: str, *, zh: bool) -> str:
    """One link: what the sheet says, what is meant, how sure that is, and what else it could be."""

    def named(element: str) -> str:
        name = check.names.get(f"{kind}:{element}")
        if name is None:
            return element
        return f"{element}“{name.pick('zh')}”" if zh else f"{element} '{name.pick('en')}'"

    label = " ".join(link.label.split())
    if link.element is None or link.sureness is None:
        return f"    {label} → {'无对应' if zh else 'nothing alike'}"
    line = f"    {label} → {named(link.element)} ({_SURENESS[link.sureness][zh]}, {link.similarity:.0%})"
    if link.rivals and zh:
        return f"{line}，为猜测：同样接近的还有 {'、'.join(map(named, link.rivals))}"
    if link.rivals:
        return f"{line}, a guess: as near is {', '.join(map(named, link.rivals))}"
    return line
