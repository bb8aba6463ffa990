"""Numbers of a comparison in words: with sensible digits, units and signs, in both languages."""

from __future__ import annotations

from bpr.compare.kpis import Kpi
from bpr.quantity import Quantity, Status
from bpr.text import Text

_TIME = {"s": "秒", "min": "分钟", "h": "小时", "d": "天", "w": "周"}
_COUNTS = frozenset(
    {
        "nodes",
        "activities",
        "decisions",
        "roles",
        "departments",
        "drawn_handoffs.role",
        "drawn_handoffs.department",
        "returning_edges",
        "node_cycles",
        "structure_errors",
        "raci_errors",
    }
)


def number(kpi: Kpi, quantity: Quantity) -> str:
    """One number of a measure for people: counts whole, shares in per cent, capacities per hour."""
    if kpi.name in _COUNTS:
        return _formatted(quantity, 1.0, 0, "")
    if quantity.unit == "1":
        return _formatted(quantity, 100.0, 1, " %")
    if quantity.unit == "cases/min":
        return _formatted(quantity, 60.0, 2, "")
    return _formatted(quantity, 1.0, 2 if kpi.group == "handoffs" or kpi.name == "returns_per_case" else 1, "")


def unit(kpi: Kpi, lang: str) -> str:
    """The unit beside the number; empty for counts, shares and what the label already says."""
    parts = kpi.as_is.unit.split("/")
    if kpi.group in ("handoffs", "structure", "quality") or parts[0] in ("1", "returns"):
        return ""
    if parts[0] == "cases":
        per = "h" if parts[1] == "min" else parts[1]
        return f"案例/{_TIME.get(per, per)}" if lang == "zh" else f"cases/{per}"
    if parts[0] == "currency":
        return ""
    return _TIME.get(parts[0], parts[0]) if lang == "zh" else parts[0]


def share(quantity: Quantity) -> str:
    """A relative change with its sign, such as ``-57 %``; empty where it is not known."""
    if quantity.value is None:
        return ""
    return "0 %" if round(quantity.value * 100) == 0 else f"{quantity.value * 100:+.0f} %"


def before_after(kpi: Kpi) -> Text:
    """``Waiting per case 1,502.6 -> 482.0 min (-68 %)``."""
    change = share(kpi.relative)
    tail = f" ({change})" if change else ""
    numbers = f"{number(kpi, kpi.as_is)} → {number(kpi, kpi.to_be)}"
    units = {lang: f" {word}" if (word := unit(kpi, lang)) else "" for lang in ("en", "zh")}
    return Text(
        en=f"{kpi.label.pick('en')} {numbers}{units['en']}{tail}",
        zh=f"{kpi.label.pick('zh')} {numbers}{units['zh']}{tail}",
    )


def _formatted(quantity: Quantity, factor: float, digits: int, mark: str) -> str:
    def text(value: float) -> str:
        return f"{value * factor:,.{digits}f}"

    if quantity.value is not None:
        sign = "≈" if quantity.status in (Status.ASSUMED, Status.ESTIMATED) else ""
        return f"{sign}{text(quantity.value)}{mark}"
    if quantity.status is Status.INFINITE:
        return "∞"
    if quantity.lower is not None and quantity.upper is not None:
        return f"{text(quantity.lower)}…{text(quantity.upper)}{mark}"
    if quantity.lower:
        return f"≥ {text(quantity.lower)}{mark}"
    if quantity.upper is not None:
        return f"≤ {text(quantity.upper)}{mark}"
    return "?"
