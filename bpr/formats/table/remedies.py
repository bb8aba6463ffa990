"""What to type into the cell: the remedies of the model's faults, said for somebody who looks at a sheet."""

from __future__ import annotations

from typing import Any

from bpr.errors import Problem
from bpr.formats.model_faults import describe
from bpr.model import Process
from bpr.model.time import PARAMETERS
from bpr.text import Text

_TIME = Text(
    en="write a number such as 15, one with a unit such as 2 h, or triangular(2, 3, 7) h; leave the cell empty if it "
    "is not known",
    zh="填写数字如 15，带单位如 2 h，或 三角(2, 3, 7) h；不知道就留空",
)
_NUMBER = Text(
    en="write a number such as 15; leave the cell empty if it is not known", zh="填写数字，如 15；不知道就留空"
)
_ONE_LINE = Text(en="write it on one line, without tabs", zh="请写成一行，不含制表符")
_ANYTHING = Text(en="correct what stands in the cell, or leave it empty", zh="请改正单元格内容，或留空")
_SPEAKS_FOR_ITSELF = ("literal_error", "greater_than", "less_than", "string_too_long")
"""Kinds of fault whose own remedy is right for a cell, too."""


def describe_cell(error: Any) -> tuple[str, Text, Text]:
    """Code, message and remedy for one error of a pydantic validation of what a table says."""
    code, message, remedy = describe(error, Process)
    return (
        code,
        message,
        _remedy(error["type"], error.get("ctx", {}))
        or (remedy if error["type"].startswith(_SPEAKS_FOR_ITSELF) else _ANYTHING),
    )


def _remedy(kind: str, context: dict[str, Any]) -> Text | None:
    match kind:
        case "share":
            percent = f"{context['number']}%" if "number" in context else "15%"
            return Text(
                en=f"write {percent}, or a fraction from 0 to 1 such as 0.15",
                zh=f"填写 {percent}，或 0 到 1 之间的小数，如 0.15",
            )
        case "duration" if "word" in context:
            return Text(
                en="use the unit s, min, h, d or w", zh="可用单位：s（秒）、min（分钟）、h（小时）、d（天）、w（周）"
            )
        case "duration" if "names" in context:
            form = f"{context['family']}({context['names']})"
            return Text(en=f"write {form} with numbers", zh=f"写成 {form}，各为一个数")
        case "duration" if "family" in context:
            numbers = (2, 3, 7)[: len(PARAMETERS[context["family"]])]
            form = f"{context['family']}({', '.join(map(str, numbers))})"
            return Text(en=f"write the numbers from low to high: {form}", zh=f"各数从小到大填写：{form}")
        case "decimal_comma":
            return Text(en="write a decimal point, such as 2.5 h", zh="小数请用小数点，如 2.5 h")
        case "duration" | "bad_number":
            return _TIME
        case "control":
            return _ONE_LINE
    return _NUMBER if kind.startswith(("float_", "int_", "finite_")) else None


def remedy_of(problem: Problem) -> Text:
    """The remedy of a contradiction between the parts of a process, for somebody who looks at its table."""
    match problem.code:
        case "UNDEFINED":
            return Text(
                en="write the id of a step, or add a row for it; where the process ends, leave the cell empty",
                zh="填写某个步骤的编号，或为它增加一行；流程在此结束则留空",
            )
        case "FLOW_CROSSES_SCOPE":
            return Text(
                en="lead to steps that are part of the same sub-process; where it ends, leave the cell empty",
                zh="只能指向同一子流程内的步骤；子流程在此结束则留空",
            )
        case "TOO_LARGE":
            return Text(en="cut the process into tables of its sub-processes", zh="请按子流程拆成多个表")
    return problem.remedy
