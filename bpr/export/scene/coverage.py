"""Whether the fonts cover the text of a picture, told before somebody finds boxes where letters should be."""

from __future__ import annotations

import html

from bpr.export.scene.font import missing_characters
from bpr.export.scene.png import Png
from bpr.text import Text

_MOST = 20


def svg_warnings(svg: str) -> tuple[Text, ...]:
    """What to know about an SVG: characters that only other fonts than bpr's can draw.

    An SVG is drawn by the reader's program with the fonts of the reader's machine. Its text is all there in any case.

    Example:
        >>> svg_warnings("<text>审批</text>"), len(svg_warnings("<text>ก</text>"))
        ((), 1)
    """
    missing = missing_characters([html.unescape(svg)])
    if not missing:
        return ()
    told = _told(missing)
    return (
        Text(
            en=f"bpr's fonts lack these characters; the SVG shows them where the reader's machine has a font: {told}",
            zh=f"bpr 自带字体缺少以下字符；只有读者的机器装有相应字体时 SVG 才能显示：{told}",
        ),
    )


def png_warnings(png: Png) -> tuple[Text, ...]:
    """What to know about a PNG: characters that were replaced by a box."""
    if not png.replaced:
        return ()
    told = _told(png.replaced)
    return (
        Text(
            en=f"no font on this machine draws these characters, the PNG shows a box for each: {told}",
            zh=f"本机没有字体可显示以下字符，PNG 中以方框代替：{told}",
        ),
    )


def lost_in_pdf(replaced: tuple[str, ...]) -> tuple[Text, ...]:
    """What to know about a PDF: characters that were replaced by a box."""
    if not replaced:
        return ()
    told = _told(replaced)
    return (
        Text(
            en=f"bpr's fonts lack these characters, the PDF shows a box for each: {told}",
            zh=f"bpr 自带字体缺少以下字符，PDF 中以方框代替：{told}",
        ),
    )


def _told(characters: tuple[str, ...]) -> str:
    more = " …" if len(characters) > _MOST else ""
    return " ".join(characters[:_MOST]) + more
