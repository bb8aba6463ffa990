"""A check of many models as plain lines that editors can jump to, and its sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bpr.text import counted

if TYPE_CHECKING:
    from bpr.diagnosis.checked import Checked


def check_lines(results: Iterable[Checked], lang: str, *, notes: bool = False) -> Iterator[str]:
    """``file:line:column: severity CODE message`` for each error and warning, and each information if asked."""
    for result in results:
        for finding in result.findings:
            if notes or finding.severity.value != "info":
                place = str(finding.where) if finding.where is not None and finding.where.file else result.model
                word = finding.severity.word.pick(lang)
                yield f"{place}: {word} {finding.code} {finding.message.pick(lang)}"


def check_summary(results: Iterable[Checked], lang: str) -> str:
    """How many models were checked, and what was found."""
    all_results = list(results)
    standing = Counter(result.standing for result in all_results)
    found = Counter(finding.severity.value for result in all_results for finding in result.findings)
    remembered = sum(result.remembered for result in all_results)
    if lang == "zh":
        text = (
            f"检查 {standing['checked']} 个模型（其中 {remembered} 个未变化）："
            f"错误 {found['error']}，警告 {found['warning']}，提示 {found['info']}"
        )
        more = [f"无法读取 {standing['unreadable']}"] if standing["unreadable"] else []
        more += [f"非流程文件 {standing['skipped']}"] if standing["skipped"] else []
        return "；".join([text, *more])
    text = (
        f"{counted(standing['checked'], 'model')} checked ({remembered} unchanged): "
        f"{counted(found['error'], 'error')}, {counted(found['warning'], 'warning')}, {counted(found['info'], 'note')}"
    )
    more = [f"{standing['unreadable']} unreadable"] if standing["unreadable"] else []
    more += [counted(standing["skipped"], "other file")] if standing["skipped"] else []
    return "; ".join([text, *more])
