"""Numbers of a comparison in words: with sensible digits, units and signs, in both languages."""

from __future__ import annotations

from bpr.compare.kpis import Kpi
from bpr.quantity import Quantity, Status
from bpr.text import LANGUAGES, Text

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
        return _formatted(quantity, 100.0, 1, "%")
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


def share(value: float | None) -> str:
    """A relative change with its sign, such as ``-57%``; empty where it is not known."""
    if value is None:
        return ""
    return "0%" if round(value * 100) == 0 else f"{value * 100:+.0f}%"


def points(value: float | None, lang: str) -> str:
    """A difference of two shares, such as ``+6.1 points``; empty where it is not known."""
    if value is None:
        return ""
    number = "0" if round(value * 100, 1) == 0 else f"{value * 100:+.1f}"
    return f"{number} 个百分点" if lang == "zh" else f"{number} points"


def change(kpi: Kpi, lang: str) -> str:
    """What changed: shares in percentage points, all other measures relative to the as-is; empty where not known."""
    if kpi.as_is.unit == "1" and kpi.name not in _COUNTS:
        return points(kpi.delta.value, lang)
    return share(kpi.relative.value)


def known_part(kpi: Kpi, lang: str) -> str:
    """``known part: 2,880.0 → 1,452.6 (-50%)``; empty where there is none to tell."""
    if kpi.known is None:
        return ""
    numbers = (Quantity(value, kpi.as_is.unit) for value in (kpi.known.as_is, kpi.known.to_be))
    told = " → ".join(number(kpi, quantity) for quantity in numbers)
    tail = f" ({relative})" if (relative := share(kpi.known.relative)) else ""
    return f"已知部分：{told}{tail}" if lang == "zh" else f"known part: {told}{tail}"


def before_after(kpi: Kpi) -> Text:
    """``Waiting per case 1,502.6 -> 482.0 min (-68%)``."""
    numbers = f"{number(kpi, kpi.as_is)} → {number(kpi, kpi.to_be)}"
    told = {}
    for lang in LANGUAGES:
        beside = f" {word}" if (word := unit(kpi, lang)) else ""
        tail = f" ({word})" if (word := change(kpi, lang)) else ""
        told[lang] = f"{kpi.label.pick(lang)} {numbers}{beside}{tail}"
    return Text(**told)


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
