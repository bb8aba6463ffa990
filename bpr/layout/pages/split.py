"""One large picture as pages: cut at column borders, and between lanes where they are higher than the page.

Each page repeats the title and all heads. An arrow that crosses a border ends at a numbered circle, and the same number
stands on the page where it goes on; pages on which it would only pass through are left out of its way. Pages are
counted row by row, from left to right; for vertical lanes column by column, downwards.
Scale: nothing is drawn smaller here. A page may be larger than the paper, either because that saves rows of pages (down
    to ``least_scale``) or because one part cannot be cut; the writer shrinks it by `page_scale`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bpr.layout.drawing import MARGIN
from bpr.layout.geometry import Geometry, OffPage, TextBlock
from bpr.layout.pages.cuts import candidates, choose, lane_borders
from bpr.layout.pages.gutter import BELOW, BESIDE
from bpr.layout.pages.parts import cut_apart
from bpr.layout.text.measure import block_size, wrap
from bpr.layout.transform import moved_down, transposed

LEAST_SCALE = 0.85
NUMBER_ROOM = 76.0
"""Room in px that the title leaves for the page number at the right."""


def split_pages(
    geometry: Geometry, width: float, height: float, *, least_scale: float = LEAST_SCALE
) -> tuple[Geometry, ...]:
    """Cut a picture into pages.

    Args:
        geometry: the whole picture.
        width: room on a page in px of the geometry.
        height: the same for the height.
        least_scale: a picture, or a row of pages, is rather shrunk to this scale than cut once more.

    Returns:
        The pages in reading order; the picture itself if it fits. Each page is a geometry of its own: boxes stand on
        exactly one page (but frames and pools are cut and stand on several), arrows that go on elsewhere are pieces
        (`Route.piece_of`) at off-page circles.

    Raises:
        ValueError: width or height is not positive, or the scale is not in (0, 1].
    """
    if width <= 0 or height <= 0 or not 0 < least_scale <= 1:
        msg = f"a page of {width:g} x {height:g} px at a least scale of {least_scale:g} holds nothing"
        raise ValueError(msg)
    if page_scale(geometry, width, height) >= least_scale:
        return (geometry,)
    scale = _scale_for_lanes(geometry, width, height, least_scale)
    width, height = width / scale, height / scale
    whole = _with_narrow_title(geometry, width - NUMBER_ROOM)
    borders = _lane_cuts(whole, height if not whole.vertical else width)
    strips = _cut_flow(whole, width if not whole.vertical else height)
    grid = _cut_lanes(strips, borders)
    cells = (
        [part for strip in grid for part in strip]
        if whole.vertical
        else [p for row in zip(*grid, strict=True) for p in row]
    )
    return _finished([cell for cell in cells if cell.boxes or cell.routes])


def page_scale(page: Geometry, width: float, height: float) -> float:
    """The scale at which a page fits into the room of a paper: 1, or less where it is larger.

    Example:
        >>> from bpr.layout.geometry import Rect, TextBlock
        >>> title = TextBlock(Rect(0.0, 0.0, 0.0, 0.0), (), 12.0)
        >>> page_scale(Geometry(title, 200.0, 100.0, (), (), (), ()), 160.0, 100.0)
        0.8
    """
    return min(1.0, width / page.width, height / page.height)


def _scale_for_lanes(geometry: Geometry, width: float, height: float, least_scale: float) -> float:
    """The scale that lets all lanes stand on one page; 1 if they do anyway or if it would be too small."""
    scale = width / geometry.width if geometry.vertical else height / geometry.height
    return scale if least_scale <= scale < 1 else 1.0


def _with_narrow_title(geometry: Geometry, room: float) -> Geometry:
    """Break the title again where it is wider than a page; everything below it moves down."""
    title = geometry.title
    lines = wrap(" ".join(title.lines), title.size, max(room - title.rect.x, 60.0))
    if title.rect.right <= room or len(lines) <= len(title.lines):
        return geometry
    width, height = block_size(lines, title.size)
    block = TextBlock(replace(title.rect, width=round(width, 1), height=round(height, 1)), lines, title.size)
    return replace(moved_down(geometry, round(height - title.rect.height, 1)), title=block)


def _along(geometry: Geometry) -> tuple[float, float]:
    """Where the content begins and ends on x: behind the heads that start before the first lane's content."""
    heads = [lane.head for lane in geometry.lanes] + [group.head for group in geometry.groups]
    begin = max((head.right for head in heads), default=geometry.title.rect.x)
    return begin, geometry.width - MARGIN


def _across(geometry: Geometry) -> tuple[float, float]:
    """Where the lanes begin and end, on the axis (x here) on which they follow each other."""
    begin = min((lane.band.x for lane in geometry.lanes), default=geometry.title.rect.right)
    return begin, geometry.width - MARGIN


def _cut_flow(geometry: Geometry, room: float) -> tuple[Geometry, ...]:
    """Cut across the flow, at column borders."""
    turned = transposed(geometry) if geometry.vertical else geometry
    style = BELOW if geometry.vertical else BESIDE
    begin, end = _along(turned)
    zones = [(lane.band.y, lane.band.bottom) for lane in turned.lanes] or [(0.0, turned.height)]
    places = candidates(turned, begin, end, zones, style)
    chosen = choose(places, begin, end, room - begin - (turned.width - end))
    parts = cut_apart(
        turned,
        [cut.at for cut in chosen],
        begin=begin,
        end=end,
        zones=zones,
        style=style,
        first_number=1,
        is_flipped=geometry.vertical,
    )
    return tuple(map(transposed, parts)) if geometry.vertical else parts


def _lane_cuts(geometry: Geometry, room: float) -> list[float]:
    """The lane borders at which all strips are cut."""
    turned = geometry if geometry.vertical else transposed(geometry)
    style = BESIDE if geometry.vertical else BELOW
    begin, end = _across(turned)
    places = lane_borders(turned, begin, end, [(0.0, turned.height)], style)
    return [cut.at for cut in choose(places, begin, end, room - begin - (turned.width - end))]


def _cut_lanes(strips: Sequence[Geometry], borders: list[float]) -> list[tuple[Geometry, ...]]:
    """Cut every strip at the same lane borders."""
    grid: list[tuple[Geometry, ...]] = []
    number = 1 + max((mark.number for strip in strips for mark in strip.off_page), default=0)
    for strip in strips:
        turned = strip if strip.vertical else transposed(strip)
        begin, end = _across(turned)
        heads = max((lane.head.bottom for lane in turned.lanes), default=0.0)
        parts = cut_apart(
            turned,
            borders,
            begin=begin,
            end=end,
            zones=[(heads, turned.height - MARGIN)],
            style=BESIDE if strip.vertical else BELOW,
            first_number=number,
            is_flipped=not strip.vertical,
        )
        number = max([number, *(mark.number + 1 for part in parts for mark in part.off_page)])
        grid.append(parts if strip.vertical else tuple(map(transposed, parts)))
    return grid


def _finished(pages: list[Geometry]) -> tuple[Geometry, ...]:
    """Number pages, pairs of circles (in reading order) and the pieces of each arrow."""
    if len(pages) == 1:
        return tuple(pages)
    pairs: dict[int, list[tuple[int, OffPage]]] = {}
    for at, page in enumerate(pages):
        for mark in sorted(page.off_page, key=lambda m: (m.rect.y, m.rect.x)):
            pairs.setdefault(mark.number, []).append((at, mark))
    number_of = {old: new for new, old in enumerate(pairs, 1)}
    name_of = _piece_names(pages, pairs)
    done: list[Geometry] = []
    for at, page in enumerate(pages):
        marks = [
            replace(
                mark,
                number=number_of[mark.number],
                route=name_of[mark.route],
                page=1 + next(other for other, twin in pairs[mark.number] if twin.leaves != mark.leaves),
            )
            for mark in page.off_page
        ]
        routes = tuple(replace(route, id=name_of.get(route.id, route.id)) for route in page.routes)
        width = round(max(page.width, page.title.rect.right + NUMBER_ROOM + MARGIN), 1)
        done.append(
            replace(
                page,
                width=width,
                routes=routes,
                off_page=tuple(sorted(marks, key=lambda m: (m.number, m.leaves))),
                page=(at + 1, len(pages)),
            )
        )
    return tuple(done)


def _piece_names(pages: list[Geometry], pairs: Mapping[int, list[tuple[int, OffPage]]]) -> dict[str, str]:
    """Pieces named after the whole arrow and counted from its source, by the names they have now."""
    whole = {route.id: route.whole_id for page in pages for route in page.routes if route.piece_of is not None}
    after = {
        next(mark.route for _, mark in pair if mark.leaves): next(mark.route for _, mark in pair if not mark.leaves)
        for pair in pairs.values()
    }
    names: dict[str, str] = {}
    for piece in whole:
        if piece in after.values():
            continue
        place, here = 1, piece
        while True:
            names[here] = f"{whole[here]}~{place}"
            if here not in after:
                break
            place, here = place + 1, after[here]
    return names
