"""A merge of RACI workbooks as sections of a page: what changes, what somebody has to decide, what else was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from bpr.export.speaker import Section
from bpr.findings import Finding, Severity
from bpr.merge.result import Conflict, Merge, Noted, Source
from bpr.model.process import Process
from bpr.text import Text

_NONE = "–"

_CONFLICTS: dict[str, Text] = {
    "PEOPLE_DIFFER": Text(en="people want different letters", zh="不同人填写不一致"),
    "MODEL_CHANGED": Text(en="the model changed since the export", zh="导出后模型已修改"),
    "BASE_UNKNOWN": Text(
        en="the hidden sheet is gone: either side may have changed it", zh="隐藏工作表缺失，无法判断是哪一方修改"
    ),
}
_TWICE = Text(en="{letter} would stand twice in this row", zh="该行会出现两个 {letter}")

_NOTES: dict[str, Text] = {
    "FORMULA": Text(en="a formula instead of a letter", zh="填写的是公式而不是字母"),
    "MERGED": Text(en="a merged cell: for which role is not clear", zh="合并单元格：不清楚属于哪个角色"),
    "BAD_CODE": Text(en="not a letter of this matrix", zh="不是本矩阵的字母"),
    "SUMMARY": Text(en="this row sums up its steps; change those", zh="该行由下级步骤汇总得出，请改下级步骤"),
    "STEP_GONE": Text(en="the model no longer has this step", zh="模型中已没有该步骤"),
    "ROLE_GONE": Text(en="the model no longer has this role", zh="模型中已没有该角色"),
    "STEP_UNCLEAR": Text(
        en="id and name of the row are those of two steps; its letters were not taken",
        zh="行的编号和名称属于两个步骤，未采用其字母",
    ),
    "ROLE_UNCLEAR": Text(
        en="id and name of the column are those of two roles; its letters were not taken",
        zh="列的编号和名称属于两个角色，未采用其字母",
    ),
    "STEP_COPIED": Text(en="a second row of this step; the first one counts", zh="该步骤的重复行，以第一行为准"),
    "ROLE_COPIED": Text(en="a second column of this role; the first one counts", zh="该角色的重复列，以第一列为准"),
    "STEP_ADDED": Text(en="a new row: add it to the process as a step", zh="新增的行：请在流程中添加步骤"),
    "ROLE_ADDED": Text(en="a new column: add the role, or it is a note", zh="新增的列：请添加角色，或视为备注"),
    "STEP_REMOVED": Text(en="the row was deleted; the step stays in the model", zh="该行被删除；模型中的步骤保留"),
    "ROLE_REMOVED": Text(en="the column was deleted; its letters stay", zh="该列被删除；其字母保留"),
    "STEP_RENAMED": Text(en="step renamed; rename it in the model, too", zh="步骤改名；请在模型中同步修改"),
    "ROLE_RENAMED": Text(en="role renamed; rename it in the model, too", zh="角色改名；请在模型中同步修改"),
    "TEXT_CHANGED": Text(en="a describing text changed; it is not taken over", zh="说明文字被修改，不会写入模型"),
    "REMARK": Text(en="a remark", zh="备注"),
    "COMMENT": Text(en="a comment on the cell", zh="单元格批注"),
    "OTHER_SHEET": Text(en="typed on another sheet", zh="写在其他工作表上"),
    "SHEET_RENAMED": Text(en="the sheet was renamed", zh="工作表已改名"),
    "BASE_MISSING": Text(
        en="the hidden sheet _bpr is gone: compared with the model as it is now",
        zh="隐藏工作表 _bpr 缺失：改与当前模型比较",
    ),
    "BASE_CHANGED": Text(
        en="the hidden sheet _bpr was edited: compared with the model as it is now",
        zh="隐藏工作表 _bpr 被修改：改与当前模型比较",
    ),
    "MATCHED_BY_LABEL": Text(
        en="ids were missing: {text} rows and {old} columns were found by their names",
        zh="缺少编号：{text} 行、{old} 列按名称匹配",
    ),
}
_SEVERITIES = {
    Severity.ERROR: Text(en="error", zh="错误"),
    Severity.WARNING: Text(en="warning", zh="警告"),
    Severity.INFO: Text(en="note", zh="提示"),
}


def raci_merge_sections(
    merge: Merge, process: Process, lang: str, findings: Iterable[Finding] = ()
) -> tuple[Section, ...]:
    """The merge for people; empty sections are left out.

    Args:
        merge: the result.
        process: the model, for names.
        lang: ``en`` or ``zh``.
        findings: what the rules say about the merged matrix.
    """
    page = _Page(merge, process, lang)
    sections = [
        page.summary(), page.changes(), page.conflicts(), page.unreadable(), page.notes(), page.findings(findings)
    ]  # fmt: skip
    return tuple(section for section in sections if section is not None)


class _Page:
    def __init__(self, merge: Merge, process: Process, lang: str) -> None:
        self.merge, self.process, self.lang = merge, process, lang

    def say(self, en: str, zh: str) -> str:
        return zh if self.lang == "zh" else en

    def summary(self) -> Section:
        merge = self.merge
        lines = [
            self.say(f"from {name}", f"来自 {name}")
            + (self.say(f" (last saved by {author})", f"（最后保存者：{author}）") if author else "")
            for name, author in ((PurePath(file).name, author) for file, author in merge.workbooks)
        ]
        counts = (len(merge.changes), len(merge.agreed), len(merge.conflicts), len(merge.unreadable), len(merge.notes))
        lines.append(
            self.say(
                "{} to change, {} already so, {} in conflict, {} not readable, {} notes",
                "待修改 {}，已一致 {}，冲突 {}，无法读取 {}，备注 {}",
            ).format(*counts)
        )
        return Section(
            self.say(
                f"RACI workbook into {self.process.headline('en')}", f"RACI 工作簿回读：{self.process.headline('zh')}"
            ),
            tuple(lines),
        )

    def changes(self) -> Section | None:
        rows = tuple(
            (
                self.step(change.step), self.role(change.role), self.letters(change.old), self.letters(change.new),
                self.who(change.sources),
            )
            for change in self.merge.changes
        )  # fmt: skip
        head = (
            self.say("Step", "步骤"), self.say("Role", "角色"), self.say("Now", "现在"), self.say("New", "改为"),
            self.say("Who, where", "何人何处"),
        )  # fmt: skip
        return Section(self.say("Changes", "修改"), (), head, rows) if rows else None

    def conflicts(self) -> Section | None:
        rows = tuple(
            (
                self.step(conflict.step), self.list(map(self.role, conflict.roles)), *self._sides(conflict),
                self.list(f"{self.wish(one.text, conflict)} ({self.who(one.sources)})" for one in conflict.theirs),
                self._why(conflict),
            )
            for conflict in self.merge.conflicts
        )  # fmt: skip
        head = (
            self.say("Step", "步骤"), self.say("Role", "角色"), self.say("Exported", "导出时"),
            self.say("Model now", "模型现在"), self.say("Wanted", "希望改为"), self.say("Why", "原因"),
        )  # fmt: skip
        line = self.say(
            "Decide with --take theirs (the workbooks win; if they differ, the last) or --take ours (the model wins).",
            "请选择 --take theirs（以工作簿为准，多个时以最后一个为准）或 --take ours（以模型为准）。",
        )
        return Section(self.say("Conflicts", "冲突"), (line,), head, rows) if rows else None

    def unreadable(self) -> Section | None:
        rows = self._noted(self.merge.unreadable)
        line = self.say(
            "These cells keep the letters of the model. Correct them in the workbook, or go on with --take.",
            "这些单元格保留模型中的字母。请在工作簿中更正，或用 --take 继续。",
        )
        return Section(self.say("Not read", "无法读取"), (line,), self._head(), rows) if rows else None

    def notes(self) -> Section | None:
        rows = self._noted(self.merge.notes)
        line = self.say(
            "Typed or changed by people, and not part of the letters.", "以下为人工填写或改动，不属于职责字母。"
        )
        return Section(self.say("Notes", "备注"), (line,), self._head(), rows) if rows else None

    def findings(self, findings: Iterable[Finding]) -> Section | None:
        rows = tuple(
            (
                _SEVERITIES[one.severity].pick(self.lang),
                one.code,
                one.message.pick(self.lang),
                one.remedy.pick(self.lang),
            )
            for one in findings
            if one.severity is not Severity.INFO
        )
        head = (
            self.say("Severity", "级别"), self.say("Code", "代码"), self.say("Finding", "问题"),
            self.say("Remedy", "改法"),
        )  # fmt: skip
        return Section(self.say("The matrix afterwards", "合并后的矩阵"), (), head, rows) if rows else None

    def _head(self) -> tuple[str, ...]:
        return (
            self.say("Where", "位置"), self.say("About", "对象"), self.say("Typed", "内容"),
            self.say("Before", "原来"), self.say("What it is", "说明"),
        )  # fmt: skip

    def _noted(self, noted: Sequence[Noted]) -> tuple[tuple[str, ...], ...]:
        several = len(self.merge.workbooks) > 1
        rows = []
        for one in noted:
            note = one.note
            place = [PurePath(one.file).name, note.cell] if several else [note.cell]
            about = [self.step(note.element) if note.element in self.process.nodes else self.role(note.element)]
            about += [self.role(one.role)] if one.role else []
            typed = self.list([note.text, *(f"{head or cell}: {text}" for cell, head, text in note.parts)])
            what = _NOTES[note.code].pick(self.lang)
            if note.code == "MATCHED_BY_LABEL":
                what = what.format(text=note.text, old=note.old)
                typed = old = ""
            else:
                old = note.old
            where, whom = " ".join(filter(None, place)), " / ".join(filter(None, about))
            rows.append((where or _NONE, whom or _NONE, typed or _NONE, old or _NONE, what))
        return tuple(rows)

    def _sides(self, conflict: Conflict) -> tuple[str, str]:
        if len(conflict.roles) == 1:
            return self.letters(conflict.base), self.letters(conflict.ours)
        now = [f"{self.role(role)}: {self.letters(held)}" for role, held in conflict.if_ours.items() if held]
        return _NONE, self.list(now) or _NONE

    def _why(self, conflict: Conflict) -> str:
        known = _CONFLICTS.get(conflict.code)
        return known.pick(self.lang) if known else _TWICE.pick(self.lang).format(letter="".join(conflict.ours))

    def wish(self, text: str, conflict: Conflict) -> str:
        """What somebody typed; with several roles the role stands before it."""
        role, sign, letters = text.partition(": ")
        return f"{self.role(role)}: {letters}" if len(conflict.roles) > 1 and sign else text or _NONE

    def who(self, sources: Sequence[Source]) -> str:
        return self.list(
            f"{PurePath(one.file).name} {one.cell}" + (f" [{one.author}]" if one.author else "") for one in sources
        )

    def step(self, key: str) -> str:
        node = self.process.nodes.get(key)
        return node.label.pick(self.lang) if node is not None and node.label is not None else key

    def role(self, key: str) -> str:
        return self.process.roles[key].name.pick(self.lang) if key in self.process.roles else key

    def letters(self, letters: Sequence[str]) -> str:
        return "/".join(letters) or _NONE

    def list(self, parts: Iterable[str]) -> str:
        return self.say("; ", "；").join(part for part in parts if part)
