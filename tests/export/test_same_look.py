"""SVG, draw.io and PowerPoint draw the same picture: the same fillings, lines and struck-out texts for one element."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from lxml import etree

from bpr.export.drawio.writer import to_drawio
from bpr.export.escape import xml_id
from bpr.export.pptx.markup import add_shapes, last_id
from bpr.export.pptx.picture import Sheet
from bpr.export.pptx.shapes import Numbers
from bpr.export.pptx.template import empty_deck
from bpr.export.scene.shapes import Circle, Group, Path, Rectangle, Words
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import Surface, Theme
from tests.export.full_geometry import FULL_OVERLAY, full_page
from tests.export.pptx.reading import A, shapes_by_name

THEME = replace(  # no colour of these comes from anywhere else
    Theme(),
    phase_head=Surface("#fedcba", replace(Theme().phase_head.border, colour="#123456"), "#112233"),
    phase_border=replace(Theme().phase_border, colour="#654321"),
)
OVERLAY = replace(FULL_OVERLAY, changes={**FULL_OVERLAY.changes, "g->f": "removed"})


@dataclass(frozen=True)
class Look:
    """Colours of an element; None where it has no such part."""

    fill: str | None = None
    line: str | None = None
    text: str | None = None
    strike: bool = False


def in_scene(geometry, overlay):
    groups = {}

    def collect(items):
        for item in items:
            if isinstance(item, Group):
                groups[item.role, item.id] = item
                collect(item.items)

    collect(paint(geometry, THEME, overlay).items)

    def look(kind, key):
        items = groups[{"phase-border": "phase", "label": "route-label"}.get(kind, kind), key].items
        texts = [item for item in items if isinstance(item, Words)]
        shapes = [item for item in items if isinstance(item, (Circle, Path, Rectangle))]
        if kind == "phase-border":
            return Look(line=next(item for item in shapes if isinstance(item, Path)).style.stroke)
        if kind == "route":
            return Look(line=shapes[0].style.stroke)
        text = Look(text=texts[-1].colour, strike=texts[-1].strike) if texts else Look()
        return replace(text, fill=shapes[0].style.fill, line=shapes[0].style.stroke) if shapes else text

    return look


def in_drawio(geometry, overlay):
    root = etree.fromstring(to_drawio(geometry, theme=THEME, overlay=overlay).encode())
    styles = {
        cell.get("id"): dict(part.partition("=")[::2] for part in cell.get("style", "").split(";"))
        for cell in root.iter("mxCell")
    }

    def look(kind, key):
        owner, _, number = key.partition(":badge:")
        name = {
            "phase": f"phase-{key}-head",
            "phase-border": f"phase-{key}-border",
            "label": f"route-{xml_id(key)}-label",
            "badge": f"box-{owner}-badge-{number}",
        }.get(kind, f"{kind}-{xml_id(key)}")
        style = styles[name]
        text = styles.get(f"{name}-label", style) if kind == "box" else style
        strike = text.get("fontStyle") == "8"
        return Look(style.get("fillColor"), style.get("strokeColor"), text.get("fontColor"), strike)

    return look


def in_pptx(geometry, overlay):
    deck = empty_deck()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    add_shapes(slide, Sheet(geometry, THEME, overlay, Numbers(last_id(slide))).parts())
    shapes = shapes_by_name(slide.shapes._spTree)

    def colour(node):
        return None if node is None else f"#{node.get('val').lower()}"

    def look(kind, key):
        owner, _, number = key.partition(":badge:")
        name = {
            "phase": f"phase head {key}",
            "phase-border": f"phase border {key}",
            "badge": f"badge {owner} {number}",
        }.get(kind, f"{kind} {key}")
        shape = shapes[name]
        run = next(shapes.get(f"label {key}", shape).iter(f"{A}rPr"), None) if kind == "box" else None
        run = next(shape.iter(f"{A}rPr"), None) if run is None else run
        return Look(
            colour(next((own.find(f"{A}srgbClr") for own in shape.iterfind(f"*/{A}solidFill")), None)),
            colour(shape.find(f".//{A}ln/{A}solidFill/{A}srgbClr")),
            None if run is None else colour(run.find(f"{A}solidFill/{A}srgbClr")),
            run is not None and run.get("strike") == "sngStrike",
        )

    return look


ELEMENTS = {
    "phase": ("phase", "p2", Look("#fedcba", "#123456", "#112233")),
    "border of a phase": ("phase-border", "p2", Look(line="#654321")),
    "activity with heat": ("box", "a", Look(THEME.heat[1], THEME.activity.border.colour, THEME.activity.text)),
    "removed activity": ("box", "p", Look(THEME.removed.fill, THEME.removed.border.colour, THEME.removed.text, True)),
    "event": ("box", "s", Look(THEME.start.fill, THEME.start.border.colour, THEME.start.text)),
    "document": ("badge", "a:badge:1", Look(THEME.document.fill, THEME.document.border.colour, THEME.document.text)),
    "system": ("badge", "a:badge:2", Look(THEME.system.fill, THEME.system.border.colour, THEME.system.text)),
    "duty": ("badge", "a:badge:3", Look(THEME.duty.fill, THEME.duty.border.colour, THEME.duty.text)),
    "rework": ("route", "g->a", Look(line=THEME.rework.colour)),
    "label of rework": ("label", "g->a", Look(text=THEME.rework.colour)),
    "removed route": ("route", "g->f", Look(line=THEME.removed.border.colour)),
    "label of a removed route": ("label", "g->f", Look(text=THEME.removed.text, strike=True)),
}
WRITERS = {"scene": in_scene, "drawio": in_drawio, "pptx": in_pptx}


@pytest.fixture(scope="module", params=WRITERS)
def look(request):
    return WRITERS[request.param](full_page(), OVERLAY)


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_writer_draws_an_element_with_the_same_colours(look, element):
    kind, key, expected = ELEMENTS[element]
    assert look(kind, key) == expected
