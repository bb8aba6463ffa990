"""Units, standings and origins of numbers in words."""

from __future__ import annotations

from bpr.quantity import Quantity, Status

_ZH_UNITS = {
    "s": "秒",
    "min": "分钟",
    "h": "小时",
    "d": "天",
    "w": "周",
    "hour": "小时",
    "day": "天",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "year": "年",
    "case": "案例",
    "cases": "案例",
    "transfer": "次传递",
    "transfers": "次传递",
    "handoff": "次交接",
    "handoffs": "次交接",
    "contacts": "次接触",
    "touchpoints": "次接触",
    "patterns": "次往返",
    "returns": "次返回",
    "execution": "次执行",
    "executions": "次执行",
    "iterations": "轮",
    "approvals": "次批准",
    "consultations": "次咨询",
    "notifications": "次知会",
    "activities": "个活动",
    "flow": "条流向",
    "flows": "条流向",
    "pairs": "对",
    "persons": "人",
    "people": "人",
    "entry": "次进入",
    "currency": "货币",
    "1": "",
}
_INPUTS = {
    "time": ("processing times", "处理时间"),
    "wait": ("waiting times", "等待时间"),
    "share": ("shares of branches", "分支比例"),
    "volume": ("volume", "业务量"),
    "people": ("head-count", "人数"),
    "rate": ("rates", "费率"),
    "cost": ("costs", "成本"),
    "raci": ("duties", "职责"),
    "value": ("value classes", "增值分类"),
}
_STANDINGS: dict[Status, tuple[str, str]] = {
    Status.EXACT: ("exact for this model", "按模型精确计算"),
    Status.DERIVED: ("derived from what is given", "由已知数据推得"),
    Status.ESTIMATED: ("estimated", "估计值"),
    Status.BOUNDED: ("only bounds are known", "仅知上下限"),
    Status.ASSUMED: ("rests on an assumption", "基于假设"),
    Status.UNKNOWN: ("not known", "未知"),
    Status.INFINITE: ("without end", "无穷大"),
    Status.UNSTABLE: ("grows without end (overload)", "不稳定（超负荷）"),
    Status.INVALID: ("not valid for this model", "对该模型无效"),
}


def unit_text(unit: str, lang: str) -> str:
    """A unit for people; a pure number has none.

    Example:
        >>> unit_text("min/case", "zh"), unit_text("min/case", "en"), unit_text("1", "en")
        ('分钟/案例', 'min/case', '')
    """
    if lang != "zh":
        return "" if unit == "1" else unit
    return "/".join(_ZH_UNITS.get(part, part) for part in unit.split("/"))


def standing(quantity: Quantity, lang: str) -> str:
    """How a number was found, in words.

    Example:
        >>> standing(Quantity(1.0, "1", Status.ASSUMED), "en")
        'rests on an assumption'
    """
    return _STANDINGS[quantity.status][lang == "zh"]


def input_text(name: str, lang: str) -> str:
    """What a word of ``illustrative:`` means, such as ``share``: shares of branches.

    Example:
        >>> input_text("share", "zh"), input_text("own words", "en")
        ('分支比例', 'own words')
    """
    return _INPUTS.get(name, (name, name))[lang == "zh"]
