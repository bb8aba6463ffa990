"""PNG from SVG, drawn by resvg with the shipped fonts: the same picture on each machine.

Characters that the shipped fonts lack (Arabic, Thai, emoji ...) are drawn with the machine's own fonts where it has
them. Where it has not, a visible box □ stands for each and `render_png` names them: never is a text lost in silence.
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from bpr.errors import BprError, ExportError, MissingPartError
from bpr.export.escape import tag, xml_text
from bpr.export.scene.font import FAMILY, REPLACEMENT, font_files, missing_characters

MAX_SIDE = 16_000
MAX_PIXELS = 120_000_000
"""No picture gets more pixels than these, along a side and in all; the scale is lowered instead."""

# What stands in for a family that is not there; resvg drops text for which it finds none.
_GENERIC_FAMILIES = ("serif_family", "sans_serif_family", "monospace_family", "cursive_family", "fantasy_family")
_SIZE = re.compile(r"<svg\b[^>]*>")
_NOBODY = "\U0010fffd"  # a code point that no font can have: what it looks like is what "missing" looks like


@dataclass(frozen=True, slots=True)
class Png:
    """A drawn picture.

    Attributes:
        data: the bytes of the PNG file.
        scale: pixels per px of the SVG; lower than asked for when the picture would be too big.
        replaced: characters that no font of this machine can draw; the picture shows □ for each.
    """

    data: bytes
    scale: float
    replaced: tuple[str, ...]


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Draw an SVG of bpr as PNG; see `render_png` for what was changed on the way.

    Args:
        svg: a standalone SVG document with ``width`` and ``height`` in px.
        scale: pixels per px; lowered where a side would pass ``MAX_SIDE``.

    Raises:
        MissingPartError: the package resvg-py is not installed.
        ExportError: the text is no SVG with a size.
    """
    return render_png(svg, scale=scale).data


def render_png(svg: str, *, scale: float = 2.0) -> Png:
    """Draw an SVG of bpr as PNG and say at which scale and with which characters replaced."""
    width, height = _size(svg)
    if not (math.isfinite(scale) and scale > 0):
        raise _refusal(
            "the scale is not a positive number", "缩放比例不是正数", "use a scale such as 2", "请用 2 这样的比例"
        )
    fitting = min(scale, MAX_SIDE / max(width, height), math.sqrt(MAX_PIXELS / width / height))
    missing = missing_characters([html.unescape(svg)])
    replaced = tuple(char for char in missing if not _system_draws(char))
    if replaced:
        table = str.maketrans(dict.fromkeys(replaced, REPLACEMENT))
        svg = svg.translate(table)
    pixels = max(1, round(width * fitting))
    return Png(_draw(svg, pixels, system_fonts=len(replaced) < len(missing)), fitting, replaced)


def _size(svg: str) -> tuple[float, float]:
    """Width and height in px, from the root element."""
    root = _SIZE.search(svg)
    found = [re.search(rf'\s{name}="([0-9.]+)(?:px)?"', root.group()) if root else None for name in ("width", "height")]
    sides = [float(match.group(1)) if match else 0.0 for match in found]
    if min(sides) <= 0:
        raise _refusal(
            "the picture has no width and height in px",
            "图形没有以 px 表示的宽度和高度",
            "pass an SVG written by bpr, or add width and height to its <svg> element",
            "请传入 bpr 生成的 SVG，或在 <svg> 元素上写明宽度和高度",
        )
    return sides[0], sides[1]


def _refusal(en: str, zh: str, fix_en: str, fix_zh: str) -> BprError:
    return ExportError.because(en, zh, fix_en=fix_en, fix_zh=fix_zh, code="EXPORT")


@lru_cache(maxsize=4096)
def _system_draws(char: str) -> bool:
    """Whether the fonts of this machine have the character: it then looks unlike one that no font has."""
    return _sample(char) != _sample(_NOBODY)


@lru_cache(maxsize=4096)
def _sample(char: str) -> bytes:
    words = tag("text", {"font-family": "sans-serif", "font-size": "24", "x": "8", "y": "32"}, xml_text(char))
    head = {"height": "48", "width": "64", "xmlns": "http://www.w3.org/2000/svg"}
    return _draw(tag("svg", head, words), 64, system_fonts=True)


def _draw(svg: str, pixels: int, *, system_fonts: bool) -> bytes:
    resvg = _resvg()
    try:
        data = resvg.svg_to_bytes(
            svg_string=svg,
            width=pixels,
            dpi=96.0,
            font_files=[str(path) for path in font_files()],
            font_family=FAMILY,
            **dict.fromkeys(_GENERIC_FAMILIES, FAMILY),
            skip_system_fonts=not system_fonts,
        )
    except ValueError as error:
        en, zh = f"the picture cannot be drawn: {error}", f"无法绘制该图形：{error}"
        raise _refusal(en, zh, "pass an SVG written by bpr", "请传入 bpr 生成的 SVG") from error
    return bytes(data)


def _resvg() -> ModuleType:
    try:
        import resvg_py
    except ImportError as error:
        raise MissingPartError.because(
            "PNG pictures need the package resvg-py",
            "生成 PNG 图片需要 resvg-py 软件包",
            fix_en="python -m pip install resvg-py",
            fix_zh="python -m pip install resvg-py",
            code="MISSING",
        ) from error
    return resvg_py
