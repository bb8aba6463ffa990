"""What a validator complains about, said in both languages with the value seen and the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from bpr.errors import nearest
from bpr.formats.places import STEP_KINDS
from bpr.model.nodes import KIND_KEYS, NodeBase
from bpr.text import Text

THINGS: dict[str, tuple[str, str]] = {
    "Process": ("a process", "流程"),
    "ValueChain": ("a value chain", "价值链"),
    "Activity": ("an activity", "活动"),
    "SubProcess": ("a sub-process", "子流程"),
    "Decision": ("a decision", "判断"),
    "Parallel": ("a parallel gateway", "并行网关"),
    "Inclusive": ("an inclusive gateway", "包容网关"),
    "Event": ("an event", "事件"),
    "Next": ("a flow", "流向"),
    "Role": ("a role", "角色"),
    "Department": ("a department", "部门"),
    "Organisation": ("an organisation", "组织"),
    "System": ("a system", "系统"),
    "Document": ("a document", "单据"),
    "ChainElement": ("an element of a value chain", "价值链环节"),
    "Interface": ("an interface", "接口"),
}

_NUMBER = Text(
    en="write a number such as 15; leave the key out if it is not known", zh="写一个数，如 15；不知道就不写这个键"
)
_TIME = Text(
    en="write a number such as 15, '2 h', or a distribution such as {triangular: [2, 3, 7], unit: h}; "
    "leave it out if it is not known",
    zh="写一个数如 15、'2 h'，或分布如 {triangular: [2, 3, 7], unit: h}；不知道就不写",
)
_LIMITS = {
    "ge": ("at least", "不小于"),
    "gt": ("more than", "大于"),
    "le": ("at most", "不大于"),
    "lt": ("less than", "小于"),
}
_LIST = Text(en="write a list: '- ' before each entry, or [a, b]", zh="写成列表：每项前加 '- '，或 [a, b]")
_BLOCK = Text(en="write keys with values below it, or {key: value}", zh="在下面写“键：值”，或 {key: value}")

_LONGEST_SHOWN = 80
_OWN_WORDS: dict[tuple[str, frozenset[str]], tuple[str, Text]] = {
    ("text_empty", frozenset()): (
        "这里需要文字",
        Text(en="write a text, or {en: ..., zh: ...}", zh="写一段文字，或 {en: ..., zh: ...}"),
    ),
    ("share", frozenset()): ("占比是一个数，不是“是/否”", Text(en="write 15% or 0.15", zh="写 15% 或 0.15")),
    ("share", frozenset({"text"})): ("'{text}' 不是占比", Text(en="write 15% or 0.15", zh="写 15% 或 0.15")),
    ("share", frozenset({"number"})): (
        "{number} 不在 0 到 1 之间",
        Text(en="write {number}% if per cent is meant, else a fraction from 0 to 1", zh="如指百分比请写 {number}%"),
    ),
    ("duration", frozenset()): ("这不是有效的时间", _TIME),
    ("decimal_comma", frozenset({"text"})): (
        "'{text}' 不是时间：逗号只用作千位分隔",
        Text(en="write a decimal point, such as 2.5 h", zh="小数请用小数点，如 2.5 h"),
    ),
    ("bad_number", frozenset({"text"})): ("'{text}' 不是时间", _TIME),
    ("bad_number", frozenset({"number"})): ("{number} 不能作为时间：必须不小于零且有限", _TIME),
    ("duration", frozenset({"word"})): (
        "'{word}' 不是时间单位",
        Text(en="use s, min, h, d or w", zh="可用单位：s（秒）、min（分钟）、h（小时）、d（天）、w（周）"),
    ),
    ("duration", frozenset({"family", "count", "names", "seen"})): (
        "{family} 需要 {count} 个数({names})，现有 {seen} 个",
        Text(en="write {family}: [{names}] with numbers", zh="写成 {family}: [{names}]，各为一个数"),
    ),
    ("duration", frozenset({"family"})): ("{family} 的数要从小到大", _TIME),
    ("duration", frozenset({"family", "names"})): (
        "{family} 需要 {names}",
        Text(en="write {family}: {{names}} with numbers", zh="写出 {names} 各自的数"),
    ),
    ("duration", frozenset({"known", "seen"})): ("分布只能有一种类型，可另带单位；现有：{seen}", _TIME),
    ("event", frozenset()): (
        "边界事件要用 'on' 指明它附着的活动，其他事件不能写 'on'",
        Text(
            en="write 'position: boundary' together with 'on: <activity>', or leave both out",
            zh="同时写 'position: boundary' 和 'on: <活动>'，或两者都不写",
        ),
    ),
}


def describe(error: Any, model: type[BaseModel]) -> tuple[str, Text, Text]:
    """Code, message and remedy for one error of a pydantic validation.

    Args:
        error: one entry of ``ValidationError.errors()``.
        model: the model that was validated.
    """
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return ("UNKNOWN_KEY", *_unknown_key(model, loc))
    if kind == "missing":
        return ("MISSING_KEY", *_missing_key(loc))
    if own := _OWN_WORDS.get((kind, frozenset(context))):
        zh, remedy = own
        said, seen = error["msg"], {name: str(value) for name, value in context.items()}
        for name, value in seen.items():
            if len(value) > _LONGEST_SHOWN:
                seen[name] = f"{value[:_LONGEST_SHOWN]}…"
                said = said.replace(value, seen[name])
        filled = Text(en=_fill(remedy.pick("en"), seen), zh=_fill(remedy.pick("zh"), seen))
        code = "BAD_NUMBER" if kind in ("bad_number", "decimal_comma") else "BAD_VALUE"
        return (code, Text(en=said, zh=_fill(zh, seen)), filled)
    return ("BAD_VALUE", *_wrong_value(kind, error, context))


def _fill(template: str, context: dict[str, Any]) -> str:
    """The template with ``{name}`` replaced for the names of the context; other braces stay."""
    return re.sub(r"\{(\w+)\}", lambda match: str(context.get(match[1], match[0])), template)


def _unknown_key(model: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[Text, Text]:
    key = str(loc[-1])
    owners = _models_at(model, loc[:-1])
    owner = owners[0] if len(owners) == 1 else None
    known = sorted({name for each in owners for name in _keys(each)})
    en, zh = THINGS.get(owner.__name__, ("this place", "这里")) if owner else ("this place", "这里")
    close = nearest(key, known)
    listed = ", ".join(known)
    message = Text(en=f"'{key}' is not a key of {en}", zh=f"{zh}没有 '{key}' 这个键")
    if close:
        return message, Text(en=f"write '{close}' (closest match), or remove it", zh=f"改为 '{close}'（最接近）或删除")
    return message, Text(en=f"remove it; known keys are {listed}", zh=f"删除它；可用的键：{listed}")


def _missing_key(loc: tuple[str | int, ...]) -> tuple[Text, Text]:
    key = loc[-1]
    if isinstance(key, int):
        return Text(en="two ids are needed here", zh="这里需要两个编号"), Text(en="write [A1, A2]", zh="写成 [A1, A2]")
    examples = {"id": "id: A1", "to": "to: A2", "name": "name: {en: Check, zh: 审核}"}
    example = examples.get(key, f"{key}: ...")
    return Text(en=f"'{key}' is missing", zh=f"缺少 '{key}'"), Text(en=f"add '{example}'", zh=f"补充 '{example}'")


def _wrong_value(kind: str, error: Any, context: dict[str, Any]) -> tuple[Text, Text]:
    seen_en, seen_zh = _seen(error["input"])
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        close = nearest(str(error["input"]), choices)
        listed = ", ".join(choices)
        message = Text(en=f"{seen_en} is not one of: {listed}", zh=f"{seen_zh} 不在可选值之中：{listed}")
        return message, Text(en=f"write '{close or choices[0]}'", zh=f"可写 '{close or choices[0]}'")
    if kind.startswith(("float_", "int_", "finite_")):
        whole = kind.startswith("int_")
        en, zh = ("a whole number", "整数") if whole else ("a number", "数")
        return Text(en=f"{seen_en} is not {en}", zh=f"{seen_zh} 不是{zh}"), _NUMBER
    if kind.startswith(("greater_than", "less_than")):
        word, limit = next(iter(context.items()))
        en, zh = _LIMITS[word]
        bound = f"{limit:g}"
        return Text(en=f"{seen_en} is out of range", zh=f"{seen_zh} 超出范围"), Text(
            en=f"it must be {en} {bound}", zh=f"应{zh} {bound}"
        )
    if kind.startswith("bool_"):
        return Text(en=f"{seen_en} is neither yes nor no", zh=f"{seen_zh} 既不是“是”也不是“否”"), Text(
            en="write true or false", zh="写 true 或 false"
        )
    if kind in ("tuple_type", "list_type"):
        return Text(en=f"a list is needed here, not {seen_en}", zh=f"这里需要列表，而不是{seen_zh}"), _LIST
    if kind in ("model_type", "model_attributes_type", "dict_type", "dataclass_type"):
        return Text(
            en=f"keys with values are needed here, not {seen_en}", zh=f"这里需要“键：值”，而不是{seen_zh}"
        ), _BLOCK
    if kind.startswith("string_"):
        if kind == "string_too_short":
            return Text(en="the id is empty", zh="编号为空"), Text(en="write an id such as A1", zh="写一个编号，如 A1")
        if kind == "string_too_long":
            longest = context.get("max_length", 500)
            return Text(en=f"the text is longer than {longest} signs", zh=f"文字超过 {longest} 个字符"), Text(
                en="shorten it", zh="缩短它"
            )
        return Text(en=f"one text is needed here, not {seen_en}", zh=f"这里需要一段文字，而不是{seen_zh}"), Text(
            en="write a single text", zh="写一段文字"
        )
    if kind in ("too_long", "too_short"):
        return Text(en="the number of entries does not fit", zh="项目个数不对"), Text(
            en=str(error["msg"]), zh="检查项目个数"
        )
    return Text(en=str(error["msg"]), zh=f"{seen_zh} 在这里不合适"), Text(
        en="compare with the schema (bpr schema)", zh="对照文件格式说明(bpr schema)"
    )


def _seen(value: Any) -> tuple[str, str]:
    """The value seen, in words for both languages."""
    if value is None:
        return "nothing", "空值"
    if isinstance(value, dict):
        return "keys with values", "“键：值”"
    if isinstance(value, list | tuple):
        return "a list", "列表"
    text = str(value)
    shown = text if len(text) <= 60 else text[:57] + "..."
    return f"'{shown}'", f"'{shown}'"


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """The keys a file may use; for a step also those that would make it another kind."""
    for name, field in model.model_fields.items():
        yield field.alias or name
    if issubclass(model, NodeBase):
        yield from KIND_KEYS


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """All models an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _models_in(part)


def _models_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """The models whose keys may stand at a location."""
    current: list[type[BaseModel]] = [model]
    skip = False
    for part in loc:
        if skip or isinstance(part, int):
            skip = False
            continue
        if part in STEP_KINDS and len(current) > 1:
            current = [each for each in current if getattr(each, "kind", None) == part]
            continue
        fields = [
            field for each in current for name, field in each.model_fields.items() if (field.alias or name) == part
        ]
        if fields:
            current = list(dict.fromkeys(found for field in fields for found in _models_in(field.annotation)))
            skip = any(get_origin(field.annotation) is dict for field in fields)
    return current
