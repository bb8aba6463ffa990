"""A hand-made page that has everything a geometry can hold: for the tests of every picture writer."""

from __future__ import annotations

from bpr.export.theme.theme import Overlay
from bpr.layout.geometry import (
    Badge,
    Geometry,
    GroupHead,
    LaneBand,
    OffPage,
    PhaseBand,
    PlacedBox,
    Rect,
    Route,
    TextBlock,
)


def text(x, y, width, height, *lines, size=11.0, vertical=False):
    return TextBlock(Rect(x, y, width, height), lines, size, vertical)


def box(key, kind, x, y, width, height, label=None, lane="l1", **fields):
    return PlacedBox(key, kind, lane, Rect(x, y, width, height), label, **fields)


def full_page():
    """Two lanes under two group levels, two phases, a frame, badges, a boundary event, a message, a cut route."""
    lanes = (
        LaneBand(
            "l1", Rect(14, 80, 886, 160), Rect(82, 80, 34, 160), text(84, 90, 30, 140, "财务部", "IT组", vertical=True)
        ),
        LaneBand(
            "l2", Rect(14, 240, 886, 120), Rect(82, 240, 34, 120), text(90, 250, 18, 100, "R&D <lab>", vertical=True)
        ),
    )
    groups = (
        GroupHead("pool", 2, Rect(14, 80, 34, 280), text(20, 90, 20, 260, "公司", vertical=True)),
        GroupHead("dept", 1, Rect(48, 80, 34, 280), text(54, 90, 20, 260, "Office", vertical=True)),
    )
    phases = (
        PhaseBand("p1", Rect(116, 50, 384, 310), Rect(116, 50, 384, 30), text(120, 55, 376, 20, "Ask")),
        PhaseBand("p2", Rect(500, 50, 400, 310), Rect(500, 50, 400, 30), text(504, 55, 392, 20, "办理")),
    )
    badges = (
        Badge("document", Rect(240, 190, 50, 16), text(242, 191, 46, 14, "Form", size=9.0)),
        Badge("system", Rect(240, 108, 50, 20), text(242, 112, 46, 14, "ERP", size=9.0)),
        Badge("duty", Rect(330, 122, 16, 16), text(331, 123, 14, 14, "A", size=9.0)),
    )
    boxes = (
        box("s", "start", 140, 142, 36, 36, text(130, 180, 56, 15, "Go")),
        box(
            "a",
            "activity",
            230,
            130,
            112,
            60,
            text(240, 145, 92, 30, "Check the", "order"),
            marker="user",
            badges=badges,
        ),
        box("t", "boundary", 300, 176, 28, 28, text(320, 224, 30, 14, "2 d"), marker="timer", attached_to="a"),
        box("g", "xor", 400, 138, 44, 44, text(395, 118, 54, 15, "好?")),
        box("f", "expanded", 520, 90, 200, 140, text(528, 94, 80, 16, "Frame")),
        box("i", "activity", 560, 130, 112, 60, text(570, 150, 92, 16, "审批"), inside="f"),
        box("p", "subprocess", 560, 280, 112, 60, text(570, 295, 92, 16, "Pay"), lane="l2"),
        box("e", "end", 800, 292, 36, 36, None, lane="l2"),
    )
    routes = (
        Route("s->a", "s", "a", "sequence", False, ((176, 160), (230, 160))),
        Route("a->g", "a", "g", "sequence", False, ((342, 160), (400, 160))),
        Route("g->f", "g", "f", "sequence", False, ((444, 160), (520, 160)), text(448, 142, 40, 14, "yes 85%")),
        Route(
            "g->a",
            "g",
            "a",
            "sequence",
            True,
            ((422, 182), (422, 220), (286, 220), (286, 190)),
            text(426, 186, 20, 14, "no"),
        ),
        Route("f->p", "f", "p", "message", False, ((620, 230), (620, 280))),
        Route("p->e", "p", "e", "sequence", False, ((672, 310), (800, 310))),
        Route("t->x~1", "t", "x", "sequence", False, ((314, 204), (314, 320), (380, 320)), piece_of="t->x"),
    )
    marks = (OffPage(1, "t->x~1", 2, leaves=True, rect=Rect(380, 310, 20, 20)),)
    return Geometry(
        text(14, 14, 300, 24, "Page & all", size=18.0),
        914.0,
        374.0,
        lanes,
        groups,
        boxes,
        routes,
        phases=phases,
        off_page=marks,
        page=(1, 2),
    )


FULL_OVERLAY = Overlay(
    handoff_links=frozenset({"g->f", "t->x"}),
    rework_links=frozenset({"g->a"}),
    heat={"a": 1.0},
    heat_note="waiting",
    legend=(("handoff", "handoff"), ("rework", "返工"), ("message", "message")),
    changes={"p": "removed", "e": "added"},
)
