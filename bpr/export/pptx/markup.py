"""Markup of bpr put into the documents of python-pptx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from pptx.oxml import parse_xml

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}


def element(markup: str) -> Any:
    """Markup with the prefixes ``a`` and ``p`` as an element of python-pptx."""
    name = markup[1:].split(maxsplit=1)[0].split(">")[0].rstrip("/")
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return parse_xml(f"<{name}{spaces}{markup[len(name) + 1 :]}")


def add_shapes(slide: Slide, parts: Iterable[str]) -> None:
    """Put shapes on a slide, over what is there."""
    tree = cast("Any", slide.shapes)._spTree
    for part in parts:
        tree.append(element(part))


def last_id(slide: Slide) -> int:
    """The highest shape id of a slide."""
    return max(int(number) for number in cast("Any", slide.shapes)._spTree.xpath("//p:cNvPr/@id"))


def write_body(frame: TextFrame, markup: str) -> None:
    """Replace all text of a shape or cell."""
    old = cast("Any", frame)._txBody
    old.getparent().replace(old, element(markup))
