"""draw.io: pools and lanes as real swimlane containers, boxes in them, arrows that stay fastened.

The file is plain XML of mxGraph: a cell for each element, children placed relative to their parent. Containers nest as
pool > department > lane > box > sign, label and badge of the box, so that everything moves together; an arrow belongs
to the smallest container around both its ends and keeps its way points; its label hangs on the middle of its way.
Every label is plain text (no ``html=1``), so none can become markup. Signs of BPMN are small SVG images inside the
file; all other shapes are basic ones that each mxGraph engine knows without the style sheet of draw.io, hence
``shape=`` in each style. An upright Chinese name is hidden in its container (a name there would lie on its side) and
stands over it as a stacked text.
Reference: mxGraph user manual (JGraph, version 4), chapters Cells, Styles and Edge geometry.
"""

from __future__ import annotations

from dataclasses import replace

from bpr.export.drawio.cells import PAGE, Cells, Home, Style, picture_style
from bpr.export.drawio.lanes import add_lanes, add_line
from bpr.export.drawio.looks import (
    BADGES,
    MIDDLE,
    STILL,
    TEXT,
    area_style,
    moved,
    reach,
    shape_style,
    stroke_style,
)
from bpr.export.escape import tag, xml_id
from bpr.export.scene import words
from bpr.export.scene.shapes import Scene, Words, text_items
from bpr.export.scene.svg import number, scene_to_svg
from bpr.export.swimlane.badges import badge_surface
from bpr.export.swimlane.legend import legend_items
from bpr.export.swimlane.page_marks import off_page_group
from bpr.export.swimlane.paint import box_shape, box_surface, is_removed, phase_border, route_ink, route_text_colour
from bpr.export.theme.theme import PLAIN, Overlay, Surface, Theme
from bpr.layout.geometry import Geometry, PlacedBox, Rect, Route, TextBlock
from bpr.layout.text.measure import text_width
from bpr.text import is_chinese

_LEFT: Style = {"align": "left", "verticalAlign": "middle"}


def to_drawio(geometry: Geometry, *, theme: Theme = PLAIN, overlay: Overlay | None = None, name: str = "") -> str:
    """Write a laid-out diagram for draw.io (diagrams.net) and every program that reads its files.

    Args:
        geometry: where everything lies.
        theme: the colours.
        overlay: handoffs, rework, heat, changes and the legend that explains them.
        name: of the page; the title of the picture if left out.

    Returns:
        The text of a ``.drawio`` file with one uncompressed page.
    """
    writer = _Writer(geometry, theme, overlay)
    writer.write()
    title = name or words.joined(geometry.title.lines) or "bpr"
    size = {"pageHeight": number(max(1.0, geometry.height)), "pageWidth": number(max(1.0, geometry.width))}
    model = {"arrows": "1", "connect": "1", "fold": "1", "grid": "0", "guides": "1", "math": "0", "page": "1", **size}
    graph = tag("mxGraphModel", model, "\n" + tag("root", {}, "\n" + writer.cells.xml() + "\n") + "\n")
    diagram = tag("diagram", {"id": "page-1", "name": title}, "\n" + graph + "\n")
    return tag("mxfile", {"agent": "bpr", "host": "bpr"}, "\n" + diagram + "\n") + "\n"


class _Writer:
    """Fills the cells in drawing order."""

    def __init__(self, geometry: Geometry, theme: Theme, overlay: Overlay | None) -> None:
        self.geometry = geometry
        self.theme = theme
        self.overlay = overlay
        self.cells = Cells()
        self.boxes: dict[str, Home] = {}

    def write(self) -> None:
        title = self.geometry.title
        self._text(
            "title", PAGE, title, self.theme.title, {"fontStyle": "1", "align": "left", "verticalAlign": "middle"}
        )
        lanes = add_lanes(self.cells, self.geometry, self.theme)
        self._phases()
        kinds = {box.id: box for box in self.geometry.boxes}
        frames = [box for box in self.geometry.boxes if box.kind == "expanded"]
        riders = [box for box in self.geometry.boxes if box.attached_to in kinds]
        others = [box for box in self.geometry.boxes if box not in frames and box not in riders]
        for box in (*frames, *others, *riders):
            home = self.boxes.get(box.attached_to or "") or self.boxes.get(box.inside or "")
            self._box(box, home or lanes.get(box.lane, PAGE))
        self._marks(lanes)
        for route in self.geometry.routes:
            self._route(route)
        self._legend()

    def _phases(self) -> None:
        surface = self.theme.phase_head
        for place, phase in enumerate(self.geometry.phases):
            key = f"phase-{xml_id(phase.id)}"
            if place:
                points = phase_border(phase, vertical=self.geometry.vertical)
                border: Style = {**stroke_style(self.theme.phase_border), "endArrow": "none", "pointerEvents": "0"}
                self.cells.edge(f"{key}-border", None, None, points, border)
            fonts: Style = {"fontColor": surface.text, "fontSize": number(phase.name.size)}
            head: Style = {"shape": "rectangle", **area_style(surface), **fonts, **MIDDLE}
            head |= {"connectable": "0", "pointerEvents": "0"}
            if phase.name.vertical:
                home = self.cells.vertex(f"{key}-head", PAGE, phase.head, head)
                for at, line in enumerate(words.head(phase.name, surface.text)):
                    add_line(self.cells, f"{key}-name-{at + 1}", home, line)
            else:
                self.cells.vertex(f"{key}-head", PAGE, phase.head, head, "\n".join(phase.name.lines))

    def _box(self, box: PlacedBox, parent: Home) -> None:
        surface = box_surface(box, self.theme, self.overlay)
        key = f"box-{xml_id(box.id)}"
        style: Style = {**shape_style(box), **area_style(surface), **STILL}
        label = box.label
        is_inside = box.kind in ("activity", "subprocess", "expanded")
        value = ""
        if is_inside:
            style |= {
                "fontColor": surface.text,
                "fontSize": number(label.size if label else 12.0),
                "whiteSpace": "wrap",
            }
            style |= {"align": "left", "verticalAlign": "top"} if box.kind == "expanded" else MIDDLE
            style |= {"spacingLeft": "4", "spacingRight": "4"}
            style |= {"fontStyle": "8"} if is_removed(box.id, self.overlay) else {}
        if label is not None and is_inside:
            whole = words.joined(label.lines)
            value = "\n".join(label.lines) if is_chinese(whole) or box.marker else whole
            shift = label.rect.centre[1] - box.rect.centre[1]
            if box.kind != "expanded" and abs(shift) > 1:
                style["spacingTop" if shift > 0 else "spacingBottom"] = number(2 * abs(shift))
        home = self.cells.vertex(key, parent, box.rect, style, value)
        self.boxes[box.id] = home
        self._sign(f"{key}-sign", home, box, surface)
        if label is not None and label.lines and not is_inside:
            look: Style = {**MIDDLE, **({"fontStyle": "8"} if is_removed(box.id, self.overlay) else {})}
            self._text(f"{key}-label", home, label, surface.text, look)
        for at, badge in enumerate(box.badges, start=1):
            base, shape = BADGES[badge.kind]
            colours = badge_surface(badge, self.theme)
            look = {**({base: ""} if base else {}), "shape": shape, **area_style(colours), "connectable": "0"}
            look |= {**MIDDLE, "spacing": "0", "fontColor": colours.text, "fontSize": number(badge.text.size)}
            self.cells.vertex(f"{key}-badge-{at}", home, badge.rect, look, "\n".join(badge.text.lines))

    def _sign(self, key: str, home: Home, box: PlacedBox, surface: Surface) -> None:
        """The signs on a shape as one small image."""
        signs = [item for item in box_shape(box, surface)[1:] if not isinstance(item, Words)]
        if not signs:
            return
        left, top, right, bottom = reach(signs)
        label = box.label
        local = replace(
            box,
            rect=moved(box.rect, -left, -top),
            label=None if label is None else replace(label, rect=moved(label.rect, -left, -top)),
        )
        items = tuple(item for item in box_shape(local, surface)[1:] if not isinstance(item, Words))
        rect = Rect(left, top, right - left, bottom - top)
        svg = scene_to_svg(Scene("", rect.width, rect.height, "none", items), id_prefix="s-")
        style = {**picture_style(svg), "connectable": "0", "resizable": "0", "movable": "0"}
        self.cells.vertex(key, home, rect, style)

    def _text(self, key: str, parent: Home, block: TextBlock, colour: str, look: Style) -> None:
        style = {**TEXT, **look, "fontColor": colour, "fontSize": number(block.size)}
        self.cells.vertex(key, parent, block.rect, style, "\n".join(block.lines))

    def _marks(self, lanes: dict[str, Home]) -> None:
        """Off-page circles with their number, and beside them the page where the arrow goes on."""
        for mark in self.geometry.off_page:
            drawn = off_page_group(mark, self.geometry, self.theme)
            inner, page = text_items(drawn.items)
            parent = next((home for home in lanes.values() if home.rect.holds(mark.rect.centre, 0.5)), PAGE)
            look: Style = {
                "ellipse": "",
                "shape": "ellipse",
                "perimeter": "ellipsePerimeter",
                **area_style(self.theme.event),
            }
            look |= {"fontColor": inner.colour, "fontSize": number(inner.size), "fontStyle": "1", **MIDDLE, **STILL}
            key = _mark_key(mark.route, leaves=mark.leaves)
            self.boxes[key] = self.cells.vertex(key, parent, mark.rect, look, inner.text)
            add_line(self.cells, f"{key}-page", self.boxes[key], page)

    def _route(self, route: Route) -> None:
        points = [point for at, point in enumerate(route.points) if at == 0 or point != route.points[at - 1]]
        if len(points) < 2:
            return
        ink = route_ink(route, self.theme, self.overlay)
        is_message = route.kind == "message"
        style: Style = {
            "edgeStyle": "orthogonalEdgeStyle",
            "rounded": "1",
            "arcSize": "12",
            "orthogonalLoop": "1",
            **stroke_style(ink),
            "endArrow": "block",
            "endFill": "0" if is_message else "1",
            "endSize": "6",
        }
        style |= {"startArrow": "oval", "startFill": "0", "startSize": "6"} if is_message else {}
        source = self.boxes.get(_mark_key(route.id, leaves=False)) or self.boxes.get(route.source)
        target = self.boxes.get(_mark_key(route.id, leaves=True)) or self.boxes.get(route.target)
        key = f"route-{xml_id(route.id)}"
        edge = self.cells.edge(key, source, target, points, style)
        if route.label is not None and route.label.lines:
            look: Style = {"edgeLabel": "", "resizable": "0", "spacing": "0", **MIDDLE}
            colour = route_text_colour(route, self.theme, self.overlay)
            look |= {"fontColor": colour, "fontSize": number(route.label.size), "labelBackgroundColor": "none"}
            look |= {"fontStyle": "8"} if is_removed(route.whole_id, self.overlay) else {}
            self.cells.edge_label(f"{key}-label", edge, points, route.label.rect, look, "\n".join(route.label.lines))

    def _legend(self) -> None:
        if self.overlay is None:
            return
        left = min([self.geometry.title.rect.x, *(lane.band.x for lane in self.geometry.lanes)])
        items, room = legend_items(
            self.overlay, self.theme, left=0.0, top=0.0, width=max(1.0, self.geometry.width - left)
        )
        if room.height == 0:
            return
        place = Rect(left, self.geometry.height, room.width, room.height)
        drawn = tuple(item for item in items if not isinstance(item, Words))
        svg = scene_to_svg(Scene("", room.width, room.height, "none", drawn), id_prefix="s-")
        home = self.cells.vertex("legend", PAGE, place, {**picture_style(svg), **STILL, "connectable": "0"})
        for at, line in enumerate(text_items(items), start=1):
            width = text_width(line.text, line.size)
            rect = Rect(left + line.x, place.y + line.y - line.size * 0.65, width, line.size * 1.3)
            block = TextBlock(rect, (line.text,), line.size)
            self._text(f"legend-{at}", home, block, line.colour, _LEFT)


def _mark_key(route: str, *, leaves: bool) -> str:
    return f"off-page-{xml_id(route)}-{'out' if leaves else 'in'}"
