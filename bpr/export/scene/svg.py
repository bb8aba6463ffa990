"""SVG from geometry: one standalone document that every viewer, office program and renderer draws alike.

Portable on purpose: arrowheads are own paths (no ``marker``), halos are a first stroked text (no ``paint-order``),
texts are centred with ``dy`` (no ``dominant-baseline``), looks need no style sheet, there is no
``foreignObject``, sizes are px, bold is a thin seam in the text's colour (no bold font need be at hand).
The same geometry gives the same bytes: numbers are rounded to 0.01 px and attributes sorted.

Every element of the process is a ``<g>`` with ``data-id`` and ``<title>``; routes also have ``data-from``, ``data-to``.
"""

from __future__ import annotations

from bpr.export.escape import tag, xml_id, xml_text
from bpr.export.scene.font import FAMILIES
from bpr.export.scene.shapes import Circle, Command, Group, Item, Path, Rectangle, Scene, Style, Words
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import PLAIN, Overlay, Theme
from bpr.layout.geometry import Geometry
from bpr.text import is_chinese

__all__ = ["PLAIN", "Overlay", "Theme", "scene_to_svg", "to_svg"]

_HALO_WIDTH = 3.0
_BOLD_SEAM = 0.035  # of the font size


def to_svg(geometry: Geometry, *, theme: Theme = PLAIN, overlay: Overlay | None = None, id_prefix: str = "bpr-") -> str:
    """Draw a laid-out diagram.

    Args:
        geometry: where everything lies.
        theme: the colours.
        overlay: handoffs, rework, heat, changes and the legend that explains them.
        id_prefix: begins every ``id`` in the document; give two pictures in one page two prefixes.

    Returns:
        A standalone SVG document that may also stand inside an HTML page.
    """
    return scene_to_svg(paint(geometry, theme, overlay), id_prefix=id_prefix)


def scene_to_svg(scene: Scene, *, id_prefix: str = "bpr-") -> str:
    """Write any scene as SVG."""
    width, height = number(scene.width), number(scene.height)
    title_id = f"{id_prefix}title"
    attributes = {
        "aria-labelledby": title_id,
        "class": "bpr-picture",
        "font-family": FAMILIES,
        "height": height,
        "role": "graphics-document document",
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "xmlns": "http://www.w3.org/2000/svg",
    }
    if is_chinese(scene.title):
        attributes["xml:lang"] = "zh-CN"
    lines = [
        tag("title", {"id": title_id}, xml_text(scene.title)),
        tag("rect", {"fill": scene.background, "height": height, "width": width}),
    ]
    for item in scene.items:
        lines += _item(item, id_prefix)
    return tag("svg", attributes, "\n" + "\n".join(lines) + "\n") + "\n"


def number(value: float) -> str:
    """A number with at most two decimals and no needless zero.

    Example:
        >>> number(12.0), number(0.126), number(-0.001)
        ('12', '0.13', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _item(item: Item, prefix: str) -> list[str]:
    match item:
        case Group():
            return _group(item, prefix)
        case Words():
            return _words(item)
        case Rectangle(rect, style, radius):
            place = {
                "height": number(rect.height),
                "width": number(rect.width),
                "x": number(rect.x),
                "y": number(rect.y),
            }
            corners = {"rx": number(radius)} if radius else {}
            return [tag("rect", {**place, **corners, **_style(style)})]
        case Circle(x, y, radius, style):
            return [tag("circle", {"cx": number(x), "cy": number(y), "r": number(radius), **_style(style)})]
        case Path(commands, style):
            return [tag("path", {"d": "".join(map(_command, commands)), **_style(style)})]


def _group(group: Group, prefix: str) -> list[str]:
    facts = {f"data-{key}": value for key, value in group.data}
    name = f"{prefix}{group.role}-{xml_id(group.id)}"
    attributes = {"class": f"bpr-{group.role}", "data-id": group.id, "id": name, **facts}
    inside = [tag("title", {}, xml_text(group.title))] if group.title else []
    for item in group.items:
        inside += _item(item, prefix)
    drawn = tag("g", attributes, "\n" + "\n".join(inside) + "\n" if inside else "")
    return [tag("a", {"href": group.href, "target": "_top"}, drawn) if group.href else drawn]


def _words(words: Words) -> list[str]:
    attributes = {
        "dy": "0.36em",
        "fill": words.colour,
        "font-size": number(words.size),
        "text-anchor": words.anchor,
        "x": number(words.x),
        "y": number(words.y),
    }
    if words.bold:
        seam = {"stroke": words.colour, "stroke-linejoin": "round", "stroke-width": number(words.size * _BOLD_SEAM)}
        attributes |= seam
    if words.turn:
        attributes["transform"] = f"rotate({number(words.turn)} {number(words.x)} {number(words.y)})"
    if words.strike:
        attributes["text-decoration"] = "line-through"
    text = xml_text(words.text)
    front = tag("text", attributes, text)
    if words.halo is None:
        return [front]
    seam = {"fill": words.halo, "stroke": words.halo, "stroke-linejoin": "round", "stroke-width": number(_HALO_WIDTH)}
    return [tag("text", {**attributes, **seam, "aria-hidden": "true"}, text), front]


def _command(command: Command) -> str:
    letter, numbers = command
    return letter + " ".join(map(number, numbers))


def _style(style: Style) -> dict[str, str]:
    attributes = {"fill": style.fill or "none"}
    if style.stroke is not None:
        attributes |= {"stroke": style.stroke, "stroke-width": number(style.width)}
        attributes |= {"stroke-linejoin": "round"}
        if style.dash:
            attributes["stroke-dasharray"] = " ".join(map(number, style.dash))
        elif style.fill is None:
            attributes["stroke-linecap"] = "round"
    return attributes
