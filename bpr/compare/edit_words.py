"""Edits in words: kind, place, old and new value; names instead of ids, shares in per cent, times with their unit."""

from __future__ import annotations

from collections.abc import Mapping

from bpr.compare.edits import Edit, EditKind
from bpr.compare.wording import points, share
from bpr.model.organisation import Named
from bpr.model.process import Process
from bpr.text import Text, listed

_LONGEST_ID = 8

KINDS: dict[EditKind, Text] = {
    "removed": Text(en="Removed", zh="删除"),
    "added": Text(en="Added", zh="新增"),
    "merged": Text(en="Merged", zh="合并"),
    "split": Text(en="Split", zh="拆分"),
    "renamed": Text(en="Renamed", zh="改名"),
    "reassigned": Text(en="Reassigned", zh="改由他人执行"),
    "automated": Text(en="Automated", zh="自动化"),
    "de_automated": Text(en="No longer automatic", zh="取消自动化"),
    "attribute": Text(en="Changed", zh="属性变化"),
    "parallelised": Text(en="Now parallel", zh="改为并行"),
    "serialised": Text(en="Now one after the other", zh="改为串行"),
    "order_inverted": Text(en="Order turned round", zh="顺序对调"),
    "moved": Text(en="Moved", zh="移动"),
    "flow_removed": Text(en="Flow removed", zh="删除连线"),
    "flow_added": Text(en="Flow added", zh="新增连线"),
    "flow_changed": Text(en="Flow changed", zh="连线变化"),
    "routing_removed": Text(en="Gateway or event removed", zh="删除网关或事件"),
    "routing_added": Text(en="Gateway or event added", zh="新增网关或事件"),
}
_ATTRIBUTES = {
    "time": Text(en="time", zh="处理时间"),
    "wait": Text(en="waiting", zh="等待时间"),
    "cost": Text(en="cost", zh="成本"),
    "value": Text(en="value", zh="增值类别"),
    "system": Text(en="system", zh="系统"),
    "documents_in": Text(en="documents read", zh="输入文档"),
    "documents_out": Text(en="documents written", zh="输出文档"),
    "share": Text(en="share", zh="比例"),
    "when": Text(en="condition", zh="条件"),
    "kind": Text(en="kind", zh="类型"),
    "role": Text(en="role", zh="角色"),
    "department": Text(en="department", zh="部门"),
    "name": Text(en="name", zh="名称"),
}
_NODE_KINDS = {
    "decision": Text(en="choice", zh="排他判断"),
    "parallel": Text(en="parallel", zh="并行"),
    "inclusive": Text(en="inclusive", zh="包容"),
    "start": Text(en="start", zh="开始"),
    "intermediate": Text(en="in between", zh="中间"),
    "end": Text(en="end", zh="结束"),
    "boundary": Text(en="on a border", zh="边界"),
    "normal": Text(en="normal", zh="普通"),
    "rework": Text(en="rework", zh="返工"),
    "planned": Text(en="planned", zh="计划内"),
}
_UNITS = {"s": "秒", "min": "分钟", "h": "小时", "d": "天", "w": "周"}


def place(edit: Edit, lang: str) -> str:
    """Where an edit is: the name, with the ids of nodes where a person wrote them (short ones)."""
    name = edit.name.pick(lang)
    if "->" in "".join((*edit.as_is, *edit.to_be)) or max(map(len, (*edit.as_is, *edit.to_be))) > _LONGEST_ID:
        return name
    sides = dict.fromkeys(", ".join(ids) for ids in (edit.as_is, edit.to_be) if ids)
    ids = " → ".join(sides)
    return name if ids == name else f"{name} [{ids}]"


def values(edit: Edit, as_is: Process, to_be: Process, lang: str) -> tuple[str, str]:
    """The old and the new value of an edit; empty where it has none.

    Args:
        edit: the edit.
        as_is: the process today, for its names and its time unit.
        to_be: the process tomorrow, for its names.
        lang: language of the reader.
    """
    if edit.attribute is None:
        return "", ""
    if isinstance(edit.old, Text) and isinstance(edit.new, Text) and edit.old.pick(lang) == edit.new.pick(lang):
        lang = "en" if lang == "zh" else "zh"  # only the other language was changed
    unit = _UNITS.get(as_is.time_unit, as_is.time_unit) if lang == "zh" else as_is.time_unit
    old, new = _word(edit, edit.old, as_is, lang, unit), _word(edit, edit.new, to_be, lang, unit)
    change = share(edit.relative)
    if edit.attribute == "share" and isinstance(edit.old, float) and isinstance(edit.new, float):
        change = points(edit.new - edit.old, lang)
    colon = "：" if lang == "zh" else ": "
    return f"{_ATTRIBUTES[edit.attribute].pick(lang)}{colon}{old}", f"{new} ({change})" if change else new


def _word(edit: Edit, value: object, process: Process, lang: str, unit: str) -> str:
    """One value of an edit for people."""
    if value is None:
        return "?"
    if isinstance(value, Text):
        return value.pick(lang)
    if isinstance(value, float):
        if edit.attribute == "share":
            return f"{value * 100:.4g}%"
        words = f"{value:,.6g}"
        return f"{words} {unit}" if edit.attribute in ("time", "wait") else words
    if edit.attribute == "kind" and value in _NODE_KINDS:
        return _NODE_KINDS[str(value)].pick(lang)
    names: dict[str | None, Mapping[str, Named]] = {
        "role": process.roles,
        "department": process.departments,
        "system": process.systems,
        "documents_in": process.documents,
        "documents_out": process.documents,
    }
    known = names.get(edit.attribute, {})
    ids = value if isinstance(value, tuple) else (str(value),)
    return listed((known[part].name.pick(lang) if part in known else part for part in ids), lang) or "-"
