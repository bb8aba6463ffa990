"""What `bpr table read` does: merge, edit the process file in memory, and put it in place in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpr.cli.merge_target import process_in, read_target
from bpr.errors import ExportError, InputError, Where
from bpr.export.files import replace_file, write_outputs
from bpr.export.formats import Drawing, render
from bpr.export.swimlane.album import Album
from bpr.findings import Finding, in_order
from bpr.formats.raw import read_bytes
from bpr.formats.reading import reading_findings
from bpr.formats.table import read_with_base
from bpr.formats.yaml_data import MAX_BYTES
from bpr.formats.yaml_emit import flow
from bpr.merge.table import Change, TableMerge, Take, merge_table
from bpr.merge.table_yaml import write_changes
from bpr.model import Process
from bpr.text import Lang, Text

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
        raise InputError.because(
            "the workbook holds no record of the process it was written from",
            "工作簿中没有导出时的流程记录",
            fix_en=f"edit a table written from the process file (bpr convert '{into}' -o send.xlsx), or turn this one "
            f"into a process file of its own: bpr convert '{workbook}' -o new.yaml",
            fix_zh=f"请修改由流程文件导出的表（bpr convert '{into}' -o send.xlsx），或将此表转换为单独的流程文件："
            f"bpr convert '{workbook}' -o new.yaml",
            where=Where(str(workbook)),
            code="BASE_UNKNOWN",
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
    if read_bytes(into, MAX_BYTES) != merged.before:
        raise ExportError.because(
            "the process file was changed by somebody else in the meantime",
            "流程文件在此期间被他人修改",
            fix_en="run the command again",
            fix_zh="请重新运行该命令",
            where=Where(str(into)),
            code="FILE_CHANGED",
        )
    pictures: dict[str | Path, bytes | str] = {}
    for word, process in (("before", merged.old), ("after", merged.new)):
        drawing = Drawing(Album(process), lang)
        pictures[into.with_name(f"{into.stem}.{word}.svg")] = render(drawing, "svg").files[0]
    drawn = write_outputs(pictures, force=force)
    replace_file(into, merged.after)
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
