"""The drawing inside a BPMN file (diagram interchange), used for one question only: in which lane a node is drawn.

Some tools draw nodes in lanes without listing them there; a person sees them in the lane, so bpr does too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from bpr.formats.bpmn.document import Document
from bpr.formats.bpmn.vocabulary import DI_NAMESPACES
from bpr.formats.xml import local_name, namespace


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape is drawn."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def holds_middle_of(self, other: Box) -> bool:
        """Whether the middle of another box lies inside this one."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


def read_boxes(document: Document) -> dict[str, Box]:
    """The box of every element that is drawn, by the element's id; the first drawing of an element counts."""
    boxes: dict[str, Box] = {}
    for shape in document.root.iter(*(f"{{{space}}}BPMNShape" for space in DI_NAMESPACES)):
        identifier = document.resolve(shape.get("bpmnElement"))
        if identifier is not None and identifier not in boxes and (box := _box(shape)) is not None:
            boxes[identifier] = box
    return boxes


def lane_drawn_around(node: str, lanes: list[str], boxes: dict[str, Box]) -> str | None:
    """The smallest of these lanes that is drawn around the middle of a node; None when there is none."""
    if node not in boxes:
        return None
    around = [lane for lane in lanes if lane in boxes and boxes[lane].holds_middle_of(boxes[node])]
    return min(around, key=lambda lane: boxes[lane].area, default=None)


def _box(shape: etree._Element) -> Box | None:
    bounds = next((child for child in shape if namespace(child) and local_name(child) == "Bounds"), None)
    if bounds is None:
        return None
    try:
        numbers = [float(bounds.get(key) or "nan") for key in ("x", "y", "width", "height")]
    except ValueError:
        return None
    return Box(*numbers) if all(math.isfinite(number) for number in numbers) else None
