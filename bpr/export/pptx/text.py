"""Text of a shape or table cell as DrawingML: each run with the typeface of its script and its language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bpr.export.escape import tag, xml_text
from bpr.text import is_chinese

CHINESE_FONT = "Microsoft YaHei"
LATIN_FONT = "Arial"

Align = Literal["ctr", "l", "r"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks: size and empty room before it in points, colour ``#rrggbb``."""

    size: float
    colour: str
    bold: bool = False
    strike: bool = False
    align: Align = "ctr"
    before: float = 0.0


def paragraph(lines: Sequence[str], look: Look) -> str:
    """One paragraph; its lines are parted by breaks, so that it stays one text."""
    line_break = tag("a:br", {}, _properties("a:rPr", "", look))
    runs = [tag("a:r", {}, _properties("a:rPr", line, look) + tag("a:t", {}, xml_text(line))) for line in lines]
    room = tag("a:spcBef", {}, tag("a:spcPts", {"val": str(round(look.before * 100))})) if look.before else None
    return tag("a:p", {}, tag("a:pPr", {"algn": look.align}, room) + line_break.join(runs) + _end(lines, look))


def body(
    paragraphs: Sequence[str],
    *,
    insets: tuple[int, int, int, int] = (0, 0, 0, 0),
    wrap: bool = True,
    anchor: Literal["ctr", "t"] = "ctr",
    vertical: bool = False,
    prefix: str = "p",
) -> str:
    """The text body of a shape.

    Args:
        paragraphs: as `paragraph` gives them; none: an empty text that can be filled in.
        insets: left, top, right and bottom border in EMU.
        wrap: break lines at the sides of the shape.
        anchor: where the text stands in its height.
        vertical: read upwards.
        prefix: ``p`` in a shape, ``a`` in a table cell.
    """
    left, top, right, bottom = map(str, insets)
    facts = {"anchor": anchor, "bIns": bottom, "lIns": left, "rIns": right, "rtlCol": "0", "tIns": top}
    facts |= {"vert": "vert270" if vertical else "horz", "wrap": "square" if wrap else "none"}
    inside = tag("a:bodyPr", facts, tag("a:noAutofit", {})) + tag("a:lstStyle", {})
    return tag(f"{prefix}:txBody", {}, inside + ("".join(paragraphs) or tag("a:p", {})))


def _end(lines: Sequence[str], look: Look) -> str:
    return "" if lines else _properties("a:endParaRPr", "", look)


def _properties(name: str, text: str, look: Look) -> str:
    facts = {"dirty": "0", "lang": "zh-CN" if is_chinese(text) else "en-GB"}
    facts |= {"sz": str(max(100, round(look.size * 100)))}
    facts |= {"b": "1"} if look.bold else {}
    facts |= {"strike": "sngStrike"} if look.strike else {}
    return tag(name, facts, solid(look.colour) + tag("a:ea", {"typeface": CHINESE_FONT}))


def solid(colour: str | None) -> str:
    """A filling in one colour; None: no filling."""
    if colour is None:
        return tag("a:noFill", {})
    return tag("a:solidFill", {}, tag("a:srgbClr", {"val": colour.removeprefix("#").upper()}))
