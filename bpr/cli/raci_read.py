"""What `bpr raci read` does: merge, edit the process file in memory, and put it in place in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpr.analysis.raci.derive import derive_raci
from bpr.cli.merge_target import process_in, read_target, replace_unchanged
from bpr.diagnosis.analyse import analyse
from bpr.export.files import write_output
from bpr.export.raci_merge import raci_merge_sections
from bpr.export.speaker import Section
from bpr.export.workbook.read_back import read_back
from bpr.findings import Finding
from bpr.merge.duties import write_duties
from bpr.merge.raci import merge_raci
from bpr.merge.result import Merge, Take
from bpr.model.process import Process
from bpr.text import Text


@dataclass(frozen=True)
class Merged:
    """A merge with the process file before and after."""

    merge: Merge
    process: Process
    before: bytes
    after: bytes
    findings: tuple[Finding, ...]
    take: Take | None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide something before anything is written."""
        return self.merge.is_open and self.take is None

    def sections(self, lang: str) -> tuple[Section, ...]:
        """The page for people."""
        return raci_merge_sections(self.merge, self.process, lang, self.findings, take=self.take)

    def to_json(self, written: Path | None) -> dict[str, Any]:
        """The document for programs."""
        return {
            "bpr": "raci-merge/1",
            "process": self.process.id,
            "applied": written is not None,
            **({"file": written.as_posix()} if written is not None else {}),
            **self.merge.to_json(self.take),
            "findings": [finding.to_json() for finding in self.findings],
        }

    def verdict(self, written: Path | None, *, dry_run: bool) -> Text:
        """What was done, in one line."""
        if written is not None:
            errors = sum(finding.severity == "error" for finding in self.findings)
            en, zh = f"written: {written}", f"已写入：{written}"
            if errors:
                en, zh = f"{en}; errors in the matrix: {errors}, see above", f"{zh}；矩阵中的错误：{errors}，见上"
            return Text(en=en, zh=zh)
        if self.is_open:
            return Text(
                en="nothing written: settle the conflicts and unreadable cells, or use --take theirs | ours",
                zh="未写入：请先解决冲突和无法读取的单元格，或使用 --take theirs | ours",
            )
        if dry_run and self.after != self.before:
            return Text(en="nothing written (--dry-run)", zh="未写入（--dry-run）")
        return Text(en="nothing to change", zh="没有需要修改的内容")


def merge_into(workbooks: Sequence[Path], into: Path, take: Take | None) -> Merged:
    """Merge workbooks into a process file, in memory.

    Raises:
        InputError: a workbook or the process file cannot be read, or the letters cannot be written into it.
    """
    before, process = read_target(into)
    sheets = [sheet for path in workbooks for sheet in read_back(path, process)]
    merge = merge_raci(sheets, derive_raci(process), derive=lambda kind: derive_raci(process, variant=kind))
    wanted = merge.wanted(take)
    after, merged = before, process
    if wanted:
        after, merged = write_duties(before, wanted, process, lambda data: process_in(data, into), name=str(into))
    return Merged(merge, process, before, after, tuple(analyse(merged).raci.findings), take)


def write_merged(merged: Merged, into: Path, output: Path | None, *, force: bool) -> Path | None:
    """Put the changed file in place; None when there is nothing to change.

    Raises:
        ExportError: the file cannot be written, or was changed while the merge was worked out.
    """
    if output is not None and output != into:
        return write_output(output, merged.after, force=force)
    if merged.after == merged.before:
        return None
    replace_unchanged(into, merged.before, merged.after)
    return into
