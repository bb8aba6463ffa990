"""Native shapes as PresentationML: rectangles, diamonds, ovals, free forms, text boxes, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bpr.export.escape import tag
from bpr.export.pptx.frame import EMU_PER_PX, Frame, Place
from bpr.export.pptx.text import solid
from bpr.export.scene.shapes import Circle, Command, Item, Path, Rectangle, Style
from bpr.export.theme.theme import Ink
from bpr.layout.geometry import Rect

# Where a glued line may meet each preset shape: the number of its connection site at top, left, bottom, right
# (presetShapeDefinitions of ECMA-376).
SITES: dict[str, tuple[int, int, int, int]] = {
    "roundRect": (0, 1, 2, 3),
    "rect": (0, 1, 2, 3),
    "diamond": (0, 1, 2, 3),
    "ellipse": (0, 2, 4, 6),
}


@dataclass
class Numbers:
    """Shape ids of one slide, in the order of drawing."""

    last: int = 1
    by_name: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> str:
        """A new id; the first shape of a name keeps the name."""
        self.last += 1
        self.by_name.setdefault(name, self.last)
        return str(self.last)


def line(ink: Ink | None, frame: Frame, ends: str = "") -> str:
    """An outline; None: not drawn. ``ends`` are its heads, ready made."""
    if ink is None:
        return tag("a:ln", {}, tag("a:noFill", {}))
    dash = ""
    if ink.dash:
        dash = tag("a:prstDash", {"val": "dash" if ink.dash[0] > 4 else "sysDash"})
    width = str(round(ink.width * frame.scale * EMU_PER_PX))
    return tag("a:ln", {"w": width}, solid(ink.colour) + dash + tag("a:round", {}) + ends)


def shape(
    numbers: Numbers,
    name: str,
    preset: str,
    place: Place,
    *,
    look: str,
    text: str = "",
    title: str = "",
    adjust: dict[str, int] | None = None,
) -> str:
    """A preset shape; ``look`` is its filling and outline, ``text`` its body, ``title`` what a screen reader says."""
    guides = "".join(tag("a:gd", {"fmla": f"val {value}", "name": key}) for key, value in (adjust or {}).items())
    form = tag("a:prstGeom", {"prst": preset}, tag("a:avLst", {}, guides))
    return _sp(numbers, name, title, _transform("a:xfrm", place) + form + look, text)


def text_box(numbers: Numbers, name: str, place: Place, text: str) -> str:
    """A text without a frame."""
    form = tag("a:prstGeom", {"prst": "rect"}, tag("a:avLst", {}))
    properties = _transform("a:xfrm", place) + form + solid(None) + line(None, Frame())
    return _sp(numbers, name, "", properties, text, is_text_box=True)


def sign(numbers: Numbers, name: str, item: Item, frame: Frame) -> str:
    """A plain shape of a scene as a free form, for the small signs of BPMN."""
    match item:
        case Circle(x, y, radius, style):
            place = frame.place(Rect(x - radius, y - radius, 2 * radius, 2 * radius))
            return shape(numbers, name, "ellipse", place, look=_style(style, frame))
        case Rectangle(rect, style):
            return shape(numbers, name, "rect", frame.place(rect), look=_style(style, frame))
        case Path(commands, style):
            return freeform(numbers, name, commands, _style(style, frame), frame)
    return ""


def freeform(numbers: Numbers, name: str, commands: Sequence[Command], look: str, frame: Frame, title: str = "") -> str:
    """Lines and curves at their places."""
    flat = [number for _, numbers_ in commands for number in numbers_]
    xs, ys = flat[::2], flat[1::2]
    left, top, width, height = frame.place(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    steps = []
    for letter, coordinates in commands:
        points = [frame.point(point) for point in zip(coordinates[::2], coordinates[1::2], strict=True)]
        inside = "".join(tag("a:pt", {"x": str(x - left), "y": str(y - top)}) for x, y in points)
        steps.append(tag(_STEPS[letter], {}, inside) if points else tag(_STEPS[letter], {}))
    closed = {} if commands[-1][0] == "Z" else {"fill": "none"}
    path = tag("a:path", {"h": str(height), "w": str(width), **closed}, "".join(steps))
    lists = "".join(tag(f"a:{part}", {}) for part in ("avLst", "gdLst", "ahLst", "cxnLst"))
    box = tag("a:rect", {"b": "b", "l": "0", "r": "r", "t": "0"})
    form = tag("a:custGeom", {}, lists + box + tag("a:pathLst", {}, path))
    return _sp(numbers, name, title, _transform("a:xfrm", (left, top, width, height)) + form + look, "")


_STEPS = {"M": "a:moveTo", "L": "a:lnTo", "C": "a:cubicBezTo", "Z": "a:close"}


def group(numbers: Numbers, name: str, title: str, place: Place, members: Sequence[str]) -> str:
    """Shapes that move together; ``place`` is the room they take."""
    x, y, width, height = map(str, place)
    inner = tag("a:chOff", {"x": x, "y": y}) + tag("a:chExt", {"cx": width, "cy": height})
    outer = tag("a:off", {"x": x, "y": y}) + tag("a:ext", {"cx": width, "cy": height})
    properties = tag("p:grpSpPr", {}, tag("a:xfrm", {}, outer + inner))
    about = _about(numbers, name, title) + tag("p:cNvGrpSpPr", {}) + tag("p:nvPr", {})
    return tag("p:grpSp", {}, tag("p:nvGrpSpPr", {}, about) + properties + "".join(members))


def _style(style: Style, frame: Frame) -> str:
    ink = None if style.stroke is None else Ink(style.stroke, style.width, style.dash)
    return solid(style.fill) + line(ink, frame)


def _sp(numbers: Numbers, name: str, title: str, properties: str, text: str, *, is_text_box: bool = False) -> str:
    kind = tag("p:cNvSpPr", {"txBox": "1"} if is_text_box else {})
    about = tag("p:nvSpPr", {}, _about(numbers, name, title) + kind + tag("p:nvPr", {}))
    return tag("p:sp", {}, about + tag("p:spPr", {}, properties) + text)


def _about(numbers: Numbers, name: str, title: str) -> str:
    return tag("p:cNvPr", {"id": numbers.next(name), "name": name, **({"descr": title} if title else {})})


def _transform(name: str, place: Place, facts: dict[str, str] | None = None) -> str:
    x, y, width, height = map(str, place)
    inside = tag("a:off", {"x": x, "y": y}) + tag("a:ext", {"cx": width, "cy": height})
    return tag(name, facts or {}, inside)
