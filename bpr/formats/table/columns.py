"""The columns of a process table, by whatever name people gave them.

A header is compared after NFKC, without case, spaces, dashes and underscores, and may carry a language or a unit in
brackets (``Step (zh)``, ``时间（小时）``) or stand in two languages (``Step / 步骤``). The exact names of Visio's Data
Visualizer template are among the synonyms. Of two columns that mean the same the one with the more usual name counts.
Source of the Visio names: Microsoft Support, Create a Data Visualizer diagram.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bpr.model.time import TimeUnit, unit_of
from bpr.text import Lang, normalise

SYNONYMS: dict[str, str] = {
    "id": "id|编号|step id|process step id|步骤编号|流程步骤编号|no|no.|nr|number|step no|step number|#|序号",
    "step": "step|步骤|step name|process step description|步骤名称|activity|活动|activity name|活动名称|process step"
    "|流程步骤|task|step description|步骤描述|action|name|名称|工作内容|description",
    "type": "type|类型|shape type|形状类型|step type|步骤类型|kind",
    "next": "next|下一步|next step|next step id|next steps|next id|下一步编号|下一步骤|后续步骤|后续"
    "|successor|successors|goes to",
    "label": "label|条件|connector label|连接线标签|condition|分支条件|when|answer|branch|分支|连线文字",
    "share": "share|占比|shares|probability|概率|percentage|percent|百分比|比例|%",
    "role": "role|角色|roles|performer|执行角色|responsible|执行(r)|function|职能|岗位|责任岗位|lane|泳道|swimlane"
    "|who|actor|执行人|责任人|r",
    "department": "department|部门|dept|责任部门|所属部门|org unit|business unit|unit",
    "phase": "phase|阶段|stage|环节",
    "system": "system|系统|systems|it system|信息系统|application|tool|工具",
    "documents_in": "documents in|输入单据|document in|input documents|输入文件|输入文档|input|inputs|输入",
    "documents_out": "documents out|输出单据|document out|output documents|输出文件|输出文档|output|outputs|输出"
    "|documents|document|单据|表单|文件",
    "time": "time|时间|processing time|处理时间|work time|作业时间|touch time|工时|耗时|duration|effort",
    "wait": "wait|等待|waiting time|等待时间|waiting|queue time",
    "cost": "cost|成本|费用|costs",
    "accountable": "accountable|负责(a)|负责|accountable (a)|问责|批准|approver|负责人|a",
    "consulted": "consulted|咨询(c)|咨询|consulted (c)|c",
    "informed": "informed|知会(i)|知会|informed (i)|i",
    "support": "support|支持(s)|支持|support (s)|supports|s",
    "note": "note|备注|notes|comment|comments|remark|remarks|说明|注释|alt description",
    "part_of": "part of|所属子流程|subprocess of|sub-process|inside|上级步骤",
    "check": "check|检查",
    # what the tables of roles, departments, systems and documents and the page of facts need besides
    "people": "people|人数|headcount|head-count|number of people",
    "rate": "rate|费率|hourly rate|人工费率",
    "rate_per": "rate per|费率单位",
    "availability": "availability|可用比例|投入比例",
    "reports_to": "reports to|上级|直接上级",
    "external": "external|外部|outside",
}
"""For each column the English and the Chinese name bpr writes, then others, the usual ones first."""

BILINGUAL = ("step", "label", "phase", "note")
STEP_FIELDS = tuple(SYNONYMS)[: tuple(SYNONYMS).index("check") + 1]

_LANGUAGES: dict[str, Lang] = {
    **dict.fromkeys(("en", "eng", "english", "英文", "英语", "英"), "en"),
    **dict.fromkeys(("zh", "cn", "zh cn", "chinese", "中文", "汉语", "中"), "zh"),
}
_BRACKETS = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]*)[)\]]$")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Header:
    """What a header means: the column, the language it is for, the unit in brackets; ``rank`` 0 is bpr's own name."""

    field: str
    lang: Lang | None = None
    unit: TimeUnit | None = None
    rank: int = 0


def _key(text: str) -> str:
    return re.sub(r"[\s_\-]+", "", normalise(text)).strip(":*").strip()


_KNOWN: dict[str, tuple[str, int]] = {}
for _field, _words in SYNONYMS.items():
    for _rank, _word in enumerate(_words.split("|")):
        _KNOWN.setdefault(_key(_word), (_field, max(0, _rank - 1)))


def header_of(text: str) -> Header | None:
    r"""What a header means, or None when it is no column of a process table.

    Example:
        >>> header_of("Process Step ID").field, header_of("步骤（中文）"), header_of("Wait [h]").unit
        ('id', Header(field='step', lang='zh', unit=None, rank=0), 'h')
        >>> header_of("Next step\n下一步").field, header_of("budget")
        ('next', None)
    """
    return _header_of(text) if text and len(text) <= _LONGEST else None


@lru_cache(maxsize=4_096)
def _header_of(text: str) -> Header | None:
    """The same for a text that is not too long; a table is searched for headers row by row, sheet by sheet."""
    if found := _KNOWN.get(_key(text)):
        return Header(found[0], rank=found[1])
    if match := _BRACKETS.match(normalise(text)):
        return _bracketed(match[1], match[2].strip())
    parts = [part for part in re.split(r"[/\n|]", text) if part.strip()]
    if len(parts) > 1:
        return _in_two_languages([header_of(part) for part in parts])
    return _with_language(normalise(text))


def _bracketed(name: str, inside: str) -> Header | None:
    """A name with something in brackets: a language, a unit, or a remark."""
    base = header_of(name)
    if base is None:
        return None
    lang = _LANGUAGES.get(inside.replace("-", " "))
    return Header(base.field, lang or base.lang, None if lang else unit_of(inside) or base.unit, base.rank)


def _in_two_languages(parts: list[Header | None]) -> Header | None:
    """``Step / 步骤``: the same column said twice."""
    first = parts[0]
    same = first is not None and all(part is not None and part.field == first.field for part in parts)
    if first is None or not same:
        return None
    return Header(first.field, unit=next((part.unit for part in parts if part and part.unit), None), rank=first.rank)


def _with_language(text: str) -> Header | None:
    """``step zh``, ``中文步骤``, ``步骤英文``: a language without brackets."""
    for word, lang in _LANGUAGES.items():
        for rest in (text.removesuffix(word), text.removeprefix(word)):
            name = rest.strip(" _-")
            spaced = rest != name or not word.isascii()
            if rest != text and spaced and (found := _KNOWN.get(_key(name))):
                return Header(found[0], lang, rank=found[1])
    return None


def column_name(field: str, lang: str) -> str:
    """The name bpr writes for a column.

    Example:
        >>> column_name("id", "en"), column_name("documents_in", "en"), column_name("informed", "zh")
        ('ID', 'Documents in', '知会（I）')
    """
    names = SYNONYMS[field].split("|")
    if lang == "zh":
        return re.sub(r"\((\w)\)", lambda match: f"（{match[1].upper()}）", names[1])
    return "ID" if field == "id" else names[0][:1].upper() + names[0][1:]
