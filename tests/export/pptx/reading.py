"""What the tests read back from a presentation: shapes by name, and the way points of preset connectors."""

from __future__ import annotations

import io

from pptx import Presentation

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def deck_of(data):
    return Presentation(io.BytesIO(data))


def shapes_by_name(tree):
    """Shapes and connectors of a slide by name, those in groups too; the first of a name."""
    found = {}
    for node in tree.iter(f"{P}sp", f"{P}cxnSp", f"{P}grpSp"):
        found.setdefault(node.find(f".//{P}cNvPr").get("name"), node)
    return found


def place_of(node):
    """x, y, width, height in EMU."""
    form = node.find(f".//{A}xfrm")
    off, ext = form.find(f"{A}off"), form.find(f"{A}ext")
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


def text_of(node):
    return "".join(part.text or "" if part.tag == f"{A}t" else "\n" for part in node.iter(f"{A}t", f"{A}br"))


def way_points(preset, place, adjust, *, turned, flip_h, flip_v):
    """The way points of a preset connector, by presetShapeDefinitions of ECMA-376."""
    x, y, width, height = place
    a = [value / 100_000 for value in adjust]
    chains = {
        "straightConnector1": [(0, 0), (1, 1)],
        "bentConnector2": [(0, 0), (1, 0), (1, 1)],
        "bentConnector3": [(0, 0), (a[0], 0), (a[0], 1), (1, 1)] if len(a) == 1 else [],
        "bentConnector4": [(0, 0), (a[0], 0), (a[0], a[1]), (1, a[1]), (1, 1)] if len(a) == 2 else [],
        "bentConnector5": [(0, 0), (a[0], 0), (a[0], a[1]), (a[2], a[1]), (a[2], 1), (1, 1)] if len(a) == 3 else [],
    }
    middle = x + width / 2, y + height / 2
    points = []
    for u, v in chains[preset]:
        right = (-1 if flip_h else 1) * (u - 0.5) * width
        down = (-1 if flip_v else 1) * (v - 0.5) * height
        if turned:
            right, down = -down, right
        points.append((middle[0] + right, middle[1] + down))
    return points
