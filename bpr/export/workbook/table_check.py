"""The live preview of faults in a process table: a column of formulas, and one line above the table.

Formulas know the ids and names of the rows, the word *end*, shares of decisions, and which kinds need a role. They
understand what people usually type; the reader (`bpr.formats.table`) is the judge. Hidden columns beside hold ids,
names and next steps in capital letters, each between commas of its own, so that it can be looked for as a whole and
counted, and lists of shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpr.formats.table.words import ALL_WAYS, BLANK_WORDS, KIND_WORDS
from bpr.model import Decision, NodeBase
from bpr.model.base import ROUNDED_SUM, wrong_sum
from bpr.model.nodes import Activity
from bpr.model.time import UNIT_WORDS
from bpr.text import Text

NO_NAME = Text(en="no step name", zh="没有步骤名称")
TWICE = Text(en="this id stands twice", zh="编号重复")
UNKNOWN = Text(en="unknown next step", zh="下一步不在表中")
ONE_OR_ALL = Text(en="one way or all ways? (Type)", zh="走一条还是全部？请填类型")
TOO_FEW = Text(en="a decision needs two next steps", zh="判断至少需要两个下一步")
NOT_SHARES = Text(en="write shares as 85% or 0.85", zh="占比请写成 85% 或 0.85")
MORE_SHARES = Text(en="more shares than next steps", zh="占比多于下一步")
NOT_TIME = Text(en="write times as 15 or 2 h", zh="时间请写成 15 或 2 h")
NOT_WHOLE = Text(en="shares are not 100 %", zh="占比之和不是 100%")
NO_ROLE = Text(en="no role", zh="没有角色")

_WITHOUT_ROLE = ("parallel", "inclusive", "event", "start", "end")
_WITHOUT_TIME = ("parallel", "inclusive", "event", "start", "end")
_WITHOUT_WAIT = ("parallel", "inclusive")
_MOST_SHARES = 12
_LEAST, _MOST = 1 - ROUNDED_SUM, 1 + ROUNDED_SUM
_END_ZH = KIND_WORDS["end"][1]


@dataclass(frozen=True, slots=True)
class Places:
    """The columns a formula looks at, by letter, and the rows of the table."""

    first: int
    last: int
    id: str
    step: str
    type: str
    next: str
    label: str
    share: str
    role: str
    time: str
    wait: str
    check: str
    ids: str
    names: str
    ways: str
    shares: str

    def all(self, column: str) -> str:
        """A whole column of the table."""
        return f"${column}${self.first}:${column}${self.last}"


def keys(at: Places, row: int) -> dict[str, str]:
    """The formulas of the hidden columns of one row, by column."""
    found = {}
    for column, source in ((at.ids, at.id), (at.names, at.step)):
        found[column] = f'IF({source}{row}="","",","&UPPER(SUBSTITUTE({source}{row}," ",""))&",")'
    following = _commas(f"UPPER({at.next}{row})")
    found[at.ways] = f'IF({at.next}{row}="","",","&SUBSTITUTE({following},",",",,")&",")'
    shares = _commas(f"{at.share}{row}")
    for sign, put in (("％", "%"), ("-", ""), ("?", "")):
        shares = f'SUBSTITUTE({shares},"{sign}","{put}")'
    found[at.shares] = shares
    return found


def row_check(at: Places, row: int, lang: str) -> str:
    """The formula that judges one row: the first fault, or nothing."""

    def cell(column: str) -> str:
        return f"${column}{row}"

    ways = cell(at.ways)
    way_count = f'(LEN({ways})-LEN(SUBSTITUTE({ways},",","")))/2'
    known = "+".join(
        (
            f"SUMPRODUCT({_times(at.all(at.ids), ways)})",
            f"SUMPRODUCT(({at.all(at.names)}<>{at.all(at.ids)})*{_times(at.all(at.names), ways)})",
            *(_times(f'",{word},"', ways) for word in ("END", _END_ZH)),
        )
    )
    shares = cell(at.shares)
    count, total, above = _shares(shares)
    quoted = f'ISNUMBER(FIND("""",{cell(at.next)}))'
    rules = [
        (f'AND({cell(at.step)}="",{cell(at.type)}="")', NO_NAME),
        (f'AND({cell(at.ids)}<>"",SUMPRODUCT(--({at.all(at.ids)}={cell(at.ids)}))>1)', TWICE),
        (f'AND({ways}<>"",NOT({quoted}),{known}<{way_count})', UNKNOWN),
        (
            f'AND({cell(at.type)}="",NOT({quoted}),{way_count}>1,{cell(at.label)}="",{cell(at.share)}="",'
            f'ISERROR(FIND("?",{cell(at.step)})),ISERROR(FIND("？",{cell(at.step)})))',
            ONE_OR_ALL,
        ),
        (f"AND({_is_kind(cell(at.type), 'decision')},{way_count}<2)", TOO_FEW),
        *(
            (f'AND({cell(at.share)}<>"",NOT({_is_kind(cell(at.type), *ALL_WAYS)}),{wrong})', message)
            for wrong, message in (
                (f"IFERROR({above},1)>0", NOT_SHARES),
                (f'LEN({shares})-LEN(SUBSTITUTE({shares},",",""))>=MAX({way_count},0)', MORE_SHARES),
                (f"OR({total}>{_MOST},AND({count}>={way_count},{total}<{_LEAST}))", NOT_WHOLE),
            )
        ),
        (_is_no_time(cell(at.time), cell(at.type), _WITHOUT_TIME), NOT_TIME),
        (_is_no_time(cell(at.wait), cell(at.type), _WITHOUT_WAIT), NOT_TIME),
        (f'AND({cell(at.role)}="",NOT({_is_kind(cell(at.type), *_WITHOUT_ROLE)}))', NO_ROLE),
    ]
    formula = '""'
    for condition, message in reversed(rules):
        formula = f'IF({condition},"{message.pick(lang)}",{formula})'
    blank = "".join(f"{cell(column)}&" for column in (at.id, at.step, at.type, at.next, at.role))
    return f'IF({blank}""="","",{formula})'


def _times(key: str, ways: str) -> str:
    """How often a key between commas, or each key of a column, stands among the next steps; never where it is empty."""
    some = f'({key}&REPT("|",--({key}="")))'
    return f'(LEN({ways})-LEN(SUBSTITUTE({ways},{some},"")))/LEN({some})'


def _shares(listed: str) -> tuple[str, str, str]:
    """Formulas for a list of shares: how many are known, their sum, how many are more than one.

    The last two are errors where a share is no number.
    """
    each = f'TRIM(MID(SUBSTITUTE({listed},",",REPT(" ",60)),{_from_zero(_MOST_SHARES)}*60+1,60))'
    number = f'VALUE("0"&{each})'
    return f'SUMPRODUCT(--({each}<>""))', f"SUMPRODUCT({number})", f"SUMPRODUCT(--({number}>1))"


def _is_no_time(cell: str, type_cell: str, without: tuple[str, ...]) -> str:
    """Whether a cell holds something that is no time, for a type that has one; distributions are left to the reader."""
    text = f'SUBSTITUTE(UPPER({cell})," ","")'
    behind = _from_zero(max(len(word) for word in UNIT_WORDS) + 1)
    number = f"ISNUMBER(VALUE(LEFT({text},LEN({text})-{behind})))"
    strange = "*".join(f'ISERROR(FIND("{sign}",{text}))' for sign in ":-/%")
    is_time = (
        f'ISNUMBER(FIND(LEFT({text},1),".0123456789"))*{strange}'
        f"*SUMPRODUCT({number}*{_is_one_of(f'RIGHT({text},{behind})', UNIT_WORDS)})"
    )
    bracket = f'ISNUMBER(FIND("(",{text})),ISNUMBER(FIND("（",{text}))'
    spared = f"ISNUMBER({cell})*({cell}>=0),{bracket},{_is_one_of(text, BLANK_WORDS)}"
    return f'AND({cell}<>"",NOT({_is_kind(type_cell, *without)}),NOT(OR({spared},IFERROR({is_time},0)>0)))'


def _from_zero(most: int) -> str:
    """The numbers from 0 on as an array; shared formulas hold no array constants."""
    return f"(COLUMN($A$1:${chr(ord('A') + most - 1)}$1)-1)"


def _is_one_of(text: str, words: Iterable[str]) -> str:
    """Whether a text in capital letters is one of some words, or empty."""
    listed = ",".join(sorted(word.upper() for word in words if word))
    return f'ISNUMBER(FIND(","&{text}&",",",,{listed},"))'


def summary(at: Places, lang: str) -> str:
    """The formula of the line above the table."""
    used = f'({at.all(at.step)}<>"")+({at.all(at.type)}<>"")>0'
    ways = at.all(at.ways)
    ends = f'({at.all(at.next)}="")+ISNUMBER(FIND(",END,",{ways}))+ISNUMBER(FIND(",{_END_ZH},",{ways}))>0'
    count = f'SUMPRODUCT(--({at.all(at.check)}<>""))'
    empty, none_ends, fine, (before, behind) = SUMMARY[lang]
    return (
        f'IF(SUMPRODUCT(--({used}))=0,"{empty}",IF(SUMPRODUCT(({used})*({ends}))=0,"{none_ends}",'
        f'IF({count}=0,"{fine}","{before}"&{count}&"{behind}")))'
    )


SUMMARY = {
    "en": (
        "Fill in one row a step; the sheet Example shows how",
        "No step ends the process: leave Next empty at the last step",
        "No faults found",
        ("Rows with faults: ", " (see the column Check)"),
    ),
    "zh": (
        "请一行填写一个步骤，可参考“示例”工作表",
        "没有结束步骤：最后一步的“下一步”请留空",
        "没有发现错误",
        ("有错误的行数：", "（见“检查”列）"),
    ),
}


def verdict(node: NodeBase, lang: str) -> str:
    """What `row_check` says about a node of a valid process, for programs that do not calculate."""
    decision = isinstance(node, Decision)
    if decision and len(node.next) < 2:
        return TOO_FEW.pick(lang)
    shares = [way.share for way in node.next if way.share is not None]
    complete = len(shares) == len(node.next) > 0
    if node.kind not in ALL_WAYS and wrong_sum(shares, complete=complete) is not None:
        return NOT_WHOLE.pick(lang)
    return NO_ROLE.pick(lang) if not node.roles and (decision or isinstance(node, Activity)) else ""


def summary_now(verdicts: list[str], *, ends: bool, lang: str) -> str:
    """What `summary` says now."""
    empty, none_ends, fine, (before, behind) = SUMMARY[lang]
    if not verdicts:
        return empty
    faults = sum(1 for text in verdicts if text)
    return none_ends if not ends else fine if not faults else f"{before}{faults}{behind}"


def _is_kind(cell: str, *kinds: str) -> str:
    words = [word for kind in kinds for word in KIND_WORDS[kind][:2]]
    return "OR(" + ",".join(f'{cell}="{word}"' for word in words) + ")"


def _commas(text: str) -> str:
    """A text with all separators as commas and without blanks."""
    for sign, put in ((" ", ""), ("，", ","), ("、", ","), (";", ","), ("；", ",")):
        text = f'SUBSTITUTE({text},"{sign}","{put}")'
    return text
