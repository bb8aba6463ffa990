"""A laid-out page on a slide: lanes, heads and boxes as native shapes, routes as glued connectors, legend below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bpr.export.pptx.connectors import connector
from bpr.export.pptx.fastening import Fastener, GlueChoice, mark_name, preset_of
from bpr.export.pptx.frame import Frame, emu, fitting_scale, in_corner
from bpr.export.pptx.shapes import Numbers, freeform, group, line, shape, sign, text_box
from bpr.export.pptx.text import Look, body, paragraph, solid
from bpr.export.scene import words
from bpr.export.scene.shapes import Words, polyline
from bpr.export.swimlane.badges import badge_surface
from bpr.export.swimlane.legend import legend_items
from bpr.export.swimlane.page_marks import off_page_group
from bpr.export.swimlane.paint import (
    box_name,
    box_shape,
    box_surface,
    is_removed,
    phase_border,
    route_ink,
    route_text_colour,
    route_title,
)
from bpr.export.swimlane.scales import common_scales
from bpr.export.theme.theme import Ink, Overlay, Surface, Theme
from bpr.layout.geometry import Badge, Geometry, OffPage, PlacedBox, Rect, TextBlock, straightened
from bpr.layout.plan.diagram import EVENT_KINDS, GATEWAY_KINDS
from bpr.layout.text.measure import text_width
from bpr.text import is_chinese

ROOM = Rect(32.0, 76.0, 1216.0, 620.0)
"""Where the picture stands on a slide, under the title; px."""

LEGEND = 34.0
"""Height under the picture that the legend takes; px."""

_CORNER = 7.0
_PADDING = 5.0
_BADGES = {"document": "foldedCorner", "system": "can", "duty": "ellipse"}


class Sheet:
    """The picture of one page on one slide; `parts` is the markup of its shapes.

    ``scale`` is that of the picture (see `scales_of`); None: as large as this page alone allows.
    """

    def __init__(
        self,
        geometry: Geometry,
        theme: Theme,
        overlay: Overlay | None,
        numbers: Numbers,
        *,
        glue: GlueChoice = "safe",
        scale: float | None = None,
    ) -> None:
        self.geometry = geometry
        self.theme = theme
        self.overlay = overlay
        self.numbers = numbers
        self.glue = glue
        self.content = content(geometry)
        self.frame = in_corner(self.content, ROOM, scales_of([geometry])[0] if scale is None else scale)

    def parts(self) -> Iterator[str]:
        """All shapes, from the ground up."""
        geometry = self.geometry
        head = Surface(self.theme.head, self.theme.head_border, self.theme.head_text)
        for number, lane in enumerate(geometry.lanes):
            ground = solid(self.theme.bands[number % len(self.theme.bands)]) + self._line(self.theme.band_border)
            name = words.joined(lane.name.lines) or lane.id
            yield shape(self.numbers, f"lane {lane.id}", "rect", self.frame.place(lane.band), look=ground, title=name)
            yield from self._head(f"head {lane.id}", lane.head, lane.name, head)
        for group_head in sorted(geometry.groups, key=lambda entry: entry.level):
            surface = replace(head, fill=self.theme.group_heads[(group_head.level - 1) % len(self.theme.group_heads)])
            yield from self._head(f"group {group_head.id}", group_head.head, group_head.name, surface)
        for number, phase in enumerate(geometry.phases):
            yield from self._head(f"phase head {phase.id}", phase.head, phase.name, self.theme.phase_head)
            if number:
                border = polyline(phase_border(phase, vertical=geometry.vertical))
                look = solid(None) + self._line(self.theme.phase_border)
                yield freeform(self.numbers, f"phase border {phase.id}", border, look, self.frame)
        for kinds in (("expanded",), None, ("boundary",)):
            for box in geometry.boxes:
                if box.kind in kinds if kinds is not None else box.kind not in ("expanded", "boundary"):
                    yield self._box(box)
        for mark in geometry.off_page:
            yield self._off_page(mark)
        yield from self._routes()
        yield from self._legend()

    def _line(self, ink: Ink) -> str:
        return line(ink, self.frame)

    def _look(self, size: float, colour: str, *, bold: bool = False, strike: bool = False) -> Look:
        return Look(self.frame.points(size), colour, bold=bold, strike=strike)

    def _head(self, name: str, place: Rect, block: TextBlock, surface: Surface) -> Iterator[str]:
        """A head with its name: level, read upwards, or stacked, one text box for each column of characters."""
        ground = solid(surface.fill) + self._line(surface.border)
        look = self._look(block.size, surface.text)
        title = words.joined(block.lines)
        columns = [words.stacked_cells(text) for text in block.lines] if block.vertical else []
        stacked = [cells for cells in columns if cells is not None]
        if len(block.lines) == 1 and stacked:
            inside = body([paragraph(stacked[0], look)], wrap=False)
        elif stacked:
            inside = ""
        else:
            inside = body([paragraph(block.lines, look)], wrap=False, vertical=block.vertical)
        yield shape(self.numbers, name, "rect", self.frame.place(place), look=ground, text=inside, title=title)
        if len(block.lines) > 1 and stacked:
            width = block.rect.width / len(block.lines)
            for number, (cells, text) in enumerate(zip(columns, block.lines, strict=True)):
                column = Rect(block.rect.x + number * width, place.y, width, place.height)
                lines = [paragraph(cells or [text], look)]
                inside = body(lines, wrap=False, vertical=cells is None)
                yield text_box(self.numbers, f"{name} column {number + 1}", self.frame.place(column), inside)

    def _box(self, box: PlacedBox) -> str:
        surface = box_surface(box, self.theme, self.overlay)
        name = f"box {box.id}"
        look = solid(surface.fill) + self._line(surface.border)
        place = self.frame.place(box.rect)
        title = box_name(box)
        inner = self._inner_text(box, surface)
        main = shape(
            self.numbers, name, preset_of(box), place, look=look, text=inner, title=title, adjust=self._corner(box)
        )
        others = [
            sign(self.numbers, f"sign {box.id}", item, self.frame)
            for item in box_shape(box, surface)[1:]
            if not isinstance(item, Words)
        ]
        room = [box.rect]
        if box.label is not None and box.label.lines and not inner:
            strike = is_removed(box.id, self.overlay)
            others.append(self._caption(f"label {box.id}", box.label, surface.text, strike=strike))
            room.append(box.label.rect)
        for number, badge in enumerate(box.badges, start=1):
            others.append(self._badge(f"badge {box.id} {number}", badge))
            room.append(badge.rect)
        if not others:
            return main
        return group(self.numbers, f"node {box.id}", title, self.frame.place(_around(room)), [main, *others])

    def _inner_text(self, box: PlacedBox, surface: Surface) -> str:
        """The label of an activity as one text that breaks its lines by itself.

        Beside a sign, and in Chinese (where programs break inside words), it keeps the lines of the layout.
        """
        label = box.label
        if box.kind in EVENT_KINDS or box.kind in GATEWAY_KINDS or (label is None and box.kind == "expanded"):
            return ""
        look = self._look(label.size if label else 12.0, surface.text, strike=is_removed(box.id, self.overlay))
        if label is None:
            return body([])
        if box.kind == "expanded":
            insets = emu(max(0.0, label.rect.x - box.rect.x) * self.frame.scale), emu(2.0), 0, 0
            left = Look(look.size, look.colour, bold=True, strike=look.strike, align="l")
            return body([paragraph([words.joined(label.lines)], left)], insets=insets, anchor="t")
        aside = emu(_PADDING * self.frame.scale)
        above = emu(max(0.0, label.rect.y - box.rect.y) * self.frame.scale)
        below = emu(max(0.0, box.rect.bottom - label.rect.bottom) * self.frame.scale)
        shift = above - below
        insets = aside, max(0, shift), aside, max(0, -shift)
        whole = words.joined(label.lines)
        breaks_itself = box.marker is None and box.kind == "activity" and not is_chinese(whole)
        lines = [whole] if breaks_itself else list(label.lines)
        return body([paragraph(lines, look)], insets=insets)

    def _corner(self, box: PlacedBox) -> dict[str, int]:
        if preset_of(box) != "roundRect":
            return {}
        return {"adj": min(50_000, round(_CORNER / min(box.rect.width, box.rect.height) * 100_000))}

    def _caption(self, name: str, block: TextBlock, colour: str, *, strike: bool = False) -> str:
        look = self._look(block.size, colour, strike=strike)
        return text_box(
            self.numbers, name, self.frame.place(block.rect), body([paragraph(block.lines, look)], wrap=False)
        )

    def _badge(self, name: str, badge: Badge) -> str:
        surface = badge_surface(badge, self.theme)
        look = solid(surface.fill) + self._line(surface.border)
        inside = body([paragraph(badge.text.lines, self._look(badge.text.size, surface.text))], wrap=False)
        title = words.joined(badge.text.lines)
        return shape(
            self.numbers, name, _BADGES[badge.kind], self.frame.place(badge.rect), look=look, text=inside, title=title
        )

    def _off_page(self, mark: OffPage) -> str:
        """The numbered circle, and beside it the page where the arrow goes on or comes from."""
        drawn = off_page_group(mark, self.geometry, self.theme)
        name = mark_name(mark.route, leaves=mark.leaves)
        number, page = (item for item in drawn.items if isinstance(item, Words))
        text = body([paragraph([number.text], self._look(number.size, number.colour, bold=True))], wrap=False)
        look = solid(self.theme.event.fill) + self._line(self.theme.event.border)
        place = self.frame.place(mark.rect)
        circle = shape(self.numbers, name, "ellipse", place, look=look, text=text, title=drawn.title)
        width = text_width(page.text, page.size)
        rect = Rect(page.x - width / 2, page.y - page.size * 0.65, width, page.size * 1.3)
        caption = self._caption(f"page of {name}", TextBlock(rect, (page.text,), page.size), page.colour)
        around = self.frame.place(_around([mark.rect, rect]))
        return group(self.numbers, f"link {mark.number} {mark.route}", drawn.title, around, [circle, caption])

    def _routes(self) -> Iterator[str]:
        names = {box.id: box_name(box) for box in self.geometry.boxes}
        fastener = Fastener(self.geometry, self.numbers, self.glue)
        for route in self.geometry.routes:
            points = straightened(route.points)
            if len(points) < 2:
                continue
            fastening = fastener.of(route, points)
            yield connector(
                self.numbers,
                f"route {route.id}",
                route_title(route, names),
                points,
                route_ink(route, self.theme, self.overlay),
                self.frame,
                glue=fastening.glue,
                free=fastening.free,
                message=route.kind == "message",
            )
        for route in self.geometry.routes:
            if route.label is not None and route.label.lines:
                colour = route_text_colour(route, self.theme, self.overlay)
                strike = is_removed(route.whole_id, self.overlay)
                yield self._caption(f"label {route.id}", route.label, colour, strike=strike)

    def _legend(self) -> Iterator[str]:
        if self.overlay is None:
            return
        items, room = legend_items(self.overlay, self.theme, left=0.0, top=0.0, width=ROOM.width)
        if room.height == 0:
            return
        bottom = self.frame.top + self.content.bottom * self.frame.scale
        frame = Frame(1.0, ROOM.x, min(bottom + 8.0, ROOM.bottom - room.height))
        for number, item in enumerate(items, start=1):
            name = f"legend {number}"
            if isinstance(item, Words):
                look = Look(frame.points(item.size), item.colour, align="l")
                width = text_width(item.text, item.size) + 4
                place = frame.place(Rect(item.x, item.y - item.size, width, 2 * item.size))
                yield text_box(self.numbers, name, place, body([paragraph([item.text], look)], wrap=False))
            else:
                yield sign(self.numbers, name, item, frame)


def scales_of(pages: Sequence[Geometry]) -> tuple[float, ...]:
    """The scales at which the pages of a picture fit their slides, with room for the legend."""
    room = Rect(ROOM.x, ROOM.y, ROOM.width, ROOM.height - LEGEND)
    return common_scales([fitting_scale(content(page), room) for page in pages])


def content(geometry: Geometry) -> Rect:
    """The part of a page below its title."""
    lefts = [lane.band.x for lane in geometry.lanes] + [head.head.x for head in geometry.groups]
    left = min(lefts, default=0.0)
    top = geometry.title.rect.bottom
    return Rect(left, top, max(1.0, geometry.width - 2 * left), max(1.0, geometry.height - top))


def _around(rects: list[Rect]) -> Rect:
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
    return Rect(left, top, right - left, bottom - top)
