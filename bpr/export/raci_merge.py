"""A merge of RACI workbooks as sections of a page: what changes, what somebody has to decide, what else was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from bpr.export.raci_merge_words import CONFLICTS, NOTES, TWICE
from bpr.export.speaker import Section
from bpr.findings import Finding, Severity
from bpr.merge.result import Conflict, Letters, Merge, Noted, Source, Take
from bpr.model.process import Process

_NONE = "–"


def raci_merge_sections(
    merge: Merge, process: Process, lang: str, findings: Iterable[Finding] = (), *, take: Take | None = None
) -> tuple[Section, ...]:
    """The merge for people; empty sections are left out.

    Args:
        merge: the result.
        process: the model, for names.
        lang: ``en`` or ``zh``.
        findings: what the rules say about the merged matrix.
        take: the side that wins conflicts, where that is decided.
    """
    page = _Page(merge, process, lang, take)
    sections = [
        page.summary(), page.changes(), page.conflicts() if take is None else page.decided(take), page.settled(),
        page.unreadable(), page.notes(), page.findings(findings),
    ]  # fmt: skip
    return tuple(section for section in sections if section is not None)


class _Page:
    def __init__(self, merge: Merge, process: Process, lang: str, take: Take | None) -> None:
        self.merge, self.process, self.lang, self.take = merge, process, lang, take

    def say(self, en: str, zh: str) -> str:
        return zh if self.lang == "zh" else en

    def summary(self) -> Section:
        merge = self.merge
        lines = [
            self.say(f"from {name}", f"来自 {name}")
            + (self.say(f" (last saved by {author})", f"（最后保存者：{author}）") if author else "")
            for name, author in ((PurePath(file).name, author) for file, author in merge.workbooks)
        ]
        lines += [
            self.say(
                f"{PurePath(file).name} has {kind} letters; shown here and written are those of {merge.ours.variant}",
                f"{PurePath(file).name} 使用 {kind} 字母；此处显示和写入的为 {merge.ours.variant} 字母",
            )
            for file, kind in dict.fromkeys(merge.carried)
        ]
        decided = len(merge.settled) + (len(merge.conflicts) if self.take is not None else 0)
        is_open = len(merge.conflicts) if self.take is None else 0
        counts = (len(merge.changes), len(merge.agreed), decided, is_open, len(merge.unreadable), len(merge.notes))
        lines.append(
            self.say(
                "to change: {}, already so: {}, decided: {}, in conflict: {}, not readable: {}, notes: {}",
                "待修改 {}，已一致 {}，已决定 {}，冲突 {}，无法读取 {}，备注 {}",
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

    def decided(self, take: Take) -> Section | None:
        """The conflicts as the side that wins has it."""
        line = self.say("The model wins (--take ours).", "以模型为准（--take ours）。")
        if take == "theirs":
            line = self.say(
                "The workbooks win; if they differ, the last (--take theirs).",
                "以工作簿为准，多个时以最后一个为准（--take theirs）。",
            )
        return self._resolutions(self.say("Decided", "已决定"), line, self.merge.conflicts, take)

    def settled(self) -> Section | None:
        line = self.say(
            "People differ; the model already has what the workbook named last asks for.",
            "不同人填写不一致；模型已是最后一个工作簿所要求的内容。",
        )
        return self._resolutions(self.say("Decided before", "此前已决定"), line, self.merge.settled, "theirs")

    def _resolutions(self, title: str, line: str, conflicts: Sequence[Conflict], take: Take) -> Section | None:
        """What is kept, from whom, and what is dropped."""
        rows = []
        for conflict in conflicts:
            resolution = conflict.decided(take)
            dropped = [f"{self.wish(one.text, conflict)} ({self.who(one.sources)})" for one in resolution.dropped]
            dropped += [f"{self._held(conflict, role)} ({self._model()})" for role in resolution.dropped_ours]
            kept = self.list(self._held(conflict, role, resolution.kept) for role in resolution.kept)
            rows.append(
                (
                    self.step(conflict.step), self.list(map(self.role, conflict.roles)), kept,
                    self.who(resolution.sources) or self._model(), self.list(dropped) or _NONE, self._why(conflict),
                )
            )  # fmt: skip
        head = (
            self.say("Step", "步骤"), self.say("Role", "角色"), self.say("Kept", "保留"), self.say("From", "来自"),
            self.say("Dropped", "舍弃"), self.say("Why", "原因"),
        )  # fmt: skip
        return Section(title, (line,), head, tuple(rows)) if rows else None

    def _held(self, conflict: Conflict, role: str, letters: Mapping[str, Letters] | None = None) -> str:
        """The letters of a role, those of the model unless others are given; with several roles the role before it."""
        text = self.letters((letters if letters is not None else conflict.if_ours)[role])
        return f"{self.role(role)}: {text}" if len(conflict.roles) > 1 else text

    def _model(self) -> str:
        return self.say("the model", "模型")

    def unreadable(self) -> Section | None:
        rows = self._noted(self.merge.unreadable)
        if self.take is not None:
            line = self.say(
                "Kept: the letters of the model. Dropped: what is typed in these cells.",
                "保留：模型中的字母。舍弃：这些单元格中填写的内容。",
            )
        else:
            line = self.say(
                "These cells keep the letters of the model. Correct them in the workbook, or drop what is typed there "
                "with --take theirs or --take ours.",
                "这些单元格保留模型中的字母。请在工作簿中更正，或用 --take theirs 或 --take ours 舍弃其内容。",
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
                one.severity.word.pick(self.lang),
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
        title = self.say("The matrix afterwards", "合并后的矩阵")
        return Section(title, (), head, rows, remedies=True) if rows else None

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
            what = NOTES[note.code].pick(self.lang)
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
        known = CONFLICTS.get(conflict.code)
        return known.pick(self.lang) if known else TWICE.pick(self.lang).format(letter="".join(conflict.ours))

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
