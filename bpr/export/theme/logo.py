"""A logo from a file: PNG or SVG, in the folder of the theme file, bounded, with nothing in it that acts or loads.

The SVG goes into pages as a picture (browsers run no script there), and is drawn as PNG for Word. Only plain drawing is
let in: shapes, texts, gradients and clips. Scripts, animation, filters, copies (which can multiply), foreign content,
event handlers and links to anything but the file itself are refused. A PNG is decoded once to see that it is whole.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from pathlib import Path
from typing import NoReturn

from lxml import etree

from bpr.errors import InputError, Problem, Where
from bpr.export.theme.theme import Logo
from bpr.formats.raw import read_bytes
from bpr.formats.xml import local_name, parse_xml, split_tag
from bpr.text import Text

MOST_BYTES = 1_000_000
MOST_PIXELS = 4_000
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "style", "a", "switch", "symbol"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("lineargradient", "radialgradient", "stop", "clippath", "image"),
    }
)
_EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.",
    "http://www.w3.org/1999/02/22-rdf",
    "http://purl.org/dc/",
    "http://creativecommons.org/",
    "http://ns.adobe.com/",
)  # notes of drawing programs, not drawn
_MOST_ELEMENTS = 5_000
_OWN = re.compile(r"#|data:image/(png|jpeg);base64,", re.IGNORECASE)
_LOADS = re.compile(r"\\|@import|url\(\s*['\"]?(?!\s*#)(?!['\"]?#)", re.IGNORECASE)
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")


def read_logo(name: str, folder: Path, where: Where) -> Logo:
    """Read a logo that stands beside a theme file.

    Args:
        name: the path as the theme file writes it.
        folder: the folder of the theme file; the logo must lie in it.
        where: the place in the theme file, for messages.

    Raises:
        InputError: the path leads out of the folder, or the file is too large, not PNG or SVG, or not harmless.
    """
    path = (folder / name.replace("\0", "")).resolve()
    if "\0" in name or not path.is_relative_to(folder.resolve()):
        _refuse(
            f"the logo '{name}' lies outside the folder of the theme file",
            f"徽标“{name}”不在主题文件所在的文件夹内",
            "copy the logo beside the theme file and write its name only",
            "把徽标复制到主题文件旁，只写文件名",
            where,
        )
    data = read_bytes(path, MOST_BYTES)
    if len(data) > MOST_BYTES:
        _refuse(
            f"the logo '{name}' is larger than 1 MB",
            f"徽标“{name}”超过 1 MB",
            "save it smaller; 600 pixels across are enough",
            "另存为较小的图片，宽 600 像素即可",
            where,
        )
    if data.startswith(_PNG):
        _check_png(data, name, where)
        return Logo(path.name, "image/png", data)
    if path.suffix.lower() == ".svg":
        _check_svg(data, name, where)
        return Logo(path.name, "image/svg+xml", data)
    _refuse(
        f"the logo '{name}' is neither PNG nor SVG",
        f"徽标“{name}”不是 PNG 或 SVG",
        "save it as .png or .svg",
        "另存为 .png 或 .svg",
        where,
    )


def _check_png(data: bytes, name: str, where: Where) -> None:
    """The head of the file names a size within bounds, and the file can be decoded."""
    known = len(data) >= 24 and data[12:16] == b"IHDR"
    width, height = struct.unpack(">II", data[16:24]) if known else (0, 0)
    if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS or not _is_whole(data):
        _refuse(
            f"the logo '{name}' is damaged, or wider or higher than {MOST_PIXELS:,} pixels",
            f"徽标“{name}”已损坏，或宽高超过 {MOST_PIXELS:,} 像素",
            "open it in a picture program and save it again, smaller",
            "用图片程序打开后另存为较小的文件",
            where,
        )


def _is_whole(data: bytes) -> bool:
    """Whether a PNG of bounded size decodes to its last row."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError):
        return False
    return True


def _check_svg(data: bytes, name: str, where: Where) -> None:
    """Nothing in the drawing acts or loads, and it has a size in px."""
    root = parse_xml(data, name=name)
    sizes = [_SIZE.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if local_name(root) != "svg" or not all(size and 0 < float(size[1]) <= MOST_PIXELS for size in sizes):
        _refuse(
            f"the logo '{name}' has no width and height in px (up to {MOST_PIXELS:,}) on its <svg> element",
            f"徽标“{name}”的 <svg> 元素没有以 px 表示的宽和高（最大 {MOST_PIXELS:,}）",
            'write for example <svg width="240" height="60" ...>',
            '例如写成 <svg width="240" height="60" ...>',
            where,
        )
    for count, element in enumerate(root.iter()):
        fault = _acts(element)
        if count > _MOST_ELEMENTS:
            fault = f"more than {_MOST_ELEMENTS:,} elements"
        if fault:
            _refuse(
                f"the logo '{name}' holds {fault}, which may act or load something",
                f"徽标“{name}”含有 {fault}，可能执行代码或加载外部内容",
                "export it as a plain SVG without links and scripts, or as PNG",
                "导出为不含链接和脚本的普通 SVG，或 PNG",
                where,
            )


def _acts(element: etree._Element) -> str | None:
    """What in an element could act or load; None where there is nothing."""
    if not isinstance(element.tag, str):
        return None if isinstance(element, etree._Comment) else "a processing instruction"
    name = local_name(element)
    if name.lower() not in _DRAWING and not split_tag(element.tag)[0].startswith(_EDITORS):
        return f"<{name}>"
    if name.lower() == "style" and _LOADS.search("".join(map(str, element.itertext()))):
        return "a style that loads something"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname.lower()
        if attribute.startswith("on"):
            return f"the attribute {attribute}"
        if attribute in ("href", "src") and not _OWN.match(str(value).strip()):
            return f"the link {str(value)[:60]}"
        if _LOADS.search(str(value)):
            return f"the attribute {attribute}"
    return None


def _refuse(en: str, zh: str, fix_en: str, fix_zh: str, where: Where) -> NoReturn:
    raise InputError(Problem(Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh), where, "LOGO"))
