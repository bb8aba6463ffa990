"""Geometry to scene: the swimlane picture in a theme, with an overlay on top if there is one.

Order, from the ground up: bands, heads, phases, pools, routes, boxes, boundary events, texts on routes, legend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpr.export.scene import words
from bpr.export.scene.shapes import (
    Circle,
    Group,
    Item,
    Path,
    Rectangle,
    Scene,
    Style,
    polygon,
    polyline,
    rounded,
    towards,
)
from bpr.export.swimlane import symbols
from bpr.export.swimlane.badges import badge_groups
from bpr.export.swimlane.legend import legend_items
from bpr.export.swimlane.page_marks import page_marks
from bpr.export.theme.theme import Ink, Overlay, Surface, Theme
from bpr.layout.geometry import Geometry, PhaseBand, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.plan.diagram import EVENT_KINDS, GATEWAY_KINDS, SIDED_KINDS
from bpr.layout.text.measure import text_width

_CORNER = 7.0
_RING = 3.0  # distance of the two rings of an intermediate event
_ARROW = (8.5, 3.7)  # length and half width
_MESSAGE_START = 3.4  # radius of the circle that a message begins with
_SIGN = 5.5  # half the side of an activity's type sign
_SIGN_GAP = 4.0
_DOTS = (1.5, 3.5)  # the border of an event sub-process
_GROUNDS = ("pool", "expanded")  # boxes that lie under the routes


def paint(geometry: Geometry, theme: Theme, overlay: Overlay | None = None) -> Scene:
    """The whole picture; with an overlay it is higher by the legend."""
    names = {box.id: box_name(box) for box in geometry.boxes}
    inks = {route.id: route_ink(route, theme, overlay) for route in geometry.routes}
    riders = [box for box in geometry.boxes if box.kind == "boundary"]
    grounds = [box for box in geometry.boxes if box.kind in _GROUNDS]
    others = [box for box in geometry.boxes if box.kind not in ("boundary", *_GROUNDS)]
    items: list[Item] = [
        *(words.level(geometry.title, theme.title, bold=True, from_left=True)),
        *_bands(geometry, theme),
        *_phases(geometry, theme),
        *(_box(box, theme, overlay, theme.paper) for box in grounds),
        *(_route(route, inks[route.id], names, theme, overlay) for route in geometry.routes),
        *(_box(box, theme, overlay, _ground(box.label, geometry, theme)) for box in (*others, *riders)),
        *(
            _route_label(route, route.label, theme, overlay, _ground(route.label, geometry, theme))
            for route in geometry.routes
            if route.label is not None
        ),
        *page_marks(geometry, theme),
    ]
    width, height = geometry.width, geometry.height
    if overlay is not None:
        left = min([geometry.title.rect.x, *(lane.band.x for lane in geometry.lanes)])
        legend, room = legend_items(overlay, theme, left=left, top=height, width=width)
        items += legend
        width, height = max(width, room.right), height + room.height
    return Scene(words.joined(geometry.title.lines), width, height, theme.paper, tuple(items))


def box_name(box: PlacedBox) -> str:
    """The label of a box as one text; its id where it has none."""
    return words.joined(box.label.lines) if box.label and box.label.lines else box.id


def _bands(geometry: Geometry, theme: Theme) -> list[Group]:
    border = _line(theme.head_border)
    groups: list[Group] = []
    for number, lane in enumerate(geometry.lanes):
        ground = Style(fill=theme.bands[number % len(theme.bands)], stroke=theme.band_border.colour)
        top = Style(fill=theme.head, stroke=border.stroke, width=border.width)
        text = words.head(lane.name, theme.head_text)
        items: tuple[Item, ...] = (Rectangle(lane.band, ground), Rectangle(lane.head, top), *text)
        groups.append(Group("lane", lane.id, words.joined(lane.name.lines) or lane.id, items))
    for head in sorted(geometry.groups, key=lambda group: group.level):
        fill = theme.group_heads[(head.level - 1) % len(theme.group_heads)]
        top = Style(fill=fill, stroke=border.stroke, width=border.width)
        items = (Rectangle(head.head, top), *words.head(head.name, theme.head_text))
        groups.append(Group("group", head.id, words.joined(head.name.lines) or head.id, items))
    return groups


def _phases(geometry: Geometry, theme: Theme) -> list[Group]:
    """Heads of phases, and a thin dotted border between each two of them."""
    groups: list[Group] = []
    for number, phase in enumerate(geometry.phases):
        items: list[Item] = [Rectangle(phase.head, _area(theme.phase_head))]
        if number:
            items.append(Path(polyline(phase_border(phase, vertical=geometry.vertical)), _line(theme.phase_border)))
        items += words.head(phase.name, theme.phase_head.text)
        groups.append(Group("phase", phase.id, words.joined(phase.name.lines) or phase.id, tuple(items)))
    return groups


def phase_border(phase: PhaseBand, *, vertical: bool) -> tuple[Point, Point]:
    """The line across all lanes at which a phase begins; the first phase of a picture needs none."""
    head, band = phase.head, phase.band
    if vertical:
        return (head.right, band.y), (band.right, band.y)
    return (band.x, head.bottom), (band.x, band.bottom)


def route_ink(route: Route, theme: Theme, overlay: Overlay | None) -> Ink:
    """How a route is drawn: a change goes before rework, rework before a handoff, a handoff before the plain line."""
    change = overlay.changes.get(route.whole_id) if overlay else None
    if change is not None:
        return theme.change(change).border
    handoff = overlay is not None and route.whole_id in overlay.handoff_links
    if is_rework(route, overlay):
        return replace(theme.rework, width=max(theme.rework.width, theme.handoff.width)) if handoff else theme.rework
    if handoff:
        return replace(theme.handoff, dash=theme.message.dash) if route.kind == "message" else theme.handoff
    return theme.message if route.kind == "message" else theme.sequence


def is_rework(route: Route, overlay: Overlay | None) -> bool:
    """Whether the route is drawn as rework: by the overlay if it says so, else by the geometry."""
    return route.rework if overlay is None or overlay.rework_links is None else route.whole_id in overlay.rework_links


def route_title(route: Route, names: Mapping[str, str]) -> str:
    """A route in words: from where, to where, when."""
    title = f"{names.get(route.source, route.source)} → {names.get(route.target, route.target)}"
    if route.label is not None and route.label.lines:
        title += f": {words.joined(route.label.lines)}"
    return title


def _route(route: Route, ink: Ink, names: dict[str, str], theme: Theme, overlay: Overlay | None) -> Group:
    points = [point for at, point in enumerate(route.points) if at == 0 or point != route.points[at - 1]]
    facts = [("from", route.source), ("kind", route.kind), ("to", route.target)]
    if is_rework(route, overlay):
        facts.append(("rework", "true"))
    if overlay is not None and route.whole_id in overlay.handoff_links:
        facts.append(("handoff", "true"))
    if overlay is not None and route.whole_id in overlay.changes:
        facts.append(("change", overlay.changes[route.whole_id]))
    title = route_title(route, names)
    items = arrow(points, ink, paper=theme.paper, message=route.kind == "message") if len(points) > 1 else ()
    return Group("route", route.id, title, items, tuple(sorted(facts)))


def arrow(points: list[Point], ink: Ink, *, paper: str, message: bool = False) -> tuple[Item, ...]:
    """A line with rounded bends and its head; messages have an open head and begin with a small circle."""
    tip, before = points[-1], points[-2]
    length = _ARROW[0] + max(0.0, ink.width - 1.4)
    half = _ARROW[1] + max(0.0, ink.width - 1.4) / 2
    back = towards(tip, before, length)
    across = ((tip[1] - back[1]) / length * half, (back[0] - tip[0]) / length * half)
    head = polygon([tip, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])])
    room = abs(tip[0] - before[0]) + abs(tip[1] - before[1])
    line = Path(rounded([*points[:-1], towards(tip, before, min(length - 1, room))]), _line(ink))
    if not message:
        return (line, Path(head, Style(fill=ink.colour, stroke=ink.colour, width=0.8)))
    hollow = Style(fill=paper, stroke=ink.colour, width=ink.width)
    return (line, Path(head, hollow), Circle(*towards(points[0], points[1], _MESSAGE_START), _MESSAGE_START, hollow))


def route_text_colour(route: Route, theme: Theme, overlay: Overlay | None) -> str:
    """The text at a route has the colour of the line only for rework; at a removed route it is grey."""
    if is_removed(route.whole_id, overlay):
        return theme.removed.text
    ink = route_ink(route, theme, overlay)
    return ink.colour if ink.colour == theme.rework.colour else theme.label


def is_removed(element: str, overlay: Overlay | None) -> bool:
    """Whether a box or whole route is gone in the other state: its text is struck out."""
    return overlay is not None and overlay.changes.get(element) == "removed"


def _route_label(route: Route, label: TextBlock, theme: Theme, overlay: Overlay | None, ground: str) -> Group:
    colour, strike = route_text_colour(route, theme, overlay), is_removed(route.whole_id, overlay)
    return Group("route-label", route.id, "", words.level(label, colour, halo=ground, strike=strike))


def _ground(block: TextBlock | None, geometry: Geometry, theme: Theme) -> str:
    """The colour of the band that a text stands on: its halo must not show."""
    for number, lane in enumerate(geometry.lanes):
        if block is not None and lane.band.holds(block.rect.centre):
            return theme.bands[number % len(theme.bands)]
    return theme.paper


def _box(box: PlacedBox, theme: Theme, overlay: Overlay | None, ground: str) -> Group:
    change = overlay.changes.get(box.id) if overlay else None
    heat = overlay.heat.get(box.id) if overlay else None
    surface = box_surface(box, theme, overlay)
    facts = [("kind", box.kind), ("lane", box.lane)]
    facts += [("attached-to", box.attached_to)] if box.attached_to else []
    facts += [("inside", box.inside)] if box.inside else []
    facts += [("phase", box.phase)] if box.phase else []
    facts += [("marker", box.marker)] if box.marker else []
    facts += [("change", change)] if change else []
    facts += [("heat", f"{heat:.2f}")] if heat is not None else []
    inside = box.kind in SIDED_KINDS
    halo = None if inside else ground
    text = words.level(box.label, surface.text, halo=halo, strike=change == "removed") if box.label else ()
    shape = box_shape(box, surface)
    return Group("box", box.id, box_name(box), (*shape, *text, *badge_groups(box, theme)), tuple(sorted(facts)))


def box_surface(box: PlacedBox, theme: Theme, overlay: Overlay | None) -> Surface:
    """How a box is drawn: a change goes before waiting heat, heat before the plain filling of its kind."""
    surface = _surface(box, theme)
    if overlay is not None and box.id in overlay.changes:
        return theme.change(overlay.changes[box.id])
    if overlay is not None and box.id in overlay.heat:
        return replace(surface, fill=theme.heat_colour(overlay.heat[box.id]))
    return surface


def _surface(box: PlacedBox, theme: Theme) -> Surface:
    if box.kind in _GROUNDS:
        return theme.pool if box.kind == "pool" else theme.frame
    if box.kind in GATEWAY_KINDS:
        return theme.gateway
    if box.kind in EVENT_KINDS:
        return {"start": theme.start, "end": theme.end}.get(box.kind, theme.event)
    return theme.activity


def box_shape(box: PlacedBox, surface: Surface) -> tuple[Item, ...]:
    """The outline of a box, which comes first, and the signs on it."""
    if box.kind in EVENT_KINDS:
        return _event(box, surface)
    if box.kind in GATEWAY_KINDS:
        return _gateway(box, surface)
    if box.kind == "expanded" and box.marker == "triggered":
        surface = replace(surface, border=replace(surface.border, dash=_DOTS))
    frame = Rectangle(box.rect, _area(surface), 0.0 if box.kind == "pool" else _CORNER)
    ink, paper = surface.border.colour, surface.fill
    signs: list[Item] = []
    if box.kind == "subprocess":
        place = _sign_place(box, ("bottom", "bottom-right", "bottom-left", "top-right"))
        signs += symbols.draw(symbols.PLUS_SIGN, place, _SIGN, ink=ink, paper=paper)
    elif box.marker in symbols.ACTIVITY_TYPES:
        place = _sign_place(box, ("top-left", "top-right", "bottom-right", "bottom-left"))
        signs += symbols.activity_type(box.marker, place, _SIGN, ink=ink, paper=paper)
    return (frame, *signs)


def _sign_place(box: PlacedBox, corners: tuple[str, ...]) -> Point:
    """The first of the places where the sign leaves the text free; else it sits on the upper border, left."""
    rect, away = box.rect, _SIGN + _SIGN_GAP
    across = {"left": rect.x + away, "right": rect.right - away}
    taken = [*_line_rects(box), *(badge.rect for badge in box.badges)]
    for corner in corners:
        y = rect.y + away if corner.startswith("top") else rect.bottom - away
        place = (across.get(corner.partition("-")[2], rect.centre[0]), y)
        sign = Rect(place[0] - _SIGN, place[1] - _SIGN, 2 * _SIGN, 2 * _SIGN)
        if not any(sign.overlaps(line) for line in taken):
            return place
    return (rect.x + away + _SIGN_GAP, rect.y - _SIGN_GAP)


def _line_rects(box: PlacedBox) -> list[Rect]:
    """Where the letters of an inner label stand."""
    if box.label is None:
        return []
    rects = []
    for line in words.level(box.label, ""):
        width = text_width(line.text, line.size)
        rects.append(Rect(line.x - width / 2, line.y - line.size / 2, width, line.size))
    return rects


def _event(box: PlacedBox, surface: Surface) -> tuple[Item, ...]:
    (x, y), outer = box.rect.centre, (box.rect.width - surface.border.width) / 2
    items: list[Item] = [Circle(x, y, outer, _area(surface))]
    if box.kind in ("event", "boundary"):
        items.append(Circle(x, y, outer - _RING, _line(surface.border)))
    if box.marker is not None and box.marker != "none":
        reach = box.rect.width * 0.25
        ink, paper = surface.border.colour, surface.fill
        items += symbols.trigger(box.marker, (x, y), reach, ink=ink, paper=paper, filled=box.kind == "end")
    return tuple(items)


def _gateway(box: PlacedBox, surface: Surface) -> tuple[Item, ...]:
    rect, (x, y) = box.rect, box.rect.centre
    tips = [(x, rect.y), (rect.right, y), (x, rect.bottom), (rect.x, y)]
    items: list[Item] = [Path(polygon(tips), _area(surface))]
    ink, paper, half = surface.border.colour, surface.fill, rect.width / 2
    if box.kind == "event_gateway":
        ring = Style(stroke=ink, width=1.1)
        items += [Circle(x, y, half * 0.5, ring), Circle(x, y, half * 0.4, ring)]
        items += symbols.draw(symbols.GATEWAYS["event_gateway"], (x, y), half * 0.26, ink=ink, paper=paper)
    else:
        sign = "complex" if box.marker == "complex" else box.kind
        items += symbols.draw(symbols.GATEWAYS[sign], (x, y), half * 0.43, ink=ink, paper=paper, width=2.6)
    return tuple(items)


def _area(surface: Surface) -> Style:
    return replace(_line(surface.border), fill=surface.fill)


def _line(ink: Ink) -> Style:
    return Style(stroke=ink.colour, width=ink.width, dash=ink.dash)
