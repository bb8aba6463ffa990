"""What `bpr table read` does: merge, edit the process file in memory, and put it in place in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpr.cli.merge_target import process_in, read_target, replace_unchanged
from bpr.errors import InputError, Where
from bpr.export.files import write_outputs
from bpr.export.formats import Drawing, render
from bpr.export.swimlane.album import Album
from bpr.findings import Finding, in_order
from bpr.formats.reading import reading_findings
from bpr.formats.table import read_with_base
from bpr.formats.yaml_emit import flow
from bpr.merge.result import Take
from bpr.merge.table import Change, TableMerge, merge_table
from bpr.merge.table_yaml import write_changes
from bpr.model import Process
from bpr.text import Lang, Text, shell_word

_FIELDS = {
    **{"name": "名称", "next": "下一步", "role": "角色", "department": "部门", "phase": "阶段", "time": "时间"},
    **{"wait": "等待", "cost": "成本", "system": "系统", "documents": "单据", "accountable": "负责", "note": "备注"},
    **{"consulted": "咨询", "informed": "知会", "support": "支持", "decision": "判断", "title": "流程名称"},
}
_KINDS = {
    "step": Text(en="step", zh="步骤"),
    "roles": Text(en="role", zh="角色"),
    "departments": Text(en="department", zh="部门"),
    "systems": Text(en="system", zh="系统"),
    "documents": Text(en="document", zh="单据"),
    "process": Text(en="process", zh="流程"),
}


@dataclass(frozen=True)
class Merged:
    """A merge with the process and its file before and after."""

    merge: TableMerge
    old: Process
    new: Process
    before: bytes
    after: bytes
    remarks: tuple[Finding, ...]

    def page(self, lang: str) -> str:
        """What changes, what conflicts, and what was read past, for people."""
        zh = lang == "zh"
        lines = [_line(change, lang) for change in self.merge.changes]
        parts = [("修改" if zh else "Changes", lines)]
        conflicts = [
            f"{_line(conflict.change, lang)} ({'原为' if zh else 'was'} {_value(conflict.base)})"
            for conflict in self.merge.conflicts
        ]
        parts.append(("冲突：模型与表格都已修改" if zh else "Conflicts: model and table both changed", conflicts))
        parts.append(("说明" if zh else "Remarks", [finding.message.pick(lang) for finding in self.remarks]))
        return "".join(f"{title}\n" + "".join(f"  {line}\n" for line in lines) for title, lines in parts if lines)

    def to_json(self, written: tuple[Path, ...]) -> dict[str, Any]:
        """The document for programs."""
        return {
            "bpr": "table-merge/1",
            "process": self.old.id,
            "applied": bool(written),
            "files": [path.as_posix() for path in written],
            **self.merge.to_json(),
            "findings": [finding.to_json() for finding in self.remarks],
        }

    def verdict(self, written: bool, *, dry_run: bool, is_open: bool) -> Text:
        """What was done, in one line."""
        if is_open:
            return Text(
                en="nothing written: settle the conflicts, or use --take theirs | ours",
                zh="未写入：请先解决冲突，或使用 --take theirs | ours",
            )
        if self.after == self.before:
            return Text(en="nothing to change", zh="没有需要修改的内容")
        if dry_run:
            return Text(en="nothing written (--dry-run)", zh="未写入（--dry-run）")
        return Text(en="written", zh="已写入") if written else Text(en="nothing written", zh="未写入")


def merge_into(workbook: Path, into: Path, take: Take | None) -> Merged:
    """Merge a table into a process file, in memory.

    Raises:
        InputError: the table or the process file cannot be read, or the changes cannot be written into it.
    """
    before, ours = read_target(into)
    read, base = read_with_base(workbook)
    theirs = read.process
    if base is None:
        send, make = f"bpr convert {shell_word(into)} -o send.xlsx", f"bpr convert {shell_word(workbook)} -o new.yaml"
        raise InputError.because(
            "the workbook holds no record of the process it was written from",
            "工作簿中没有导出时的流程记录",
            fix_en=f"edit a table written from the process file ({send}), or turn this one into a process file of its "
            f"own: {make}",
            fix_zh=f"请修改由流程文件导出的表（{send}），或将此表转换为单独的流程文件：{make}",
            where=Where(str(workbook)),
            code="BASE_UNKNOWN",
        )
    if base.id != ours.id:
        raise InputError.because(
            f"this is the table of the process '{base.id}', not of '{ours.id}'",
            f"这是流程“{base.id}”的表格，不是“{ours.id}”的",
            fix_en="name the process file it was written from with --into",
            fix_zh="请用 --into 指定导出它的流程文件",
            where=Where(str(workbook)),
            code="OTHER_PROCESS",
        )
    merge = merge_table(base, theirs, ours)
    wanted = merge.wanted(take)
    after, new = before, ours
    if wanted and (not merge.conflicts or take is not None):
        after, new = write_changes(before, wanted, theirs, ours, lambda data: process_in(data, into), name=str(into))
    return Merged(merge, ours, new, before, after, in_order((*reading_findings(theirs), *read.doubts)))


def write_merged(merged: Merged, into: Path, lang: Lang, *, force: bool) -> tuple[Path, ...]:
    """Put the changed file in place, with pictures of before and after; nothing when there is nothing to change.

    Raises:
        ExportError: a file cannot be written, or was changed while the merge was worked out.
    """
    if merged.after == merged.before:
        return ()
    pictures: dict[str | Path, bytes | str] = {}
    for word, process in (("before", merged.old), ("after", merged.new)):
        drawing = Drawing(Album(process), lang)
        pictures[into.with_name(f"{into.stem}.{word}.svg")] = render(drawing, "svg").files[0]
    drawn = write_outputs(pictures, force=force)
    replace_unchanged(into, merged.before, merged.after)
    return (into, *drawn)


def _line(change: Change, lang: str) -> str:
    """One change in words: ``step A2 wait: 2 h -> 3 h``."""
    zh = lang == "zh"
    what = f"{_KINDS[change.kind].pick(lang)} {change.id}".strip()
    if change.field is None:
        word = ("删除" if zh else "removed") if change.new is None else ("新增" if zh else "added")
        return f"{what}: {word} {_value(change.new if change.new is not None else change.old)}"
    field = _FIELDS.get(change.field, change.field) if zh else change.field
    return f"{what} {field}: {_value(change.old)} → {_value(change.new)}"


def _value(value: Any) -> str:
    return "-" if value is None else flow(value)
